"""What the conversation keeps about people, in words for readers, with the days that the policy says."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from content.keeping import Kept, Whose

from ..models import Policy
from ..models.batch import UNDO_DAYS
from ..people.identity import COOKIE_AGE

A_DAY = 24 * 3600  # seconds
Rows = Iterator[tuple[str, ...]]


def kept() -> list[Kept]:
    """Return the kinds in the order in which a reader meets them."""
    return [
        *without_days(Whose.TAKING_PART, _said()),
        *with_days(Whose.TAKING_PART, _forgotten()),
        *without_days(Whose.TAKING_PART, _for_moderators()),
    ]


def without_days(whose: Whose, rows: Rows) -> list[Kept]:
    """Return kinds that have no period; a row: what, why, until when."""
    return [Kept(whose=whose, what=what, why=why, until=until) for what, why, until in rows]


def with_days(whose: Whose, rows: Rows) -> list[Kept]:
    """Return kinds with a period of the policy; a row: name of it, what, why, forgotten by."""
    policy = Policy.current()
    return [
        Kept(
            whose=whose,
            what=what,
            why=why,
            days=getattr(policy, f"{kind}_kept_days"),
            forgotten_by=path,
        )
        for kind, what, why, path in rows
    ]


def _said() -> Rows:
    yield (
        _("Your name and your words, also as they were before you changed them"),
        _("They are what you came to say. Only the present words are shown."),
        _("Until you are erased. What you withdraw is shown to nobody from then on."),
    )
    yield (
        _("Your e-mail address, if you gave one"),
        _("For what you asked to be told. It is shown to nobody."),
        _("Until you are erased."),
    )
    yield (
        _("What you follow, and how often you want letters about it"),
        _("So that you get them."),
        _("Until you stop following, or are erased."),
    )
    yield (
        _("Your reactions, and which comments you reported"),
        _("Reactions are counted, reports are read. Nobody else sees whose they are."),
        _("Until you take a reaction back. Once you are erased they point to nobody."),
    )
    yield (
        _("A cookie in your browser, once you reach for a form, and a hint to scripts beside it"),
        _("You are known by it as the writer of your comments."),
        _("For %d days after you last took part, or until you delete it.") % (COOKIE_AGE // A_DAY),
    )


def _forgotten() -> Rows:
    yield (
        "networks",
        _("Your network, as a scrambled number"),
        _("Against floods. It cannot be turned back into an address."),
        "comments.privacy.housekeeping.erase_old_networks",
    )
    yield (
        "spam",
        _("Comments that are spam"),
        _("So that a mistake can be put right."),
        "comments.privacy.housekeeping.erase_old_spam",
    )
    yield (
        "reports",
        _("What you add to a report, once it was answered"),
        _("So that a moderator can come back to it."),
        "comments.privacy.housekeeping.erase_old_reports",
    )
    yield (
        "confirmations",
        _("An address that somebody typed to follow or to find their own page"),
        _("So that the link in the letter works. Confirmed, it is yours; otherwise it goes."),
        "comments.letters.confirming.forget_confirmations",
    )
    yield (
        "told",
        _("Of which comments and articles you were told by letter"),
        _("So that you are told of each of them once."),
        "comments.letters.announcing.forget_told",
    )


def _for_moderators() -> Rows:
    yield (
        _("Why a comment was held, and notes of moderators"),
        _("So that they decide alike."),
        _("Until you are erased."),
    )
    yield (
        _("Whom moderators banned: a person, an address, or a network"),
        _("So that a ban holds."),
        _("A network and an address until the ban ends, a person until they are erased."),
    )
    yield (
        _("What was yours alone, where moderators took you and another guest for one person"),
        _("So that it can be taken apart again."),
        _("For %d days.") % UNDO_DAYS,
    )
    yield (
        _("What was decided on which comment, by whom and when"),
        _("So that decisions can be explained. It holds no words, names or addresses of readers."),
        _("For as long as there is this site."),
    )
