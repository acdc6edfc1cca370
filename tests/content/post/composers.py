"""Composers of letters for tests; the worker finds them by their paths."""

from authors.models import User
from content.post import Composed

PATH = "tests.content.post.composers"


def greeting(*, to: str, name: str = "Ada", **options) -> Composed:
    context = {"user": User(name=name), "link": "http://127.0.0.1:8000/secret/", "days": 1}
    return Composed(to=to, template="account_invitation", context=context, **options)


def secret(*, to: str) -> Composed:
    return greeting(to=to, secrets=("http://127.0.0.1:8000/secret/",))


def nothing() -> None:
    return None


def broken() -> Composed:
    raise LookupError("somebody@example.org is missing")
