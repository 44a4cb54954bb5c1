"""A process of its own that writes the search index, while the build that started it renders pages.

python hooks/mkdocs_pagefind.py <folder>, where job.json says what to do. It gets ready, waits for a word on its
standard input, and ends with the process that started it.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.kept import remove, sweep
from coach.publish.search.record import page_of, read_line
from coach.publish.search.search_files import pack, texts_of, unpack, with_facts, with_lists
from coach.publish.search.search_merge import merge, with_postings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.publish.search.record import Record

GO = b"g"  # job.json is there
DAMAGED = 3  # the exit code for a kept index that is not as it was kept
_KEPT_INDEXES = 2
# Readers load these; Pagefind writes whole search pages of its own beside them.
_FOR_READERS = re.compile(r"pagefind\.js|pagefind-entry\.json|wasm\.en\.pagefind|[^/]+\.pf_meta|\w+/[^/]+\.pf_\w+")
# What Rust's thread pools look for. Where several work at once, each on a core, more threads only get in their way.
_ONE_THREAD = {"RAYON_NUM_THREADS": "1", "TOKIO_WORKER_THREADS": "1"}
_running: list[subprocess.Popen[bytes]] = []
_starting = threading.Lock()  # nobody ends this process between the start of another and the note of it


def main(folder: Path) -> int:
    """Write the index that job.json asks for to the site: a kept one, or a new one where records are given."""
    if os.read(sys.stdin.fileno(), len(GO)) != GO:
        shutil.rmtree(folder, ignore_errors=True)
        return 1
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    gc.disable()  # this lives for seconds, and has nothing that goes in circles
    job = json.loads((folder / "job.json").read_bytes())
    kept, parts, place = Path(job["cache"], f"search-{job['key']}"), job["parts"], IndexFolder(Path(job["site"]))
    files = _read(kept, job["key"])
    if files is None:
        if not parts:
            return DAMAGED
        files = _make_index(folder, job, place)
        _keep(kept, files, job["key"])
        _forget(kept, {f"search-{part['key']}" for part in parts})
    place.fill(files)
    return 0


def _end_with_parent(folder: Path) -> None:
    """End this process and Pagefind's, and leave no folder behind, when the build is gone: its end of the pipe is."""
    os.read(sys.stdin.fileno(), 1)
    with _starting:
        shutil.rmtree(folder, ignore_errors=True)
        for process in [*_running]:  # one that ends now takes itself out
            process.kill()  # the last thing: this process itself may end for want of an answer
        os._exit(1)


