"""What the page of an article's form says around the form: where the article is, and what can be done."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from blog import manuscript
from blog.forms import ArticleForm
from blog.models import Article, SiteSettings, WorkingCopy
from blog.models.revision import ANSWERS
from blog.previews import token_for
from blog.words import WORDS_A_MINUTE
from content.addresses import absolute

from .card import Card, card_of_typed
from .desk import about
from .revisions import both


def state_in_words(article: Article, now: datetime) -> str:
    if article.is_scheduled(now):
        moment = date_format(timezone.localtime(article.published_at), "DATETIME_FORMAT")
        words = _("scheduled for %s") % moment
    else:
        words = article.get_status_display()
    if getattr(article, "working_title", None) is not None:
        words = _("%s, with unpublished changes") % words
    return words


class Sheet:
    """For the template; every question is asked of the database at most once."""

    words_a_minute = WORDS_A_MINUTE

    def __init__(self, form: ArticleForm, user, now: datetime):
        self.form, self.user = form, user
        self.article = article = form.instance
        self.is_new = article.pk is None
        self.stored = article if self.is_new else Article.objects.get(pk=article.pk)
        self.copy = form.copy or (WorkingCopy() if self.is_new else WorkingCopy.of(article))
        self.state = state_in_words(self.stored, now)
        self.may_publish = self.stored.can_be_published_by(user)
        self.is_public = self.stored.status == Article.Status.PUBLISHED
        self.is_scheduled = self.is_public and self.stored.is_scheduled(now)
        self.is_draft = self.stored.status == Article.Status.DRAFT
        self.is_waiting = self.stored.status == Article.Status.REVIEW or self.copy.is_in_review
        self.is_trashed = self.stored.status == Article.Status.TRASHED
        self.is_archived = self.stored.status == Article.Status.ARCHIVED
        self.wants_review = not self.may_publish or SiteSettings.current().wants_review

    @property
    def autosave(self) -> str:
        if self.is_new:
            return reverse("admin:blog_article_begin")
        return reverse("admin:blog_article_autosave", args=[self.article.pk])

    @property
    def written(self) -> dict:
        """The manuscript that the form began with."""
        if self.is_new:
            return manuscript.sent(self.form.data)
        return self.copy.manuscript or manuscript.settled(self.stored)

    @property
    def findings(self) -> list[str]:
        return about(self.stored, self.written)

    @property
    def card(self) -> Card:
        return card_of_typed(self.written)

    @property
    def reason(self) -> str:
        """Why the text, or changes of it, were sent back, until they are sent again or published."""
        has_changes = self.is_public and self.copy.is_pending
        if self.is_new or not (self.is_draft or has_changes):
            return ""
        answers = self.article.history.filter(history_change_reason__in=ANSWERS)
        last = answers.only("note").first()
        return last.note if last else ""

    @property
    def link_for_others(self) -> str:
        return absolute(reverse("blog:preview", args=[token_for(self.copy)]))

    def may(self, deed: str) -> bool:
        return self.stored.can_be_moved_by(self.user, deed)

    @property
    def can_redraft(self) -> bool:
        return (self.is_public or self.is_archived or self.is_waiting) and self.may("redraft")

    @property
    def can_archive(self) -> bool:
        return self.is_public and self.may("archive")

    @property
    def can_trash(self) -> bool:
        return not self.is_new and not self.is_trashed and self.may("trash")

    @property
    def can_untrash(self) -> bool:
        return self.is_trashed and self.may("untrash")

    @property
    def conflict(self) -> dict | None:
        """Both texts, where somebody saved a newer one than this form began with."""
        if not self.form.is_outdated:
            return None
        return both(self.written, manuscript.sent(self.form.data))
