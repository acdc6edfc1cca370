"""All that is typed about an article, as it was typed: what is kept while it is not yet right."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from content.markup import MAX_ARTICLE, clean_text

# Characters; more than the form takes in the end, so that even what is too long is kept meanwhile.
LIMITS = {
    "title": 1_000,
    "slug": 1_000,
    "summary": 5_000,
    "source": MAX_ARTICLE,
    "language": 50,
    "tags": 5_000,
    "cover": 20,
    "category": 20,
    "published_at_0": 50,  # its day
    "published_at_1": 50,  # its time
    "is_featured": 5,  # "on", as a ticked box is sent, or ""
    "is_revised": 5,
    "correction": 5_000,
    "seo_title": 1_000,
    "seo_description": 5_000,
    "canonical": 2_500,
    "is_noindex": 5,
    "social_picture": 20,
}
# A day and a time as they are kept, whatever the language in which they are typed.
MOMENT = (
    ("published_at_0", forms.DateField(), "%Y-%m-%d"),
    ("published_at_1", forms.TimeField(), "%H:%M:%S"),
)
MAX_AUTHORS = 8  # of one article


class TooLong(ValueError):
    """More was typed than is kept; ``args[0]`` is the field's name."""


def author_keys() -> list[str]:
    """Return the names of the form's fields for authors, in order."""
    return [f"bylines_{number}" for number in range(MAX_AUTHORS)]


def typed(data) -> dict:
    """Return the manuscript in what a browser sent. Raises TooLong."""
    manuscript = sent(data)
    for name, limit in LIMITS.items():
        if len(manuscript[name]) > limit:
            raise TooLong(name)
    return manuscript


def sent(data) -> dict:
    """Return the manuscript in what a browser sent, however long."""
    authors = [data.get(key, "")[:20] for key in author_keys()]
    manuscript = {name: clean_text(data.get(name, "")) for name in LIMITS}
    for name, field, pattern in MOMENT:
        manuscript[name] = _plain(manuscript[name], field, pattern)
    return manuscript | {"authors": [author for author in authors if author]}


def _plain(text: str, field: forms.Field, pattern: str) -> str:
    """Return a day or a time as every language reads it; as it was typed, where it is none."""
    try:
        return f"{field.clean(text):{pattern}}" if text else ""
    except ValidationError:
        return text


def settled(article) -> dict:
    """Return the manuscript of an article as it is stored."""
    moment = article.published_at and timezone.localtime(article.published_at)
    return {
        "title": article.title,
        "slug": article.slug,
        "summary": article.summary,
        "source": article.source,
        "language": article.language,
        "tags": tag_line(article.tags.values_list("name", flat=True)),
        "cover": str(article.cover_id or ""),
        "category": str(article.category_id or ""),
        "published_at_0": f"{moment:%Y-%m-%d}" if moment else "",
        "published_at_1": f"{moment:%H:%M:%S}" if moment else "",
        "is_featured": "on" if article.is_featured else "",
        "is_revised": "",  # ticked anew for each change that readers shall hear of
        "correction": article.correction,
        "seo_title": article.seo_title,
        "seo_description": article.seo_description,
        "canonical": article.canonical,
        "is_noindex": "on" if article.is_noindex else "",
        "social_picture": str(article.social_picture_id or ""),
        "authors": [str(byline.author_id) for byline in article.bylines.order_by("position", "pk")],
    }


def tag_line(names) -> str:
    """Return tags as the form shows them: those with spaces or commas in quotes, which come first."""
    return ", ".join(sorted(f'"{name}"' if set(name) & set(", ") else name for name in names))


def number(text: str) -> int | None:
    """Return the key that a field holds, None where it holds none."""
    return int(text) if text.isdecimal() and len(text) < 19 else None
