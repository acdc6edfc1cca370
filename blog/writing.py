"""How what is typed becomes an article: kept while it is written, settled when somebody says so."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from authors.models import Author, User
from content.describing import describe_pictures

from .manuscript import settled
from .models import Article, Byline, FormerAddress, Impossible, WorkingCopy

LONGEST_SLUG = 180  # characters, so that a number still fits behind


class Newer(Exception):
    """Somebody saved meanwhile; ``copy`` is what the text is now."""

    def __init__(self, copy: WorkingCopy):
        super().__init__("there is a newer version")
        self.copy = copy


@transaction.atomic
def begin(*, manuscript: dict, by: User, now: datetime) -> WorkingCopy:
    """Make a draft for a text that has none yet, signed by its writer, with what is typed so far."""
    slug = (
        free_slug(manuscript["title"]) if manuscript["title"] else f"draft-{secrets.token_hex(4)}"
    )
    article = Article.objects.create(title=manuscript["title"][:200], slug=slug, created_at=now)
    own = Author.objects.filter(user=by)[:1]
    sign(article, own)
    article.record("begun", by=by, now=now)
    copy = WorkingCopy(article=article)
    signed = manuscript["authors"] or [str(author.pk) for author in own]
    copy.turn(manuscript | {"authors": signed}, by=by, now=now)
    return copy


@transaction.atomic
def keep(
    *, article: Article, manuscript: dict, version: int, by: User, now: datetime, replaces=False
) -> WorkingCopy:
    """
    Keep what is typed, and return the working copy. The article itself does not change, and nor does
    the copy where it says the same already: it stays its writer's.

    What it ``replaces`` (somebody saved meanwhile, and their text was shown) stays as a revision,
    as does what somebody else had left there. Raises Newer: when ``version`` is not the present one.
    """
    copy = WorkingCopy.locked(article)
    if copy.version != version:
        raise Newer(copy)
    stored = Article.objects.get(pk=article.pk)  # not as a form may have changed it
    unsettled = manuscript if manuscript != settled(stored) else None
    if unsettled != copy.manuscript:
        _keep_others(copy, manuscript, by=by, replaces=replaces, now=now)
        copy.turn(unsettled, by=by, now=now)
    return copy


@transaction.atomic
def settle(*, article: Article, tags, authors, by: User, now: datetime, replaces=False) -> None:
    """Store the article as it stands, with tags and authors: what was being written is settled."""
    is_new = article.pk is None
    if not is_new:
        _record_what_came_otherwise(article)
    article.slug = article.slug or free_slug(article.title)
    article.save()
    describe_pictures(source=article.source)
    copy = WorkingCopy.locked(article)
    article.tags.set(tags)
    sign(article, authors)
    _keep_others(copy, settled(article), by=by, replaces=replaces, now=now)
    copy.turn(None, by=by, now=now)
    deed = "changed" if article.status == Article.Status.PUBLISHED else "saved"
    article.record("begun" if is_new else deed, by=by, now=now)


@transaction.atomic
def discard(*, article: Article, by: User, now: datetime) -> None:
    """Drop what is not settled; it stays among the revisions."""
    copy = WorkingCopy.locked(article)
    if copy.is_pending:
        _set_aside(article, copy, "discarded", now=now)
        copy.turn(None, by=by, now=now)


@transaction.atomic
def void_links(*, article: Article) -> None:
    """Make the links to its preview void that somebody has by now."""
    WorkingCopy.locked(article).void_links()


@transaction.atomic
def bring_back(*, article: Article, revision, by: User, now: datetime) -> None:
    """Put an older manuscript on the desk. Readers see it when it is published, not before."""
    copy = WorkingCopy.locked(article)
    if copy.is_pending:
        _set_aside(article, copy, "restored", now=now)
    # Its address stays: readers and links know it.
    copy.turn(revision.manuscript | {"slug": article.slug}, by=by, now=now)


@transaction.atomic
def ask_for_review(*, article: Article, by: User, now: datetime) -> None:
    """
    Send a draft, or the unpublished changes of an article that readers see, to an editor.

    Raises Impossible: where the article is neither.
    """
    copy = WorkingCopy.locked(article)
    if article.status == Article.Status.PUBLISHED and copy.is_pending:
        copy.hand_over(to_review=True)
        article.record("sent to review", by=by, now=now, manuscript=copy.manuscript)
    elif article.status == Article.Status.PUBLISHED:
        raise Impossible(_("“%s” has no changes that an editor could look at.") % article)
    else:
        article.send_to_review(by=by, now=now, manuscript=copy.manuscript)


@transaction.atomic
def send_back(*, article: Article, reason: str, by: User, now: datetime) -> None:
    """
    Give a text that waits for an editor, or such changes, back to its author with the ``reason``.

    Raises Impossible: where neither waits.
    """
    copy = WorkingCopy.locked(article)
    if copy.is_in_review:
        copy.hand_over(to_review=False)
        article.record("sent back", by=by, now=now, note=reason, manuscript=copy.manuscript)
    else:
        article.send_back(reason=reason, by=by, now=now, manuscript=copy.manuscript)


def sign(article: Article, authors) -> None:
    """Name the authors, in their order."""
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, author=author, position=position)
        for position, author in enumerate(authors)
    )


def free_slug(title: str) -> str:
    """Return an address made from the title that no article has, or had: it still leads there."""
    slug = slugify(title, allow_unicode=True)[:LONGEST_SLUG].strip("-") or "draft"
    present = Article.objects.filter(slug__startswith=slug).values_list("slug", flat=True)
    former = FormerAddress.objects.filter(kind="articles", slug__startswith=slug)
    taken = {*present, *former.values_list("slug", flat=True)}
    number, candidate = 2, slug
    while candidate in taken:
        candidate, number = f"{slug}-{number}", number + 1
    return candidate


def _record_what_came_otherwise(article: Article) -> None:
    """Write down what is stored of an article that was not written here: the demo's, an import's."""
    if not article.history.exists():
        stored = Article.objects.get(pk=article.pk)
        stored.record("stored", by=None, now=stored.updated_at)


def _keep_others(copy: WorkingCopy, manuscript: dict, *, by, replaces: bool, now) -> None:
    is_anothers = replaces or copy.edited_by_id != by.pk
    if copy.is_pending and is_anothers and copy.manuscript != manuscript:
        _set_aside(copy.article, copy, "set aside", now=now)


def _set_aside(article: Article, copy: WorkingCopy, deed: str, *, now: datetime) -> None:
    article.record(deed, by=copy.edited_by, now=now, manuscript=copy.manuscript)
