"""Reactions: one a person, counted exactly, by page or in place."""

import itertools
import re
import threading
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, Commenter, Discussion, Reaction, Thread
from comments.models.commenter import new_token
from comments.tree.checking import check
from comments.writing import reacting

from ..make import make_article, make_comment, make_commenter

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def react(comment, commenter=None, kind="like", **fields):
    return reacting.react(
        article=comment.discussion.article,
        comment_id=comment.pk,
        commenter=commenter or make_commenter(trusted=False),
        kind=kind,
        **{"now": timezone.now()} | fields,
    )


def url_of(comment):
    return reverse("comments:react", args=[comment.pk])


def count(comment):
    comment.refresh_from_db()
    assert comment.reaction_count == Reaction.objects.filter(comment=comment).count()
    assert check(comment.discussion) == []
    return comment.reaction_count


# --- the deed --------------------------------------------------------------------------------------


def test_a_reaction_is_stored_once_a_person_and_can_be_changed_and_withdrawn():
    comment, ana = make_comment(), make_commenter()
    for kind, expected in (("like", 1), ("like", 1), ("love", 1), (None, 0), (None, 0)):
        react(comment, ana, kind)
        assert count(comment) == expected
        stored = Reaction.objects.filter(comment=comment).values_list("kind", flat=True)
        assert list(stored) == [kind] * expected


def test_the_most_reacted_of_a_thread_follows_at_once():
    root = make_comment()
    answer = make_comment(parent=root)
    ana = make_commenter()
    react(root)
    react(answer)
    react(answer, ana)
    thread = Thread.objects.get(pk=root.tree_id)
    assert (thread.top_comment_id, thread.top_reaction_count) == (answer.pk, 2)
    react(answer, ana, None)
    thread.refresh_from_db()  # the newest of two wins
    assert (thread.top_comment_id, thread.top_reaction_count) == (answer.pk, 1)


def test_only_what_changes_something_moves_the_discussions_version():
    comment, ana = make_comment(), make_commenter()

    def version():
        return Discussion.objects.values_list("version", flat=True).get(pk=comment.discussion_id)

    seen = [version()]
    for kind in ("like", "like", "love", None, None):
        react(comment, ana, kind)
        seen.append(version())
    assert [after - before for before, after in itertools.pairwise(seen)] == [
        1, 0, 1, 1, 0,
    ]  # fmt: skip


def test_nobody_reacts_to_their_own_comment():
    ana = make_commenter()
    comment = make_comment(commenter=ana)
    with pytest.raises(reacting.OwnComment):
        react(comment, ana)
    assert count(comment) == 0


@pytest.mark.parametrize("status", ["pending", "rejected", "spam", "withdrawn"])
def test_what_is_not_shown_takes_no_reaction(status):
    comment = make_comment(status=status)
    before = Commenter.objects.count()
    with pytest.raises(reacting.NothingToReactTo):
        react(comment, Commenter(token=new_token()))
    assert Commenter.objects.count() == before


def test_an_article_takes_reactions_before_its_first_comment():
    article, ana = make_article(), make_commenter()
    for kind, expected in (("love", 1), ("thanks", 1), (None, 0)):
        reacting.react(
            article=article, comment_id=None, commenter=ana, kind=kind, now=timezone.now()
        )
        discussion = Discussion.objects.get(article=article)
        assert discussion.article_reaction_count == expected
        assert check(discussion) == []


def test_one_network_reacts_so_often_a_minute_and_may_still_withdraw():
    comment, now = make_comment(), timezone.now()
    people = [make_commenter(trusted=False) for _ in range(reacting.MAX_BY_NETWORK)]
    for each in people:
        react(comment, each, now=now, network="n" * 32)
    with pytest.raises(reacting.TooManyReactions):
        react(comment, now=now, network="n" * 32)
    react(comment, now=now, network="m" * 32)
    react(comment, people[0], None, now=now, network="n" * 32)
    react(comment, now=now + timedelta(seconds=61), network="n" * 32)
    assert count(comment) == reacting.MAX_BY_NETWORK + 1


@pytest.mark.django_db(transaction=True)
def test_fifty_parallel_clicks_of_a_new_guest_are_one_row_and_one_count():
    comment, token, problems = make_comment(), new_token(), []
    gate = threading.Barrier(50)

    def click():
        gate.wait()
        try:
            react(comment, Commenter(token=token))
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert Reaction.objects.count() == 1
    assert Commenter.objects.filter(token=token).count() == 1
    assert count(comment) == 1


