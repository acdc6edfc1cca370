"""What a language's tag says of its script. Knows nothing of the languages that pages are translated into."""

RIGHT_TO_LEFT = frozenset(
    ["ar", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)
# By their codes in ISO 15924.
SCRIPTS = frozenset(["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"])


def direction(tag: str) -> str:
    """
    Return "rtl" or "ltr" for a language tag such as ``fa`` or ``az-Arab``; "" for none.

    A script that the tag names outweighs the language's usual one.
    Source: RFC 5646, section 2.2.3, for the place of a script: four letters after the language.
    """
    language, *others = tag.lower().replace("_", "-").split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    is_rtl = script in SCRIPTS if script else language in RIGHT_TO_LEFT
    return "" if not language else "rtl" if is_rtl else "ltr"
