"""Trees and tallies under real threads with connections of their own, on whichever database is tested."""

import os
import random
import subprocess
import sys
import threading
import uuid
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, connections
from django.utils import timezone

from comments.models import Comment, Decision, Discussion, Policy, Thread
from comments.models.comment import MAX_LEVEL
from comments.moderation.decisions import Seen, decide
from comments.tree.checking import check
from comments.tree.moving import move_branch
from comments.tree.trees import UnderItself
from comments.writing.posting import Draft, post_comment
from tests.site import ROOT, clean_environment

from ..make import make_article, make_comment, make_commenter
from ..storm import Storm, post

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WORKERS = 8
POSTS = 50  # a worker
DEEDS_BEFORE_DEATH = 25  # of each process that is killed in the middle of the next one


def at_once(work, workers=WORKERS):
    """Run ``work(number)`` in so many threads that start together; raise what any of them raised."""
    gate, problems = threading.Barrier(workers), []

    def run(number):
        try:
            gate.wait()
            work(number)
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise ExceptionGroup("in the threads", problems)


def assert_everything_is_right():
    for discussion in Discussion.objects.all():
        assert check(discussion) == []


def test_four_hundred_replies_into_one_thread():
    root, commenter = make_comment(), make_commenter()
    article = root.discussion.article

    def work(number):
        dice, known = random.Random(number), [root.pk]
        for _ in range(POSTS):
            known.append(post(article, commenter, parent_id=dice.choice(known)).pk)

    at_once(work)
    assert Comment.objects.filter(tree_id=root.tree_id).count() == 1 + WORKERS * POSTS
    assert_everything_is_right()


def test_four_hundred_threads_over_four_articles():
    articles, commenter = [make_article() for _ in range(4)], make_commenter()

    def work(number):
        for turn in range(POSTS):
            post(articles[(number + turn) % 4], commenter)

    at_once(work)
    roots = Comment.objects.filter(level=0, discussion__article__in=articles)
    assert roots.values("tree_id").distinct().count() == WORKERS * POSTS
    assert_everything_is_right()


def scene():
    """Three articles with a comment each, and people whom nobody holds back."""
    Policy.objects.create(first_comments_held=0)
    articles = [make_article() for _ in range(3)]
    for article in articles:
        make_comment(article=article)
    return articles, [make_commenter(trusted=False) for _ in range(6)]


def test_a_storm_of_everything_at_once():
    articles, people = scene()
    storms = [Storm(articles, people, seed=number) for number in range(WORKERS)]

    def work(number):
        for _ in range(POSTS):
            storms[number].blow()

    at_once(work)
    posted = set().union(*(storm.posted for storm in storms))
    deleted = set().union(*(storm.deleted for storm in storms))
    assert len(posted) > WORKERS * POSTS / 10
    assert posted - deleted <= set(Comment.objects.values_list("pk", flat=True))
    assert Thread.objects.count() == Comment.objects.filter(level=0).count()
    assert not Comment.objects.filter(commenter__erased_at__isnull=False).exclude(html="").exists()
    assert_everything_is_right()


def test_two_moderators_who_move_two_branches_under_each_other():
    """Whoever comes second would hang a branch from itself, and is told."""
    article = make_article()
    pairs = [[make_comment(article=article) for _ in range(2)] for _ in range(20)]
    told = []

    def work(number):
        for pair in pairs:
            comment, under = pair if number else reversed(pair)
            try:
                move_branch(comment, under=under, by=None, now=timezone.now())
            except UnderItself:
                told.append(comment.pk)

    at_once(work, workers=2)
    assert len(told) == len(pairs)
    assert Thread.objects.filter(discussion__article=article).count() == len(pairs)
    assert_everything_is_right()


def test_what_is_killed_in_the_middle_leaves_valid_trees(tmp_path):
    scene()
    for turn in range(2):
        writers = [writer(tmp_path, seed=2 * turn + number) for number in range(2)]
        for process in writers:
            lines = [process.stdout.readline() for _ in range(DEEDS_BEFORE_DEATH)]
            assert lines[-1], process.stderr.read()
        for process in writers:
            process.kill()
            process.communicate()
        assert_everything_is_right()
    assert Comment.objects.filter(level__lte=MAX_LEVEL).count() > 10


def writer(tmp_path, *, seed):
    """Start a process that does everything to the conversation in the database under test."""
    environment = clean_environment() | {
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url(),
        "SITE_URL": "http://127.0.0.1:8000",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "-m", "tests.comments.write_until_killed", str(seed)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)


def database_url():
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}"))


def test_of_two_moderators_at_once_exactly_one_wins():
    comments = [make_comment(status="pending") for _ in range(10)]
    seen = [Seen.of(comment) for comment in comments]
    logged = Decision.objects.count()
    outcomes = {}

    def work(number):
        to = ["approved", "rejected"][number]
        outcomes[number] = [decide([one], to=to, now=timezone.now()) for one in seen]

    at_once(work, workers=2)
    for first, second in zip(outcomes[0], outcomes[1], strict=True):
        assert len(first.decided) + len(second.decided) == 1
        assert len(first.overtaken) + len(second.overtaken) == 1
    assert Decision.objects.count() == logged + 10
    assert_everything_is_right()


def test_a_double_click_posts_once():
    article, key = make_article(), uuid.uuid4()

    def work(number):
        guest = make_commenter(trusted=False)
        draft = Draft(source="Only once.", name="Ana", submission_key=key)
        post_comment(draft, article=article, commenter=guest, now=timezone.now())

    at_once(work)
    assert Comment.objects.filter(discussion__article=article).count() == 1
    assert_everything_is_right()
