"""What an article was before: who changed it, when, and all that was typed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

# What a revision says of itself in words; the key is stored.
DEEDS = {
    "begun": _("begun"),
    "stored": _("as it was, made elsewhere"),
    "saved": _("saved"),
    "changed": _("changes published"),
    "sent to review": _("sent to review"),
    "sent back": _("sent back"),
    "scheduled": _("scheduled"),
    "published": _("published"),
    "taken back": _("taken back to the desk"),
    "archived": _("archived"),
    "trashed": _("moved to the trash"),
    "untrashed": _("taken out of the trash"),
    "set aside": _("unpublished changes, replaced by others"),
    "gave way": _("not saved, since somebody else had saved"),
    "restored": _("unpublished changes, replaced by an older version"),
    "discarded": _("unpublished changes, discarded"),
}

# Deeds by which a text goes to and fro between its author and an editor: the last says whose it is.
ANSWERS = (
    "sent to review", "sent back", "scheduled", "published", "changed", "taken back", "archived",
)  # fmt: skip


class Revisions(HistoricalRecords):
    """
    The package's tables and manager, and its clearing up behind a deleted article.

    Saving writes no revision by itself: deeds do (decision 0004).
    """

    def post_save(self, *args, **kwargs):
        pass


class Revision(models.Model):
    """What each revision carries beside the state of the article: the manuscript whole."""

    manuscript = models.JSONField(default=dict)  # see blog/manuscript.py
    note = models.TextField(blank=True)  # the reason, where it was sent back

    class Meta:
        abstract = True

    @property
    def deed(self) -> str:
        return str(DEEDS.get(self.history_change_reason, self.history_change_reason or ""))
