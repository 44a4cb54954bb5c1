"""Where the core meets the machine: reading files, and the one reading of the clock."""

from __future__ import annotations

import platform
import zlib
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import distribution, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from coach.sources import Source, Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_READ = {".md", ".yml", ".yaml"}


def read_clock(environ: Mapping[str, str]) -> datetime:
    """Return now, or the moment in SOURCE_DATE_EPOCH (seconds since 1970, see reproducible-builds.org)."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.strip() else datetime.now(UTC)


def read_sources(folder: Path, shown: str = "docs") -> Sources:
    """Return the texts below `folder`, and the names of all other files; hidden ones do not count."""
    texts, others = [], {}
    for path in _visible(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() in _READ:
            texts.append(Source(name, path.read_bytes(), shown))
        else:
            others[name] = path.stat().st_size
    return Sources(tuple(texts), others)


def read_providers() -> str:
    """Return the text of the file that describes mail providers."""
    return (Path(__file__).parent / "newsletter" / "providers.yml").read_text(encoding="utf-8")


def read_font() -> bytes:
    """Return the font of the card pictures: Source Serif 4 by Adobe (SIL Open Font License 1.1)."""
    return (files("fontpkg_source_serif_4") / "files" / "SourceSerif4[opsz,wght].ttf").read_bytes()


def read_card_versions() -> str:
    """Return a word that changes with font and code that make card pictures."""
    here = Path(__file__).parent / "publish"
    code = [sha256((here / name).read_bytes()).hexdigest() for name in ("cards.py", "lettering.py", "line_breaks.py")]
    packages = [f"{name} {version(name)}" for name in ("pillow", "uharfbuzz", "fontpkg-source-serif-4")]
    return " ".join([*packages, zlib.ZLIB_RUNTIME_VERSION, *code])


def read_stored() -> str:
    """Return the text of the file that lists what the site keeps in a reader's browser."""
    return (Path(__file__).parent / "stored.yml").read_text(encoding="utf-8")


def read_versions() -> str:
    """Return a word that changes with everything installed that shapes a rendered text, our own code included."""
    packages = [f"{name} {version(name)}" for name in ("markdown", "pymdown-extensions", "pygments")]
    files = (
        Path(__file__).with_name(name) for name in ("rendering.py", "plain_text.py", "typography.py", "render_cache.py")
    )
    code = [sha256(file.read_bytes()).hexdigest() for file in files]
    return " ".join([platform.python_version(), *packages, *code])


def read_page_shape(project: Path, overrides: Path) -> str:
    """Return a word that changes with everything but docs/ that shapes a page: settings, templates, code, packages."""
    code = Path(__file__).parent.parent
    files = [project, *sorted(overrides.rglob("*.html")), *sorted(code.rglob("*.py")), *sorted(code.rglob("*.yml"))]
    digest = sha256()
    for file in files:
        digest.update(f"{file.name}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    packages = [f"{name} {version(name)}" for name in ("mkdocs-material", "jinja2", "markupsafe")]
    return " ".join([platform.python_version(), *packages, digest.hexdigest()])


def read_picture_versions() -> str:
    """Return a word that changes with everything installed that shapes a picture, our own code included."""
    here = Path(__file__).parent / "pictures"
    code = [sha256((here / name).read_bytes()).hexdigest() for name in ("measure.py", "encode.py")]
    files = distribution("pillow").read_text("RECORD") or ""  # its codecs with their digests; Pillow is not loaded here
    return " ".join([version("pillow"), sha256(files.encode()).hexdigest(), *code])


def read_digests(folder: Path) -> dict[str, bytes]:
    """Return a digest of each file below `folder` by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).digest() for path in files}


def _visible(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _visible(path)
        elif path.is_file():
            yield path
