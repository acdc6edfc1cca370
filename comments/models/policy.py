"""What the site's owner chose for the conversation, in one row."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Policy(models.Model):
    """The numbers of moderation. Absent, the defaults hold."""

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    first_comments_held = models.PositiveSmallIntegerField(
        _("review the first comments of each person"),
        default=1,
        help_text=_(
            "So many of a person's comments must have been approved before more appear at once."
        ),
    )
    closes_after_days = models.PositiveIntegerField(
        _("close discussions after"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Days after an article was published. Empty: never."),
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("comments can be edited for"),
        default=15,
        help_text=_(
            "Minutes after a comment became visible, as long as nobody answered it. "
            "0: only until then."
        ),
    )
    authors_moderate = models.BooleanField(
        _("authors moderate their own articles"),
        default=False,
        help_text=_("They get the queue for what is said under articles that carry their name."),
    )
    canned_replies = models.TextField(
        _("ready answers"),
        blank=True,
        max_length=5000,
        help_text=_("Offered when a moderator answers a comment. An empty line parts them."),
    )
    networks_kept_days = models.PositiveSmallIntegerField(
        _("forget networks after"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Days; 30 at most."),
    )
    spam_kept_days = models.PositiveSmallIntegerField(
        _("erase spam after"), default=30, validators=[MinValueValidator(1)], help_text=_("Days.")
    )

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policy")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="policy_is_one")]

    def __str__(self):
        return str(_("Policy"))

    @property
    def ready_answers(self) -> list[str]:
        parts = self.canned_replies.replace("\r\n", "\n").split("\n\n")
        return [part.strip() for part in parts if part.strip()]

    @classmethod
    def current(cls) -> "Policy":
        """Return the policy in force: the stored one, or the defaults."""
        return cls.objects.filter(pk=cls.THE_ONE).first() or cls()
