"""The worker process that runs Pagefind: records in, the files of the search index out.

`python -m coach.publish.search.indexer` reads records as lines of JSON and writes the packed files to stdout.
"""

from __future__ import annotations

import base64
import gc
import json
import re
import sys
from typing import TYPE_CHECKING, Any

from coach.io.cache import pack
from coach.io.processes import Service, read_input, write_output
from coach.publish.search.record import page_of, plain_words, read_lines
from coach.publish.search.words import PART, WordCounts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.publish.search.record import Record

NOT_INSTALLED = 'Pagefind is not installed (pip install "pagefind[bin]").'
# What browsers load besides the program of the language; Pagefind also makes files of its own user interface.
_FOR_READERS = re.compile(r"pagefind\.js|pagefind-entry\.json|[^/]+\.pf_meta|\w+/[^/]+\.pf_\w+")


def main() -> None:
    """Index the records on stdin."""
    language, records = read_lines(read_input())
    gc.disable()  # the process lives for seconds, and makes no reference cycles
    program = _find_program()
    if program is None:
        sys.exit(NOT_INSTALLED)
    write_output(pack(index(program, records, language)))


def index(program: str, records: Iterable[Record], language: str) -> dict[str, bytes]:
    """Return the files that browsers load, from the index that Pagefind's service makes of the records in this order.

    With them comes `PART`, the counts of words for the word list.

    Pagefind's command reads a folder in the order of the file system, so the same pages give other bytes elsewhere; its
    Python API waits a tenth of a second for each page; and when it writes the files itself, it may report success
    before they are complete.
    """
    with Service([program, "--service"], without="PAGEFIND_") as service:
        number = _ask(service, type="NewIndex", config={"force_language": language})["index_id"]
        counts = WordCounts()
        for record in records:
            text = plain_words(record.html)
            counts.add(record, text)
            _ask(service, type="AddFile", index_id=number, url=f"/{record.url}", file_contents=page_of(record, text))
        files = {file["path"]: file["content"] for file in _ask(service, type="GetFiles", index_id=number)["files"]}
    own, any_language = f"wasm.{language}.pagefind", "wasm.unknown.pagefind"  # for a language without a stemmer
    program_file = own if own in files else any_language
    wanted = (path for path in sorted(files) if path == program_file or _FOR_READERS.fullmatch(path))
    return {**{path: base64.b64decode(files[path]) for path in wanted}, PART: counts.as_part()}


def _ask(service: Service, **payload: Any) -> dict[str, Any]:
    """Return Pagefind's answer; RuntimeError if that is an error, or there is none.

    Messages in both directions are JSON in base64, ended by a comma, as in Pagefind's own Python and Node packages.
    """
    message = base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode())
    said: dict[str, Any] = json.loads(base64.b64decode(service.ask(message, end=b",")))["payload"]
    if said["type"] == "Error":
        raise RuntimeError(said["message"])
    return said


def _find_program() -> str | None:
    """Return the path of Pagefind's executable; None if it, or the package around it, is missing."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - a build without it goes on

        found = get_executable()
    except (ImportError, FileNotFoundError):  # the second if the package is there without the executable
        return None
    return str(found) if found and found.is_file() else None


if __name__ == "__main__":
    main()
