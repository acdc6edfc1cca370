"""Every page and state that a visitor can meet: where it is, and how it comes about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.site import Site

from . import failing, reading, writing
from .places import FULL, Demo, most_discussed
from .staff import STAFF, sign_in

__all__ = ["STAFF", "Demo", "Stop", "most_discussed", "prepare", "public", "sign_in"]


@dataclass(frozen=True)
class Stop:
    """One page: ``go`` takes a browser's page there; ``status`` is what the server answers."""

    name: str
    go: Callable
    status: int = 200
    needs_script: bool = False


def prepare(site: Site) -> None:
    """Add the states that the demo may lack; a second time adds nothing."""
    site.manage("shell", "--no-imports", "-c", "from tests.specimens import make; make()")


def public(demo: Demo) -> Iterator[Stop]:
    """Give every stop of somebody who is not signed in, in an order that one visitor can go."""
    for part in PARTS:
        yield from part(demo)


def _at(name: str, path: str, status: int = 200) -> Stop:
    return Stop(name, lambda page: page.goto(path), status)


def _an_article(demo: Demo) -> Iterator[Stop]:
    """The article, and the discussion in its forms."""
    yield _at("home", "/")
    yield _at("home-page-2", "/?page=2")
    yield _at("article", demo.article)
    yield _at("article-right-to-left", "/articles/in-persian/")
    yield _at("article-in-order", f"{demo.article}?order=hottest")
    yield _at("one-thread", demo.thread)
    yield _at("permalink", demo.comment)
    yield _at("states", FULL)
    yield _at("more-replies", demo.more_replies)
    yield _at("without-comments", "/articles/without-comments/")
    yield _at("closed", "/articles/closed/")
    yield _at("closed-and-empty", "/articles/closed-and-empty/")
    yield _at("reply-page", f"{FULL}reply/")


def _letters(demo: Demo) -> Iterator[Stop]:
    """Following, and what links in letters open."""
    yield _at("follow", f"{FULL}follow/")
    yield _at("follow-asked", f"{FULL}follow/?asked=1")
    yield _at("follow-articles", "/follow/")
    yield _at("own-page-by-mail", "/me/")
    yield _at("confirm-letters", demo.confirm_letters)
    yield _at("confirm-follow", demo.confirm_follow)
    yield _at("is-it-mine", demo.my_comment)
    yield _at("stop-following", demo.stop_following)
    yield _at("link-expired", "/me/stop/none/", status=404)


def _what_one_writes(demo: Demo) -> Iterator[Stop]:
    """Forms: answers, reports, edits, reactions."""
    yield _at("reply-page-to-a-comment", demo.reply)
    yield _at("report-page", demo.report)
    yield Stop("report-in-place", reading.open_report, needs_script=True)
    yield Stop("reply-in-place", reading.open_form, needs_script=True)
    yield Stop("reply-with-errors", writing.send_badly, status=422)
    yield Stop("held", writing.post_held)
    yield Stop("own-page", writing.own_page)
    yield _at("own-page-by-a-link", demo.own_page)
    yield _at("own-page-erase", f"{demo.own_page}erase/")
    yield Stop("own-page-erase-unsure", writing.erase_unsure, status=422)
    yield Stop("too-fast", writing.post_too_fast, status=429)
    yield Stop("edit", writing.edit)
    yield Stop("edit-in-place", writing.edit_in_place, needs_script=True)
    yield Stop("withdraw", writing.withdraw)
    yield Stop("preview", writing.preview)
    yield Stop("preview-in-place", writing.preview_in_place, needs_script=True)
    yield Stop("reaction", reading.react)
    yield Stop("reaction-in-place", reading.react_in_place, needs_script=True)


def _people_and_news(demo: Demo) -> Iterator[Stop]:
    """Who commented, what is folded away, and what is new."""
    yield _at("all-at-once", f"{FULL}?show=all")
    yield _at("commenters", f"{FULL}commenters/")
    yield _at("commenter", demo.commenter)
    yield _at("without-commenters", "/articles/without-comments/commenters/")
    yield Stop("folded-and-hidden", reading.fold_and_hide, needs_script=True)
    yield Stop("hidden-people", reading.list_hidden_people, needs_script=True)
    yield Stop("new-comments", reading.offer_news, needs_script=True)


def _lists(demo: Demo) -> Iterator[Stop]:
    """Lists, pages and authors."""
    yield _at("author-list", "/authors/")
    yield _at("author", demo.author)
    yield _at("author-without-articles", "/authors/nobody-read-yet/")
    yield _at("category", demo.category)
    yield _at("category-below-another", "/categories/a-corner/")
    yield _at("category-empty", "/categories/nothing-yet/")
    yield _at("tag", demo.tag)
    yield _at("archive", "/archive/")
    yield _at("archive-month", demo.month)
    yield _at("plain-page", demo.plain_page)
    yield _at("privacy", "/pages/privacy/")


def _moderating_by_letter(demo: Demo) -> Iterator[Stop]:
    """What moderators open without signing in."""
    yield _at("decide-by-letter", demo.decide_link)
    yield _at("decide-wording-by-letter", demo.decide_wording_link)
    yield _at("letter-link-opens-nothing", "/moderate/x/", status=404)
    yield _at("stop-letters", demo.stop_link)


def _series_and_search(_demo: Demo) -> Iterator[Stop]:
    """Series, and the search in its states."""
    yield _at("series", "/series/before-the-voice/")
    yield _at("article-in-a-series", "/articles/the-star-that-stays/")
    yield _at("search", "/search/?q=light")
    yield _at("search-one-kind", "/search/?q=the&in=comments&page=2")
    yield _at("search-nothing", "/search/?q=zebra&author=maren-oduya")
    yield _at("search-empty", "/search/")


def _passwords(demo: Demo) -> Iterator[Stop]:
    """A forgotten password."""
    yield _at("password-reset", "/account/password/reset/")
    yield Stop("password-reset-with-errors", failing.ask_for_a_letter_to_nowhere)
    yield _at("password-set", demo.password_link)
    yield _at("password-reset-done", "/account/password/reset/done/")
    yield _at("password-reset-complete", "/account/password/reset/complete/")
    yield _at("password-reset-used-up", "/account/password/reset/x/y/")


def _failures(_demo: Demo) -> Iterator[Stop]:
    """What is refused or broken."""
    yield _at("reply-closed", "/articles/closed/reply/", status=403)
    yield _at("not-found", "/nothing/here/", status=404)
    yield Stop("reply-unproven", failing.post_without_token, status=403)
    yield Stop("reaction-unproven", failing.react_without_token, status=403)
    yield Stop("forbidden", failing.ask_without_token, status=403)
    yield Stop("not-allowed", failing.post_to_a_page, status=405)
    yield Stop("too-many", failing.miss_the_password, status=429)
    yield Stop("too-large", failing.send_too_much, status=413)
    yield Stop("garbled", failing.send_garbled, status=400)
    yield Stop("broken", failing.meet_a_failure, status=500)


PARTS = (
    _an_article,
    _letters,
    _what_one_writes,
    _people_and_news,
    _lists,
    _moderating_by_letter,
    _series_and_search,
    _passwords,
    _failures,
)
