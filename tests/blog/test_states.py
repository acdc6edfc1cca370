"""The life of an article: which state leads to which, for whom, and that each step leaves a trace."""

import pytest
from django.utils import timezone

from blog import writing
from blog.manuscript import settled
from blog.models import Article, Impossible, NotReady, SiteSettings
from tests.authors.make import make_author, make_editor, make_group, make_user, make_writer
from tests.blog.make import make_article

pytestmark = pytest.mark.django_db

DEEDS = ("send_to_review", "publish", "redraft", "archive", "trash", "untrash")
LEADS = {
    "send_to_review": {"draft": "review"},
    "publish": {"draft": "published", "review": "published", "archived": "published"},
    "redraft": {"review": "draft", "published": "draft", "archived": "draft"},
    "archive": {"draft": "archived", "review": "archived", "published": "archived"},
    "trash": dict.fromkeys(["draft", "review", "published", "archived"], "trashed"),
    "untrash": {"trashed": "draft"},
}


def how(user=None) -> dict:
    return {"by": user or make_editor(), "now": timezone.now()}


def publisher():
    group = make_group("Publishers", "edit_all_articles", "change_article", "publish_article")
    return make_user(is_staff=True, groups=[group])


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("status", Article.Status.values)
def test_every_deed_leads_from_its_states_alone(deed, status):
    article = make_article(status=status, authors=[make_author()])
    if status in LEADS[deed]:
        getattr(article, deed)(**how())
        expected = LEADS[deed][status]
    else:
        with pytest.raises(Impossible):
            getattr(article, deed)(**how())
        expected = status
    article.refresh_from_db()
    assert article.status == expected
    assert article.history.count() == (status in LEADS[deed])


def test_of_two_at_once_one_is_told():
    article = make_article(status="draft", authors=[make_author()])
    stale = Article.objects.get(pk=article.pk)
    article.send_to_review(**how())
    with pytest.raises(Impossible, match="in review"):
        stale.trash(**how())
    assert article.history.count() == 1


def test_undo_puts_an_article_back_where_it_lay():
    article = make_article(status="published", authors=[make_author()])
    moment = article.published_at
    article.trash(**how())
    Article.objects.get(pk=article.pk).untrash(**how())
    article.refresh_from_db()
    assert (article.status, article.published_at) == ("published", moment)


def test_what_is_typed_and_not_settled_is_not_passed_over_by_publishing():
    article = make_article(status="draft", authors=[make_author()])
    typed = settled(article) | {"title": "A better title"}
    writing.keep(article=article, manuscript=typed, version=0, **how())
    with pytest.raises(NotReady, match="not in it yet"):
        article.publish(**how())


def test_what_readers_need_is_asked_for_when_it_is_published():
    article = make_article(status="draft", title="", source="")
    with pytest.raises(NotReady) as refusal:
        article.publish(**how())
    assert all(word in str(refusal.value) for word in ("title", "text", "author"))
    assert article.status == "draft"


def test_reason_of_sending_back_is_kept():
    article = make_article(status="review")
    article.send_back(reason="The tide is wrong.", **how())
    assert article.history.first().note == "The tide is wrong."
    assert article.history.first().deed == "sent back"


@pytest.mark.parametrize(("wants_review", "may"), [(False, True), (True, False)])
def test_author_publishes_their_own_where_the_site_wants_no_review(wants_review, may):
    SiteSettings.objects.create(wants_review=wants_review)
    writer = make_writer()
    article = make_article(status="draft", authors=[writer])
    assert article.can_be_published_by(writer.user) == may
    assert not make_article(authors=[make_author()]).can_be_published_by(writer.user)
    assert article.can_be_published_by(publisher())


@pytest.mark.parametrize(
    ("status", "deed", "may"),
    [
        ("draft", "trash", True),
        ("draft", "archive", False),
        ("review", "redraft", True),
        ("review", "send_back", False),
        ("published", "trash", False),
        ("published", "redraft", False),
        ("published", "archive", False),
        ("archived", "trash", False),
    ],
)
def test_author_under_review_takes_nothing_from_readers(status, deed, may):
    SiteSettings.objects.create(wants_review=True)
    writer = make_writer()
    article = make_article(status=status, authors=[writer])
    assert article.can_be_moved_by(writer.user, deed) == may
    assert article.can_be_moved_by(publisher(), deed)


def test_author_under_review_brings_nothing_back_to_readers():
    SiteSettings.objects.create(wants_review=True)
    writer = make_writer()
    article = make_article(status="published", authors=[writer])
    article.trash(**how())
    assert not article.can_be_moved_by(writer.user, "untrash")


@pytest.mark.parametrize("role", ["Editor", "Administrator"])
def test_roles_that_publish(role):
    from django.contrib.auth.models import Group

    names = Group.objects.get(name=role).permissions.values_list("codename", flat=True)
    assert {"publish_article", "write_html"} <= set(names)


def test_authors_role_publishes_only_where_no_review_is_wanted():
    from django.contrib.auth.models import Group

    names = Group.objects.get(name="Author").permissions.values_list("codename", flat=True)
    assert not {"publish_article", "write_html"} & set(names)


def test_nothing_is_left_of_a_deleted_article():
    article = make_article(status="draft")
    article.archive(**how())
    other = make_article(status="draft")
    other.archive(**how())
    Article.objects.filter(pk=article.pk).delete()
    assert [revision.id for revision in Article.history.all()] == [other.pk]
