"""Who may open and do what, at every address of moderation and the desk; reading changes nothing."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from blog.models import SiteSettings
from comments.models import Ban, Comment, CommentVersion, Policy, Report
from comments.moderation import batches
from comments.moderation.queue.choice import Choice
from content.models import Letter
from tests.authors.make import make_user as make_account
from tests.blog.make import make_picture, sign

from .make import make_comment, make_commenter
from .rights import OPEN_TO, POSTED_BY_MODERATORS, ROLES, address, arrive

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Rows for every address, owned by nobody of the test's but where the address says "own"."""
    Policy.objects.create()
    SiteSettings.objects.get_or_create(pk=SiteSettings.THE_ONE)
    comment = make_comment(status="pending")
    by = make_account(name="Mo", is_superuser=True)
    batch = batches.begin(Choice(), to="spam", by=by, now=timezone.now())
    ban = Ban.objects.create(email_pattern="*@spam.example", banned_by=by)
    shown = make_comment()
    reporter = make_commenter(trusted=False)
    report = Report.objects.create(comment=shown, reporter=reporter, reason="spam")
    letter = Letter.objects.create(composer="nobody", enqueued_at=timezone.now(), state="sent")
    return {
        "comment": comment,
        "letter": letter,
        "image": make_picture(),
        "batch": batch,
        "decision": comment.decisions.get(),
        "ban": ban,
        "report": report,
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_is_theirs_and_nothing_else(client, world, role):
    profile, wrong = arrive(client, role), []
    for name, letters in OPEN_TO.items():
        may = letters[ROLES.index(role)] != "."
        params = {"to": "spam"} if name == "comments_queue_decide_all" else {}
        url = address(name, world, profile)
        with CaptureQueriesContext(connection) as queries:
            status = client.get(url, params).status_code
        if (status == 200) != may:
            wrong.append(f"{name}: {status}")
        writes = [query["sql"] for query in queries if _writes(query["sql"])]
        wrong += [f"{name} wrote on GET: {sql[:120]}" for sql in writes]
    assert not wrong, "\n".join(wrong)


def _writes(sql: str) -> bool:
    changes = sql.startswith(("INSERT", "UPDATE", "DELETE"))
    return changes and "django_session" not in sql


@pytest.mark.parametrize("role", ["Author", "nobody"])
@pytest.mark.parametrize("name", POSTED_BY_MODERATORS)
def test_nobody_else_decides(client, world, role, name):
    arrive(client, role)
    comment = world["comment"]
    fields = {
        "seen": f"{comment.pk} pending 1",
        "chosen": f"{comment.pk} pending 1",
        "to": "approved",
    }
    fields |= {"status": "pending", "text_version": 1, "op": "continue", "upto": 99, "body": "x"}
    assert client.post(address(name, world, None), fields).status_code in {302, 403}
    comment.refresh_from_db()
    assert (comment.status, comment.text_version) == ("pending", 1)
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("name", ["comments_queue_decide_one", "comments_queue_decide_selected"])
def test_deciding_by_a_link_is_not_possible(client, world, name):
    arrive(client, "Moderator")
    assert client.get(address(name, world, None), {"to": "approved"}).status_code == 405


def test_every_address_of_the_conversation_in_the_admin_stands_in_the_table():
    """A new page of moderation says who may open it before it is merged."""
    known = {name.partition(" ")[0] for name in OPEN_TO} | set(POSTED_BY_MODERATORS)
    named = {
        pattern.name
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "app_name", "") == "admin"
        for each in resolver.url_patterns
        for pattern in _patterns(each)
        if pattern.name and pattern.name.startswith("comments_")
    }
    missing = named - known - DJANGOS_OWN
    assert sorted(missing) == []


# Django's variants of the same models, guarded by the same permissions as those in the table.
DJANGOS_OWN = {
    f"comments_{model._meta.model_name}_{page}"
    for model in admin.site._registry
    if model._meta.app_label == "comments"
    for page in ("history", "delete", "add", "changelist")
} | {"comments_comment_decide_wording"}


def _patterns(each):
    if isinstance(each, URLPattern):
        return [each]
    return [found for inner in each.url_patterns for found in _patterns(inner)]


