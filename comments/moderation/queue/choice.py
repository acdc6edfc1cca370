"""Which comments a moderator looks at or acts on: a tab and filters, out of an address or a stored Batch."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ...models import Ban, Comment, CommentVersion, Report
from ...models.comment import Status
from ...people.moderators import moderators
from ..banning import comments_hit_by

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# Words are sought in so many comments a page, in the tab's order; the page says so and goes on from there.
SEARCHED = 20_000
MAX_PRIMARY_KEY = 2**63 - 1
UNNAMED = {"people", "ban"}  # chosen on pages of their own, never by an address


@dataclass(frozen=True, slots=True)
class Tab:
    """``columns``: the order, each served by an index; what waits comes oldest first."""

    name: str
    label: str | Promise
    columns: tuple[str, ...]
    status: str = ""


TABS = {
    tab.name: tab
    for tab in (
        Tab("pending", _("Pending"), ("posted_at", "id"), Status.PENDING),
        Tab("reported", _("Reported"), ("id",)),
        Tab("reworded", _("New wordings"), ("id",)),
        Tab("approved", _("Approved"), ("-visible_at", "-id"), Status.APPROVED),
        Tab("rejected", _("Rejected"), ("-posted_at", "-id"), Status.REJECTED),
        Tab("spam", _("Spam"), ("-posted_at", "-id"), Status.SPAM),
        Tab("all", _("All"), ("-id",)),
    )
}
FIRST_TAB = "pending"


class ChoiceForm(forms.Form):
    """What stands in the address; what makes no sense there is left out."""

    tab = forms.ChoiceField(choices=[(name, name) for name in TABS], required=False)
    article = forms.IntegerField(min_value=1, max_value=MAX_PRIMARY_KEY, required=False)
    person = forms.IntegerField(min_value=1, max_value=MAX_PRIMARY_KEY, required=False)
    rule = forms.SlugField(max_length=40, required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    q = forms.CharField(max_length=100, required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    A tab with filters. ``article`` is the discussion's key, ``person`` and ``people`` commenters' keys.

    ``ban``: what those said whom it hits.
    ``since`` and ``until`` are days (ISO 8601) of posting in the site's time, both included.
    """

    tab: str = FIRST_TAB
    article: int | None = None
    person: int | None = None
    rule: str = ""
    since: str = ""
    until: str = ""
    q: str = ""
    people: tuple[int, ...] = ()
    ban: int | None = None

    @classmethod
    def of(cls, params: Mapping) -> "Choice":
        form = ChoiceForm(params)
        form.is_valid()
        found = {name: value for name, value in form.cleaned_data.items() if value}
        days = {name: found[name].isoformat() for name in ("since", "until") if name in found}
        return cls(**found | days)

    @classmethod
    def stored(cls, row: dict) -> "Choice":
        return cls(**row | {"people": tuple(row.get("people", ()))})

    def as_row(self) -> dict:
        """Return it in a shape that JSON holds, without what is not chosen."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def params(self) -> dict:
        """What names it in an address."""
        return {name: value for name, value in self.as_row().items() if name not in UNNAMED}

    @property
    def filters(self) -> dict:
        return {name: value for name, value in self.params.items() if name != "tab"}

    @property
    def order(self) -> Tab:
        return TABS[self.tab]

    def comments(self, user):
        """Return what is chosen of what ``user`` may decide on, without an order."""
        return self._sought(self._unsought(user))

    def page(self, user, *, after: str = ""):
        """
        Return the chosen in order, from the cursor on; of a search, within SEARCHED comments.

        Sought texts are read from disk, so they alone are bounded; all else an index answers.
        """
        rows = _following(self._unsought(user), self.order.columns, after)
        rows = rows.order_by(*self.order.columns)
        if self.q:
            window = rows.values("pk")[:SEARCHED]
            rows = self._sought(Comment.objects.filter(pk__in=window))
        return rows.order_by(*self.order.columns)

    def search_goes_on_after(self, user, *, after: str = "") -> str:
        """Return the cursor behind the window of a search, "" where nothing lies behind it."""
        rows = _following(self._unsought(user), self.order.columns, after)
        last = rows.order_by(*self.order.columns)[SEARCHED - 1 : SEARCHED].first()
        return cursor(last, self.order.columns) if last else ""

    def _unsought(self, user):
        rows = Comment.objects.moderated_by(user).filter(self._places())
        if self.tab == "reported":
            rows = rows.filter(pk__in=Report.objects.open().values("comment"))
        if self.tab == "reworded":
            rows = rows.filter(pk__in=_reworded())
        if self.people:
            rows = _without_moderators(rows.filter(commenter__in=self.people))
        if self.ban:
            hit = comments_hit_by(Ban.objects.get(pk=self.ban))
            rows = _without_moderators(rows.filter(pk__in=hit.values("pk")))
        return rows

    def _places(self) -> Q:
        status = Q(status=self.order.status) if self.order.status else Q()
        place = {"discussion": self.article, "commenter": self.person, "held_by": self.rule}
        place |= {
            "posted_at__gte": _midnight(self.since),
            "posted_at__lt": _midnight(self.until, 1),
        }
        return status & Q(**{name: value for name, value in place.items() if value})

    def _sought(self, rows):
        return (
            rows.filter(Q(source__icontains=self.q) | Q(name__icontains=self.q)) if self.q else rows
        )


def _reworded() -> list[int]:
    """
    Return the comments with a wording that waits.

    In two steps, from the few wordings that are pending: in one, a database begins with all comments.
    """
    pending = CommentVersion.objects.filter(status=Status.PENDING).values_list("pk", flat=True)
    waiting = CommentVersion.objects.waiting().filter(pk__in=list(pending[:SEARCHED]))
    return list(waiting.values_list("comment", flat=True))


def _without_moderators(rows):
    """What is done to all that people said never reaches those who moderate themselves."""
    return rows.exclude(commenter__user__in=moderators().filter(pk__isnull=False).values("pk"))


def cursor(comment: Comment, columns: tuple[str, ...]) -> str:
    """Return what names the place behind this comment, whatever becomes of it."""
    moment = getattr(comment, columns[0].lstrip("-"))
    return (
        f"{(moment - EPOCH) // MICROSECOND}-{comment.pk}" if len(columns) > 1 else f"0-{comment.pk}"
    )


def _following(rows, columns: tuple[str, ...], after: str):
    """Return what comes behind the cursor; everything where it is none."""
    moment, _, pk = after.partition("-")
    if not (moment.isdecimal() and pk.isdecimal() and len(moment) < 18 and len(pk) < 19):
        return rows
    way = "lt" if columns[0].startswith("-") else "gt"
    behind = Q(**{f"pk__{way}": int(pk)})
    if len(columns) == 1:
        return rows.filter(behind)
    first, moment = columns[0].lstrip("-"), EPOCH + int(moment) * MICROSECOND
    # The bound alone is what an index can use; the rest sorts out those of the same moment.
    bound = Q(**{f"{first}__{way}e": moment})
    return rows.filter(bound & (Q(**{f"{first}__{way}": moment}) | behind))


def _midnight(day: str, days_later: int = 0) -> datetime | None:
    if not day:
        return None
    date = datetime.fromisoformat(day).date() + timedelta(days=days_later)
    return timezone.make_aware(datetime.combine(date, time()))
