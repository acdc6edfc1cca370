"""The law of erasing: no column of any table holds the name, address, words or network of the erased."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from comments.models import Ban, CommenterNote, Discussion, Reaction, Report
from comments.moderation import batches
from comments.moderation.queue.choice import Choice
from comments.people import merging
from comments.privacy.erasing import erase_commenter
from comments.writing.editing import edit_comment

from ..make import make_article, make_comment, make_commenter, make_staff

pytestmark = pytest.mark.django_db

# Planted in all that a person leaves and that others note of them; no other row has them.
NEEDLES = ("quxname", "quxmail", "quxword", "quxnote", "f0f0f0f0")
NETWORK = "f0" * 16
# Of the database itself: the words of the search index are looked for by searching.
NOT_TABLES = ("sqlite_", "comments_commentindex", "blog_articleindex", "blog_pageindex")


def found_anywhere() -> list[str]:
    """Return "table.column: needle" for each needle in any column of any table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(NOT_TABLES):
                continue
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {name}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    found += [f"{table}.{column}: {n}" for n in NEEDLES if n in _text(value)]
    return sorted(set(found))


def _text(value) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def leave_traces(client):
    """Let somebody say, do and suffer everything that a person can, and return them."""
    now, moderator = timezone.now(), make_staff("Moderator")
    client.force_login(moderator)
    person = make_commenter(name="quxname", verified_email="a@quxmail.example")
    same = make_commenter(name="quxname too", trusted=False)
    root = make_comment(article=make_article(), source="Of somebody else.", name="Ben")
    answered = _say_everything(person, same, root=root, now=now)
    _react_and_report(person, root=root)
    _suffer(person, answered=answered, moderator=moderator)
    merging.merge(kept=person, gone=same, by=moderator, now=now)
    _click_about(client, person)
    batch = batches.begin(Choice(q="quxname"), to="rejected", by=moderator, now=now)
    batches.carry_on(batch, by=moderator, now=now)
    return person


def _say_everything(person, same, *, root, now):
    """Comment below ``root`` in every state, edit one; return a comment that somebody answered."""
    words = {"name": "quxname", "email": "b@quxmail.example", "network": NETWORK}
    words |= {"article": root.discussion.article}
    held = make_comment(
        commenter=person, source="quxword here", parent=root, status="pending", **words
    )
    make_comment(commenter=same, source="quxword there", status="rejected", **words)
    answered = make_comment(commenter=person, source="quxword again", **words)
    make_comment(parent=answered, source="And an answer.", name="Ben")
    edit_comment(held, source="quxword changed", now=now)
    held.versions.update(held_match="quxword")
    type(held).objects.filter(pk=held.pk).update(held_match="quxword", facts={"x": "quxword"})
    return answered


def _react_and_report(person, *, root):
    Reaction.objects.create(
        comment=root,
        discussion=root.discussion,
        commenter=person,
        kind="like",
        network_hash=NETWORK,
    )
    Report.objects.create(
        comment=root, reporter=person, reason="other", words="quxword", network_hash=NETWORK
    )


def _suffer(person, *, answered, moderator):
    """What readers and moderators note of the person."""
    reader = make_commenter(trusted=False)
    Report.objects.create(comment=answered, reporter=reader, reason="other", words="that quxname")
    Ban.objects.create(commenter=person, reason="quxnote", banned_by=moderator)
    CommenterNote.objects.create(commenter=person, author=moderator, text="quxnote on quxname")


def _click_about(client, person):
    """What moderators do on pages, so that the admin's own history names the person."""
    change = reverse("admin:comments_commenter_change", args=[person.pk])
    assert client.post(change, {"is_always_held": "on"}).status_code == 302
    client.post(reverse("admin:comments_ban_add"), {"person": person.pk, "reason": "quxnote"})


def test_nothing_is_left_in_any_column_of_any_table(client):
    person = leave_traces(client)
    before = {place.partition(":")[0] for place in found_anywhere()}
    planted = {
        "comments_comment.name", "comments_comment.email", "comments_comment.source",
        "comments_comment.html", "comments_comment.held_match", "comments_comment.facts",
        "comments_comment.network_hash", "comments_commentversion.source",
        "comments_commentversion.html", "comments_commentversion.held_match",
        "comments_commenter.name", "comments_commenter.verified_email",
        "comments_commenternote.text", "comments_ban.reason", "comments_report.words",
        "comments_report.network_hash", "comments_reaction.network_hash",
        "django_admin_log.object_repr",
    }  # fmt: skip
    assert before >= planted
    erase_commenter(person, by=None, now=timezone.now())
    assert found_anywhere() == []


def test_the_search_finds_nothing_of_it(client):
    person = leave_traces(client)
    erase_commenter(person, by=None, now=timezone.now())
    html = client.get("/search/", {"q": "quxword"}).content.decode()
    assert "quxword here" not in html
    assert "quxword again" not in html


def test_pages_that_are_kept_for_readers_are_made_anew(client):
    person = leave_traces(client)
    places = Discussion.objects.filter(comments__commenter=person)
    before = dict(places.values_list("pk", "version"))
    erase_commenter(person, by=None, now=timezone.now())
    after = dict(places.values_list("pk", "version"))
    assert all(after[pk] > version for pk, version in before.items())


def test_a_member_keeps_the_account_and_nothing_else(client):
    user = get_user_model().objects.create_user("c@quxmail.example", "x", name="quxname")
    person = make_commenter(name="quxname", trusted=False, user=user)
    make_comment(commenter=person, name="quxname", source="quxword", network=NETWORK)
    erase_commenter(person, by=None, now=timezone.now())
    assert {place.partition(".")[0] for place in found_anywhere()} == {"authors_user"}


def test_a_ban_of_an_address_holds_until_it_ends_whoever_had_it(client):
    person = make_commenter(name="quxname", verified_email="a@quxmail.example", trusted=False)
    Ban.objects.create(email_pattern="a@quxmail.example")
    erase_commenter(person, by=None, now=timezone.now())
    assert found_anywhere() == ["comments_ban.email_pattern: quxmail"]
