"""What the house itself keeps about people: who signs in, which letters went out, what the worker did."""

from django.utils.translation import gettext as _

from comments.privacy.keeping import Rows, with_days, without_days
from content.keeping import Kept, Whose


def kept() -> list[Kept]:
    return [
        *with_days(Whose.ACCOUNTS, _of_accounts()),
        *with_days(Whose.HOUSE, _of_letters()),
        *without_days(Whose.HOUSE, _without_days()),
    ]


def _of_accounts() -> Rows:
    yield (
        "sessions",
        _("Who is signed in, for people with an account"),
        _("So that nobody has to give their password on every page."),
        "config.housekeeping.clear_old_sessions",
    )
    yield (
        "logins",
        _("Attempts to sign in: how often and when, and two scrambled numbers"),
        _("Against people who try passwords."),
        "config.housekeeping.clear_old_logins",
    )


def _of_letters() -> Rows:
    yield (
        "letters",
        _("That a letter was sent, or could not be (then three times as long)"),
        _("So that none is sent twice. Its words and its address are not kept."),
        "config.housekeeping.forget_old_letters",
    )
    yield (
        "tasks",
        _("What the site did for you in the background, such as sending a letter"),
        _("So that we can look into a letter that did not arrive."),
        "config.housekeeping.prune_task_results",
    )


def _without_days() -> Rows:
    yield (
        _("That letters to an address came back or were unwanted, the address scrambled"),
        _("So that none are sent there."),
        _("Until its owner confirms it anew, or we let letters go there again."),
    )
    yield (
        _("A line in the server's log for each page"),
        _("So that we notice what is broken. It holds no address and no name."),
        _("For as long as whoever runs the server keeps its logs."),
    )
