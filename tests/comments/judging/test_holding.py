"""What the rules are told of a comment, and what becomes of it: from the form to the row."""

from datetime import timedelta

import httpx
import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone

from comments.judging import birth
from comments.judging.submission import Answer, Submission
from comments.models import Comment, Discussion, Policy
from comments.writing import editing, posting
from comments.writing.posting import Draft, Refused, post_comment

from ..make import let_time_pass, make_article, make_comment, make_commenter
from ..visits import post, reply_url

pytestmark = pytest.mark.django_db

LINKS = "See https://a.test and https://b.test."


def say(source, *, commenter=None, article=None, **fields):
    return post_comment(
        Draft(source=source, name="Ana", **fields),
        article=article or make_article(),
        commenter=commenter or make_commenter(),
        now=timezone.now(),
    )


def reason(comment):
    return comment.status, comment.held_by, comment.held_match


def test_two_links_wait_and_one_does_not():
    assert reason(say(LINKS)) == ("pending", "links", "2 of 2")
    assert say("See https://a.test alone.").status == "approved"


def test_an_article_can_be_stricter_about_links():
    article = make_article()
    Discussion.objects.create(article=article, holds_links=True)
    assert reason(say("See https://a.test.", article=article)) == ("pending", "links", "1 of 1")


def test_an_article_can_close_sooner():
    article = make_article()
    Discussion.objects.create(article=article, closes_after_days=1)
    with pytest.raises(Refused, match="closed"):
        say("Too late.", article=article)


def test_words_in_the_text_and_in_the_name_are_found():
    Policy.objects.create(blocked_words="cas*no", held_words="politics")
    assert reason(say("A CÁSINO for you")) == ("spam", "blocked_words", "cas*no")
    assert reason(say("On politics")) == ("pending", "held_words", "politics")
    assert reason(post_comment(
        Draft(source="Hello", name="Best Casino"),
        article=make_article(), commenter=make_commenter(), now=timezone.now(),
    )) == ("spam", "blocked_words", "cas*no")  # fmt: skip


def test_blocked_words_can_be_refused_without_telling_which(client):
    Policy.objects.create(blocked_words="casino", blocked_words_are="refuse")
    response = post(client, make_article(), body="My casino story")
    html = response.content.decode()
    assert response.status_code == 422
    assert "My casino story" in html
    assert "say it in another way" in html
    assert html.count("casino") == 1
    assert not Comment.objects.exists()


def test_whoever_is_often_rejected_waits():
    ana = make_commenter()
    moderator = get_user_model().objects.create_user("m@example.org", "x", name="M")
    said = [make_comment(commenter=ana) for _ in range(3)]
    for comment in said[:2]:
        comment.reject(by=moderator, now=timezone.now())
    assert say("Two decisions say nothing.", commenter=_rested(ana)).status == "approved"
    said[2].reject(by=moderator, now=timezone.now())
    held = say("Three do.", commenter=_rested(ana))
    assert reason(held) == ("pending", "often_rejected", "3 of 3 rejected")
    for comment in said[1:]:
        comment.refresh_from_db()
        comment.approve(by=moderator, now=timezone.now())
    Policy.objects.create(rejections_percent=34)
    assert say("A third is less than 34 %.", commenter=_rested(ana)).status == "approved"


def test_rejections_of_long_ago_are_forgiven():
    ana, then = make_commenter(), timezone.now() - timedelta(days=31)
    moderator = get_user_model().objects.create_user("m@example.org", "x", name="M")
    for _ in range(3):
        make_comment(commenter=ana).reject(by=moderator, now=then)
    assert say("Here again.", commenter=_rested(ana)).status == "approved"


def _rested(commenter):
    let_time_pass(commenter=commenter)
    return commenter


def test_an_edit_is_judged_by_words_and_links_too():
    Policy.objects.create(blocked_words="casino")
    comment = make_comment(commenter=make_commenter())
    version = editing.edit_comment(comment, source=LINKS, now=timezone.now())
    assert (version.status, version.held_by) == ("pending", "links")
    version = editing.edit_comment(comment, source="casino", now=timezone.now())
    assert (version.status, version.held_by) == ("spam", "blocked_words")
    comment.refresh_from_db()
    assert comment.source not in {LINKS, "casino"}


def test_what_is_kept_of_a_comment_can_be_judged_again():
    comment = say(LINKS, network="a" * 32)
    again = Submission.of_facts(comment.facts, text="", html=comment.html)
    assert (again.approved_before, again.hosts) == (1, ("a.test", "b.test"))
    assert "a" * 32 not in str(comment.facts)


# --- the form ----------------------------------------------------------------------------------------


def test_a_form_says_when_it_was_fetched(client):
    html = client.get(reply_url(make_article())).content.decode()
    assert 'name="born"' in html
    assert 'name="homepage"' in html


