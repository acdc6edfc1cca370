"""Bans: whom they hit, what the banned read, what becomes of what they said, and their end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Ban, Comment, Commenter, Decision, Discussion, Policy, Reaction
from comments.moderation import banning, batches
from comments.privacy import housekeeping
from comments.tree.checking import check

from ..make import let_time_pass, make_article, make_comment, make_commenter, make_staff
from ..visits import post, reply_url

pytestmark = pytest.mark.django_db

NETWORK = "a" * 32


def ban(**fields):
    return banning.ban(**{"by": None, "now": timezone.now()} | fields)


def hit(commenter=None, *, email="", network="", now=None):
    commenter = commenter or Commenter(name="Ana")
    return Ban.objects.hitting(commenter, email=email, network=network, now=now or timezone.now())


@pytest.mark.parametrize(
    ("fields", "visitor", "is_hit"),
    [
        ({"email_pattern": "*@spam.test"}, {"email": "Ana@Spam.test"}, True),
        ({"email_pattern": "*@SPAM.test"}, {"email": "ana@spam.test"}, True),
        ({"email_pattern": "*@spam.test"}, {"email": "ana@ham.test"}, False),
        ({"email_pattern": "*@spam.test"}, {"email": ""}, False),
        ({"network_hash": NETWORK}, {"network": NETWORK}, True),
        ({"network_hash": NETWORK}, {"network": "b" * 32}, False),
        ({"network_hash": NETWORK}, {"network": ""}, False),
    ],
)
def test_a_ban_hits_whom_it_names(fields, visitor, is_hit):
    ban(**fields)
    assert bool(hit(**visitor)) is is_hit


def test_a_person_is_hit_whatever_they_type():
    ana = make_commenter()
    ban(commenter=ana)
    assert hit(ana, email="other@example.org")
    assert not hit(make_commenter())


def test_a_verified_address_counts_although_another_is_typed():
    ban(email_pattern="*@spam.test")
    ana = make_commenter(verified_email="ana@spam.test", trusted=False)
    assert hit(ana, email="ana@ham.test")


def test_the_longest_of_several_bans_is_named():
    now, ana = timezone.now(), make_commenter()
    ban(commenter=ana, ends_at=now + timedelta(days=1))
    longest = ban(commenter=ana)
    ban(commenter=ana, ends_at=now + timedelta(days=9))
    assert hit(ana) == longest


def test_a_ban_ends_with_its_time_or_when_it_is_lifted():
    now, ana, ben = timezone.now(), make_commenter(), make_commenter()
    ban(commenter=ana, ends_at=now + timedelta(days=1))
    assert hit(ana, now=now + timedelta(hours=23))
    assert not hit(ana, now=now + timedelta(hours=25))
    lasting = ban(commenter=ben)
    assert banning.lift(lasting, by=None, now=now)
    assert not banning.lift(lasting, by=None, now=now)
    assert not hit(ben)


@pytest.mark.parametrize(
    "fields", [{}, {"email_pattern": "*@a.test", "network_hash": NETWORK}, {"email_pattern": " "}]
)
def test_a_ban_of_nobody_or_of_two_things_is_none(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ban(**fields)
    assert not Ban.objects.exists()


# --- what the banned meet ---------------------------------------------------------------------------


def test_the_banned_read_the_end_and_whom_to_ask_and_nothing_is_stored(client):
    Policy.objects.create(ask_when_banned="editor@example.org")
    ends_at = timezone.now().replace(year=2031, month=5, day=4)
    ban(email_pattern="*@spam.test", ends_at=ends_at, reason="insults everybody")
    response = post(client, make_article(), email="ana@spam.test", body="My long text.")
    html = response.content.decode()
    assert response.status_code == 403
    assert "cannot take part" in html
    assert "4 May 2031" in html
    assert "editor@example.org" in html
    assert "My long text." in html
    assert "insults" not in html
    assert not Comment.objects.exists()
    assert not Commenter.objects.exists()
    assert not Discussion.objects.exists()


def test_a_guest_is_known_by_the_cookie(client):
    article = make_article()
    post(client, article)
    ban(commenter=Commenter.objects.get())
    let_time_pass()
    response = post(client, article, body="Once more.", name="Somebody else")
    assert response.status_code == 403
    assert "It has no end" in response.content.decode()
    assert post(Client(), article, body="Another reader.").status_code == 303


def test_the_banned_can_neither_edit_nor_react(client):
    article = make_article()
    post(client, article)
    comment, other = Comment.objects.get(), make_comment()
    ban(commenter=comment.commenter)
    url = reverse("comments:edit", args=[comment.pk])
    assert client.post(url, {"body": "Other words."}).status_code == 403
    url = reverse("comments:react", args=[other.pk])
    assert client.post(url, {"kind": "like"}).status_code == 403
    assert not Reaction.objects.exists()
    comment.refresh_from_db()
    assert comment.source == "What I have to say."


def test_a_ban_of_the_network_stops_an_edit_and_says_until_when(client):
    client.post(
        reply_url(make_article()),
        {"name": "Ana", "body": "What I have to say."},
        REMOTE_ADDR="203.0.113.7",
    )
    comment = Comment.objects.get()
    ends_at = timezone.now().replace(year=2031, month=5, day=4)
    ban(network_hash=comment.network_hash, ends_at=ends_at)
    url = reverse("comments:edit", args=[comment.pk])
    response = client.post(url, {"body": "Other words."}, REMOTE_ADDR="203.0.113.8")
    assert response.status_code == 403
    assert "4 May 2031" in response.content.decode()
    comment.refresh_from_db()
    assert comment.source == "What I have to say."
    elsewhere = client.post(url, {"body": "Other words."}, REMOTE_ADDR="198.51.100.1")
    assert elsewhere.status_code == 303


def test_those_who_moderate_are_not_locked_out(client):
    ban(email_pattern="*@example.org")
    client.force_login(make_staff("Moderator"))
    assert post(client, make_article(), body="I moderate.").status_code == 303


# --- what becomes of what they said -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("existing", "statuses"),
    [
        ("leave", {"approved": "approved", "pending": "pending", "withdrawn": "withdrawn"}),
        ("reject", {"approved": "approved", "pending": "rejected", "withdrawn": "withdrawn"}),
        ("spam", {"approved": "spam", "pending": "spam", "withdrawn": "withdrawn"}),
    ],
)
def test_what_they_said_is_left_rejected_or_spam(existing, statuses):
    ana, article = make_commenter(trusted=False), make_article()
    said = {s: make_comment(commenter=ana, article=article, status=s) for s in statuses}
    other = make_comment(article=article)
    made, by, now = ban(commenter=ana), make_staff("Moderator"), timezone.now()
    if batch := batches.begin_on_banned(made, existing=existing, by=by, now=now):
        batches.carry_on(batch, by=by, now=now)
    for before, after in statuses.items():
        said[before].refresh_from_db()
        assert said[before].status == after
    other.refresh_from_db()
    assert other.status == "approved"
    assert check(Discussion.objects.get(article=article)) == []


def test_it_is_one_batch_of_the_log_with_its_reason():
    by, now = make_staff("Moderator"), timezone.now()
    [make_comment(network=NETWORK) for _ in range(3)]
    own = make_comment(network=NETWORK, commenter=make_commenter(user=by, is_member=True))
    made = ban(network_hash=NETWORK, now=now)
    batch = batches.begin_on_banned(made, existing="spam", by=by, now=now)
    assert batches.carry_on(batch, by=by, now=now).decided_count == 3
    own.refresh_from_db()
    assert own.status == "approved"  # a moderator writes from the same network
    logged = Decision.objects.filter(reason="ban", decided_by=by)
    assert logged.values("batch").distinct().count() == 1
    assert logged.count() == 3


def test_undo_takes_the_ban_with_it_and_its_undo_brings_it_back():
    by, now, comment = make_staff("Moderator"), timezone.now(), make_comment()
    made = ban(commenter=comment.commenter, now=now)
    batch = batches.begin_on_banned(made, existing="spam", by=by, now=now)
    batches.carry_on(batch, by=by, now=now)
    undoing = batches.undo(batch, by=by, now=now)
    assert not hit(comment.commenter)
    batches.undo(undoing, by=by, now=now)
    assert hit(comment.commenter) == made
    comment.refresh_from_db()
    assert comment.status == "spam"


def test_a_ban_of_addresses_finds_them_by_the_pattern():
    hit_by_it = make_comment(email="Ana@spam.test")
    make_comment(email="ana@spam.test.org")
    make_comment()
    made = ban(email_pattern="*na@sp*.test")
    assert list(banning.comments_hit_by(made)) == [hit_by_it]


def test_who_shares_a_network_is_known_before():
    ana, ben = make_commenter(), make_commenter(trusted=False)
    for each in (ana, ben):
        make_comment(commenter=each, network=NETWORK, status="pending")
    assert list(banning.approved_people_of(NETWORK)) == [ana]
    assert not banning.approved_people_of("").exists()


def test_a_network_is_kept_as_long_as_its_ban_and_no_longer():
    now = timezone.now()
    ended = ban(network_hash=NETWORK, now=now - timedelta(days=40), ends_at=now - timedelta(days=1))
    lasting = ban(network_hash="b" * 32, now=now - timedelta(days=40))
    housekeeping.erase_old_networks()
    ended.refresh_from_db()
    lasting.refresh_from_db()
    assert (ended.network_hash, lasting.network_hash) == ("", "b" * 32)
    assert ended.forgotten_at
    assert str(ended) == "a network or an address"
