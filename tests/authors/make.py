"""People for tests; what a test does not name does not matter to it."""

import itertools

from django.contrib.auth.models import Group, Permission
from django.test import Client

from authors.models import Author, User

PASSWORD = "a quiet green river"
_numbers = itertools.count(1)


def make_user(*, email: str = "", password: str | None = PASSWORD, groups=(), **fields) -> User:
    fields = {"name": "Ada"} | fields
    email = email or f"user{next(_numbers)}@example.org"
    user = User.objects.create_user(email, password, **fields)
    user.groups.set(groups)
    return user


def make_writer(name: str = "Wanda") -> Author:
    """An author with an account in a group that writes, and edits nobody else's things."""
    user = make_user(name=name, is_staff=True, groups=[make_group("Writers", *WRITING)])
    return make_author(name=name, user=user)


def make_editor() -> User:
    """Somebody who edits everything, without being above all rules."""
    return make_user(name="Edna", is_staff=True, groups=[make_group("Desk", *WRITING, *EDITING)])


def make_group(name: str, *codenames: str) -> Group:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    return group


def make_author(*, name: str = "Wanda", slug: str = "", **fields) -> Author:
    return Author.objects.create(name=name, slug=slug or f"author-{next(_numbers)}", **fields)


WRITING = [
    "add_article",
    "change_article",
    "view_article",
    "add_byline",
    "change_byline",
    "delete_byline",
    "view_byline",
    "view_author",
    "change_author",
]
EDITING = ["edit_all_articles", "edit_all_authors", "delete_article"]


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