@pytest.mark.django_db(transaction=True)
def test_many_people_at_once_are_all_counted():
    comments = [make_comment() for _ in range(2)]
    people = [make_commenter(trusted=False) for _ in range(8)]

    def work(person):
        for kind in ("like", None, "funny"):
            for comment in comments:
                react(comment, person, kind)
        connections.close_all()

    threads = [threading.Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [count(comment) for comment in comments] == [8, 8]


# --- the pages -------------------------------------------------------------------------------------


def test_a_guest_reacts_by_the_page_and_sees_it_in_their_own_view_alone(client):
    comment = make_comment()
    article = comment.discussion.article
    page = client.get(url_of(comment))
    assert "no-store" in page["Cache-Control"]
    assert not Commenter.objects.exclude(pk=comment.commenter_id).exists()
    response = client.post(url_of(comment), {"kind": "love"})
    assert (response.status_code, response["Location"]) == (303, comment.get_absolute_url())
    assert count(comment) == 1
    mine = client.get(reverse("comments:mine", args=[article.slug])).content.decode()
    assert 'data-own-reaction="love"' in mine
    shared = [each.get(article.get_absolute_url()).content for each in (client, Client())]
    assert shared[0] == shared[1]
    assert b"data-own-reaction" not in shared[0]
    assert b'data-reactions="1"' in shared[0]
    assert b'data-stat="most-reacted"' in shared[0]


def test_pressing_the_own_kind_again_withdraws_it(client):
    comment = make_comment()
    client.post(url_of(comment), {"kind": "love"})
    html = client.get(url_of(comment)).content.decode()
    pressed = re.search(r'name="kind" value="(\w*)" data-kind="(\w+)" aria-pressed="true"', html)
    assert pressed.groups() == ("", "love")
    client.post(url_of(comment), {"kind": pressed[1]})
    assert count(comment) == 0


def test_with_htmx_the_picker_opens_and_answers_in_place(client):
    comment = make_comment()
    for response in (
        client.get(url_of(comment), headers=HTMX),
        client.post(url_of(comment), {"kind": "thanks"}, headers=HTMX),
    ):
        html = response.content.decode()
        assert html.lstrip().startswith('<div class="reactions')
        assert html.count('name="kind"') == len(Reaction.Kind)
    assert re.search(r'data-kind="thanks" aria-pressed="true"', html)
    assert "<b data-reaction-count>1</b>" in html


def test_clicks_after_the_picker_opened_are_one_person(client):
    comment = make_comment()
    client.get(url_of(comment))
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    for kind in ("like", "love", "like"):
        tab = Client()
        tab.cookies.load(cookies)
        tab.post(url_of(comment), {"kind": kind})
    assert count(comment) == 1


def test_two_guests_in_one_household_are_two():
    comment = make_comment()
    for _ in range(2):
        Client().post(url_of(comment), {"kind": "like"})
    assert count(comment) == 2


def test_a_member_reacts_by_account(client):
    user = get_user_model().objects.create_user("mia@example.org", "x", name="Mia")
    client.force_login(user)
    comment = make_comment()
    client.post(url_of(comment), {"kind": "insightful"})
    assert Reaction.objects.get().commenter.user == user


def test_who_reacted_first_and_comments_later_is_the_same_person(client):
    comment = make_comment()
    client.post(url_of(comment), {"kind": "like"})
    article = comment.discussion.article
    client.post(reverse("comments:reply", args=[article.slug]), {"name": "Ben", "body": "Words."})
    assert Reaction.objects.get().commenter == Comment.objects.get(source="Words.").commenter


def test_the_article_takes_a_reaction_by_its_page(client):
    article = make_article()
    url = reverse("comments:react_to_article", args=[article.slug])
    assert client.get(url).status_code == 200
    response = client.post(url, {"kind": "thanks"})
    assert (response.status_code, response["Location"]) == (303, article.get_absolute_url())
    html = client.post(url, {"kind": "love"}, headers=HTMX).content.decode()
    assert "<b data-reaction-count>1</b>" in html


def test_refusals_say_why(client, monkeypatch):
    comment = make_comment()
    assert client.post(url_of(comment), {"kind": "hate"}).status_code == 422
    monkeypatch.setattr(reacting, "MAX_BY_NETWORK", 0)
    response = client.post(url_of(comment), {"kind": "like"})
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert "try again in a minute" in response.content.decode()
    assert count(comment) == 0


def test_the_writer_is_told_that_it_is_their_own(client):
    user = get_user_model().objects.create_user("mia@example.org", "x", name="Mia")
    client.force_login(user)
    comment = make_comment(commenter=Commenter.objects.create(user=user, is_member=True))
    response = client.post(url_of(comment), {"kind": "like"})
    assert response.status_code == 403
    assert "your own" in response.content.decode()


def test_writers_are_not_offered_to_react_to_their_own(client):
    article = make_article()
    client.post(reverse("comments:reply", args=[article.slug]), {"name": "Ben", "body": "Words."})
    own = Comment.objects.get()
    own.approve(by=None, now=timezone.now())
    other = make_comment(article=article)
    html = client.get(reverse("comments:mine", args=[article.slug])).content.decode()
    assert url_of(other) in html
    assert url_of(own) not in html


@pytest.mark.parametrize("status", ["pending", "rejected", "spam", "withdrawn"])
def test_a_comment_that_is_not_shown_has_no_page_for_reactions(client, status):
    comment = make_comment(status=status)
    assert client.get(url_of(comment)).status_code == 404
    assert client.post(url_of(comment), {"kind": "like"}).status_code == 404