# Django's own pages of every other model: list, add, change, delete; a letter a role, as above.
STOCK = {
    "blog_series": ("AEA..", "AE...", "AEA..", "AE..."),
    "blog_redirect": ("AE...", "AE...", "AE...", "AE..."),
    "blog_article": ("AEA..", "AEA..", "AEA..", "....."),
    "blog_category": ("AEA..", "AE...", "AEA..", "AE..."),
    "blog_tag": ("AEA..", "AEA..", "AEA..", "AE..."),
    "blog_page": ("AE...", "AE...", "AE...", "AE..."),
    "blog_sitesettings": ("AE...", ".....", "AE...", "....."),
    "auth_group": (".....", ".....", ".....", "....."),
    "authors_user": ("A....", "A....", "A....", "A...."),
    "authors_author": ("AEA..", "AE...", "AEA..", "AE..."),
    "content_image": ("AEA..", "AEA..", "AEA..", "AE..."),
    "content_letter": ("A....", ".....", "A....", "....."),
    "content_pausedaddress": ("A....", ".....", "A....", "....."),
    "django_tasks_database_dbtaskresult": (".....", ".....", ".....", "....."),
}
STOCK_PAGES = ("changelist", "add", "change", "delete")


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_the_stock_pages_of_other_apps_that_are_theirs(client, role):
    """Django asks for the right before it looks for the row, so that a row that is not there will do."""
    SiteSettings.objects.get_or_create(pk=SiteSettings.THE_ONE)  # there is never a second
    arrive(client, role)
    place, wrong = ROLES.index(role), []
    for model, table in STOCK.items():
        for page, letters in zip(STOCK_PAGES, table, strict=True):
            args = [0] if page in {"change", "delete"} else []
            answer = client.get(reverse(f"admin:{model}_{page}", args=args))
            is_away = answer.status_code == 302 and answer.url.startswith(reverse("admin:login"))
            if (answer.status_code != 403 and not is_away) != (letters[place] != "."):
                wrong.append(f"{model}_{page}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_every_model_in_the_admin_stands_in_one_of_the_tables():
    models = {model._meta for model in admin.site._registry if model._meta.app_label != "comments"}
    assert {f"{meta.app_label}_{meta.model_name}" for meta in models} == set(STOCK)


# Where the site lets authors moderate, what they may do under their own articles and nowhere else.
OF_ONES_OWN = {
    "comments_queue_branch": {},
    "comments_queue_edit": {},
    "comments_queue_answer": {},
    "comments_queue_decide_one": {"to": "approved"},
    "comments_queue_decide_selected": {"to": "approved"},
    "comments_comment_mark": {"to": "pin", "from": "discussion"},
    "comments_comment_split": {"from": "discussion"},
    "comments_comment_move": {"under": "1", "from": "discussion"},
    "comments_comment_decide_wording": {"to": "approved", "from": "queue"},
}
READ = ("comments_queue_branch", "comments_queue_edit", "comments_queue_answer")


@pytest.mark.parametrize("name", OF_ONES_OWN)
def test_authors_moderate_under_their_own_articles_alone(client, name):
    profile = arrive(client, "Author")
    Policy.objects.create(authors_moderate=True)
    own, foreign = (make_comment(status="pending") for _ in range(2))
    sign(own.discussion.article, profile)
    answers = [_sent(client, name, comment) for comment in (own, foreign)]
    assert answers[0] == (200 if name in READ else 302)
    assert answers[1] in {403, 404}
    foreign.refresh_from_db()
    assert foreign.status == "pending"


def _sent(client, name: str, comment: Comment) -> int:
    """Open the page, or send the form, that is about this comment; return the status."""
    fields = {"seen": f"{comment.pk} pending 1", "chosen": f"{comment.pk} pending 1"}
    fields |= OF_ONES_OWN[name]
    if name == "comments_comment_decide_wording":
        version = CommentVersion.objects.create(
            comment=comment, number=2, source="x", html="x", status="pending"
        )
        return client.post(reverse(f"admin:{name}", args=[version.pk]), fields).status_code
    url = reverse(f"admin:{name}", args=[] if "decide" in name else [comment.pk])
    return (client.get(url) if name in READ else client.post(url, fields)).status_code
