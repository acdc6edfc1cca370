"""What is being written and is not settled yet. Readers see nothing of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article


class WorkingCopy(models.Model):
    """
    The one copy of an article on which everybody writes who may.

    ``version`` moves with every change of the article or the copy; whoever saves names the one they
    began with. ``manuscript`` is None while nothing waits to be settled.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="working_copy"
    )
    version = models.PositiveIntegerField(default=0)
    manuscript = models.JSONField(null=True, blank=True)  # see blog/manuscript.py
    is_in_review = models.BooleanField(_("changes are in review"), default=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    edited_at = models.DateTimeField(default=timezone.now)
    links_round = models.PositiveIntegerField(default=0)  # preview links of earlier rounds are void

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")

    def __str__(self):
        return f"{self.article} ({self.version})"

    @classmethod
    def of(cls, article: Article) -> "WorkingCopy":
        """Return the article's copy, a new unsaved one where nobody has written on it yet."""
        return cls.objects.filter(article=article).first() or cls(article=article)

    @classmethod
    def locked(cls, article: Article) -> "WorkingCopy":
        """Return the article's copy for a change; nobody else changes it in this transaction."""
        cls.objects.get_or_create(article=article)
        return cls.objects.select_for_update(no_key=True).get(article=article)

    @property
    def is_pending(self) -> bool:
        return self.manuscript is not None

    def void_links(self) -> None:
        """Let no link to a preview open that was given away before now; saved."""
        self.links_round += 1
        self.save(update_fields=["links_round"])

    def hand_over(self, *, to_review: bool) -> None:
        """Let what is pending wait for an editor, or give it back to its author; saved."""
        self.is_in_review = to_review
        self.save(update_fields=["is_in_review"])

    def turn(self, manuscript: dict | None, *, by, now) -> None:
        """Take ``manuscript`` as what is being written, None once that is settled; saved."""
        self.manuscript = manuscript
        self.is_in_review = self.is_in_review and manuscript is not None
        self.version += 1
        self.edited_by, self.edited_at = by, now
        self.save()
