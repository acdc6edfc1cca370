"""Everything about a person, for themselves: nothing is missing, and nothing of others is in it."""

import json

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from comments.models import (
    Ban,
    Batch,
    Comment,
    Commenter,
    CommenterNote,
    CommentVersion,
    Confirmation,
    Decision,
    Follow,
    Merge,
    Reaction,
    Report,
    Told,
)
from comments.people import following
from comments.privacy import export
from comments.writing.editing import edit_comment
from content.models import Letter

from ..make import make_article, make_comment, make_commenter, make_staff

pytestmark = pytest.mark.django_db

# Columns about a person that an export leaves out, each with its reason.
LEFT_OUT = {
    "commenter.token": "it is a key: a file that is passed on would open the door",
    "commenter.user": "named by its address",
    "comment.discussion": "named by its article",
    "comment.tree_id": "where it stands in the tree, not what it says",
    "comment.lft": "where it stands in the tree, not what it says",
    "comment.rght": "where it stands in the tree, not what it says",
    "comment.level": "where it stands in the tree, not what it says",
    "comment.parent": "where it stands in the tree; whom it answers is in it",
    "comment.commenter": "the person themselves",
    "commentversion.id": "its number is in it",
    "commentversion.comment": "it stands in its comment",
    "commentversion.editor": "the name of a moderator",
    "decision.id": "of the log",
    "decision.comment": "it stands in its comment",
    "decision.discussion": "named by its article",
    "decision.decided_by": "the name of a moderator",
    "decision.note": "words of a moderator",
    "decision.batch": "of the log",
    "decision.undoes": "of the log",
    "decision.made_visible": "follows from the comment's own moment",
    "reaction.id": "of the table",
    "reaction.commenter": "the person themselves",
    "reaction.discussion": "named by its article",
    "report.id": "of the table",
    "report.reporter": "the person themselves",
    "report.settled_by": "the name of a moderator",
    "ban.id": "of the table",
    "ban.commenter": "the person themselves",
    "ban.reason": "words of a moderator",
    "ban.banned_by": "the name of a moderator",
    "ban.lifted_by": "the name of a moderator",
    "ban.batch": "of the log",
    "ban.email_pattern": "of other bans",
    "ban.network_hash": "of other bans",
    "ban.forgotten_at": "of other bans",
    "commenternote.id": "of moderators, about their work",
    "commenternote.commenter": "of moderators, about their work",
    "commenternote.author": "of moderators, about their work",
    "commenternote.text": "of moderators, about their work",
    "commenternote.written_at": "of moderators, about their work",
    "follow.id": "of the table",
    "follow.commenter": "the person themselves",
    "follow.discussion": "named by its article",
    "follow.category": "named by its name",
    "follow.author": "named by its name",
    "told.id": "of the table",
    "told.commenter": "the person themselves",
    "told.article": "named by its title",
    "told.letter": "named by what became of it",
    "confirmation.id": "of the table",
    "confirmation.commenter": "the person themselves, or somebody else",
    "merge.id": "of the table",
    "merge.batch": "of the log",
    "merge.discussions": "keys of what they said and did, which is named by itself",
    "merge.moved": "keys of what they said and did, which is named by itself",
    "participation.id": "a tally",
    "participation.discussion": "a tally",
    "participation.commenter": "a tally",
    "participation.pending_count": "a tally",
    "participation.approved_count": "a tally",
    "participation.rejected_count": "a tally",
    "participation.spam_count": "a tally",
    "participation.withdrawn_count": "a tally",
}


def make_known_person() -> Commenter:
    """Somebody with a row, and every column of it filled in, in each table that names people."""
    now, moderator = timezone.now(), make_staff("Moderator")
    user = get_user_model().objects.create_user("zoltan@example.org", "x", name="Zoltan Z")
    person = make_commenter(name="Zoltan", verified_email="zoltan@example.com", user=user)
    gone = make_commenter(name="Zoltan too", trusted=False, merged_into=person)
    root = make_comment(source="Of somebody else.")
    comment = make_comment(
        commenter=person, parent=root, name="Zoli", email="z@example.net", source="Zebra.",
        status="pending", network="f" * 32,
    )  # fmt: skip
    edit_comment(comment, source="Zebras.", now=now)
    comment.refresh_from_db()
    comment.reject(by=moderator, now=now, reason="abuse", note="Know him from elsewhere.")
    comment.approve(by=moderator, now=now)
    filled = {"held_match": "a match", "origin": "disqus", "origin_id": "o-17", "edited_at": now}
    Comment.objects.filter(pk=comment.pk).update(**filled, submission_key="0" * 31 + "1")
    comment.versions.update(held_by="links", held_match="b match", facts={"c": "fact"})
    Reaction.objects.create(
        comment=root, discussion=root.discussion, commenter=gone, kind="love", network_hash="e" * 32
    )
    Report.objects.create(
        comment=root, reporter=person, reason="private", words="My flat!", network_hash="d" * 32,
        settled_at=now, settled_by=moderator,
    )  # fmt: skip
    Ban.objects.create(
        commenter=person, reason="Rude.", banned_by=moderator, ends_at=now, lifted_at=now
    )
    CommenterNote.objects.create(commenter=person, author=moderator, text="Mind him.")
    Merge.objects.create(
        kept=person, gone=gone, batch=Batch.of_one("merge", by=moderator, now=now), merged_at=now,
        moved={"comments.comment": [1]}, before={"gone": {"verified_email": "too@example.com"}},
        lost=[{"model": "comments.report", "pk": 1, "fields": {"words": "My house!"}}],
    )  # fmt: skip
    _follow_and_be_told(person, comment, root, now)
    return person


