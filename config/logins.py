"""Three logins for trying a site on one's own machine, kept where their owner alone can read them."""

import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from authors.models import Author

PASSWORD_BYTES = 12  # random ones: 96 bits
ROLES = ("moderator", "author", "administrator")
HEADER = """\
# Logins of this machine's trial site, made by the first `make run`. They are shown again at each start
# as long as this file is here; a password changed on the site is not changed here.
"""


@dataclass(frozen=True)
class Login:
    """One row of the file."""

    role: str
    email: str
    password: str


def make_logins(path: Path) -> list[Login]:
    """Make the three users, all or none, and write their logins to ``path``."""
    logins = [
        Login(role, f"{role}@localhost", secrets.token_urlsafe(PASSWORD_BYTES)) for role in ROLES
    ]
    with transaction.atomic():
        for login in logins:
            _make_user(login)
        _write(path, logins)
    return logins


def kept_logins(path: Path) -> list[Login]:
    """Return the logins that stand in ``path``, none where there is no such file."""
    if not path.exists():
        return []
    rows = (line.split() for line in path.read_text().splitlines() if not line.startswith("#"))
    return [Login(*row) for row in rows if len(row) == 3]


def _make_user(login: Login) -> None:
    user = get_user_model().objects.create_user(
        login.email,
        login.password,
        name=login.role.capitalize(),
        is_staff=True,
        is_superuser=login.role == "administrator",
    )
    user.groups.add(Group.objects.get(name=login.role.capitalize()))
    if login.role == "author":
        _give_profile(user)


def _give_profile(user) -> None:
    """Let the author log in as one of the demo's, so that there are articles to work on."""
    profile = Author.objects.filter(user=None).in_order().first()
    if profile:
        profile.user = user
        profile.save(update_fields=["user"])


def _write(path: Path, logins: list[Login]) -> None:
    """Write the file at once or not at all; mkstemp makes it readable by its owner alone."""
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with open(handle, "w") as file:
        file.write(HEADER)
        file.writelines(f"{login.role} {login.email} {login.password}\n" for login in logins)
    os.replace(draft, path)