@pytest.mark.parametrize(
    ("born", "held_by"),
    [
        (lambda: birth.seal(timezone.now()), "too_fast"),
        (lambda: "forged", "too_fast"),
        (lambda: "", "too_fast"),
        (lambda: birth.seal(timezone.now() - timedelta(seconds=5)), "first_comments"),
        (lambda: birth.seal(timezone.now() - timedelta(days=400)), "first_comments"),
    ],
)
def test_a_form_sent_faster_than_by_hand_is_held(client, born, held_by):
    assert post(client, make_article(), born=born()).status_code == 303
    assert Comment.objects.get().held_by == held_by


def test_the_trap_holds_and_loses_nothing(client):
    born = birth.seal(timezone.now() - timedelta(seconds=60))
    post(client, make_article(), homepage="https://spam.test", born=born, body="Kept.")
    comment = Comment.objects.get()
    assert (comment.held_by, comment.source, comment.status) == ("trap", "Kept.", "pending")


def test_those_who_were_approved_may_paste_a_draft(client):
    article = make_article()
    post(client, article)
    Comment.objects.get().approve(by=None, now=timezone.now())
    _rested(Comment.objects.get().commenter)
    post(client, article, body="Pasted in a second.", born=birth.seal(timezone.now()))
    assert Comment.objects.latest("pk").status == "approved"


# --- the spam service --------------------------------------------------------------------------------


@pytest.fixture
def akismet(settings, monkeypatch):
    """Switch it on; return what it answers (to be changed) and the requests that reach it."""
    settings.AKISMET_KEY = "key"
    service = {"answer": "false", "requests": []}

    def handle(transport, request):
        service["requests"].append(httpx.QueryParams(request.content.decode()))
        if isinstance(service["answer"], Exception):
            raise service["answer"]
        return httpx.Response(200, text=service["answer"], request=request)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", handle)
    return service


def test_without_a_key_nobody_is_asked(akismet, settings):
    settings.AKISMET_KEY = ""
    say("Hello.")
    assert akismet["requests"] == []


@pytest.mark.parametrize(
    ("answer", "status", "held_by"),
    [
        ("true", "spam", "spam_service"),
        ("false", "approved", ""),
        ("invalid", "pending", "spam_service"),
        (httpx.ReadTimeout("late"), "pending", "spam_service"),
        (httpx.ConnectError("down"), "pending", "spam_service"),
        (RuntimeError("a fault of the library"), "pending", "spam_service"),
    ],
)
def test_its_answer_decides_and_a_fault_holds(akismet, answer, status, held_by):
    akismet["answer"] = answer
    comment = say("Hello.", address="192.0.2.7", email="ana@example.org")
    assert (comment.status, comment.held_by) == (status, held_by)


def test_the_address_goes_there_and_is_kept_nowhere(akismet):
    Client(REMOTE_ADDR="192.0.2.7").post(reply_url(make_article()), {"name": "Ben", "body": "Hi."})
    assert akismet["requests"][-1]["user_ip"] == "192.0.2.7"
    assert "192.0.2" not in str(list(Comment.objects.values()))
    assert "192.0.2" not in repr(Draft(source="x", name="y", address="192.0.2.7"))


def test_what_other_rules_settle_is_not_sent_out(akismet):
    Policy.objects.create(blocked_words="casino")
    ben = make_commenter()
    akismet["requests"].clear()
    say("casino", commenter=ben)
    staff = get_user_model().objects.create_superuser("s@example.org", "x", name="S")
    post_comment(
        Draft(source="I moderate.", name="S"),
        article=make_article(), commenter=_rested(ben), now=timezone.now(), by=staff,
    )  # fmt: skip
    assert akismet["requests"] == []
    ana, article = make_commenter(), make_article()
    say("Twice.", commenter=ana, article=article)
    akismet["requests"].clear()
    with pytest.raises(Refused):
        say("Twice.", commenter=ana, article=article)
    assert akismet["requests"] == []


def test_new_words_of_an_edit_are_asked_about_and_wait_where_they_are_spam(akismet):
    comment = say("Hello.")
    akismet["requests"].clear()
    akismet["answer"] = "true"
    assert editing.edit_comment(comment, source="Hello.", now=timezone.now()) is None
    assert akismet["requests"] == []
    version = editing.edit_comment(
        comment, source="Buy pills.", now=timezone.now(), address="192.0.2.7"
    )
    assert akismet["requests"][-1]["comment_content"] == "Buy pills."
    assert akismet["requests"][-1]["user_ip"] == "192.0.2.7"
    comment.refresh_from_db()
    assert (comment.status, comment.source, version.status) == ("approved", "Hello.", "spam")


@pytest.mark.django_db(transaction=True)
def test_it_is_asked_before_any_lock_is_taken(akismet, monkeypatch):
    in_transaction = []

    def ask(**fields):
        in_transaction.append(connection.in_atomic_block)
        return Answer.HAM

    monkeypatch.setattr(posting.akismet_check, "ask", ask)
    comment = say("Hello.")
    editing.edit_comment(comment, source="Other words.", now=timezone.now())
    assert set(in_transaction) == {False}
