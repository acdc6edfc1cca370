"""What pages say of an article to machines (JSON-LD)."""

from authors.linked_data import person
from content.addresses import absolute

from .models import Article


def posting(article: Article, *, site_name: str, comment_count: int) -> dict:
    """Return the article with its authors and its number of approved comments."""
    address = absolute(article.get_absolute_url())
    data = {
        "@type": "BlogPosting",
        "@id": f"{address}#article",
        "mainEntityOfPage": address,
        "url": address,
        "headline": article.title,
        "description": article.description,
        "datePublished": article.published_at.isoformat(),
        "dateModified": article.changed_at.isoformat(),
        "correction": article.correction if article.revised_at else "",
        "wordCount": article.word_count,
        "commentCount": comment_count,
        "discussionUrl": f"{address}#discussion",
        "author": [person(author) for author in article.named_authors()],
        "publisher": {"@type": "Organization", "name": site_name, "url": absolute("/")},
        "keywords": [tag.name for tag in article.tags.all()],
        "articleSection": article.category.name if article.category else "",
        "inLanguage": article.language,
    }
    if article.cover:
        data["image"] = {
            "@type": "ImageObject",
            "url": absolute(article.cover.file.url),
            "width": article.cover.width,
            "height": article.cover.height,
        }
    return {name: value for name, value in data.items() if value or name == "commentCount"}
