"""What the site's owner chose for the conversation, in one row."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.compiled import Compiled

from ..judging.submission import Terms, Verdict
from ..judging.words import MAX_ENTRIES, MAX_ENTRY, problem_of, word_list
from .batch import UNDO_DAYS

# Columns that may be large and that nobody but the rules reads.
LISTS = ("blocked_words", "held_words", "blocked_hosts")
PROBLEMS = {
    "long": _("“%(entry)s” is longer than %(limit)d characters."),
    "empty": _("“%(entry)s” has no letter or digit: it would match nothing, or everything."),
    "phrase": _("“%(entry)s”: an asterisk works in single words only."),
}


def validate_words(value: str) -> None:
    entries = [line.strip() for line in value.splitlines() if line.strip()]
    if len(entries) > MAX_ENTRIES:
        raise ValidationError(_("A list takes %d entries at the most.") % MAX_ENTRIES)
    for entry in entries:
        if problem := problem_of(entry):
            words = {"entry": entry[:MAX_ENTRY], "limit": MAX_ENTRY}
            raise ValidationError(PROBLEMS[problem], params=words)


def validate_hosts(value: str) -> None:
    for host in value.split():
        if "/" in host or "." not in host.strip(".") or "*" in host:
            raise ValidationError(_("“%s” is no host. Give names such as spam.example.") % host)


class ThreadOrder(models.TextChoices):
    """What readers choose from; comments/reading/orderings.py says which columns each one goes by."""

    NEWEST = "newest", _("Newest")
    OLDEST = "oldest", _("Oldest")
    ACTIVE = "active", _("Recently active")
    REACTED = "reacted", _("Most reacted")
    HOTTEST = "hottest", _("Hottest")


class Policy(models.Model):
    """The numbers and lists of moderation. Absent, the defaults hold."""

    class Blocked(models.TextChoices):
        SPAM = "spam", _("go to spam, without telling their writers")
        REFUSE = "refuse", _("are refused, and their writers asked for other words")

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    first_comments_held = models.PositiveSmallIntegerField(
        _("review the first comments of each person"),
        default=1,
        help_text=_(
            "So many of a person's comments must have been approved before more appear at once."
        ),
    )
    rejections_percent = models.PositiveSmallIntegerField(
        _("review people who are often rejected"),
        null=True,
        blank=True,
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "Percent of a person's comments that moderators rejected, of three or more that they "
            "decided in 30 days. Empty: never."
        ),
    )
    blocked_words = models.TextField(
        _("blocked words"),
        blank=True,
        validators=[validate_words],
        help_text=_(
            "One a line; whole words or phrases, whatever their case and accents. "
            "* stands for any letters: cas*no, *coin."
        ),
    )
    blocked_words_are = models.CharField(
        _("comments with blocked words"), max_length=10, choices=Blocked, default=Blocked.SPAM
    )
    held_words = models.TextField(
        _("words to be reviewed"),
        blank=True,
        validators=[validate_words],
        help_text=_("Comments with one of these wait for a moderator. One a line, as above."),
    )
    links_held_from = models.PositiveSmallIntegerField(
        _("review comments with links"),
        null=True,
        blank=True,
        default=2,
        validators=[MinValueValidator(1)],
        help_text=_("From so many links on. Empty: never."),
    )
    blocked_hosts = models.TextField(
        _("review links to"),
        blank=True,
        validators=[validate_hosts],
        help_text=_("Hosts, one a line. spam.example stands for www.spam.example too."),
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
    reports_to_act_on = models.PositiveSmallIntegerField(
        _("act on reports from"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("So many readers who report the same comment."),
    )
    reports_hold = models.BooleanField(
        _("then take the comment down until a moderator has looked"),
        default=True,
        help_text=_(
            "Otherwise it stays, and moderators find it among the reported. "
            "What a moderator approved after reports always stays."
        ),
    )
    ask_when_banned = models.CharField(
        _("whom the banned can ask"),
        max_length=200,
        blank=True,
        help_text=_("Shown to them: a name, an address for mail. Empty: the site's owner."),
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
    reports_kept_days = models.PositiveSmallIntegerField(
        _("forget what readers add to reports"),
        default=90,
        validators=[MinValueValidator(UNDO_DAYS)],
        help_text=_("Days after a moderator answered; 30 at least, as an answer can be undone."),
    )
    letters_kept_days = models.PositiveSmallIntegerField(
        _("forget letters after"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("Days after they were sent; three times as long where that failed for good."),
    )
    confirmations_kept_days = models.PositiveSmallIntegerField(
        _("forget addresses to be confirmed after"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Days; 30 at most. For so long the link in the letter works."),
    )
    told_kept_days = models.PositiveSmallIntegerField(
        _("forget what followers were told of after"),
        default=90,
        validators=[MinValueValidator(UNDO_DAYS), MaxValueValidator(365)],
        help_text=_(
            "Days; 30 at least, as an approval that is undone can come again, 365 at most."
        ),
    )
    sessions_kept_days = models.PositiveSmallIntegerField(
        _("sign people out after"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(14)],
        help_text=_("Days after they signed in; 14 at most."),
    )
    logins_kept_days = models.PositiveSmallIntegerField(
        _("forget attempts to sign in after"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Days; 30 at most."),
    )
    tasks_kept_days = models.PositiveSmallIntegerField(
        _("forget what the worker did after"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("Days; 90 at most."),
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
            models.CheckConstraint(
                condition=Q(blocked_words_are__in=["spam", "refuse"]), name="policy_blocked_known"
            ),
        ]

    def __str__(self):
        return str(_("Policy"))

    @property
    def ready_answers(self) -> list[str]:
        parts = self.canned_replies.replace("\r\n", "\n").split("\n\n")
        return [part.strip() for part in parts if part.strip()]

    @classmethod
    def current(cls) -> "Policy":
        """Return the policy in force without its lists: the stored one, or the defaults."""
        return next(iter(_without_lists(cls.THE_ONE)), None) or cls()

    @classmethod
    def in_full(cls) -> "Policy":
        """Return the policy in force with its lists, in one query."""
        return cls.objects.filter(pk=cls.THE_ONE).first() or cls()

    @classmethod
    def kept_for(cls, kind: str) -> timedelta:
        """Return how long that kind of data is kept: "spam" by the column spam_kept_days."""
        return timedelta(days=getattr(cls.current(), f"{kind}_kept_days"))

    def terms(self) -> Terms:
        """Return what the rules judge by. The same lists are compiled once a process."""
        return Terms(
            first_comments_held=self.first_comments_held,
            closes_after=self.closes_after_days,
            links_held_from=self.links_held_from,
            rejections_percent=self.rejections_percent,
            blocked_words=word_list(self.blocked_words),
            blocked_words_verdict=Verdict(self.blocked_words_are),
            held_words=word_list(self.held_words),
            blocked_hosts=frozenset(
                host.strip(".").lower().removeprefix("www.") for host in self.blocked_hosts.split()
            ),
        )


@Compiled
def _without_lists(pk: int):
    return Policy.objects.defer(*LISTS).filter(pk=pk)
