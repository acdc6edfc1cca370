"""What the house itself keeps about people: who signs in, which letters went out, what the worker did."""

from django.utils.translation import gettext as _

from comments.models import Policy
from content.keeping import Kept, Whose


def kept() -> list[Kept]:
    policy = Policy.current()
    return [
        Kept(
            whose=Whose.ACCOUNTS,
            what=_("Who is signed in, for people with an account"),
            why=_("So that nobody has to give their password on every page."),
            days=policy.sessions_kept_days,
            forgotten_by="config.housekeeping.clear_old_sessions",
        ),
        Kept(
            whose=Whose.ACCOUNTS,
            what=_("Attempts to sign in: how often and when, and two scrambled numbers"),
            why=_("Against people who try passwords."),
            days=policy.logins_kept_days,
            forgotten_by="config.housekeeping.clear_old_logins",
        ),
        Kept(
            whose=Whose.HOUSE,
            what=_("That a letter was sent, or could not be (then three times as long)"),
            why=_("So that none is sent twice. Its words and its address are not kept."),
            days=policy.letters_kept_days,
            forgotten_by="config.housekeeping.forget_old_letters",
        ),
        Kept(
            whose=Whose.HOUSE,
            what=_("That letters to an address came back or were unwanted, the address scrambled"),
            why=_("So that none are sent there."),
            until=_("Until its owner confirms it anew, or we let letters go there again."),
        ),
        Kept(
            whose=Whose.HOUSE,
            what=_("What the site did for you in the background, such as sending a letter"),
            why=_("So that we can look into a letter that did not arrive."),
            days=policy.tasks_kept_days,
            forgotten_by="config.housekeeping.prune_task_results",
        ),
        Kept(
            whose=Whose.HOUSE,
            what=_("A line in the server's log for each page"),
            why=_("So that we notice what is broken. It holds no address and no name."),
            until=_("For as long as whoever runs the server keeps its logs."),
        ),
    ]