def _follow_and_be_told(person, comment, root, now):
    thread = following.target_of_thread(comment)
    follow = following.follow(person, thread, rhythm="weekly", now=now)
    Follow.objects.filter(pk=follow.pk).update(calmed_at=now)
    letter = Letter.objects.create(composer="x", enqueued_at=now, state="sent")
    Told.objects.create(commenter=person, comment=root, rhythm="daily", told_at=now, letter=letter)
    Confirmation.objects.create(
        address="zoltan@example.com", commenter=person, wish={"scope": "site"}, asked_at=now,
        confirmed_at=now, network_hash="c" * 32,
    )  # fmt: skip


def rows_about(person: Commenter):
    """Yield every row of the conversation that points to the person or to what they wrote."""
    people = person.rows()
    comments = Comment.objects.filter(commenter__in=people)
    yield from Commenter.objects.filter(pk__in=people)
    for model in apps.get_app_config("comments").get_models():
        links = [field for field in model._meta.fields if field.is_relation]
        for field in links:
            if field.related_model is Commenter and model is not Commenter:
                yield from model.objects.filter(**{f"{field.name}__in": people})
            elif field.name == "comment" and model in (CommentVersion, Decision):
                yield from model.objects.filter(comment__in=comments)


def test_every_column_about_a_person_is_in_it_or_left_out_for_a_reason():
    person = make_known_person()
    text, missing = "".join(export.json_of(person)), set()
    for row in rows_about(person):
        for field in row._meta.concrete_fields:
            name, value = f"{row._meta.model_name}.{field.name}", getattr(row, field.attname)
            if name in LEFT_OUT or value in (None, "", {}):
                continue
            said = json.dumps(json.loads(_in_json(value)), ensure_ascii=False)
            if said not in text:
                missing.add(name)
    assert missing == set()


def _in_json(value) -> str:
    from django.core.serializers.json import DjangoJSONEncoder

    return json.dumps(value, cls=DjangoJSONEncoder)


def test_every_table_that_points_to_people_has_a_row_in_this_test():
    pointing = {
        model
        for model in apps.get_app_config("comments").get_models()
        for field in model._meta.fields
        if field.related_model is Commenter and model is not Commenter
    }
    assert pointing <= {type(row) for row in rows_about(make_known_person())}


def test_network_of_somebody_else_who_asked_with_their_address_is_not_in_it():
    person = make_commenter(verified_email="z@example.org", trusted=False)
    Confirmation.objects.create(
        address="Z@example.org", asked_at=timezone.now(), network_hash="b" * 32
    )
    text = "".join(export.json_of(person))
    assert "Z@example.org" in text
    assert "b" * 32 not in text


def test_nothing_of_moderators_or_others_is_in_it():
    text = "".join(export.json_of(make_known_person()))
    for words in ("Know him", "Mind him", "Rude.", "moderator@", "Moderator", "Of somebody else"):
        assert words not in text


def test_as_values_and_as_a_file_it_says_the_same():
    person = make_known_person()
    as_values = export.export_of(person)
    assert json.loads("".join(export.json_of(person))) == json.loads(_in_json(as_values))
    assert len(as_values["comments"]) == 2
    assert [w["source"] for w in as_values["comments"][1]["wordings"]] == ["Zebra.", "Zebras."]


def test_its_queries_do_not_grow_with_the_comments(django_assert_max_num_queries):
    person, article = make_commenter(trusted=False), make_article()
    make_comment(commenter=person, article=article)
    with django_assert_max_num_queries(20) as few:
        export.export_of(person)
    for _ in range(4):
        make_comment(commenter=person, article=article)
    with django_assert_max_num_queries(len(few)):
        export.export_of(person)


def test_somebody_without_a_word_is_exported_too():
    person = make_commenter(name="Ana", trusted=False)
    found = json.loads("".join(export.json_of(person)))
    assert (found["person"][0]["name"], found["comments"]) == ("Ana", [])


def url(person):
    return reverse("admin:comments_commenter_export", args=[person.pk])


def test_an_administrator_has_the_file_and_a_note_says_so(client):
    person = make_known_person()
    user = make_staff("Administrator")
    client.force_login(user)
    response = client.post(url(person))
    assert json.loads(response.getvalue())["person"][0]["name"] == "Zoltan"
    assert response["Content-Disposition"] == f'attachment; filename="person-{person.pk}.json"'
    assert "no-store" in response["Cache-Control"]
    assert CommenterNote.objects.filter(commenter=person, author=user, text=export.NOTE).exists()


@pytest.mark.parametrize("role", ["Moderator", "Author", None])
def test_nobody_else_has_it(client, role):
    person = make_commenter(trusted=False)
    if role:
        client.force_login(make_staff(role))
    change = reverse("admin:comments_commenter_change", args=[person.pk])
    assert "Download the file" not in client.get(change).content.decode()
    assert client.post(url(person)).status_code in {302, 403}
    assert not CommenterNote.objects.exists()


def test_by_a_link_alone_nobody_has_it(client):
    client.force_login(make_staff("Administrator"))
    assert client.get(url(make_commenter(trusted=False))).status_code == 405
