"""Two guests who are one: what moves, what goes, and that every tally stays right."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from comments.models import Ban, Comment, Commenter, CommenterNote, Discussion, Reaction, Report
from comments.people import merging
from comments.people.identity import COOKIE
from comments.tree.checking import check

from ..make import make_article, make_comment, make_commenter
from ..visits import mine_url, post
from .deeds import DEEDS, STATUSES, react, report, three_who_did

pytestmark = pytest.mark.django_db


def merge(kept, gone):
    return merging.merge(kept=kept, gone=gone, by=None, now=timezone.now())


def assert_everything_is_right():
    for discussion in Discussion.objects.all():
        assert check(discussion) == []


def test_all_that_was_said_is_said_by_the_one_who_is_kept():
    ana, ana_too, article = make_commenter(), make_commenter(), make_article()
    for person in (ana, ana_too):
        make_comment(article=article, commenter=person)
    merge(ana, ana_too)
    assert set(Comment.objects.values_list("commenter", flat=True)) == {ana.pk}
    assert Discussion.objects.get(article=article).commenter_count == 1
    assert ana.count_approved() == 4
    assert_everything_is_right()


def test_both_cookies_lead_to_the_one_who_is_kept():
    first, second, article = Client(), Client(), make_article()
    for number, client in enumerate((first, second)):
        post(client, article, body=f"Words of {number}.")
    assert first.cookies[COOKIE].value != second.cookies[COOKIE].value
    merge(*Commenter.objects.order_by("pk"))
    for client in (first, second):
        html = client.get(mine_url(article)).content.decode()
        assert "Words of 0." in html
        assert "Words of 1." in html


def test_a_chain_of_merges_leads_to_its_end():
    one, two, three = (make_commenter() for _ in range(3))
    merge(two, one)
    merge(three, two)
    one.refresh_from_db()
    assert one.merged_into == three
    assert one.settled() == three


def test_one_person_reacts_once_and_not_to_their_own():
    ana, ana_too = make_commenter(), make_commenter()
    other, own, own_too = (
        make_comment(),
        make_comment(commenter=ana),
        make_comment(commenter=ana_too),
    )
    react(other, ana, "love")
    react(other, ana_too, "like")
    react(own, ana_too)
    react(own_too, ana)
    merge(ana, ana_too)
    left = Reaction.objects.get()
    assert (left.comment, left.commenter, left.kind) == (other, ana, "love")
    assert_everything_is_right()


def test_one_person_reports_once_and_not_their_own():
    ana, ana_too = make_commenter(), make_commenter()
    other, own = make_comment(), make_comment(commenter=ana)
    report(other, ana)
    report(other, ana_too)
    report(own, ana_too)
    merge(ana, ana_too)
    left = Report.objects.get()
    assert (left.comment, left.reporter) == (other, ana)


def test_bans_notes_and_what_was_known_go_with_the_person():
    ana = make_commenter()
    long_ago = timezone.now() - timedelta(days=99)
    gone = make_commenter(
        verified_email="ana@example.org", is_always_held=True, first_seen_at=long_ago
    )
    ban = Ban.objects.create(commenter=gone)
    CommenterNote.objects.create(commenter=gone, text="Be patient.")
    merge(ana, gone)
    ana.refresh_from_db()
    ban.refresh_from_db()
    assert ban.commenter == ana
    assert (ana.verified_email, ana.is_always_held) == ("ana@example.org", True)
    assert ana.first_seen_at == long_ago
    notes = list(ana.notes.order_by("pk").values_list("text", flat=True))
    assert notes == ["Be patient.", f"Merged with person {gone.pk}."]


def test_only_two_guests_can_be_one(django_user_model):
    user = django_user_model.objects.create_user("m@example.org", "x", name="M")
    member = make_commenter(user=user, is_member=True)
    former = make_commenter(is_member=True)
    erased = make_commenter(erased_at=timezone.now())
    ana = make_commenter()
    for other in (member, former, erased, ana):
        for pair in ((ana, other), (other, ana)):
            with pytest.raises(merging.NotTheSame):
                merge(*pair)
    assert not Commenter.objects.filter(merged_into__isnull=False).exists()


def test_a_request_that_came_before_the_merge_ends_with_the_right_person():
    ana, gone, comment = make_commenter(), make_commenter(), make_comment()
    merge(ana, gone)  # the request below had read ``gone`` before
    react(comment, gone)
    report(comment, gone)
    assert Reaction.objects.get().commenter == ana
    assert report(comment, ana) == report(comment, gone)


class Laws(TestCase):
    @settings(max_examples=10, deadline=None)
    @given(DEEDS, STATUSES)
    def test_after_a_merge_every_tally_is_what_a_recount_gives(self, deeds, statuses):
        people = three_who_did(deeds, statuses)
        merge(people[0], people[1])
        assert_everything_is_right()
        assert not Comment.objects.filter(commenter=people[1]).exists()
        assert not Reaction.objects.filter(commenter=people[1]).exists()
