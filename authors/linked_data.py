"""What pages say of an author to machines (JSON-LD)."""

from content.addresses import absolute

from .models import Author


def person(author: Author) -> dict:
    """Return the short form that an article names its author by."""
    address = absolute(author.get_absolute_url())
    return {"@type": "Person", "@id": f"{address}#person", "name": author.name, "url": address}


def profile(author: Author) -> dict:
    """Return all that the author's own page says; needs ``links`` and ``portrait`` at hand."""
    data = person(author)
    if author.role:
        data["jobTitle"] = author.role
    if author.credentials:
        data["description"] = author.credentials
    if author.portrait:
        data["image"] = absolute(author.portrait.file.url)
    same_as = [link.url for link in author.links.all()]
    return data | ({"sameAs": same_as} if same_as else {})
