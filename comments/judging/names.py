"""
Which names look alike. Pure: no database, no request.

A guest may take any name but one that readers would take for that of somebody who writes or moderates here.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters that look like Latin ones and do not become them by NFKC or without their marks: what
# Unicode's confusables.txt (UTS #39) has of Latin, Greek, Cyrillic, Armenian, Coptic, Cherokee and
# Lisu, letters with a stroke, and the digits and signs that people put for letters. i, l, 1 and |
# are one shape.
_ALIKE = {
    "a": "ɑαа4@ΑАᎪꓮ",
    "b": "ƄьЬᏏ8ΒВᏴꓐꞴ",
    "c": "ᴄϲⲥсꮯϹⲤСᏟꓚ",
    "d": "ԁᏧꓒᎠꓓđ",
    "e": "ꬲеҽ3ΕЕᎬꓰ",
    "f": "ꬵꞙẝքϜꓝꞘ",
    "g": "ɡᶃƍց9ԌᏀᏳꓖ",
    "h": "һհᏂΗⲎНᎻꓧħ",
    "i": "ıɪɩιіꙇӏꭵᎥ1|l!ƖǀΙⲒІӀꓲł",
    "j": "ϳјʝͿЈᎫꓙ",
    "k": "κкΚⲔКᏦꓗ",
    "m": "мΜϺⲘМᎷꓟ",
    "n": "ոռηпΝⲚꓠ",
    "o": "ᴏᴑꬽοσⲟоօ0ΟⲞОՕꓳøө",
    "p": "ρϱⲣрΡⲢРᏢꓑ",
    "q": "ԛգզ",
    "r": "ꭇꭈᴦⲅгꮁƦᎡᏒꓣ",
    "s": "ꜱƽѕꮪ5$ЅՏᏕꓢ",
    "t": "тτ7ΤⲦТᎢꓔŧ",
    "u": "ꞟᴜꭎꭒʋυսՍꓴ",
    "v": "ᴠνѵꮩѴᏙꓦ",
    "w": "ɯᴡѡԝաꮃԜᎳᏔꓪ",
    "x": "хχΧⲬХꓫ",
    "y": "ɣᶌʏỿꭚγуүΥϒⲨУҮᎩᎽꓬ",
    "z": "ᴢꮓ2ΖᏃꓜ",
}
_LETTERS = str.maketrans({alike: letter for letter, those in _ALIKE.items() for alike in those})
_EDGES = "!| "  # at the ends they stand for no letter
_PAIRS = (("rn", "m"), ("vv", "w"))  # two letters that look like one
# What readers would take for a role on the site, whoever has it. Further words come with the language.
ROLES = (
    "admin", "administrator", "author", "editor", "editorial", "mod", "moderation", "moderator",
    "official", "owner", "root", "staff", "support", "system", "team", "the", "webmaster",
)  # fmt: skip
_WORDS = re.compile(r"[\W_]+")
MAX_LENGTH = 200  # characters of a name that are looked at


@lru_cache(maxsize=2_000)  # the names of a site's people come again with every post
def likeness(name: str) -> str:
    """Return what is left of ``name`` when all that looks alike is one; equal ones cannot be told apart."""
    text = unicodedata.normalize("NFKC", name[:MAX_LENGTH]).strip(_EDGES)
    text = text.translate(_LETTERS).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_LETTERS)
    text = "".join(char for char in text if char.isalnum())
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    return text


def is_taken(name: str, *, by: Iterable[str], roles: Iterable[str] = ()) -> bool:
    """
    Say whether readers could take ``name`` for one of ``by``, or for a role: "Аdmin", "Ines (Author)".

    ``roles``: words for roles in the site's language, beside the English ones.
    """
    titles = {likeness(role) for role in (*ROLES, *roles)}
    words = [word for word in map(likeness, _words(name)) if word]
    person = "".join(word for word in words if word not in titles)
    taken = {likeness(each) for each in by} - {""}
    whole = likeness(name)
    is_only_a_role = whole in titles or (bool(words) and not person)
    return is_only_a_role or whole in taken or person in taken


def _words(name: str) -> list[str]:
    """Return the words of ``name``; what stands in for a letter inside a word does not part it."""
    visible = "".join(char for char in name[:MAX_LENGTH] if unicodedata.category(char) != "Cf")
    stand_ins = visible.translate(str.maketrans("@$", "as"))
    return _WORDS.split(unicodedata.normalize("NFKC", stand_ins))
