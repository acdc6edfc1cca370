"""`make messages`: the catalogs of translations get the messages that the code has now, and are compiled."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tests.site import ROOT

PLACE = ROOT / "config" / "locale"
FOLDERS = ("authors", "blog", "comments", "config", "content", "templates")
PLAIN, PLURAL, IN_CONTEXT, PLURAL_IN_CONTEXT = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
FUNCTIONS = {
    "_": PLAIN,
    "gettext": PLAIN,
    "gettext_lazy": PLAIN,
    "gettext_noop": PLAIN,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": IN_CONTEXT,
    "pgettext_lazy": IN_CONTEXT,
    "npgettext": PLURAL_IN_CONTEXT,
    "npgettext_lazy": PLURAL_IN_CONTEXT,
}
WIDTH = 110
# Of all numbers; a third form for whole millions, which Unicode knows, is no use to a blog.
PLURAL_FORMS = {"de": "(n != 1)", "es": "(n != 1)", "fr": "(n > 1)"}


class Lasting(Catalog):
    """A catalog that is the same as long as its messages are: without dates and who made it."""

    num_plurals = 2

    @property
    def plural_expr(self):
        return PLURAL_FORMS[str(self.locale)]

    @property
    def mime_headers(self):
        return [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
        ]


def main() -> int:
    for language in languages():
        catalog = renewed(language)
        path_of(language).write_bytes(written(catalog))
        path_of(language, "mo").write_bytes(compiled(catalog))
        missing = len(untranslated(catalog))
        print(f"{language}: {len(catalog)} messages, {missing} to be translated")
    return 0


def languages() -> list[str]:
    return sorted(path.name for path in PLACE.iterdir())


def path_of(language: str, ending: str = "po") -> Path:
    return PLACE / language / "LC_MESSAGES" / f"django.{ending}"


def renewed(language: str) -> Catalog:
    """Return the catalog as it should be: of all messages of the code, translated where the file does."""
    with path_of(language).open("rb") as file:
        translated = read_po(file, locale=language)
    catalog = Lasting(language, header_comment="", fuzzy=False)
    for path, message, context in _extracted():
        known = translated.get(message if isinstance(message, str) else message[0], context)
        string = known.string if known else ""
        catalog.add(message, string, [(path, None)], context=context)
    return catalog


def untranslated(catalog: Catalog) -> list[str | tuple[str, str]]:
    return [each.id for each in catalog if each.id and not _is_whole(each)]


def _is_whole(message) -> bool:
    forms = message.string if message.pluralizable else [message.string]
    return all(forms)


def written(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalog, width=WIDTH, include_lineno=False)
    return file.getvalue()


def compiled(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def _extracted() -> Iterator[tuple[str, str | tuple[str, str], str | None]]:
    """Give each message of the code: its file, its text or both forms of it, and its context."""
    for path in _sources():
        source = path.read_text()
        if path.suffix != ".py":  # as Python, in which nothing is indented
            source = "\n".join(line.strip() for line in templatize(source).splitlines())
        name = path.relative_to(ROOT).as_posix()
        for _, message, _, context in extract("python", io.BytesIO(source.encode()), FUNCTIONS):
            yield name, message, context


def _sources() -> list[Path]:
    return [
        path
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts
    ]


if __name__ == "__main__":
    raise SystemExit(main())
