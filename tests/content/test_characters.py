import pytest

from content.markup import clean_line, clean_text


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00b\x07c\x1b[31md\x7f\x9b", "abc[31md"),
        ("tab\tstays", "tab\tstays"),
        ("e\u0301", "é"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("lone\ud800surrogate\udc00", "lonesurrogate"),
        ("\ufffe\uffff", ""),
        ("ad\u200dmin \u200cx", "admin x"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("می\u200c\u200c\u200cخواهم", "می\u200cخواهم"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("👩🏽\u200d🚀 ❤\ufe0f\u200d🔥", "👩🏽\u200d🚀 ❤\ufe0f\u200d🔥"),
        ("👩\u200d", "👩"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", None),
        ("hidden\U000e0041\U000e0042", "hidden"),
        ("z" + "\u0315" * 30, "z" + "\u0315" * 4),
        ("שָּׁ", None),
    ],
)
def test_clean_text_keeps_what_can_be_read(source, kept):
    import unicodedata

    assert clean_text(source) == (unicodedata.normalize("NFC", source) if kept is None else kept)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("  Ada \r\n  Lovelace\t", "Ada Lovelace"),
        ("Ada\u00a0\u2003Lovelace", "Ada Lovelace"),
        ("Ada\r\nBcc: everybody@x.example", "Ada Bcc: everybody@x.example"),
        ("\u200eAda\u200f", "Ada"),
        ("\u3164", ""),
        ("\u2800 \u200d", ""),
        ("نام\u200c", "نام"),
        ("Anne-Marie O’Neil, Jr.", "Anne-Marie O’Neil, Jr."),
    ],
)
def test_clean_line_is_one_line_without_hidden_ends(source, kept):
    assert clean_line(source) == kept
