"""
What becomes of a new comment: rules over a Submission. Pure: no database, no clock, no request.

The first rule with an opinion decides; none with one, and the comment appears. A new rule is one
function, one name in RULES, one row in tests/comments/test_rules.py.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MIN_PAUSE = 15  # seconds between two comments of one person: nobody reads and answers faster
FLOOD_WINDOW = 600  # seconds that the two bounds below look at
MAX_BY_COMMENTER = 10  # comments a person in that window: a heated evening has less
MAX_BY_NETWORK = 30  # a network; more are held, not refused: a classroom shares one


class Verdict(StrEnum):
    PUBLISH = "publish"
    HOLD = "hold"
    SPAM = "spam"
    REFUSE = "refuse"  # nothing is stored; the writer gets the text back with the reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """
    All that rules may know of a comment before it is stored. Ages are whole days.

    ``seconds_since_last``: since this person's latest comment anywhere, None where there is none in
    FLOOD_WINDOW. ``recent_by_…``: comments in FLOOD_WINDOW, this one not counted.
    """

    is_moderator: bool = False
    is_articles_author: bool = False
    is_discussion_closed: bool = False
    is_thread_closed: bool = False
    is_discussion_held: bool = False
    is_commenter_held: bool = False
    is_duplicate: bool = False
    is_name_taken: bool = False
    article_age: int = 0
    closes_after: int | None = None
    approved_before: int = 0
    first_comments_held: int = 1
    seconds_since_last: int | None = None
    recent_by_commenter: int = 0
    recent_by_network: int = 0

    def facts(self) -> dict:
        """Return what was known, in a shape that can be stored and judged again later."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a rule wants, what in the submission made it want that, and seconds to wait where that helps."""

    verdict: Verdict
    match: str = ""
    wait: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """The opinion that prevailed, and whose it was ("" where no rule had one)."""

    verdict: Verdict
    rule: str = ""
    match: str = ""
    wait: int = 0


Rule = Callable[[Submission], Opinion | None]


def closed(submission: Submission) -> Opinion | None:
    if submission.is_discussion_closed or submission.is_thread_closed:
        return Opinion(Verdict.REFUSE)
    if submission.closes_after is not None and submission.article_age >= submission.closes_after:
        return Opinion(Verdict.REFUSE, f"{submission.article_age} days")
    return None


def duplicate(submission: Submission) -> Opinion | None:
    return Opinion(Verdict.REFUSE) if submission.is_duplicate else None


def at_home(submission: Submission) -> Opinion | None:
    """Moderators, and authors under their own articles, need nobody's approval."""
    if submission.is_moderator or submission.is_articles_author:
        return Opinion(Verdict.PUBLISH)
    return None


def impersonating(submission: Submission) -> Opinion | None:
    return Opinion(Verdict.REFUSE) if submission.is_name_taken else None


def too_soon(submission: Submission) -> Opinion | None:
    since = submission.seconds_since_last
    if since is None or since >= MIN_PAUSE:
        return None
    return Opinion(Verdict.REFUSE, f"{since} s", wait=MIN_PAUSE - since)


def too_many(submission: Submission) -> Opinion | None:
    if submission.recent_by_commenter < MAX_BY_COMMENTER:
        return None
    return Opinion(Verdict.REFUSE, f"{submission.recent_by_commenter} comments", wait=FLOOD_WINDOW)


def busy_network(submission: Submission) -> Opinion | None:
    if submission.recent_by_network < MAX_BY_NETWORK:
        return None
    return Opinion(Verdict.HOLD, f"{submission.recent_by_network} comments")


def discussion_held(submission: Submission) -> Opinion | None:
    return Opinion(Verdict.HOLD) if submission.is_discussion_held else None


def commenter_held(submission: Submission) -> Opinion | None:
    return Opinion(Verdict.HOLD) if submission.is_commenter_held else None


def first_comments(submission: Submission) -> Opinion | None:
    if submission.approved_before >= submission.first_comments_held:
        return None
    return Opinion(
        Verdict.HOLD, f"{submission.approved_before} of {submission.first_comments_held} approved"
    )


RULES: tuple[Rule, ...] = (
    closed,
    duplicate,
    at_home,
    impersonating,
    too_soon,
    too_many,
    busy_network,
    discussion_held,
    commenter_held,
    first_comments,
)

# What the writer of a refused comment is told.
REFUSALS: dict[str, str | Promise] = {
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
}


def judge(submission: Submission, rules: tuple[Rule, ...] = RULES) -> Judgement:
    """Return the opinion of the first rule that has one; to publish where none has."""
    for rule in rules:
        if opinion := rule(submission):
            return Judgement(opinion.verdict, rule.__name__, opinion.match, opinion.wait)
    return Judgement(Verdict.PUBLISH)
