"""How words change their endings, so that one form of a word finds the others; values alone."""

SHORTEST = 3  # letters of what is left of a word; less begins too many others
VOWELS = set("aeiouy")
# Left out, they leave what the forms of a word have in common; the longest that fits.
ENDINGS = {
    "de": ("ern", "em", "en", "er", "es", "e", "n", "s"),
    "es": ("es", "s"),
    "fr": ("es", "e", "s", "x"),
    "it": ("a", "e", "i", "o"),
    "pt": ("es", "s"),
}


def beginnings(word: str, language: str) -> tuple[str, ...]:
    """
    Return how other forms of ``word`` may begin, in a language such as "en-gb".

    Letters without accents, as the indexes keep them. Nothing where the word itself begins them all,
    or where the language is none of those known here.
    """
    name = language.lower().partition("-")[0]
    if name == "en":
        return _english(word)
    for ending in ENDINGS.get(name, ()):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return (word.removesuffix(ending),)
    return ()


def _english(word: str) -> tuple[str, ...]:
    """The base form, and what does not begin as it does: "carries" gives "carry" and "carrie"."""
    base = _base(word)
    if base != word:
        return (base, *_english(base))
    if len(word) <= SHORTEST:
        return ()
    if word[-1] == "y" and word[-2] not in VOWELS:
        return (word[:-1] + "ie",)
    return (word[:-1] + "ing",) if word[-1] == "e" else ()


def _base(word: str) -> str:
    """Return the word without one ending, or itself; of "hoped" "hop", which "hope" begins with too."""
    if word.endswith(("ies", "ied")) and len(word) > SHORTEST + 1:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= SHORTEST and VOWELS & set(root) and root[-1] != "e":
            return _undoubled(root)
    if word.endswith(("sses", "shes", "ches", "xes", "zes")) and len(word) > SHORTEST + 1:
        return word[:-2]
    is_plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural and len(word) > SHORTEST else word


def _undoubled(root: str) -> str:
    """Return "stop" of "stopp" and "travel" of "travell", but "call" and "pass" as they are."""
    is_doubled = root[-1] == root[-2] and (root[-1] not in "lsz" or len(root) > 5)
    return root[:-1] if is_doubled and len(root) > SHORTEST else root
