"""How long a text takes to read; values alone."""

# A little below the average of 238 for non-fiction, since screens and quotations take time.
# Source: Brysbaert 2019, "How many words do we read per minute?", JML 109
WORDS_A_MINUTE = 230
DESCRIPTION_WORDS = 28  # about the 160 characters that search engines show


def reading_minutes(word_count: int) -> int:
    """Return whole minutes, 1 at least."""
    return max(1, round(word_count / WORDS_A_MINUTE))
