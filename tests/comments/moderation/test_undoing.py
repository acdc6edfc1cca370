"""Undoing: the latest decision on a comment can be taken back, and then nothing has happened."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comments.models import Ban, Batch, Comment, Decision, Policy, Report
from comments.moderation import batches, rewording
from comments.moderation.decisions import Seen, decide, undo
from comments.moderation.queue.choice import Choice
from comments.tree.checking import check
from comments.writing import editing
from tests.authors.make import make_group, make_user

from ..make import make_article, make_comment, make_commenter

pytestmark = pytest.mark.django_db

STATUSES = ["pending", "approved", "rejected", "spam"]


def make_moderator(name="Mo"):
    group = make_group("Deciders", "moderate_comment")
    return make_user(name=name, is_staff=True, groups=[group])


def decided(comment, to, by, now=None):
    comment.refresh_from_db()
    return decide([Seen.of(comment)], to=to, by=by, now=now or timezone.now()).batch


def undone(batch, by, **when):
    return batches.undo(Batch.objects.get(pk=batch), by=by, now=timezone.now(), **when)


def standing(article):
    """Return all that a decision could have changed under this article."""
    discussion = article.discussion
    discussion.refresh_from_db()
    fields = ("pk", "status", "visible_at", "text_version", "tree_id", "lft", "rght", "level")
    comments = list(
        Comment.objects.filter(discussion=discussion).order_by("pk").values_list(*fields)
    )
    threads = list(discussion.threads.order_by("pk").values())
    participations = list(discussion.participations.order_by("pk").values())
    tallies = {
        field.name: getattr(discussion, field.name)
        for field in discussion._meta.fields
        if field.name.endswith("_count") or field.name == "active_at"
    }
    reports = list(Report.objects.order_by("pk").values())
    return comments, threads, participations, tallies, reports


class TestUndoIsAsIfNothingHad(TestCase):
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.sampled_from(STATUSES), min_size=1, max_size=4),
        st.lists(st.tuples(st.integers(0, 5), st.sampled_from(STATUSES)), max_size=4),
        st.sampled_from(["approved", "rejected", "spam", "pending"]),
        st.booleans(),
    )
    def test_decide_and_undo_leave_everything_as_it_was(self, statuses, history, to, is_reported):
        """Whatever was decided before, on trees of any statuses."""
        by, now = make_moderator(), timezone.now()
        article = make_article()
        comments = [make_comment(article=article, status="approved", now=now)]
        for _ in statuses[1:]:
            comments.append(make_comment(parent=comments[-1], status="approved", now=now))
        for comment, status in zip(comments, statuses, strict=True):
            decide([Seen.of(comment)], to=status, now=now)
        if is_reported:
            Report.objects.create(comment=comments[0], reporter=make_commenter(), reason="spam")
        for moment, (number, status) in enumerate(history, 1):
            at = now + timedelta(seconds=moment)
            decided(comments[number % len(comments)], status, by, at)
        before, later = standing(article), now + timedelta(minutes=1)
        outcome = decide(Seen.all_of(Comment.objects.all()), to=to, by=by, now=later)
        undo(Decision.objects.filter(batch=outcome.batch), by=by, now=later)
        assert standing(article) == before
        assert check(article.discussion) == []


def test_an_undone_first_approval_makes_the_comment_new_when_it_is_approved_later():
    by, comment = make_moderator(), make_comment(status="pending")
    batch = decided(comment, "approved", by)
    undone(batch, by)
    comment.refresh_from_db()
    assert (comment.status, comment.visible_at) == ("pending", None)
    later = timezone.now() + timedelta(days=1)
    decided(comment, "approved", by, later)
    comment.refresh_from_db()
    assert comment.visible_at == later


def test_an_undo_is_a_decision_that_names_what_it_undoes_and_can_be_undone():
    by, comment = make_moderator(), make_comment()
    undoing = undone(decided(comment, "spam", by), by)
    first, second = Decision.objects.filter(comment=comment, batch__isnull=False).order_by("-pk")[
        :2
    ]
    assert first.undoes == second
    assert (first.from_status, first.to_status, first.decided_by) == ("spam", "approved", by)
    undone(undoing.pk, by)
    comment.refresh_from_db()
    assert comment.status == "spam"


def test_what_was_decided_on_anew_is_not_undone():
    mo, kim, comment = make_moderator(), make_moderator("Kim"), make_comment(status="pending")
    batch = decided(comment, "rejected", mo)
    decided(comment, "approved", kim)
    decided(comment, "rejected", kim)
    undoing = undone(batch, mo)
    comment.refresh_from_db()
    assert comment.status == "rejected"
    assert (undoing.decided_count, undoing.overtaken_count) == (0, 1)


def test_what_was_edited_since_is_not_undone():
    by, comment = make_moderator(), make_comment(status="pending")
    batch = decided(comment, "rejected", by)
    Comment.objects.filter(pk=comment.pk).update(text_version=2)
    assert undone(batch, by).overtaken_count == 1


def test_what_its_writer_withdrew_is_not_undone():
    by, comment = make_moderator(), make_comment(status="pending")
    batch = decided(comment, "approved", by)
    comment.refresh_from_db()
    comment.withdraw(now=timezone.now())
    assert undone(batch, by).overtaken_count == 1
    comment.refresh_from_db()
    assert comment.status == "withdrawn"


def test_an_action_is_undone_once_and_within_thirty_days():
    by, comment = make_moderator(), make_comment(status="pending")
    batch = decided(comment, "approved", by)
    late = timezone.now() + timedelta(days=31)
    assert batches.undo(Batch.objects.get(pk=batch), by=by, now=late) is None
    assert undone(batch, by)
    assert undone(batch, by) is None


def test_many_are_decided_in_steps_and_undone_as_one(monkeypatch):
    monkeypatch.setattr("comments.moderation.decisions.BATCH", 3)
    monkeypatch.setattr("comments.moderation.batches.STEPS", 1)
    by, article = make_moderator(), make_article()
    for _ in range(7):
        make_comment(article=article, status="pending")
    before = standing(article)
    now = timezone.now()
    batch = batches.begin(Choice(article=article.discussion.pk), to="spam", by=by, now=now)
    make_comment(article=article, status="pending")  # came later: nobody chose it
    batch = batches.carry_on(batch, by=by, now=now)
    assert (batch.decided_count, batch.total_count, batch.is_finished) == (3, 7, False)
    while not batch.is_finished:
        batch = batches.carry_on(batch, by=by, now=now)
    assert Comment.objects.filter(status="spam").count() == 7
    assert Decision.objects.filter(batch=batch.pk).count() == 7
    undoing = batches.undo(batch, by=by, now=now)
    while not undoing.is_finished:
        undoing = batches.carry_on(undoing, by=by, now=now)
    assert standing(article)[0][:7] == before[0]
    assert check(article.discussion) == []


def test_an_interrupted_action_tells_what_it_did_and_that_is_undone(monkeypatch):
    monkeypatch.setattr("comments.moderation.decisions.BATCH", 2)
    monkeypatch.setattr("comments.moderation.batches.STEPS", 1)
    by, article = make_moderator(), make_article()
    for _ in range(5):
        make_comment(article=article, status="pending")
    now = timezone.now()
    batch = batches.carry_on(batches.begin(Choice(), to="approved", by=by, now=now), by=by, now=now)
    assert (batch.decided_count, batch.is_finished) == (2, False)
    undoing = batches.undo(batch, by=by, now=now)
    while not undoing.is_finished:
        undoing = batches.carry_on(undoing, by=by, now=now)
    assert not Comment.objects.approved().exists()
    assert batches.carry_on(batch, by=by, now=now).decided_count == 2  # it does not go on any more


def test_ban_and_remove_all_takes_everything_of_its_people_and_spares_moderators():
    by = make_moderator()
    spammer, other = make_commenter(name="Spam"), make_commenter(name="Ana")
    colleague = make_commenter(name="Mo", user=by, is_member=True)
    people = (spammer.pk, colleague.pk)
    kept = [make_comment(commenter=each).pk for each in (other, colleague)]
    make_comment(commenter=spammer, status="approved")
    now = timezone.now()
    choice = Choice(tab="all", people=people)
    batch = batches.begin(choice, to="spam", by=by, now=now, ban_because="")
    batch = batches.carry_on(batch, by=by, now=now)
    assert set(spammer.comments.values_list("status", flat=True)) == {"spam"}
    assert Comment.objects.approved().filter(pk__in=kept).count() == 2
    assert [ban.commenter for ban in Ban.objects.in_force(now)] == [spammer]
    batches.undo(batch, by=by, now=now)
    assert set(spammer.comments.values_list("status", flat=True)) == {"approved"}
    assert not Ban.objects.in_force(now).exists()


def test_approving_what_was_reported_settles_its_reports_and_undo_opens_them_again():
    by, comment = make_moderator(), make_comment()
    report = Report.objects.create(comment=comment, reporter=make_commenter(), reason="abuse")
    batch = decided(comment, "approved", by)
    report.refresh_from_db()
    assert report.settled_by == by
    assert Decision.objects.filter(batch=batch, from_status="approved").count() == 1
    undone(batch, by)
    report.refresh_from_db()
    assert report.settled_at is None


def test_a_comment_that_nobody_reported_is_not_approved_twice():
    by, comment = make_moderator(), make_comment()
    assert decide([Seen.of(comment)], to="approved", by=by, now=timezone.now()).decided == []


# --- edits ------------------------------------------------------------------------------------------


def make_reworded():
    """Return an approved comment whose writer's new wording waits, with that wording."""
    Policy.objects.create(held_words="politics")
    comment = make_comment(source="Before.")
    version = editing.edit_comment(comment, source="On politics.", now=timezone.now())
    return comment, version


