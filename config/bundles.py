"""Style sheets and scripts that pages ask for together are one file (decision 0029)."""

import re
from pathlib import Path

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SUFFIXES = (".bundle.css", ".bundle.js")
# What names a part in a bundle's source. It is plain CSS and JavaScript: unbundled, it means the same.
PART = re.compile(r"""^(?:@import|import) "(?:\./)?([\w-]+\.(?:css|js))";$""", re.MULTILINE)


def parts(bundle: Path) -> list[Path]:
    """Return the files that the source ``bundle`` puts together: its neighbours, in their order."""
    return [bundle.with_name(name) for name in PART.findall(bundle.read_text())]


def together(bundle: Path) -> str:
    """Return the text of ``bundle`` with its parts in the place of their names."""
    return "\n".join(_part(part) for part in parts(bundle))


def _part(path: Path) -> str:
    """A script in a bundle keeps its names to itself and stops no other when it fails, as a module does."""
    text = path.read_text()
    if path.suffix == ".css":
        return text
    return f"try {{\n{text}\n}} catch (error) {{\nreportError(error);\n}}\n"  # a remark may end it


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Static files, bundled, hashed and compressed when they are collected."""

    def post_process(self, paths: dict, *args, **options):
        """Make the bundles among ``paths`` {name: (storage, path there)}, then go on as usual."""
        if not options.get("dry_run"):
            for name in [name for name in paths if name.endswith(SUFFIXES)]:
                paths[name] = self._bundled(name, *paths[name])
        yield from super().post_process(paths, *args, **options)

    def _bundled(self, name: str, source, path: str) -> tuple:
        self.delete(name)
        self.save(name, ContentFile(together(Path(source.path(path)))))
        return self, name
