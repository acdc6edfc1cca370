"""The edition moves with all that editors write, by whatever path, and with nothing else."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.utils import timezone

from authors.models import Author, User
from blog.models import Article, Category, Page, SiteSettings, Tag
from comments.models import Comment, Commenter, Discussion, Policy
from config.edition import editorial, install
from content.models import Edition, Image
from tests.blog.make import make_article, make_category, make_page, make_picture
from tests.comments.make import make_comment

pytestmark = pytest.mark.django_db(transaction=True)
OURS = ("authors", "blog", "comments", "content")
# What readers never see, or see through the version of a discussion.
NOT_EDITORIAL = {
    "blog.articleindex": "follows its rows by triggers; the search is not kept",
    "blog.articlerevision": "for authors",
    "blog.workingcopy": "for authors, until it is settled in its article",
    "blog.formeraddress": "asked for only where nothing is found",
    "blog.pageindex": "follows its rows by triggers",
    "blog.redirect": "asked for only where nothing is found",
    "blog.searchchange": "for the worker",
    "blog.searchfilling": "for the search server",
    "content.edition": "the number itself",
    "content.letter": "for the worker",
    "content.pausedaddress": "for the worker",
    "comments.announcement": "for the worker",
    "comments.ban": "for moderators",
    "comments.batch": "for moderators",
    "comments.comment": "moves its discussion's version",
    "comments.commenternote": "for moderators",
    "comments.commentindex": "follows its rows by triggers",
    "comments.commentversion": "moves its discussion's version where it is shown",
    "comments.confirmation": "for the worker",
    "comments.decision": "for moderators",
    "comments.joinedthread": "asked for only where nothing is found",
    "comments.merge": "of moderators; what people said moves their discussions",
    "comments.follow": "a tally of its discussion",
    "comments.participation": "a tally of its discussion",
    "comments.queueletter": "for moderators",
    "comments.reaction": "moves its discussion's version",
    "comments.report": "for moderators",
    "comments.thread": "moves its discussion's version",
    "comments.told": "for the worker",
}


@pytest.fixture(autouse=True)
def _triggers():
    install()


def edition() -> int:
    return Edition.objects.get().number


def test_every_table_is_either_editorial_or_known_not_to_be():
    named = {model._meta.label_lower for model, _ in editorial()}
    ours = {
        model._meta.label_lower
        for label in OURS
        for model in apps.get_app_config(label).get_models()
    }
    assert ours - named == set(NOT_EDITORIAL)


def _user(**fields):
    return User.objects.create_user("sam@example.org", "words", name="Sam", **fields)


def _raw():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE blog_article SET title = 'By hand'")


WRITES = {
    "an article made": lambda: make_article(),
    "an article saved": lambda: Article.objects.first().save(),
    "articles changed at once": lambda: Article.objects.update(title="New"),
    "an article changed by hand": _raw,
    "an article deleted": lambda: Article.objects.first().delete(),
    "a byline made": lambda: Article.objects.first().bylines.create(
        author=Author.objects.create(name="Ines", slug="ines")
    ),
    "a tag given": lambda: Article.objects.first().tags.add("tides"),
    "a tag renamed": lambda: (Article.objects.first().tags.add("a"), Tag.objects.update(name="b")),
    "a category made": lambda: make_category(),
    "categories made at once": lambda: Category.objects.bulk_create([Category(name="A", slug="a")]),
    "a page made": lambda: make_page(),
    "a page hidden": lambda: (make_page(), Page.objects.update(is_published=False)),
    "the site renamed": lambda: SiteSettings.objects.update_or_create(pk=1, defaults={"name": "New"}),
    "a picture's words changed": lambda: (make_picture(), Image.objects.update(alt="New")),
    "a policy changed": lambda: Policy.objects.update_or_create(pk=1, defaults={"closes_after_days": 9}),
    "a discussion closed": lambda: Discussion.objects.update(mode="closed"),
    "a user renamed": lambda: (_user(), User.objects.update(name="New")),
    "a user made a moderator": lambda: _user().groups.add(Group.objects.create(name="M")),
    "a right given": lambda: Group.objects.create(name="M").permissions.add(Permission.objects.first()),
    "a user deleted": lambda: (_user(), User.objects.all().delete()),
    "a person erased": lambda: Commenter.objects.update(erased_at=timezone.now()),
}  # fmt: skip


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_it_moves_with(write):
    make_comment(article=make_article())
    before = edition()
    write()
    assert edition() > before


def test_it_stays_for_what_readers_say_and_for_people_who_sign_in():
    user = _user()
    article = make_article()
    before = edition()
    make_comment(article=article)
    Comment.objects.update(name="Other")
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    user.save(update_fields=["last_login"])
    assert edition() == before


def test_it_stays_where_a_change_was_taken_back():
    make_article()
    before = edition()
    with transaction.atomic():
        Article.objects.update(title="New")
        transaction.set_rollback(True)
    assert edition() == before


def test_many_rows_in_one_transaction_move_it():
    before = edition()
    with transaction.atomic():
        Category.objects.bulk_create([Category(name=str(n), slug=str(n)) for n in range(300)])
        try:
            with transaction.atomic():
                Category.objects.create(name="1", slug="1")
        except Exception:
            pass
    assert edition() > before


def test_installing_twice_changes_nothing_and_mends_what_is_missing():
    install()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'blog_article' "
                "AND name LIKE 'edition_%'"
            )
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = 'blog_article'::regclass "
                "AND starts_with(tgname, 'edition_')"
            )
        (name,) = cursor.fetchone()
        on = "" if connection.vendor == "sqlite" else " ON blog_article"
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    install()
    for write in (make_article, lambda: Article.objects.update(title="New")):
        before = edition()
        write()
        assert edition() > before
