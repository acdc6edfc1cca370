"""Which characters of a text are kept. Nothing here knows of HTML or Markdown."""

import re
import unicodedata

MAX_MARKS = 4  # combining marks a letter; pointed Hebrew needs four, "zalgo" text dozens

_NEWLINES = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Controls; lone surrogates and non-characters, which databases and XML feeds refuse; what turns the
# direction of all that follows; what cannot be seen and only serves to fool readers and filters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef"
    "\u202a-\u202e\u2066-\u2069"
    "\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffc]"
)
_FLAG_OR_TAGS = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
    "|[\U000e0000-\U000e007f]"
)
_JOINERS = re.compile("[\u200c\u200d]+")
# Arabic to Sinhala, Myanmar, Khmer, Mongolian, and Arabic's later blocks: scripts that join.
_JOINING = re.compile("[\u0600-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
_SYMBOLS = {"So", "Sk", "Mn", "Me"}  # emoji, skin tones, variation selectors
_BLANKS = re.compile("[\\s\u115f\u1160\u2800\u3164\uffa0]+")
_EDGES = "\u200c\u200d\u200e\u200f\u061c "
_UNSEEN = {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}


def clean_text(source: str) -> str:
    """
    Return the text without controls and invisible characters, in NFC, with ``\\n`` as line end.

    Joiners stay where a script or an emoji needs them. Cleaning twice is cleaning once.
    """
    text = _UNWANTED.sub("", _NEWLINES.sub("\n", source))
    if text.isascii():
        return text
    text = _FLAG_OR_TAGS.sub(lambda match: match[1] or "", text)
    return _bounded_marks(unicodedata.normalize("NFC", _JOINERS.sub(_needed_joiner, text)))


def clean_line(source: str) -> str:
    """Return clean text on one line, for names: single spaces, nothing invisible at the ends."""
    return _BLANKS.sub(" ", clean_text(source)).strip(_EDGES)


def is_visible(text: str) -> bool:
    """Say whether any character of the text can be seen."""
    return any(unicodedata.category(char) not in _UNSEEN for char in _BLANKS.sub("", text))


def _needed_joiner(match: re.Match) -> str:
    text, start, end = match.string, match.start(), match.end()
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if _JOINING.match(before):
        return match[0][0]
    joins_emoji = (
        match[0][0] == "\u200d"
        and before
        and after
        and unicodedata.category(before) in _SYMBOLS
        and unicodedata.category(after) == "So"
    )
    return "\u200d" if joins_emoji else ""


def _bounded_marks(text: str) -> str:
    kept, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if run <= MAX_MARKS:
            kept.append(char)
    return "".join(kept)
