"""What authors and editors do to articles and to the site around them."""

from datetime import timedelta

from blog.manuscript import LIMITS
from blog.merging import merge_tags
from blog.models import (
    Article,
    Byline,
    Category,
    Page,
    Part,
    Recommendation,
    Redirect,
    Series,
    SiteSettings,
    Tag,
)
from blog.writing import WorkingCopy, begin, keep, settle
from tests.authors.make import make_author
from tests.blog.make import make_article, make_category, make_page, sign

from .site import HOUR, seen, unseen


@seen
def an_article_published(site):
    site.hidden.refresh_from_db()
    if site.hidden.status != "published":
        site.hidden.publish(by=site.moderator, now=site.now)


@seen
def an_article_archived(site):
    site.hidden.refresh_from_db()
    if site.hidden.status == "published":
        site.hidden.archive(by=site.moderator, now=site.now)


@seen
def an_article_trashed(site):
    fresh = Article.objects.get(pk=site.other.pk)
    if fresh.status == "published":
        fresh.trash(by=site.moderator, now=site.now)


@seen
def an_article_out_of_the_trash(site):
    fresh = Article.objects.get(pk=site.other.pk)
    if fresh.status == "trashed":
        fresh.untrash(by=site.moderator, now=site.now)


@seen
def an_article_settled(site):
    article = Article.objects.get(pk=site.article.pk)
    article.title = f"Tides {next(site.numbers):04}"
    settle(article=article, tags=["water"], authors=[], by=site.moderator, now=site.now)


@unseen
def what_is_typed(site):
    manuscript = {"title": "Unsettled words", "authors": []}
    typed = begin(manuscript=_whole(manuscript), by=site.moderator, now=site.now)
    copy, _ = WorkingCopy.objects.get_or_create(article=site.article)
    version = copy.version
    keep(
        article=site.article, manuscript=_whole(manuscript), version=version,
        by=site.moderator, now=site.now,
    )  # fmt: skip
    assert typed.article.status == "draft"


def _whole(manuscript: dict) -> dict:
    return dict.fromkeys(LIMITS, "") | manuscript


@seen
def the_moment_of_an_article(site):
    make_article(title=f"Due {next(site.numbers):04}", published_at=site.now + 3 * HOUR)
    site.now += 4 * HOUR


@unseen
def an_article_scheduled(site):
    make_article(title="Unripe", published_at=site.now + timedelta(days=9_000))


@seen
def a_byline(site):
    Byline.objects.filter(article=site.article).delete()
    sign(site.article, make_author(name=f"Nora {next(site.numbers)}"))


@seen
def a_tag_given(site):
    site.article.tags.add(f"tag-{next(site.numbers)}")


@seen
def a_tag_renamed(site):
    Tag.objects.filter(pk=site.article.tags.first().pk).update(name=f"N{next(site.numbers)}")


@seen
def tags_merged(site):
    site.article.tags.add(f"gone-{next(site.numbers)}", "stays")
    stays = Tag.objects.get(name="stays")
    merge_tags(site.article.tags.exclude(pk=stays.pk).values_list("pk", flat=True), into=stays)


@seen
def a_category_renamed(site):
    Category.objects.filter(pk=site.category.pk).update(name=f"Sea {next(site.numbers)}")


@seen
def a_category_moved(site):
    above = make_category(name=f"Earth {next(site.numbers)}")
    Category.objects.filter(pk=site.category.pk).update(parent=above)


@seen
def a_part_of_a_series(site):
    Part.objects.filter(article=site.article).delete()
    series = Series.objects.create(
        title=f"S{next(site.numbers)}", slug=f"{site.article.slug}-{next(site.numbers)}"
    )
    Part.objects.create(series=series, article=site.article)


@seen
def a_recommendation(site):
    target = make_article(title=f"See also {next(site.numbers)}")
    Recommendation.objects.create(article=site.article, related=target)


@unseen
def a_redirect(site):
    Redirect.objects.create(path=f"/old/{next(site.numbers)}/", target="/")


@seen
def an_address_changed(site):
    site.article.slug = f"tides-{next(site.numbers)}"
    Article.objects.filter(pk=site.article.pk).update(slug=site.article.slug)


@seen
def a_page_in_the_menu(site):
    make_page(title=f"Page {next(site.numbers)}")


@seen
def a_page_out_of_the_menu(site):
    Page.objects.order_by("-pk").first().delete()


@seen
def the_site_renamed(site):
    SiteSettings.objects.update_or_create(
        pk=1, defaults={"name": f"Blog {next(site.numbers)}", "articles_per_page": 5}
    )
