"""
What becomes of a new comment: rules over a Submission by the owner's Terms. Pure: no database, no clock.

The first rule with an opinion decides; none with one, and the comment appears. A new rule is one
function, one name in RULES, one row in tests/comments/judging/test_rules.py.
"""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .submission import Answer, Judgement, Opinion, Submission, Terms, Verdict

MIN_PAUSE = 15  # seconds between two comments of one person: nobody reads and answers faster
FLOOD_WINDOW = 600  # seconds that the two bounds below look at
MAX_BY_COMMENTER = 10  # comments a person in that window: a heated evening has less
MAX_BY_NETWORK = 30  # a network; more are held, not refused: a classroom shares one
MIN_WRITING = 3  # seconds from the form to the comment: a robot's pace, not a hand's
LATELY = 30  # days of a person's past that count
FEW_DECISIONS = 3  # in that time, fewer say nothing about a person

Rule = Callable[[Submission, Terms], Opinion | None]


def banned(submission: Submission, terms: Terms) -> Opinion | None:
    """A ban of a network or of addresses may not lock out those who moderate."""
    if submission.is_banned and not submission.is_moderator:
        return Opinion(Verdict.REFUSE)
    return None


def closed(submission: Submission, terms: Terms) -> Opinion | None:
    if submission.is_discussion_closed or submission.is_thread_closed:
        return Opinion(Verdict.REFUSE)
    ages = (terms.closes_after, submission.discussion_closes_after)
    if any(age is not None and submission.article_age >= age for age in ages):
        return Opinion(Verdict.REFUSE, gettext("%d days") % submission.article_age)
    return None


def duplicate(submission: Submission, terms: Terms) -> Opinion | None:
    return Opinion(Verdict.REFUSE) if submission.is_duplicate else None


def at_home(submission: Submission, terms: Terms) -> Opinion | None:
    """Moderators, and authors under their own articles, need nobody's approval."""
    if submission.is_moderator or submission.is_articles_author:
        return Opinion(Verdict.PUBLISH)
    return None


def impersonating(submission: Submission, terms: Terms) -> Opinion | None:
    return Opinion(Verdict.REFUSE) if submission.is_name_taken else None


def too_soon(submission: Submission, terms: Terms) -> Opinion | None:
    since = submission.seconds_since_last
    if since is None or since >= MIN_PAUSE:
        return None
    return Opinion(Verdict.REFUSE, f"{since} s", wait=MIN_PAUSE - since)


def too_many(submission: Submission, terms: Terms) -> Opinion | None:
    if submission.recent_by_commenter < MAX_BY_COMMENTER:
        return None
    return Opinion(
        Verdict.REFUSE, gettext("%d comments") % submission.recent_by_commenter, wait=FLOOD_WINDOW
    )


def blocked_words(submission: Submission, terms: Terms) -> Opinion | None:
    found = terms.blocked_words.find(submission.text)
    return Opinion(terms.blocked_words_verdict, found) if found else None


def spam_service(submission: Submission, terms: Terms) -> Opinion | None:
    """A service that does not answer loses nothing and lets nothing through: a moderator looks."""
    if submission.spam_service == Answer.SPAM:
        return Opinion(Verdict.SPAM)
    if submission.spam_service == Answer.FAULT:
        return Opinion(Verdict.HOLD, gettext("no answer"))
    return None


def trap(submission: Submission, terms: Terms) -> Opinion | None:
    """A field that people do not see was filled in."""
    return Opinion(Verdict.HOLD) if submission.is_trap_filled else None


def too_fast(submission: Submission, terms: Terms) -> Opinion | None:
    """Not for those who were approved: they paste a draft, and their cookie says who they are."""
    seconds = submission.seconds_writing
    if seconds is None or seconds >= MIN_WRITING or submission.approved_before:
        return None
    return Opinion(Verdict.HOLD, f"{seconds} s")


def held_words(submission: Submission, terms: Terms) -> Opinion | None:
    found = terms.held_words.find(submission.text)
    return Opinion(Verdict.HOLD, found) if found else None


def blocked_hosts(submission: Submission, terms: Terms) -> Opinion | None:
    """A listed host stands for those below it: ``spam.test`` for ``www.spam.test``."""
    for host in submission.hosts:
        labels = host.split(".")
        for place in range(len(labels)):
            if (ending := ".".join(labels[place:])) in terms.blocked_hosts:
                return Opinion(Verdict.HOLD, ending)
    return None