class IndexFolder:
    """The index's folder in the site. Where there is none yet, texts of pages are put there before the rest is made."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.is_new = folder, not os.path.lexists(folder)
        self.there: set[str] = set()

    def begin(self, part: dict[str, bytes]) -> None:
        """Write the texts of a part; not where something stands that may lead elsewhere."""
        if self.is_new:
            self._put(texts_of(part))

    def fill(self, files: dict[str, bytes]) -> None:
        """Write all files, but those that are there with the same bytes, and remove what else there is."""
        if not self.is_new:
            if self.folder.is_symlink() or not self.folder.is_dir():
                remove(self.folder)
            sweep(self.folder, files.keys())
            self.there = {path for path, data in files.items() if _holds(f"{self.folder}/{path}", data)}
        self._put({path: data for path, data in files.items() if path not in self.there})

    def _put(self, files: dict[str, bytes]) -> None:
        for parent in {(self.folder / path).parent for path in files}:
            parent.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            with open(f"{self.folder}/{path}", "wb", buffering=0) as file:  # noqa: PTH123 - thousands of them
                file.write(data)
        self.there.update(files)


def _holds(path: str, data: bytes) -> bool:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of them
            return file.read(len(data) + 1) == data
    except OSError:
        return False


def _make_index(folder: Path, job: dict[str, Any], place: IndexFolder) -> dict[str, bytes]:
    if len(job["parts"]) == 1:
        return with_lists(_index(folder, job, job["parts"][0]))
    with ThreadPoolExecutor(job["jobs"]) as pool:  # each thread waits for a Pagefind of its own
        parts = list(pool.map(lambda part: _part(folder, job, part, place), job["parts"]))
        return with_lists(merge(parts, pool.map))


def _part(folder: Path, job: dict[str, Any], part: dict[str, str], place: IndexFolder) -> dict[str, bytes]:
    """Return a part, kept or new, in a form that merges quickly."""
    kept = Path(job["cache"], f"search-{part['key']}")
    if not part["records"]:
        if files := _read(kept, part["key"]):
            return files
        sys.exit(DAMAGED)
    files = with_postings(_index(folder, job, part))
    _keep(kept, files, part["key"])
    place.begin(files)
    return files


def _index(folder: Path, job: dict[str, Any], part: dict[str, str]) -> dict[str, bytes]:
    """Return what Pagefind makes of the records of a part."""
    with (folder / part["records"]).open("rb") as lines:
        records = [read_line(line) for line in lines]
    among_others = sum(bool(other["records"]) for other in job["parts"]) > 1
    pages = ((record, page_of(record)) for record in records)
    files = _ask_pagefind(job["program"], pages, among_others=among_others)
    return with_facts(files, records)


def _ask_pagefind(program: str, pages: Iterable[tuple[Record, str]], *, among_others: bool = False) -> dict[str, bytes]:
    """Return what readers load of the index that Pagefind's service makes of the pages in this order.

    Its command reads a folder in the order that the disk has, so the same pages give other bytes elsewhere; its Python
    API waits a tenth of a second for each page; and asked to write its files, it may say so before they are whole.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    clean |= _ONE_THREAD if among_others else {}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with _starting:
        process = subprocess.Popen([program, "--service"], env=clean, **pipes)  # type: ignore[call-overload]  # noqa: S603 - our program
        _running.append(process)
    with process:
        index = _ask(process, type="NewIndex", config={"force_language": "en"})["index_id"]
        for record, page in pages:
            _ask(process, type="AddFile", index_id=index, url=f"/{record.url}", file_contents=page)
        files = {file["path"]: file["content"] for file in _ask(process, type="GetFiles", index_id=index)["files"]}
        process.kill()
    _running.remove(process)
    return {path: base64.b64decode(files[path]) for path in sorted(files) if _FOR_READERS.fullmatch(path)}


def _ask(process: subprocess.Popen[bytes], **payload: Any) -> dict[str, Any]:
    """Return what the service answers; RuntimeError when that is a mistake, or nothing."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode()) + b",")
    process.stdin.flush()
    answer = bytearray()
    while not answer.endswith(b","):
        heard = process.stdout.read1(1 << 16)  # type: ignore[attr-defined]
        if not heard:
            raise RuntimeError("its program ended early")
        answer += heard
    said: dict[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
    if said["type"] == "Error":
        raise RuntimeError(said["message"])
    return said


def _read(kept: Path, key: str) -> dict[str, bytes] | None:
    try:
        return unpack(kept.read_bytes(), key)
    except OSError:
        return None


def _keep(kept: Path, files: dict[str, bytes], key: str) -> None:
    """Keep the files for the next build: what is written by halves is not believed, and made anew."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        remove(kept)  # only a damaged one can be there
        with kept.open("wb") as file:
            file.writelines(pack(files, key))
    except OSError:
        return  # a cache that cannot be written is done without


def _forget(kept: Path, parts: set[str]) -> None:
    """Remove what no build asks for any more: all parts but these, all but the newest indexes."""
    try:
        there = set(kept.parent.glob("search-*"))
        all_parts = set(kept.parent.glob("search-part-*"))
        old = [path for path in all_parts if path.name not in parts]
        newest = sorted(there - all_parts, key=lambda path: path.lstat().st_mtime, reverse=True)
        for path in [*old, *newest[_KEPT_INDEXES:]]:
            remove(path)
    except OSError:
        return  # another build was first


if __name__ == "__main__":
    code = main(Path(sys.argv[1]))
    os._exit(code)  # the build waits: nothing is taken down that ends with the process anyway
