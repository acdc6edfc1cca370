"""What readers find, for tests of the search; and families of words that are one to them."""

from django.utils import timezone

from blog.search import words
from blog.search.kinds import Narrowing, find


def found(typed: str, kind: str = "articles", *, language: str = "", **narrowing) -> list:
    """Return the rows of a kind that everybody finds, the best first."""
    asked = words.read(typed, language)
    finds = find(asked, narrowing=Narrowing(**narrowing), now=timezone.now())
    return [hit.row for some in finds if some.kind.name == kind for hit in some[:20]]


# What each language's readers expect to be one word; the same on every database.
FAMILIES = {
    "en": [
        ("tide", "tides", "Tides'"),
        ("story", "stories"),
        ("carry", "carries", "carried", "carrying"),
        ("publish", "publishes", "published", "publishing"),
        ("make", "makes", "making"),
        ("hope", "hopes", "hoped", "hoping"),
        ("stop", "stops", "stopped", "stopping"),
        ("travel", "travels", "travelled", "travelling"),
        ("call", "calls", "called", "calling"),
        ("box", "boxes"),
        ("glass", "glasses"),
        ("church", "churches"),
        ("lighthouse", "lighthouses", "Lighthouse's"),
        ("café", "cafés", "cafes"),
    ],
    "de": [("Haus", "Häuser", "Häusern", "Hauses"), ("Tag", "Tage", "Tagen"), ("Bild", "Bilder")],
    "fr": [("phare", "phares"), ("bateau", "bateaux"), ("marée", "marées")],
    "es": [("faro", "faros"), ("mar", "mares")],
}
FORMS = [
    (language, typed, family)
    for language, families in FAMILIES.items()
    for family in families
    for typed in family
]
