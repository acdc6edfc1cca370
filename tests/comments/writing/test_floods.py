"""Too much in too short a time: counted from the rows, refused with the text kept, or held."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.judging import rules
from comments.models import Comment, Commenter
from comments.models.commenter import new_token
from comments.writing.posting import Draft, Refused, post_comment

from ..make import let_time_pass, make_article, make_comment, make_commenter

pytestmark = pytest.mark.django_db


def say(article, commenter, now, words, **fields):
    draft = Draft(source=words, name="Ana", **fields)
    return post_comment(draft, article=article, commenter=commenter, now=now)


def send(client, article, words):
    return client.post(
        reverse("comments:reply", args=[article.slug]), {"name": "Ana", "body": words}
    )


def test_the_second_comment_within_seconds_is_refused_with_its_text(client):
    article = make_article()
    send(client, article, "The first words.")
    response = send(client, make_article(), "The second words.")
    html = response.content.decode()
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= rules.MIN_PAUSE
    assert "The second words." in html
    assert "wait a few seconds" in html
    assert Comment.objects.count() == 1
    let_time_pass()
    assert send(client, article, "The second words.").status_code == 303


def test_the_eleventh_comment_in_ten_minutes_is_refused():
    article, ana, now = make_article(), make_commenter(), timezone.now()
    for number in range(10):
        say(article, ana, now + number * timedelta(seconds=20), f"Words {number}.")
    with pytest.raises(Refused, match="a lot in a short time") as refused:
        say(article, ana, now + timedelta(seconds=300), "One more.")
    assert refused.value.rule == "too_many"
    later = now + timedelta(seconds=rules.FLOOD_WINDOW)
    assert say(article, ana, later, "One more.").status == "approved"


def test_somebody_else_is_not_held_back():
    article, now = make_article(), timezone.now()
    for _ in range(3):
        assert say(article, make_commenter(), now, "Hello.").status == "approved"


def test_a_classroom_is_held_but_heard():
    article, now = make_article(), timezone.now()
    people = [make_commenter() for _ in range(31)]
    found = [say(article, each, now, "Good day.", network="c" * 32) for each in people]
    assert {comment.status for comment in found[:30]} == {"approved"}
    assert (found[30].status, found[30].held_by) == ("pending", "busy_network")
    elsewhere = say(article, make_commenter(), now, "Good day.", network="d" * 32)
    assert elsewhere.status == "approved"


def test_staff_may_answer_as_fast_as_they_like(client):
    client.force_login(get_user_model().objects.create_superuser("s@example.org", "x", name="S"))
    article = make_article()
    for number in range(12):
        assert send(client, article, f"Answer {number}.").status_code == 303


def test_a_resend_gives_the_comment_that_exists_instead_of_a_refusal(client):
    url, key = reverse("comments:reply", args=[make_article().slug]), "0" * 31 + "1"
    fields = {"name": "Ana", "body": "Once.", "submission_key": key}
    assert [client.post(url, fields).status_code for _ in range(3)] == [303] * 3
    assert Comment.objects.count() == 1


def test_withdrawing_does_not_make_room():
    article, ana, now = make_article(), make_commenter(), timezone.now()
    make_comment(article=article, commenter=ana, status="withdrawn", now=now)
    with pytest.raises(Refused, match="wait a few seconds"):
        say(article, ana, now, "Again.")


def test_guests_are_told_apart_by_cookie_not_by_network():
    article = make_article()
    for _ in range(3):
        assert send(Client(), article, "Same words, other people.").status_code == 303


def test_the_first_comments_of_a_person_count_each_other_when_sent_at_once():
    article, token, now = make_article(), new_token(), timezone.now()
    # As each request sees it that asks who this is before the first of them is done.
    first, second = (Commenter(token=token, name="Ana") for _ in range(2))
    say(article, first, now, "Said first.")
    with pytest.raises(Refused, match="quick"):
        say(article, second, now, "Said beside it.")
    with pytest.raises(Refused, match="exactly this"):
        say(article, Commenter(token=token, name="Ana"), now, "Said first.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_new", [True, False], ids=["a new person", "a known person"])
def test_posts_to_many_articles_at_once_count_each_other(is_new):
    articles, ana = [make_article() for _ in range(6)], None if is_new else make_commenter()
    now, token, refused = timezone.now(), new_token(), []

    def work(article):
        try:
            who = ana or Commenter(token=token, name="Ana")
            say(article, who, now, "Everywhere at once.")
        except Refused as problem:
            refused.append(problem.rule)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(article,)) for article in articles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["too_soon"] * 5
    assert not is_new or Commenter.objects.count() == 1