def wording(comment):
    comment.refresh_from_db()
    return (
        comment.source,
        comment.edited_at is not None,
        editing.waiting_wording(comment) is not None,
    )


@pytest.mark.parametrize(
    ("to", "decided_as"),
    [("approved", ("On politics.", True, False)), ("rejected", ("Before.", False, False))],
)
def test_a_decision_on_a_waiting_wording_is_undone_and_done_again(to, decided_as):
    by, (comment, version) = make_moderator(), make_reworded()
    waiting = wording(comment)
    assert editing.decide_wording(version.pk, to=to, by=by, now=timezone.now())
    batch = Batch.objects.get()
    assert (wording(comment), batch.to_status) == (decided_as, to)
    for expected in (waiting, decided_as, waiting):
        batch = undone(batch.pk, by)
        assert batch.decided_count == 1
        assert wording(comment) == expected
    assert check(comment.discussion) == []


def test_a_moderators_edit_is_undone_and_done_again():
    by, comment = make_moderator(), make_comment(source="Rude.")
    rewording.reword(Seen.of(comment), source="Kind.", by=by, now=timezone.now())
    batch = Batch.objects.get()
    for expected in ("Rude.", "Kind.", "Rude."):
        batch = undone(batch.pk, by)
        assert wording(comment) == (expected, expected == "Kind.", False)


def test_an_edit_that_was_followed_by_a_decision_is_left_alone():
    by, comment = make_moderator(), make_comment(source="Rude.")
    rewording.reword(Seen.of(comment), source="Kind.", by=by, now=timezone.now())
    batch = Batch.objects.get()
    decided(comment, "rejected", by)
    assert undone(batch.pk, by).overtaken_count == 1
    assert wording(comment)[0] == "Kind."
