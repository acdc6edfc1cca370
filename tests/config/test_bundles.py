import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import call_command

from config import bundles
from tests.site import ROOT

SOURCES = sorted(path for path in (ROOT / "static").rglob("*.bundle.*"))


@pytest.fixture
def collected(settings, tmp_path) -> Path:
    """Where the project's own static files were collected as they are served."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "config.bundles.BundlingStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def hashed(collected: Path, pattern: str) -> str:
    [path] = [path for path in collected.glob(pattern) if path.suffix in {".css", ".js"}]
    return path.read_text()


def test_bundle_holds_its_parts_in_their_order_and_names_what_is_there(collected):
    house = hashed(collected, "css/house.bundle.????????????.css")
    parts = [path.read_text() for path in bundles.parts(ROOT / "static/css/house.bundle.css")]
    layouts = [house.index(part.splitlines()[0]) for part in parts]
    assert layouts == sorted(layouts)
    assert "@import" not in house
    for font in re.findall(r'url\("\.\./(fonts/[^"]+)"', house):
        assert (collected / font).exists()
        assert re.search(r"\.[0-9a-f]{12}\.", font)


def test_bundle_that_is_collected_again_follows_its_parts(collected, settings, tmp_path_factory):
    source = tmp_path_factory.mktemp("source")
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = tmp_path_factory.mktemp("again")
    (source / "all.bundle.js").write_text('// Two.\nimport "./one.js";\nimport "./two.js";\n')
    (source / "one.js").write_text("one();\n")
    for words in ("first", "second"):
        (source / "two.js").write_text(f"{words}();\n")
        call_command("collectstatic", interactive=False, verbosity=0)
        text = (settings.STATIC_ROOT / "all.bundle.js").read_text()
        assert text.index("one();") < text.index(f"{words}();")
        assert "import" not in text


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_each_line_of_a_bundle_is_a_remark_or_names_a_part_that_is_there(source):
    named = bundles.parts(source)
    assert len(named) == len(source.read_text().splitlines()) - 1  # the first says what it is for
    assert all(path.exists() for path in named)


@pytest.mark.parametrize("text", ["import ", "export "])
def test_no_script_of_a_bundle_is_in_want_of_a_module_of_its_own(text):
    for source in SOURCES:
        for part in bundles.parts(source):
            lines = part.read_text().splitlines()
            assert part.suffix == ".css" or not any(line.startswith(text) for line in lines), part


def test_policy_knows_the_one_script_that_stands_in_pages(client, db):
    answer = client.get("/")
    [script] = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
