"""The states of an article, and how one leads to another. Who wrote what is not its business."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from authors.models import User

from .site import SiteSettings


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")
    TRASHED = "trashed", _("in the trash")


# Where an article is in front of readers, taking it away or giving it back decides what they see.
PUBLIC = {Status.PUBLISHED, Status.ARCHIVED}


class Impossible(Exception):
    """The article is in another state by now; ``str()`` is a sentence for who asked."""


class NotReady(Impossible):
    """Something lacks that readers need."""


class States(models.Model):
    """
    Every change of ``status`` is one of these methods; each leaves a revision behind.

    Raises Impossible: where the article is in none of the states it leads from, by somebody else
    perhaps, a moment ago.
    """

    Status = Status

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, db_index=False
    )
    trashed_from = models.CharField(
        max_length=10, choices=Status, blank=True, default="", editable=False
    )
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        help_text=_("In the future: the article appears at that moment."),
    )

    class Meta:
        abstract = True

    def is_visible(self, now: datetime) -> bool:
        return self.status == Status.PUBLISHED and self.published_at <= now

    def is_scheduled(self, now: datetime) -> bool:
        return self.status == Status.PUBLISHED and self.published_at > now

    def can_be_published_by(self, user: User) -> bool:
        """Say whether ``user`` decides what readers see of it; where the site wants review, few do."""
        if self.pk and not self.can_be_edited_by(user):
            return False
        return user.has_perm("blog.publish_article") or not SiteSettings.current().wants_review

    def can_be_moved_by(self, user: User, deed: str) -> bool:
        """Say whether ``user`` may do what the method named ``deed`` does."""
        if self._is_for_publishers(deed):
            return self.can_be_published_by(user)
        return self.can_be_edited_by(user)

    def _is_for_publishers(self, deed: str) -> bool:
        before = self.trashed_from if deed == "untrash" else self.status
        return deed in ("publish", "archive", "send_back") or before in PUBLIC

    def send_to_review(self, *, by: User, now: datetime, manuscript: dict | None = None) -> None:
        """``manuscript``: what is on the desk, where the article does not hold it yet."""
        said = {"by": by, "now": now, "manuscript": manuscript}
        self._move(Status.REVIEW, {Status.DRAFT}, "sent to review", **said)

    def send_back(
        self, *, reason: str, by: User, now: datetime, manuscript: dict | None = None
    ) -> None:
        """Give the text back to its author, who finds the reason above it; ``manuscript`` as above."""
        said = {"by": by, "now": now, "note": reason, "manuscript": manuscript}
        self._move(Status.DRAFT, {Status.REVIEW}, "sent back", **said)

    def publish(self, *, by: User, now: datetime) -> None:
        """
        Show the article from its moment on: the one it has, else ``now``.

        Raises NotReady: where something lacks that readers need.
        """
        if lacking := self.lacking():
            raise NotReady(" ".join(str(sentence) for sentence in lacking))
        moment = self.published_at or now
        from_states = {Status.DRAFT, Status.REVIEW, Status.ARCHIVED}
        what = "scheduled" if moment > now else "published"
        self._move(Status.PUBLISHED, from_states, what, by=by, now=now, published_at=moment)

    def redraft(self, *, by: User, now: datetime) -> None:
        """Take the article back to the desk."""
        from_states = {Status.REVIEW, Status.PUBLISHED, Status.ARCHIVED}
        self._move(Status.DRAFT, from_states, "taken back", by=by, now=now)

    def archive(self, *, by: User, now: datetime) -> None:
        from_states = {Status.DRAFT, Status.REVIEW, Status.PUBLISHED}
        self._move(Status.ARCHIVED, from_states, "archived", by=by, now=now)

    def trash(self, *, by: User, now: datetime) -> None:
        from_states = set(Status) - {Status.TRASHED}
        before = self.status
        self._move(Status.TRASHED, from_states, "trashed", by=by, now=now, trashed_from=before)

    def untrash(self, *, by: User, now: datetime) -> None:
        """Undo: put it back to where it lay."""
        state = self.trashed_from or Status.DRAFT
        self._move(state, {Status.TRASHED}, "untrashed", by=by, now=now, trashed_from="")

    def _move(
        self, to: str, from_states: set, what: str, *, by, now, note="", manuscript=None, **fields
    ) -> None:
        fields |= {"status": to, "updated_at": now}
        # Asked and done in one statement: of two people at once, one moves it and one is told.
        here = type(self).objects.filter(pk=self.pk, status=self.status)
        if self.status not in from_states or not here.update(**fields):
            raise Impossible(
                _("“%(title)s” is in another state by now: %(state)s.")
                % {"title": self, "state": self._state_now()}
            )
        for name, value in fields.items():
            setattr(self, name, value)
        self.record(what, by=by, now=now, note=note, manuscript=manuscript)

    def _state_now(self) -> str:
        status = type(self).objects.filter(pk=self.pk).values_list("status", flat=True).first()
        return str(dict(Status.choices).get(status, _("deleted")))
