"""Who may open and do what, at every address of moderation and the desk; reading changes nothing."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from authors.models import Author
from blog.models import SiteSettings
from comments.models import Ban, Comment, CommentVersion, Policy, Report
from comments.moderation import batches
from comments.moderation.queue.choice import Choice
from content.models import Letter
from tests.authors.make import make_user as make_account
from tests.blog.make import make_picture, sign

from .make import make_article, make_comment, make_commenter, make_staff

pytestmark = pytest.mark.django_db

ROLES = ("Administrator", "Editor", "Author", "Moderator", "nobody")
# Who may open what (GET): a letter a role, in the order above; "." may not.
# A change page marked "own" is the role's own article or profile, "foreign" somebody else's.
OPEN_TO = {
    "index": "AEAM.",
    "comments_queue": "AE.M.",
    "comments_queue_actions": "AE.M.",
    "comments_queue_action": "AE.M.",
    "comments_queue_branch": "AE.M.",
    "comments_queue_edit": "AE.M.",
    "comments_queue_answer": "AE.M.",
    "comments_queue_decide_all": "AE.M.",
    "comments_comment_changelist": "AE.M.",
    "comments_comment_change": "AE.M.",
    "comments_comment_history": "AE.M.",
    "comments_comment_erase": "A....",
    "comments_comment_add": ".....",
    "comments_comment_delete": ".....",
    "comments_decision_changelist": "AE.M.",
    "comments_decision_change": "AE.M.",
    "comments_decision_csv": "AE.M.",
    "comments_decision_add": ".....",
    "comments_decision_delete": ".....",
    "comments_commenter_changelist": "AE.M.",
    "comments_commenter_change": "AE.M.",
    "comments_commenter_merge": "AE.M.",
    "comments_commenter_erase": "A....",
    "comments_ban_changelist": "AE.M.",
    "comments_ban_add": "AE.M.",
    "comments_ban_change": "AE.M.",
    "comments_report_changelist": "AE.M.",
    "comments_report_change": "AE.M.",
    "comments_discussion_changelist": "AE.M.",
    "comments_discussion_change": "AE.M.",
    "comments_policy_change": "AE.M.",
    "blog_article_changelist": "AEA..",
    "blog_article_add": "AEA..",
    "blog_article_change own": "AEA..",
    "blog_article_change foreign": "AE...",
    "blog_category_changelist": "AEA..",
    "blog_category_add": "AE...",
    "blog_tag_changelist": "AEA..",
    "blog_page_changelist": "AE...",
    "blog_page_add": "AE...",
    "blog_sitesettings_change": "AE...",
    "authors_author_changelist": "AEA..",
    "authors_author_change own": "AEA..",
    "authors_author_add": "AE...",
    "authors_user_changelist": "A....",
    "authors_user_add": "A....",
    "content_image_changelist": "AEA..",
    "content_image_add": "AEA..",
    "content_image_shown": "AEA..",
    "content_letter_changelist": "A....",
    "content_pausedaddress_changelist": "A....",
    "content_letter_change": "A....",
}
# What is posted there decides on a comment: nobody but moderators, whatever they send.
POSTED_BY_MODERATORS = (
    "comments_comment_decide",
    "comments_comment_move",
    "comments_comment_split",
    "comments_comment_mark",
    "comments_commenter_note",
    "comments_commenter_export",
    "comments_ban_lift",
    "comments_queue_decide_one",
    "comments_queue_decide_selected",
    "comments_queue_decide_all",
    "comments_queue_action",
    "comments_queue_edit",
    "comments_queue_answer",
)


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


def arrive(client, role: str):
    if role == "nobody":
        client.force_login(make_account(name="Nobody"))
        return None
    user = make_staff(role)
    client.force_login(user)
    return Author.objects.create(name=role, slug=role.lower(), user=user)


WITH_KEY = (  # of the comment, where no other is named
    "_change", "_delete", "_history", "_branch", "_edit", "_answer", "_erase",
    "_comment_decide", "_comment_move", "_comment_split", "_comment_mark",
)  # fmt: skip


def address(name: str, world, profile) -> str:
    name, _, whose = name.partition(" ")
    return reverse(f"admin:{name}", args=key_of(name, whose, world, profile))


def key_of(name: str, whose: str, world, profile) -> list:
    """Return the key of what this address is about; of somebody's own, where it says so."""
    comment = world["comment"]
    if name == "blog_article_change":
        article = comment.discussion.article
        if whose == "own" and profile:
            sign(article := make_article(), profile)
        return [article.pk]
    if name == "authors_author_change":
        return [(profile or Author.objects.create(name="X", slug="x")).pk]
    keys = keys_of(world)
    if name in keys:
        return [keys[name]]
    return [comment.pk] if name.endswith(WITH_KEY) else []


def keys_of(world) -> dict[str, object]:
    comment = world["comment"]
    of_person = ("change", "merge", "erase", "note", "export")
    return {
        **{f"comments_commenter_{deed}": comment.commenter_id for deed in of_person},
        "comments_queue_action": world["batch"].pk,
        "comments_decision_change": world["decision"].pk,
        "comments_decision_delete": world["decision"].pk,
        "comments_ban_change": world["ban"].pk,
        "comments_ban_lift": world["ban"].pk,
        "comments_report_change": world["report"].pk,
        "comments_discussion_change": comment.discussion_id,
        "comments_policy_change": Policy.THE_ONE,
        "content_letter_change": world["letter"].pk,
        "content_image_shown": world["image"].pk,
        "blog_sitesettings_change": SiteSettings.THE_ONE,
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
