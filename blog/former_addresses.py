"""
A changed address is kept for ever: triggers in the database note the one before, by whatever path it
was changed. Only a page that is not found asks for them.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connections, transaction

from authors.models import Author

from .models import Article, Category, FormerAddress, Page, Series, Tag

NOTED = "blog_note_address"  # the name of the triggers, with the kind behind it


@dataclass(frozen=True, slots=True)
class Kind:
    """Things whose address is ``/<name>/<slug>/``."""

    name: str
    model: type

    def public(self, now: datetime):
        """Return the rows whose address may be told: an article that nobody sees has none."""
        articles = Article.objects.visible(now)
        rows = {Article: articles, Page: Page.objects.visible()}
        if self.model in (Tag, Series):
            return self.model.objects.used_by(articles)
        return rows.get(self.model, self.model.objects.all())


KINDS = {
    kind.name: kind
    for kind in (
        Kind("articles", Article),
        Kind("authors", Author),
        Kind("categories", Category),
        Kind("pages", Page),
        Kind("series", Series),
        Kind("tags", Tag),
    )
}


def present_slug(kind: str, slug: str, *, now: datetime) -> str | None:
    """Return the slug of what once stood at ``/<kind>/<slug>/``; None where nobody may know."""
    if kind not in KINDS:
        return None
    former = FormerAddress.objects.filter(kind=kind, slug=slug).values("object_id")
    return KINDS[kind].public(now).filter(pk__in=former).values_list("slug", flat=True).first()


def led_elsewhere(kind: str, slug: str, *, own: str, now: datetime) -> str | None:
    """Return the slug of another thing than the one at ``own``, to which the address led so far."""
    present = present_slug(kind, slug, now=now)
    return None if present == own else present


def install(using: str = "default", **kwargs) -> None:
    """Make the triggers, those that are there already too; ``migrate`` may have taken them away."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if FormerAddress._meta.db_table not in tables or connection.vendor not in DIALECTS:
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for kind in KINDS.values():
            for statement in DIALECTS[connection.vendor](kind.name, kind.model._meta.db_table):
                cursor.execute(statement)


def remove_triggers(using: str = "default", plan: list | None = None, **kwargs) -> None:
    """Take them away; not for a ``migrate`` with an empty ``plan``, as at most starts: slugs change."""
    if plan == []:
        return
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    on = ' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for kind in KINDS.values():
            table = kind.model._meta.db_table
            if table in tables:
                cursor.execute(
                    f'DROP TRIGGER IF EXISTS "{NOTED}_{kind.name}"{on.format(table=table)}'
                )


def _note(kind: str) -> str:
    table = FormerAddress._meta.db_table
    return (
        f"INSERT INTO \"{table}\" (kind, slug, object_id) VALUES ('{kind}', OLD.slug, OLD.id) "  # noqa: S608
        "ON CONFLICT (kind, slug) DO UPDATE SET object_id = excluded.object_id;"
    )


def _for_sqlite(kind: str, table: str) -> list[str]:
    return [
        f'DROP TRIGGER IF EXISTS "{NOTED}_{kind}"',
        f'CREATE TRIGGER "{NOTED}_{kind}" AFTER UPDATE OF slug ON "{table}" '
        f"WHEN OLD.slug IS NOT NEW.slug BEGIN {_note(kind)} END",
    ]


def _for_postgresql(kind: str, table: str) -> list[str]:
    return [
        f'CREATE OR REPLACE FUNCTION "{NOTED}_{kind}"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN {_note(kind)} RETURN NULL; END $$",
        f'CREATE OR REPLACE TRIGGER "{NOTED}_{kind}" AFTER UPDATE OF slug ON "{table}" '
        "FOR EACH ROW WHEN (OLD.slug IS DISTINCT FROM NEW.slug) "
        f'EXECUTE FUNCTION "{NOTED}_{kind}"()',
    ]


DIALECTS = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}
