"""Trees and tallies under real threads with connections of their own, on whichever database is tested."""

import itertools
import random
import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from comments.checking import check
from comments.decisions import Seen, decide
from comments.models import Comment, Decision, Discussion
from comments.posting import Draft, NoSuchParent, post_comment

from .make import make_article, make_comment, make_commenter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WORKERS = 8
POSTS = 50  # a worker
PAUSE = timedelta(minutes=11)  # one person posts everything below, at moments that are no flood
turns = itertools.count(1)


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


def post(article, commenter, **fields):
    draft = Draft(source=f"Words {uuid.uuid4()}", name="Ana", **fields)
    return post_comment(
        draft, article=article, commenter=commenter, now=timezone.now() + next(turns) * PAUSE
    )


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


def test_a_storm_of_posts_and_decisions():
    articles = [make_article() for _ in range(3)]
    for article in articles:
        make_comment(article=article)
    commenter = make_commenter()

    def work(number):
        dice = random.Random(number)
        for _ in range(POSTS):
            storm(dice, articles, commenter)

    at_once(work)
    assert_everything_is_right()


def storm(dice, articles, commenter):
    if dice.random() < 0.6:
        article = dice.choice(articles)
        parents = Comment.objects.approved().filter(discussion__article=article)
        parent = dice.choice([None, *parents.values_list("pk", flat=True)[:20]])
        try:
            post(article, commenter, parent_id=parent)
        except NoSuchParent:
            assert parent is not None
    else:  # over several discussions in any order, as a bulk action has them
        pks = list(Comment.objects.values_list("pk", flat=True))
        some = Comment.objects.filter(pk__in=dice.sample(pks, min(5, len(pks))))
        to = dice.choice(["approved", "rejected", "spam", "pending"])
        decide(list(Seen.all_of(some)), to=to, now=timezone.now())


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
