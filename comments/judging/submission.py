"""
What rules judge: the facts of one comment (Submission) by what the site's owner chose (Terms). Pure.

The two are kept apart, so that kept facts can be judged again by other terms (comments/judging/dry_run.py).
"""

import re
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from html import unescape
from urllib.parse import urlsplit

from .words import WordList

# Said of the comment itself, and so of its writer: kept on the comment alone, where it is erased.
NOT_KEPT = ("text", "hosts")
_HREF = re.compile(r'<a [^>]*href="(https?://[^"]+)"', re.IGNORECASE)


class Verdict(StrEnum):
    PUBLISH = "publish"
    HOLD = "hold"
    SPAM = "spam"
    REFUSE = "refuse"  # nothing is stored; the writer gets the text back with the reason


class Answer(StrEnum):
    """What the spam service said; NONE where it was not asked."""

    NONE = ""
    HAM = "ham"
    SPAM = "spam"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """
    All that rules may know of a comment before it is stored. Ages are whole days.

    ``text``: its name and its words. ``hosts``: of its links, one each. ``seconds_since_last``: since
    this person's latest comment anywhere, None where there is none in FLOOD_WINDOW. ``recent_by_…``:
    comments in FLOOD_WINDOW, this one not counted. ``seconds_writing``: from the moment the form was
    fetched, None where the comment came without a form. ``…_lately``: in LATELY, by moderators.
    """

    text: str = ""
    hosts: tuple[str, ...] = ()
    is_banned: bool = False
    is_moderator: bool = False
    is_articles_author: bool = False
    is_discussion_closed: bool = False
    is_thread_closed: bool = False
    is_discussion_held: bool = False
    holds_links: bool = False
    is_commenter_held: bool = False
    is_duplicate: bool = False
    is_name_taken: bool = False
    is_trap_filled: bool = False
    seconds_writing: int | None = None
    article_age: int = 0
    discussion_closes_after: int | None = None
    approved_before: int = 0
    decided_lately: int = 0
    rejected_lately: int = 0
    seconds_since_last: int | None = None
    recent_by_commenter: int = 0
    recent_by_network: int = 0
    spam_service: Answer = Answer.NONE

    def facts(self) -> dict:
        """Return what was known, in a shape that can be stored: nothing of it says who or what."""
        return {name: value for name, value in asdict(self).items() if name not in NOT_KEPT}

    @classmethod
    def of_facts(cls, facts: dict, *, text: str, html: str) -> "Submission":
        """Return the submission that was stored; facts from before a rule was made may lack some."""
        known = {each.name for each in fields(cls)}.difference(NOT_KEPT)
        kept = {name: value for name, value in facts.items() if name in known}
        return cls(**kept, text=text, hosts=hosts_in(html))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The owner's numbers and lists. None: that rule is off."""

    first_comments_held: int = 1
    closes_after: int | None = None
    links_held_from: int | None = 2
    rejections_percent: int | None = 30
    blocked_words: WordList = field(default_factory=lambda: WordList(()))
    blocked_words_verdict: Verdict = Verdict.SPAM
    held_words: WordList = field(default_factory=lambda: WordList(()))
    blocked_hosts: frozenset[str] = frozenset()


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


def hosts_in(html: str) -> tuple[str, ...]:
    """Return the host of every link to another page in sanitised HTML; two links there are two hosts."""
    addresses = dict.fromkeys(unescape(address) for address in _HREF.findall(html))
    return tuple(_host(address) for address in addresses)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # "http://[": a link that leads nowhere is one nevertheless
        return ""
