"""What the conversation keeps about people, in words for readers, with the days that the policy says."""

from django.utils.translation import gettext as _

from content.keeping import Kept, Whose

from ..models import Policy
from ..people.identity import COOKIE_AGE

A_DAY = 24 * 3600  # seconds


def kept() -> list[Kept]:
    """Return the kinds in the order in which a reader meets them."""
    return [*_said(), *_forgotten(Policy.current()), *_for_moderators()]


def _said() -> list[Kept]:
    return [
        Kept(
            whose=Whose.TAKING_PART,
            what=_("Your name and your words, also as they were before you changed them"),
            why=_("They are what you came to say. Only the present words are shown."),
            until=_("Until you are erased. What you withdraw is shown to nobody from then on."),
        ),
        Kept(
            whose=Whose.TAKING_PART,
            what=_("Your e-mail address, if you gave one"),
            why=_("For what you asked to be told. It is shown to nobody."),
            until=_("Until you are erased."),
        ),
        Kept(
            whose=Whose.TAKING_PART,
            what=_("Your reactions, and which comments you reported"),
            why=_("Reactions are counted, reports are read. Nobody else sees whose they are."),
            until=_("Until you take a reaction back. Once you are erased they point to nobody."),
        ),
        Kept(
            whose=Whose.TAKING_PART,
            what=_("A cookie in your browser, once you take part, and a hint to scripts beside it"),
            why=_("You are known by it as the writer of your comments."),
            until=_("For %d days after you last took part, or until you delete it.")
            % (COOKIE_AGE // A_DAY),
        ),
    ]


def _forgotten(policy: Policy) -> list[Kept]:
    return [
        Kept(
            whose=Whose.TAKING_PART,
            what=_("Your network, as a scrambled number"),
            why=_("Against floods. It cannot be turned back into an address."),
            days=policy.networks_kept_days,
            forgotten_by="comments.privacy.housekeeping.erase_old_networks",
        ),
        Kept(
            whose=Whose.TAKING_PART,
            what=_("Comments that are spam"),
            why=_("So that a mistake can be put right."),
            days=policy.spam_kept_days,
            forgotten_by="comments.privacy.housekeeping.erase_old_spam",
        ),
        Kept(
            whose=Whose.TAKING_PART,
            what=_("What you add to a report, once it was answered"),
            why=_("So that a moderator can come back to it."),
            days=policy.reports_kept_days,
            forgotten_by="comments.privacy.housekeeping.erase_old_reports",
        ),
    ]


def _for_moderators() -> list[Kept]:
    return [
        Kept(
            whose=Whose.TAKING_PART,
            what=_("Why a comment was held, and notes of moderators"),
            why=_("So that they decide alike."),
            until=_("Until you are erased."),
        ),
        Kept(
            whose=Whose.TAKING_PART,
            what=_("Whom moderators banned: a person, an address, or a network"),
            why=_("So that a ban holds."),
            until=_("A network and an address until the ban ends, a person until they are erased."),
        ),
        Kept(
            whose=Whose.TAKING_PART,
            what=_("What was decided on which comment, by whom and when"),
            why=_(
                "So that decisions can be explained. It holds no words, names or addresses of readers."
            ),
            until=_("For as long as there is this site."),
        ),
    ]
