"""What the demo consists of, read from the files beside this module; knows no database."""

import tomllib
from pathlib import Path

ORIGIN = "demo"  # of its articles and comments
ACCOUNTS = "@demo.invalid"  # how the addresses of its accounts end; no mail ever arrives there
CREDIT = "Drawn for the demo"  # of its pictures
HERE = Path(__file__).parent


def site() -> dict:
    """Return authors, moderators, categories, articles, pages and settings."""
    return _read(HERE / "demo.toml")


def conversation() -> dict:
    """Return people, and comments with the slug of the article that each stands under."""
    files = sorted((HERE / "conversations").glob("*.toml"))
    return {
        "people": _read(HERE / "readers.toml")["people"],
        "comments": [
            plan | {"article": file.stem} for file in files for plan in _read(file)["comments"]
        ],
    }


def _read(file: Path) -> dict:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def article_text(slug: str) -> str:
    return (HERE / "articles" / f"{slug}.html").read_text(encoding="utf-8")


def page_text(slug: str) -> str:
    return (HERE / "pages" / f"{slug}.html").read_text(encoding="utf-8")


def tags() -> set[str]:
    return {tag for article in site()["articles"] for tag in article["tags"]}
