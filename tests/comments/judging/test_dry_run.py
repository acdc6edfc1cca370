"""A changed policy is tried on what was decided before it is saved."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from comments.judging import dry_run
from comments.judging.rules import judge
from comments.judging.submission import Submission, Terms, Verdict
from comments.judging.words import WordList
from comments.models import Comment, Policy

from ..make import make_comment, make_commenter, make_staff

pytestmark = pytest.mark.django_db

URL = reverse("admin:comments_policy_change", args=[1])
LINK = "See https://a.test."


def decided(status, *, source=LINK, by=None, **fields):
    comment = make_comment(status="pending", source=source, **fields)
    comment._decide(status, by=by, now=timezone.now())
    return comment


def make_moderator():
    return get_user_model().objects.create_superuser("m@example.org", "x", name="M")


def published(source):
    return make_comment(source=source, commenter=make_commenter())


def comments_of(group):
    return {one.comment.pk for one in group.differences}


def test_it_names_what_would_be_kept_back_and_what_let_through():
    moderator = make_moderator()
    rejected, approved = (decided(s, by=moderator) for s in ("rejected", "approved"))
    shown = published(LINK)
    found = dry_run.effect(
        before=Terms(), after=Terms(first_comments_held=0, held_words=WordList(["see"]))
    )
    assert comments_of(found.newly_kept_back) == {shown.pk}
    found = dry_run.effect(before=Terms(), after=Terms(first_comments_held=0))
    assert comments_of(found.newly_let_through) >= {rejected.pk, approved.pk}
    assert (found.newly_let_through.approved_count, found.newly_let_through.rejected_count) == (
        1,
        1,
    )


def test_it_is_what_judging_anew_would_give():
    for number in range(4):
        decided("approved", source=f"{LINK} {'casino' if number % 2 else ''} {number}")
        published(f"Number {number} {'casino' if number % 2 else ''}")
    before = Terms()
    for after in (
        Terms(first_comments_held=0),
        Terms(links_held_from=1),
        Terms(blocked_words=WordList(["cas*no"])),
        Terms(blocked_words=WordList(["casino"]), blocked_words_verdict=Verdict.REFUSE),
        Terms(closes_after=1),
        Terms(first_comments_held=9, held_words=WordList(["number"])),
    ):
        found = dry_run.effect(before=before, after=after)
        groups = (found.newly_kept_back, found.newly_let_through, found.otherwise)
        told = {one.comment.pk: one.after for group in groups for one in group.differences}
        for comment in Comment.objects.all():
            submission = Submission.of_facts(
                comment.facts, text=f"{comment.name}\n{comment.source}", html=comment.html
            )
            was, would = judge(submission, before), judge(submission, after)
            assert told.get(comment.pk) == (would if would.verdict != was.verdict else None)


def test_the_same_terms_change_nothing():
    decided("approved")
    found = dry_run.effect(before=Terms(), after=Terms())
    assert found.judged_count == 1
    groups = (found.newly_kept_back, found.newly_let_through, found.otherwise)
    assert [group.count for group in groups] == [0, 0, 0]


def test_an_edited_comment_is_judged_by_the_words_that_the_rules_saw():
    from comments.writing import editing

    comment = published("casino")
    editing.edit_comment(comment, source="Harmless.", now=timezone.now())
    after = Terms(held_words=WordList(["casino"]))
    assert comments_of(dry_run.effect(before=Terms(), after=after).newly_kept_back) == {comment.pk}


def test_what_waits_or_was_withdrawn_says_nothing_yet():
    make_comment(status="pending")
    make_comment(status="withdrawn")
    assert dry_run.effect(before=Terms(), after=Terms()).judged_count == 0


# --- in the form -------------------------------------------------------------------------------------


def typed(**fields):
    values = {field.name: getattr(Policy.in_full(), field.name) for field in Policy._meta.fields}
    values = {name: value for name, value in values.items() if value not in (None, False)}
    return values | {"reports_hold": "on"} | fields


@pytest.fixture
def administrator(client):
    user = make_moderator()
    client.force_login(user)
    Policy.objects.create()
    return user


def confirmation(html):
    return re.search(r'name="confirmed" value="([0-9a-f]{64})"', html)[1]


def test_nothing_is_saved_before_the_effect_was_seen(client, administrator):
    comment = published("A casino tale.")
    html = client.post(URL, typed(held_words="casino")).content.decode()
    assert Policy.in_full().held_words == ""
    assert "Nothing is saved yet" in html
    assert "1 comment that appeared at once would be kept back" in html
    assert reverse("admin:comments_comment_change", args=[comment.pk]) in html
    assert ">\ncasino</textarea>" in html
    response = client.post(URL, typed(held_words="casino", confirmed=confirmation(html)))
    assert response.status_code == 302
    assert Policy.in_full().held_words == "casino"


def test_other_values_than_those_that_were_tried_are_tried_first(client, administrator):
    html = client.post(URL, typed(held_words="casino")).content.decode()
    fields = typed(held_words="roulette", confirmed=confirmation(html))
    assert "Nothing is saved yet" in client.post(URL, fields).content.decode()
    assert Policy.in_full().held_words == ""


def test_what_the_rules_do_not_judge_by_is_saved_at_once(client, administrator):
    assert client.post(URL, typed(spam_kept_days=60)).status_code == 302
    assert Policy.in_full().spam_kept_days == 60


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("blocked_words", "good\n*\n", "no letter or digit"),
        ("held_words", "x" * 61, "longer than 60"),
        ("held_words", "free* money", "single words only"),
        ("blocked_words", "\n".join(f"w{n}" for n in range(5001)), "5000 entries"),
        ("blocked_hosts", "https://a.test/x", "is no host"),
        ("rejections_percent", "101", "less than or equal to 100"),
    ],
)
def test_a_list_that_can_do_no_good_is_not_tried(client, administrator, field, value, words):
    html = client.post(URL, typed(**{field: value})).content.decode()
    assert words in html
    assert "data-dry-run" not in html


@pytest.mark.parametrize("role", ["Moderator", "Author", None])
def test_others_cannot_change_the_policy(client, role):
    Policy.objects.create()
    if role:
        client.force_login(make_staff(role))
    html = client.post(URL, typed(held_words="casino")).content.decode()
    client.post(URL, typed(spam_kept_days=60))
    assert "data-dry-run" not in html
    assert (Policy.in_full().held_words, Policy.in_full().spam_kept_days) == ("", 30)
