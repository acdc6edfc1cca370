"""The links in letters to moderators, above all from the side of everybody who should open none."""

import time
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.test import Client

from authors.models import User
from comments.models import Comment, Decision, Policy
from comments.moderation import letter_links
from comments.tree.checking import check
from tests.authors.make import make_author
from tests.blog.make import sign

from ..make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db

NOTHING = "This link opens nothing"


@pytest.fixture
def moderator():
    return make_staff("Moderator")


@pytest.fixture
def comment():
    return make_comment(status="pending", source="Zebra words.", name="Zoltan")


def path_of(comment, user) -> str:
    return urlsplit(letter_links.to_decide(comment, user=user)).path


def status_of(comment) -> str:
    return Comment.objects.get(pk=comment.pk).status


def opens_nothing(path) -> bool:
    """Whether neither a look nor a click finds anything there, and nothing is told."""
    strict = Client(enforce_csrf_checks=True)
    answers = [strict.get(path), strict.post(path, {"to": "approved"})]
    pages = [answer.content.decode() for answer in answers]
    assert not any("Zebra" in page or "Zoltan" in page for page in pages)
    return all(answer.status_code == 404 for answer in answers) and NOTHING in pages[0]


def test_a_look_shows_the_comment_and_changes_nothing(client, moderator, comment):
    rows = Decision.objects.count()
    response = client.get(path_of(comment, moderator))
    html = response.content.decode()
    assert "Zebra words." in html
    assert "First comments of a person are reviewed" in html
    assert (status_of(comment), Decision.objects.count()) == ("pending", rows)
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("to", ["approved", "rejected", "spam"])
def test_a_click_decides_as_that_moderator_without_a_password(moderator, comment, to):
    strict = Client(enforce_csrf_checks=True)
    headers = {"origin": "null"}  # what browsers send from a page without referrers
    fields = {"to": to, "reason": "abuse"}
    response = strict.post(path_of(comment, moderator), fields, headers=headers)
    assert response.status_code == 200
    assert status_of(comment) == to
    last = Decision.objects.order_by("-pk").first()
    assert (last.decided_by, last.reason) == (moderator, "abuse" if to == "rejected" else "")
    assert last.note
    assert check(comment.discussion) == []


def test_the_link_works_once(client, moderator, comment):
    path = path_of(comment, moderator)
    client.post(path, {"to": "rejected"})
    for response in (client.get(path), client.post(path, {"to": "approved"})):
        assert response.status_code == 409
        assert "meanwhile Moderator decided" in response.content.decode()
        assert "Zebra" not in response.content.decode()
    assert status_of(comment) == "rejected"


def test_a_wording_that_was_not_in_view_is_not_published(client, moderator, comment):
    path = path_of(comment, moderator)
    Comment.objects.filter(pk=comment.pk).update(source="Worse.", text_version=2)
    assert client.post(path, {"to": "approved"}).status_code == 409
    assert status_of(comment) == "pending"


def test_two_moderators_at_once_and_one_is_told(client, moderator, comment):
    other = User.objects.create_superuser("other@example.org", "x", name="Other")
    paths = [path_of(comment, each) for each in (moderator, other)]
    answers = [client.post(path, {"to": "approved"}).status_code for path in paths]
    assert answers == [200, 409]


@pytest.mark.parametrize("to", ["", "withdrawn", "pending", "x"])
def test_a_choice_that_makes_no_sense_is_asked_again(client, moderator, comment, to):
    response = client.post(path_of(comment, moderator), {"to": to})
    assert response.status_code == 422
    assert "Zebra words." in response.content.decode()
    assert status_of(comment) == "pending"


@pytest.mark.parametrize("spot", [0, 10, -30, -1])
def test_a_changed_link_opens_nothing(moderator, comment, spot):
    path = path_of(comment, moderator)
    head, token, tail = "/moderate/", list(path.split("/")[2]), "/"
    token[spot] = "A" if token[spot] != "A" else "B"
    assert opens_nothing(head + "".join(token) + tail)
    assert status_of(comment) == "pending"


@pytest.mark.parametrize("token", ["x", ":", "a:b:c", "…", "x" * 5000])
def test_a_made_up_link_opens_nothing(token):
    assert opens_nothing(f"/moderate/{token}/")
    assert Client().post(f"/moderate/letters/{token}/").status_code == 404


def test_an_old_link_opens_nothing(moderator, comment, monkeypatch):
    path, now = path_of(comment, moderator), time.time()
    life = letter_links.LIFE.total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: now + life - 2)
    assert Client().get(path).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: now + life + 2)
    assert opens_nothing(path)


def test_a_link_for_another_purpose_opens_nothing(moderator, comment):
    stop = urlsplit(letter_links.to_stop(moderator)).path.split("/")[3]
    decide = path_of(comment, moderator).split("/")[2]
    assert opens_nothing(f"/moderate/{stop}/")
    assert Client().post(f"/moderate/letters/{decide}/").status_code == 404
    moderator.refresh_from_db()
    assert moderator.letters == "hourly"
    seal = signing.TimestampSigner(salt="blog.previews").sign_object(
        [moderator.pk, comment.pk, 1, "x"]
    )
    assert opens_nothing(f"/moderate/{seal}/")


@pytest.mark.parametrize(
    "loss",
    [
        lambda user: user.groups.clear(),
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
        lambda user: User.objects.filter(pk=user.pk).update(email="new@example.org"),
        lambda user: (user.set_password("another one"), user.save()),
        lambda user: user.delete(),
    ],
    ids=["the role", "the account", "the address", "the password", "everything"],
)
def test_a_link_ends_with(moderator, comment, loss):
    path = path_of(comment, moderator)
    loss(moderator)
    assert opens_nothing(path)
    assert status_of(comment) == "pending"


def test_a_link_to_a_comment_that_is_gone_opens_nothing(moderator, comment):
    path = path_of(comment, moderator)
    Comment.objects.filter(pk=comment.pk).delete()
    assert opens_nothing(path)


def test_an_authors_link_ends_when_the_article_is_no_longer_theirs(comment):
    Policy.objects.create(authors_moderate=True)
    user = make_staff("Author")
    article = comment.discussion.article
    sign(article, make_author(user=user))
    path = path_of(comment, user)
    assert Client().get(path).status_code == 200
    article.bylines.all().delete()
    assert opens_nothing(path)


def test_an_authors_link_under_a_foreign_article_opens_nothing(comment):
    Policy.objects.create(authors_moderate=True)
    user = make_staff("Author")
    sign(make_article(), make_author(user=user))
    assert opens_nothing(path_of(comment, user))


def test_what_a_comment_says_cannot_break_the_page(client, moderator):
    comment = make_comment(status="pending", source="<script>alert(1)</script>", name="<b>Eve</b>")
    html = client.get(path_of(comment, moderator)).content.decode()
    assert "<script>alert" not in html
    assert "<b>Eve" not in html


def test_letters_are_stopped_by_one_click_and_never_by_a_look(moderator):
    path = urlsplit(letter_links.to_stop(moderator)).path
    strict = Client(enforce_csrf_checks=True)
    assert "Stop letters" in strict.get(path).content.decode()
    moderator.refresh_from_db()
    assert moderator.letters == "hourly"
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    moderator.refresh_from_db()
    assert moderator.letters == "none"
    assert Client().get("/moderate/letters/x/").status_code == 404


def test_the_log_of_the_server_holds_no_link(client, moderator, comment, caplog):
    path = path_of(comment, moderator)
    with caplog.at_level("INFO", logger="rejoinder.request"):
        client.get(path)
    assert "/moderate/…/" in caplog.text
    assert path not in caplog.text