def links(submission: Submission, terms: Terms) -> Opinion | None:
    count = len(submission.hosts)
    bounds = [terms.links_held_from, 1 if submission.holds_links else None]
    bound = min((bound for bound in bounds if bound is not None), default=None)
    if bound is None or count < bound:
        return None
    return Opinion(Verdict.HOLD, gettext("%(part)d of %(whole)d") % {"part": count, "whole": bound})


def busy_network(submission: Submission, terms: Terms) -> Opinion | None:
    if submission.recent_by_network < MAX_BY_NETWORK:
        return None
    return Opinion(Verdict.HOLD, gettext("%d comments") % submission.recent_by_network)


def discussion_held(submission: Submission, terms: Terms) -> Opinion | None:
    return Opinion(Verdict.HOLD) if submission.is_discussion_held else None


def commenter_held(submission: Submission, terms: Terms) -> Opinion | None:
    return Opinion(Verdict.HOLD) if submission.is_commenter_held else None


def often_rejected(submission: Submission, terms: Terms) -> Opinion | None:
    decided, rejected = submission.decided_lately, submission.rejected_lately
    if terms.rejections_percent is None or decided < FEW_DECISIONS:
        return None
    if rejected * 100 < decided * terms.rejections_percent:
        return None
    figures = {"part": rejected, "whole": decided}
    return Opinion(Verdict.HOLD, gettext("%(part)d of %(whole)d rejected") % figures)


def first_comments(submission: Submission, terms: Terms) -> Opinion | None:
    if submission.approved_before >= terms.first_comments_held:
        return None
    figures = {"part": submission.approved_before, "whole": terms.first_comments_held}
    return Opinion(Verdict.HOLD, gettext("%(part)d of %(whole)d approved") % figures)


RULES: tuple[Rule, ...] = (
    banned,
    closed,
    duplicate,
    at_home,
    impersonating,
    too_soon,
    too_many,
    blocked_words,
    spam_service,
    trap,
    too_fast,
    held_words,
    blocked_hosts,
    links,
    busy_network,
    discussion_held,
    commenter_held,
    often_rejected,
    first_comments,
)
# A comment that readers reported is held by this name; it is no rule of posting (reporting.py).
REPORTED = "reported"

# What the writer of a refused comment is told.
REFUSALS: dict[str, str | Promise] = {
    "banned": _(
        "You cannot take part here at present. Your text is below, so that you can keep it."
    ),
    "closed": _("This discussion is closed. Your text is below, so that you can keep it."),
    "duplicate": _("You have said exactly this here already."),
    "impersonating": _(
        "This name looks like that of somebody who writes or moderates here. Please take another one, "
        "or add to it."
    ),
    "too_soon": _("That was quick. Please wait a few seconds and post your text again."),
    "too_many": _(
        "You have posted a lot in a short time. Your text is below; please post it in some minutes."
    ),
    "blocked_words": _(
        "This cannot be posted as it is. Your text is below; please say it in another way."
    ),
}
# What moderators read of each rule.
LABELS: dict[str, str | Promise] = {
    "banned": _("Banned"),
    "closed": _("Closed"),
    "duplicate": _("Said before"),
    "at_home": _("Moderator or author"),
    "impersonating": _("The name of somebody here"),
    "too_soon": _("Too soon after the last"),
    "too_many": _("Too many in a short time"),
    "blocked_words": _("A blocked word"),
    "spam_service": _("Akismet"),
    "trap": _("Caught in the trap for robots"),
    "too_fast": _("Written too fast for a person"),
    "held_words": _("A word that is reviewed"),
    "blocked_hosts": _("A link to a blocked host"),
    "links": _("Links"),
    "busy_network": _("Many comments from one network"),
    "discussion_held": _("Every comment in this discussion is reviewed"),
    "commenter_held": _("Every comment of this person is reviewed"),
    "often_rejected": _("Often rejected lately"),
    "first_comments": _("First comments of a person are reviewed"),
    REPORTED: _("Reported by readers"),
}


def label_of(rule: str) -> str:
    """Return what moderators call a rule; its bare name where it is one no more, "" for none."""
    return str(LABELS.get(rule, rule.replace("_", " ")))


def judge(
    submission: Submission, terms: Terms | None = None, rules: tuple[Rule, ...] = RULES
) -> Judgement:
    """
    Return the opinion of the first rule that has one; to publish where none has.

    ``terms``: the defaults where None.
    """
    terms = terms or Terms()
    for rule in rules:
        if opinion := rule(submission, terms):
            return Judgement(opinion.verdict, rule.__name__, opinion.match, opinion.wait)
    return Judgement(Verdict.PUBLISH)
