"""Two guests who were made one by mistake are two again: a merge and its undo are as nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import serializers
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from comments.models import (
    Ban,
    Batch,
    Comment,
    Commenter,
    CommenterNote,
    Discussion,
    Follow,
    Merge,
    Participation,
    Reaction,
    Report,
    Told,
)
from comments.moderation import batches
from comments.people import merging
from comments.people.identity import COOKIE
from comments.privacy import housekeeping
from comments.privacy.erasing import erase_commenter
from comments.tree.checking import check
from comments.tree.tallies import STATUS_FIELDS

from ..make import make_article, make_comment, make_commenter, make_staff
from ..visits import mine_url, post
from .deeds import DEEDS, STATUSES, react, report, three_who_did

pytestmark = pytest.mark.django_db
OWNED = (Comment, Reaction, Report, Follow, Told, Ban, Commenter)
# Anew with each row, or not kept any longer than elsewhere.
PASSING = {"version", "network_hash"}


def merge(kept, gone) -> Batch:
    """Merge as a moderator; return the action."""
    by = get_user_model().objects.first() or make_staff("Moderator")
    merging.merge(kept=kept, gone=gone, by=by, now=timezone.now())
    return Batch.objects.newest_first().first()


def undo(batch, *, now=None) -> Batch:
    return batches.undo(batch, by=batch.started_by, now=now or timezone.now())


def everything() -> dict:
    """Return all rows that people own and all tallies, as values."""
    rows = [row for model in (*OWNED, Discussion) for row in model.objects.order_by("pk")]
    values = {
        (each["model"], each["pk"]): {
            name: value for name, value in each["fields"].items() if name not in PASSING
        }
        for each in serializers.serialize("python", rows)
    }
    people = Participation.objects.exclude(**dict.fromkeys(STATUS_FIELDS.values(), 0))
    tallies = people.order_by("pk").values_list("pk", "commenter", *STATUS_FIELDS.values())
    return values | {"participations": list(tallies)}


class Laws(TestCase):
    @settings(max_examples=12, deadline=None)
    @given(DEEDS, STATUSES)
    def test_a_merge_and_its_undo_are_as_nothing(self, deeds, statuses):
        people = three_who_did(deeds, statuses)
        before = everything()
        batch = merge(people[0], people[1])
        as_one = everything()
        undoing = undo(batch)
        assert undoing.decided_count == 1
        assert everything() == before
        assert undo(undoing).decided_count == 1
        assert everything() == as_one
        assert not any(check(discussion) for discussion in Discussion.objects.all())


def test_each_has_again_what_was_known_of_them():
    early = timezone.now() - timedelta(days=3)
    ana = make_commenter(trusted=False)
    other = make_commenter(
        trusted=False, verified_email="ana@example.org", is_always_held=True, first_seen_at=early
    )
    third = make_commenter(trusted=False)
    merging.merge(kept=other, gone=third, by=None, now=timezone.now())
    ban = Ban.objects.create(commenter=other)
    before = everything()
    batch = merge(ana, other)
    ana.refresh_from_db()
    assert (ana.verified_email, ana.is_always_held) == ("ana@example.org", True)
    undo(batch)
    assert everything() == before
    ban.refresh_from_db()
    assert ban.commenter == other
    assert Commenter.objects.get(pk=third.pk).present() == other


def test_what_a_moderator_changed_since_stays():
    ana, other = make_commenter(), make_commenter(is_always_held=True)
    batch = merge(ana, other)
    Commenter.objects.filter(pk=ana.pk).update(is_always_held=False)
    undo(batch)
    ana.refresh_from_db()
    other.refresh_from_db()
    assert (ana.is_always_held, other.is_always_held) == (False, True)


def test_both_cookies_lead_apart_again_and_what_was_said_meanwhile_stays_with_the_kept():
    article, clients = make_article(), [Client(), Client()]
    for client, words in zip(clients, ("Of one browser.", "Of another."), strict=True):
        post(client, article, body=words)
    comments = list(Comment.objects.order_by("pk"))
    ana, other = (comment.commenter for comment in comments)
    batch = merge(ana, other)
    Comment.objects.update(posted_at=timezone.now() - timedelta(hours=1))
    post(clients[1], article, body="Said while they were one.")
    undo(batch)
    assert COOKIE in clients[1].cookies
    seen = [client.get(mine_url(article)).content.decode() for client in clients]
    assert "Of one browser." in seen[0]
    assert "Said while they were one." in seen[0]
    assert "Of another." in seen[1]
    assert "Of one browser." not in seen[1]


def test_what_hung_on_a_comment_that_is_gone_does_not_come_back():
    ana, other = make_commenter(), make_commenter()
    comment = make_comment(commenter=ana)
    react(comment, other)
    report(comment, other)
    batch = merge(ana, other)
    Comment.objects.filter(pk=comment.pk).delete()
    assert undo(batch).decided_count == 1
    assert not Reaction.objects.exists()
    assert Commenter.objects.get(pk=other.pk).merged_into is None


@pytest.mark.parametrize("since", ["erased", "merged further"])
def test_who_became_somebody_else_since_stays(since):
    ana, other, third = (make_commenter() for _ in range(3))
    batch = merge(ana, other)
    if since == "erased":
        erase_commenter(ana, by=None, now=timezone.now())
        assert not Merge.objects.exists()
    else:
        merge(third, ana)
    undoing = undo(batch)
    assert (undoing.decided_count, undoing.overtaken_count) == (0, 1)
    assert Commenter.objects.get(pk=other.pk).merged_into_id is not None


def test_it_is_undone_in_the_list_of_actions_and_both_moderators_notes_tell_of_it():
    client, ana, other = Client(), make_commenter(), make_commenter()
    client.force_login(make_staff("Moderator"))
    address = reverse("admin:comments_commenter_merge", args=[ana.pk])
    page = client.post(address, {"other": other.pk, "confirmed": "on"}, follow=True)
    listed = reverse("admin:comments_queue_actions")
    assert f'href="{listed}"' in page.content.decode()
    html = client.get(listed).content.decode()
    assert "Two guests made one" in html
    assert f"people {ana.pk} and {other.pk}" in html
    batch = Batch.objects.get(action="merge")
    done = client.post(
        reverse("admin:comments_queue_action", args=[batch.pk]), {"op": "undo"}, follow=True
    ).content.decode()
    assert "Undo: two guests made one" in done
    assert Commenter.objects.get(pk=other.pk).merged_into is None
    notes = CommenterNote.objects.filter(commenter=ana).order_by("pk")
    assert [note.text for note in notes] == [
        f"Merged with person {other.pk}.",
        f"Taken apart from person {other.pk} again.",
    ]


def test_people_who_joined_themselves_leave_no_action_of_a_moderator():
    merging.merge(kept=make_commenter(), gone=make_commenter(), by=None, now=timezone.now())
    assert not Batch.objects.filter(action="merge").exists()
    assert not Merge.objects.exists()


def test_what_it_takes_is_forgotten_with_the_days_of_undoing():
    batch = merge(make_commenter(), make_commenter())
    housekeeping.forget_merges()
    assert Merge.objects.count() == 1
    long_ago = timezone.now() - timedelta(days=31)
    Merge.objects.update(merged_at=long_ago)
    Batch.objects.update(started_at=long_ago)
    housekeeping.forget_merges()
    assert not Merge.objects.exists()
    assert undo(batch) is None
