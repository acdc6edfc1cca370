"""What the site's owner chose for the conversation, in one row."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .discussion import ThreadOrder


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
    default_order = models.CharField(
        _("show threads in this order"),
        max_length=10,
        choices=ThreadOrder,
        default=ThreadOrder.NEWEST,
        help_text=_("Until a reader chooses another one. Pinned threads come first in each."),
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
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="policy_is_one"),
            models.CheckConstraint(
                condition=Q(default_order__in=["newest", "oldest", "active", "reacted", "hottest"]),
                name="policy_default_order_known",
            ),
        ]

    def __str__(self):
        return str(_("Policy"))

    @classmethod
    def current(cls) -> "Policy":
        """Return the policy in force: the stored one, or the defaults."""
        return cls.objects.filter(pk=cls.THE_ONE).first() or cls()
