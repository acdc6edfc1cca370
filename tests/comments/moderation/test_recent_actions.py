"""Everything that moderators do stands in one list, from which it is undone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.models import Ban, Batch, Comment, Decision, Discussion, Follow, Thread
from comments.moderation import banning, batches
from comments.moderation.decisions import Seen
from comments.moderation.queue.choice import Choice
from comments.moderation.rewording import reword
from comments.people import following
from comments.people.following import target_of_thread
from comments.privacy.emptying import delete_comment
from comments.privacy.erasing import erase_commenter
from comments.tree.checking import check
from comments.tree.moving import move_branch, split_branch
from comments.tree.pinning import close_thread, pin_thread, reopen_thread, unpin_thread

from ..make import make_article, make_comment, make_commenter, make_staff

pytestmark = pytest.mark.django_db
LIST = "admin:comments_queue_actions"


def undone(batch, by):
    return batches.undo(batch, by=by, now=timezone.now())


def latest() -> Batch:
    return Batch.objects.newest_first().first()


def marks(comment):
    return Thread.objects.values_list("is_pinned", "is_closed").get(pk=comment.tree_id)


def standing(article):
    rows = Comment.objects.filter(discussion__article=article).order_by("pk")
    return list(rows.values_list("pk", "parent", "in_reply_to", "level", "lft", "rght"))


@pytest.mark.parametrize("deed", [pin_thread, close_thread])
def test_a_mark_of_a_thread_is_undone_and_done_again(deed):
    by, comment = make_staff("Moderator"), make_comment()
    deed(comment.thread, by=by, now=timezone.now())
    marked, batch = marks(comment), latest()
    for expected in ((False, False), marked, (False, False)):
        batch = undone(batch, by)
        assert (batch.decided_count, batch.overtaken_count) == (1, 0)
        assert marks(comment) == expected
    undoing = Decision.objects.order_by("-pk").first()
    assert undoing.undoes.undoes.undoes.action == ("pin" if deed is pin_thread else "close")


@pytest.mark.parametrize(
    ("before", "deed"), [(pin_thread, unpin_thread), (close_thread, reopen_thread)]
)
def test_taking_a_mark_away_is_undone(before, deed):
    by, comment = make_staff("Moderator"), make_comment()
    before(comment.thread, by=by, now=timezone.now())
    marked = marks(comment)
    deed(comment.thread, by=by, now=timezone.now() + timedelta(seconds=1))
    assert undone(latest(), by).decided_count == 1
    assert marks(comment) == marked


def test_a_mark_that_was_set_anew_since_is_left_alone():
    by, comment, now = make_staff("Moderator"), make_comment(), timezone.now()
    pin_thread(comment.thread, by=by, now=now)
    batch = latest()
    unpin_thread(comment.thread, by=by, now=now)
    pin_thread(comment.thread, by=by, now=now)
    undoing = undone(batch, by)
    assert (undoing.decided_count, undoing.overtaken_count) == (0, 1)
    assert marks(comment) == (True, False)


def test_a_moved_branch_goes_back_to_where_it_hung():
    by, now = make_staff("Moderator"), timezone.now()
    first = make_comment()
    article = first.discussion.article
    moved = make_comment(parent=first)
    make_comment(parent=moved)
    make_comment(parent=first)
    second = make_comment(article=article)
    before = standing(article)
    assert move_branch(moved, under=second, by=by, now=now)
    there, batch = standing(article), latest()
    for expected in (before, there, before):
        batch = undone(batch, by)
        assert batch.decided_count == 1
        assert standing(article) == expected
    assert check(first.discussion) == []


def test_a_thread_that_was_joined_becomes_one_again_with_its_marks():
    by, now = make_staff("Moderator"), timezone.now()
    root = make_comment()
    pin_thread(root.thread, by=by, now=now)
    close_thread(root.thread, by=by, now=now)
    target = make_comment(article=root.discussion.article)
    assert move_branch(root, under=target, by=by, now=now + timedelta(seconds=1))
    assert undone(latest(), by).decided_count == 1
    root.refresh_from_db()
    assert (root.level, root.in_reply_to) == (0, None)
    assert marks(root) == (True, True)
    assert marks(target) == (False, False)
    assert check(root.discussion) == []


def test_who_follows_a_thread_goes_along_and_comes_back_with_it():
    by, now, root = make_staff("Moderator"), timezone.now(), make_comment()
    target = make_comment(article=root.discussion.article)
    ana, ben, cem = (make_commenter(trusted=False) for _ in range(3))
    for person, threads in ((ana, [root]), (ben, [root, target]), (cem, [root])):
        for comment in threads:
            following.follow(person, target_of_thread(comment), rhythm="daily", now=now)
    before = followed()
    move_branch(root, under=target, by=by, now=now)
    there = {(person.pk, target.pk, "daily", now) for person in (ana, ben, cem)}
    assert followed() == there
    assert root.discussion.follows.count() == Discussion.objects.get().follower_count == 3
    batch = undone(latest(), by)
    assert followed() == before
    batch = undone(batch, by)
    assert followed() == there
    following.unfollow(cem.follows.all())
    undone(batch, by)
    assert followed() == {row for row in before if row[0] != cem.pk}
    assert check(root.discussion) == []


def followed() -> set[tuple]:
    """Return who follows which thread, named by the comment that begins it, how often and since when."""
    begins = Comment.objects.filter(tree_id=OuterRef("thread"), level=0).values("pk")
    rows = Follow.objects.annotate(begins=Subquery(begins))
    return set(rows.values_list("commenter", "begins", "rhythm", "since"))


def test_a_branch_made_a_thread_goes_back():
    by, root = make_staff("Moderator"), make_comment()
    answer = make_comment(parent=root)
    split_branch(answer, by=by, now=timezone.now())
    assert undone(latest(), by).decided_count == 1
    answer.refresh_from_db()
    assert (answer.tree_id, answer.in_reply_to) == (root.tree_id, root)
    assert check(root.discussion) == []


@pytest.mark.parametrize("since", ["moved again", "gone", "full", "below it"])
def test_what_cannot_go_back_stays_and_a_sentence_says_why(client, monkeypatch, since):
    by, now = make_staff("Moderator"), timezone.now()
    root = make_comment()
    article = root.discussion.article
    answer, target = make_comment(parent=root), make_comment(article=article)
    move_branch(answer, under=target, by=by, now=now)
    batch = latest()
    if since == "moved again":
        split_branch(answer, by=by, now=now)
    elif since == "gone":
        delete_comment(root, by=by, now=now)
    elif since == "below it":
        move_branch(root, under=answer, by=by, now=now)
    else:
        monkeypatch.setattr("comments.tree.trees.MAX_LIVE", 1)
    before = standing(article)
    client.force_login(by)
    page = client.post(
        reverse("admin:comments_queue_action", args=[batch.pk]), {"op": "undo"}, follow=True
    )
    assert "Nothing was moved back" in page.content.decode()
    assert standing(article) == before
    assert check(answer.discussion) == []


def test_a_ban_by_itself_is_undone_and_done_again(client):
    by, now = make_staff("Moderator"), timezone.now()
    person = make_commenter(name="Leo of the bans")
    made = banning.ban(commenter=person, by=by, now=now)
    batch = batches.begin_on_banned(made, existing="leave", by=by, now=now)
    for is_in_force in (False, True, False):
        batch = undone(batch, by)
        assert Ban.objects.in_force(timezone.now()).exists() == is_in_force
    client.force_login(by)
    page = client.get(reverse(LIST)).content.decode()
    assert page.count("Leo of the bans") == 2  # at the ban, and at its first undo


def test_the_lifting_of_a_ban_is_undone_and_done_again(client):
    by, now = make_staff("Moderator"), timezone.now()
    person = make_commenter(name="Leo of the bans")
    made = banning.ban(commenter=person, by=by, now=now)
    batches.begin_on_banned(made, existing="leave", by=by, now=now)
    assert banning.lift(made, by=by, now=now + timedelta(seconds=1))
    assert not banning.lift(made, by=by, now=now + timedelta(seconds=2))
    batch = latest()
    assert batch.action == "lift"
    for is_in_force in (True, False, True):
        batch = undone(batch, by)
        assert Ban.objects.in_force(timezone.now()).exists() == is_in_force
    client.force_login(by)
    page = client.get(reverse(LIST)).content.decode()
    assert "Ban lifted" in page
    assert page.count("Leo of the bans") == 3  # at the ban, at its end, and at the undo of that


def test_a_ban_that_was_lifted_once_more_since_stays_lifted():
    by, now = make_staff("Moderator"), timezone.now()
    made = banning.ban(commenter=make_commenter(), by=by, now=now)
    banning.lift(made, by=by, now=now + timedelta(seconds=1))
    first = latest()
    Ban.objects.update(lifted_at=None)
    banning.lift(made, by=by, now=now + timedelta(seconds=2))
    undone(first, by)
    assert not Ban.objects.in_force(now + timedelta(seconds=3)).exists()


def test_an_erasure_stands_in_the_list_and_cannot_be_undone(client):
    by, now = make_staff("Administrator"), timezone.now()
    answered = make_comment()
    make_comment(parent=answered)
    delete_comment(answered, by=by, now=now)
    delete_comment(make_comment(), by=by, now=now)
    erase_commenter(make_comment().commenter, by=by, now=now)
    assert Batch.objects.filter(action="erase").count() == 3
    assert not Batch.objects.undoable(now).exists()
    client.force_login(by)
    page = client.get(reverse(LIST)).content.decode()
    assert page.count("Erased for good") == page.count("cannot be undone") == 3


def test_what_nobody_signed_in_did_is_no_action_of_the_list():
    comment = make_comment()
    pin_thread(comment.thread, by=None, now=timezone.now())
    split_branch(make_comment(parent=comment), by=None, now=timezone.now())
    delete_comment(comment, by=None, now=timezone.now())
    assert not Batch.objects.exists()


def test_each_kind_of_action_is_named_with_the_comment_that_it_was_about(client):
    by, now, article = make_staff("Moderator"), timezone.now(), make_article(title="Tides")
    root, other = make_comment(article=article), make_comment(article=article)
    answer = make_comment(parent=root)
    for deed in (pin_thread, unpin_thread, close_thread, reopen_thread):
        deed(root.thread, by=by, now=now)
    move_branch(answer, under=other, by=by, now=now)
    reword(Seen.of(other), source="Better.", by=by, now=now)
    root.refresh_from_db()
    root.reject(by=by, now=now)
    client.force_login(by)
    page = client.get(reverse(LIST)).content.decode()
    for words in (
        "Thread pinned", "Thread no longer pinned", "Thread closed", "Thread reopened",
        "Branch moved", "Edited", "Rejected",
    ):  # fmt: skip
        assert words in page
    assert page.count(f"comment {root.pk} under “Tides”") == 5
    assert f"comment {answer.pk} under “Tides”" in page


def test_a_finished_action_tells_what_was_chosen_without_the_words_that_were_sought(client):
    by, now, article = make_staff("Moderator"), timezone.now(), make_article(title="Tides")
    for _ in range(2):
        make_comment(article=article, status="pending", source="Buy from Leo Secret.")
    key = Comment.objects.first().discussion_id
    day = f"{timezone.localdate(now)}"
    choice = Choice(article=key, rule="first_comments", q="Leo Secret", since=day)
    batch = batches.begin(choice, to="spam", by=by, now=now)
    batch = batches.carry_on(batch, by=by, now=now)
    assert (batch.is_finished, batch.decided_count) == (True, 2)
    assert "Secret" not in str(batch.choice)
    client.force_login(by)
    page = client.get(reverse(LIST)).content.decode()
    assert "Secret" not in page
    for phrase in ("of “Pending”", "under “Tides”", "held because:", day, "filtered by a search"):
        assert phrase in page


def test_an_action_on_people_tells_how_many_they_were(client):
    by, now = make_staff("Moderator"), timezone.now()
    people = tuple(make_comment().commenter_id for _ in range(3))
    batch = batches.begin(
        Choice(tab="all", people=people), to="spam", by=by, now=now, ban_because="ads"
    )
    assert batches.carry_on(batch, by=by, now=now).choice == {"tab": "all", "people_count": 3}
    client.force_login(by)
    assert "by 3 people" in client.get(reverse(LIST)).content.decode()


def test_the_list_asks_the_same_number_of_queries_whatever_its_length(client):
    by = make_staff("Moderator")
    client.force_login(by)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(LIST))
        return len(asked)

    pin_thread(make_comment().thread, by=by, now=timezone.now())
    client.get(reverse(LIST))
    few = queries()
    for _ in range(5):
        pin_thread(make_comment().thread, by=by, now=timezone.now())
    assert queries() == few
