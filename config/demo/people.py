"""Who writes and moderates in the demo: accounts nobody can sign in with, and profiles."""

from django.contrib.auth.models import Group

from authors.models import Author, AuthorLink, User
from content.models import Image

from . import material


def first_author() -> Author | None:
    """Return the demo's author without an account, whom a login may take over; None without a demo."""
    without = [author["slug"] for author in material.site()["authors"] if "account" not in author]
    return Author.objects.filter(slug__in=without, user=None).in_order().first()


def make_accounts(site: dict) -> dict[str, User]:
    """Return new users by their key in the demo."""
    people = [person for person in site["authors"] + site["moderators"] if "account" in person]
    users = {
        person["key"]: User.objects.create_user(  # nobody reads letters to these
            person["account"], name=person["name"], letters=User.Letters.NONE
        )
        for person in people
    }
    for moderator in site["moderators"]:
        users[moderator["key"]].groups.add(Group.objects.get(name="Moderator"))
    return users


def make_authors(site: dict, users: dict[str, User], images: dict[str, Image]) -> dict[str, Author]:
    """Return new authors by their key in the demo."""
    return {
        person["key"]: _make_author(person, users.get(person["key"]), images[person["key"]])
        for person in site["authors"]
    }


def _make_author(person: dict, user: User | None, portrait: Image) -> Author:
    author = Author(
        user=user,
        name=person["name"],
        slug=person["slug"],
        role=person["role"],
        credentials=person["credentials"],
        portrait=portrait,
    )
    author.write_biography(person["biography"].strip())
    author.save()
    for position, link in enumerate(person.get("links", [])):
        AuthorLink.objects.create(author=author, position=position, **link)
    return author
