"""What can become of a comment, and in which words readers and its writer are told."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    PENDING = "pending", _("waiting for review")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")
    WITHDRAWN = "withdrawn", _("withdrawn by its writer")


# What stands where a comment stood that has answers but is not shown itself.
TOMBSTONES = {
    Status.PENDING: _("This comment waits for review."),
    Status.REJECTED: _("This comment was removed by a moderator."),
    Status.SPAM: _("This comment was removed by a moderator."),
    Status.WITHDRAWN: _("This comment was withdrawn by its writer."),
}
ERASED = _("This comment was removed at its writer's wish.")
# What the writer alone reads above it. Spam is not told that it was recognised.
NOTICES = {
    Status.PENDING: _("Waiting for approval: only you see this. A moderator will read it."),
    Status.REJECTED: _("Not approved: only you see this."),
    Status.SPAM: _("Waiting for approval: only you see this. A moderator will read it."),
}
