"""What the worker tells the search server, for tests of both."""

from blog.search import changes


def tell_all() -> None:
    while changes.tell():
        pass


def titles(fake) -> list[str]:
    """Return those of the articles that the server holds."""
    sources = [source for _, source in fake.index.documents.values() if source]
    return sorted(source["title"] for source in sources if source["index"] == "blog_articleindex")
