"""What holds for the whole house: who may import whom, and what no module is called."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ["content", "authors", "blog", "comments"]  # each may import those before it
# The rooms of the conversation, likewise; its models know them all, for their methods call the deeds.
ROOMS = ["tree", "people", "judging", "letters", "writing", "moderation", "reading", "privacy"]
APPS = [*LAYERS, "config"]
NAMES_WITHOUT_A_SUBJECT = {
    "constants",
    "exceptions",
    "helpers",
    "mixins",
    "services",
    "signals",
    "utils",
}
# Fields that hold what content/markup made when the text was written; they may be shown as they are.
SANITISED = {
    "article.html",
    "author.biography_html",
    "comment.html",
    "page.html",
    "parent.html",
}
# What else is shown unescaped, and why that is safe.
OTHERWISE_SAFE = {
    ("comments/_preview.html", "preview.html"),  # content/markup sanitised it for this very answer
    ("account/_form.html", "field.help_text"),  # Django's own words about passwords
    ("blog/_head.html", "autoescape off"),  # JSON, whose < > & are escaped as JSON (linked_data.py)
}
UNESCAPED = re.compile(r"\{\{\s*([\w.]+)[^}]*\|\s*safe(?:seq)?\b[^}]*\}\}|(autoescape off)")
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/(?:ld\+)?json)"
)
# The theme, before the first paint; the policy knows its digest (config/inline.py).
THEME = '<script>{% include "_theme_early.js" %}</script>'


def modules(*tops):
    return [
        path
        for top in tops
        for path in sorted((ROOT / top).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def imported(path: Path) -> set[str]:
    """Return the top packages that a module imports, relative imports left out."""
    tops = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            tops |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            tops.add(node.module.partition(".")[0])
    return tops


@pytest.mark.parametrize("app", LAYERS)
def test_imports_run_one_way(app):
    allowed = set(LAYERS[: LAYERS.index(app) + 1])
    for path in modules(app):
        assert not (imported(path) & set(APPS)) - allowed, path.relative_to(ROOT)


def rooms_imported(path: Path) -> set[str]:
    """Return the rooms of the conversation that a module in one of them takes something from."""
    above = len(path.relative_to(ROOT / "comments").parts)
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == above:
            rooms |= (
                {node.module.partition(".")[0]} if node.module else {a.name for a in node.names}
            )
    return rooms & set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_imports_between_rooms_of_the_conversation_run_one_way(room):
    allowed = set(ROOMS[: ROOMS.index(room)])
    for path in modules(f"comments/{room}"):
        assert not rooms_imported(path) - allowed, path.relative_to(ROOT)


def test_nothing_imports_tests():
    for path in modules(*APPS):
        assert "tests" not in imported(path), path.relative_to(ROOT)


def test_every_module_is_named_for_a_subject():
    for path in modules(*APPS, "tests"):
        assert path.stem not in NAMES_WITHOUT_A_SUBJECT, path.relative_to(ROOT)
        assert path.parent.name not in NAMES_WITHOUT_A_SUBJECT, path.relative_to(ROOT)


def test_no_code_declares_text_safe():
    for path in modules(*APPS):
        assert not re.search(r"mark_safe\b|SafeString\(|__html__", path.read_text()), path


def pages():
    """Return the templates that browsers show, with their names; letters in plain text are not HTML."""
    folder = ROOT / "templates"
    return [(str(path.relative_to(folder)), path) for path in sorted(folder.rglob("*.html"))]


def test_templates_show_unescaped_only_what_was_sanitised_when_it_was_written():
    unescaped = {
        (name, expression or switch)
        for name, path in pages()
        for expression, switch in UNESCAPED.findall(path.read_text())
    }
    others = {(name, what) for name, what in unescaped if what not in SANITISED}
    assert others <= OTHERWISE_SAFE


def test_no_page_has_script_or_style_within_but_the_theme():
    for name, path in pages():
        if not name.startswith("emails/"):
            assert not INLINE.search(path.read_text().replace(THEME, "")), name
