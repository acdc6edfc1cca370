"""What an editor looks for before readers see a text. Pure; each finding is a sentence for its author."""

import re
from itertools import pairwise
from urllib.parse import unquote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content import markup
from content.embeds import is_allowed

# Characters that search engines show before they cut; static/js/found.js cuts its preview there.
LONG_TITLE = 70
LONG_SUMMARY = 160
_ARTICLE = re.compile(r"/articles/([-\w]{1,200})/")


def lacking(*, title: str, slug: str, html: str, has_author: bool) -> list[str]:
    """Return what no article is published without."""
    sentences = {
        _("It has no title yet."): not title.strip(),
        _("It has no address yet."): not slug,
        _("It has no text yet."): not (markup.plain_text(html) or "<img" in html),
        _("It has no author yet."): not has_author,
    }
    return [sentence for sentence, is_so in sentences.items() if is_so]


def linked_articles(source: str, *, home: str = "") -> set[str]:
    """
    Return the slugs of the articles that a text links to.

    ``home`` is what this site's addresses begin with ("https://blog.example"): so a browser copies them.
    """
    return {
        match[1]
        for address in markup.survey(source).addresses
        if (match := _ARTICLE.match(unquote(address.removeprefix(home))))
    }


def findings(
    *,
    title: str,
    summary: str,
    source: str,
    hidden: set[str],
    hosts: frozenset[str] = frozenset(),
    home: str = "",
    taken_from: str = "",
    gone_pictures: int = 0,
) -> list[str]:
    """
    Return what is worth a second look; a warning each, and nothing is held up by it.

    ``hidden`` are the slugs, of those linked, that readers cannot open; ``hosts`` those that the
    owner allows to be embedded, besides the usual; ``home`` as above. ``taken_from`` is the slug of
    another article, to which the address led so far; "" where it led to none. ``gone_pictures``: how
    many of its pictures the library has no longer.
    """
    found = markup.survey(source)
    return [
        *_about_bounds(source),
        *_about_pictures(found),
        *_about_gone_pictures(gone_pictures),
        *_about_headings(found.heading_levels),
        *_about_links(found.empty_links, sorted(linked_articles(source, home=home) & hidden)),
        *_about_addresses(found.addresses),
        *_about_embeds(found.embeds, hosts),
        *_about_head(title, summary),
        *_about_address(taken_from),
    ]


def _about_bounds(source: str) -> list[str]:
    """Say what would keep the text from being published: it is kept all the same."""
    try:
        markup.check_article(source)
    except markup.OutOfBounds as error:
        return [str(error)]
    return []


def _about_pictures(found) -> list[str]:
    sentences = []
    if found.undescribed:
        sentences.append(
            ngettext(
                "%d picture has no description for those who cannot see it.",
                "%d pictures have no description for those who cannot see them.",
                found.undescribed,
            )
            % found.undescribed
        )
    if found.gaps:
        sentences.append(
            ngettext(
                "%d picture did not come along when the text was pasted; its place is marked ⟦…⟧.",
                "%d pictures did not come along when the text was pasted; their places are marked ⟦…⟧.",
                found.gaps,
            )
            % found.gaps
        )
    return sentences


def _about_gone_pictures(gone: int) -> list[str]:
    sentence = ngettext(
        "%d picture is no longer in the library: readers see a gap.",
        "%d pictures are no longer in the library: readers see gaps.",
        gone,
    )
    return [sentence % gone] if gone else []


def _about_headings(levels: list[int]) -> list[str]:
    sentences = []
    if levels and levels[0] > 2:
        sentences.append(_("The first heading is of level %d; begin with level 2.") % levels[0])
    for before, level in pairwise(levels):
        if level > before + 1:
            sentences.append(
                _("A heading of level %(level)d follows one of level %(before)d.")
                % {"level": level, "before": before}
            )
    return list(dict.fromkeys(sentences))


def _about_links(empty: int, hidden: list[str]) -> list[str]:
    sentences = [
        _("A link leads to “%s”, which readers cannot open yet.") % slug for slug in hidden
    ]
    if empty:
        sentences.append(
            ngettext("%d link has no words.", "%d links have no words.", empty) % empty
        )
    return sentences


def _about_addresses(addresses: list[str]) -> list[str]:
    dead = [address for address in addresses if address and not markup.leads_somewhere(address)]
    return [_("A link leads nowhere: “%s” is no address.") % each for each in dict.fromkeys(dead)]


def _about_embeds(addresses: list[str], hosts: frozenset[str]) -> list[str]:
    return [
        _("“%s” is embedded, but shows as a link only: its host is not among those allowed.")
        % address
        for address in addresses
        if not is_allowed(address, hosts)
    ]


def _about_address(taken_from: str) -> list[str]:
    sentence = _("Its address led readers to “%s” so far; links to that would end here.")
    return [sentence % taken_from] if taken_from else []


def _about_head(title: str, summary: str) -> list[str]:
    sentences = []
    if len(title) > LONG_TITLE:
        sentences.append(
            _("The title has %(length)d characters; search engines show about %(most)d.")
            % {"length": len(title), "most": LONG_TITLE}
        )
    if not summary.strip():
        sentences.append(_("It has no summary; lists and search engines show how the text begins."))
    elif len(summary) > LONG_SUMMARY:
        sentences.append(
            _("The summary has %(length)d characters; search engines show about %(most)d.")
            % {"length": len(summary), "most": LONG_SUMMARY}
        )
    return sentences
