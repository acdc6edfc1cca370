"""The words that scripts need for numbers: every form that the language in force has for them."""

import json
from functools import lru_cache

from django.utils.translation import get_language, ngettext_lazy

# {n} stands for the number. By the name under which a script asks for it.
COUNTED = {
    "replies": ngettext_lazy("{n} more reply shown", "{n} more replies shown"),
    "threads": ngettext_lazy("{n} more thread shown", "{n} more threads shown"),
    "answers": ngettext_lazy("{n} reply", "{n} replies"),
    "folded": ngettext_lazy("{n} reply hidden", "{n} replies hidden"),
    "new": ngettext_lazy("{n} new since your last visit", "{n} new since your last visit"),
    "news": ngettext_lazy("Show {n} new comment", "Show {n} new comments"),
    "room": ngettext_lazy("Room for {n} more character", "Room for {n} more characters"),
    "over": ngettext_lazy("{n} character too many", "{n} characters too many"),
    "editLeft": ngettext_lazy("{n} min left", "{n} min left"),
    "more": ngettext_lazy("Show {n} more reply", "Show {n} more replies"),
    "newsShown": ngettext_lazy("{n} new comment shown", "{n} new comments shown"),
}
# In every language each of the kinds into which it sorts whole numbers has one among these (CLDR 47).
NUMBERS = (0, 1, 2, 3, 5, 6, 7, 11, 20, 100, 1_000_000)


def counted_words() -> str:
    """
    Return as JSON, for each name, its forms with the numbers that take them: {"{n} reply": [1], …}.

    A script asks its browser (Intl.PluralRules) which of these numbers is of the same kind as its own.
    """
    return _counted_words(get_language())


@lru_cache
def _counted_words(_language: str | None) -> str:
    forms = {name: _forms(words) for name, words in COUNTED.items()}
    return json.dumps(forms, ensure_ascii=False, separators=(",", ":"))


def _forms(words) -> dict[str, list[int]]:
    forms = {}
    for number in NUMBERS:
        forms.setdefault(words % number, []).append(number)
    return forms
