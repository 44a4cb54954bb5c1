"""The search index: Pagefind's program turns the core's records into files that a browser can ask in small pieces."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import tempfile
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from lxml.html import builder as E  # noqa: N812 - lxml's own name for it
from lxml.html import tostring

from coach.publish.search import records_digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from logging import Logger, LoggerAdapter

    from coach.publish.search import Record

_KEPT_INDEXES = 2
_STAMP = "sha256"
_KINDS = "kinds.json"
_FORM = "2"  # raise it when the same records shall give another index
# Readers load these; Pagefind writes whole search pages of its own beside them.
_FOR_READERS = ("pagefind.js", "pagefind-entry.json", "wasm.en.pagefind", "*.pf_meta", "*/*.pf_*")
# How much more a word of the description says than one of the text.
_WEIGHT = {"data-pagefind-weight": "5"}


def write_search(records: Sequence[Record], site: Path, cache: Path, log: Logger | LoggerAdapter[Logger]) -> None:
    """Write the index of these records to `site`/pagefind, from `cache` when nothing that counts has changed."""
    program = _find_program()
    if program is None:
        log.info('search is left out: Pagefind is not installed (pip install "pagefind[bin]").')
        return
    key = sha256(f"{_FORM} {version('pagefind')} {records_digest(records)}".encode()).hexdigest()
    kept = cache / f"search-{key[:32]}"
    files = _read_kept(kept)
    if files is None:
        try:
            files = _make_index(records, program)
        except (OSError, subprocess.SubprocessError) as error:
            log.warning("search is left out: Pagefind failed: %s", error)
            return
        _keep(files, kept)
    _write(files, site / "pagefind")


def _find_program() -> str | None:
    """Return the path of Pagefind's program; None when it, or the package around it, is missing."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - a build without it goes on
    except ImportError:
        return None
    found = get_executable()
    return str(found) if found and found.is_file() else None


def _make_index(records: Sequence[Record], program: str) -> dict[str, bytes]:
    """Return the files of a new index.

    The program reads a folder: its Python API takes a record at a time, and waits a tenth of a second after each.
    """
    with tempfile.TemporaryDirectory(prefix="search-") as folder:
        pages, index = Path(folder, "pages"), Path(folder, "index")
        for record in records:
            page = pages / record.url / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_bytes(_page_of(record))
        command = [program, "--site", str(pages), "--output-path", str(index), "--force-language", "en", "--quiet"]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        subprocess.run(command, cwd=folder, env=clean, capture_output=True, check=True)  # noqa: S603 - our program
        files = {path.relative_to(index).as_posix(): path.read_bytes() for path in _for_readers(index)}
    return {**files, _KINDS: _kinds_of(files)}


def _for_readers(index: Path) -> list[Path]:
    return sorted(path for pattern in _FOR_READERS for path in index.glob(pattern))


def _kinds_of(files: dict[str, bytes]) -> bytes:
    """Return, as JSON, the kind of each result by its id, articles left out.

    Pagefind's own filters would do, but their files come out in another order each time.
    """
    parts = {Path(path).stem: data for path, data in sorted(files.items()) if path.startswith("fragment/")}
    pages = {id_: json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd")) for id_, data in parts.items()}
    kinds = {id_: page["meta"]["kind"] for id_, page in pages.items()}
    return json.dumps({id_: kind for id_, kind in kinds.items() if kind != "article"}).encode()


def _page_of(record: Record) -> bytes:
    """Return the record as the least page that says all of it to Pagefind."""
    facts = {"title": record.title, "kind": record.kind, "date": record.date, "tags": ", ".join(record.tags)}
    told = [E.META(content=value, **{"data-pagefind-meta": f"{key}[content]"}) for key, value in facts.items() if value]
    words = E.BODY(E.P(record.description, **_WEIGHT), E.P(record.content))
    page = E.HTML(E.HEAD(*told), words, lang="en")
    return bytes(tostring(page, doctype="<!doctype html>", encoding="utf-8"))


def _read_kept(kept: Path) -> dict[str, bytes] | None:
    """Return the files of a kept index; None when there is none, or when it is not as it was written."""
    try:
        files = {path.relative_to(kept).as_posix(): path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    except OSError:
        return None
    return files if files.pop(_STAMP, b"") == _stamp(files) else None


def _keep(files: dict[str, bytes], kept: Path) -> None:
    """Keep the index for the next build; a cache that cannot be written is done without.

    The stamp comes last: what was written by halves, or by two builds at once, is not believed, and made anew.
    """
    try:
        _remove(kept)  # only a damaged one can be there
        _write({**files, _STAMP: _stamp(files)}, kept)
        newest = sorted(kept.parent.glob("search-*"), key=lambda path: path.lstat().st_mtime, reverse=True)
        for old in newest[_KEPT_INDEXES:]:
            _remove(old)
    except OSError:
        return  # read-only, or another build was first


def _remove(path: Path) -> None:
    """Remove a folder, a file or a link, if it is there."""
    shutil.rmtree(path, ignore_errors=True)
    path.unlink(missing_ok=True)


def _stamp(files: dict[str, bytes]) -> bytes:
    lines = (f"{path} {sha256(data).hexdigest()}\n" for path, data in sorted(files.items()))
    return sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest().encode()


def _write(files: dict[str, bytes], folder: Path) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
