"""What commands share that change files of docs/: the change is shown, checked, and written only when asked for."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.check import check_sources
from coach.cli.common import CLEAN, Project, UsageError
from coach.io.disk import remove, replace_file
from coach.source.sources import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.source.sources import Sources

_MOST = 10  # mistakes that are named


def offer(project: Project, sources: Sources, files: Mapping[str, bytes], *, gone: str = "", yes: bool) -> int:
    """Show what changes in files of docs/, by path, and write it if the author said yes.

    `gone` is the path of a file that goes. UsageError if the change would make a mistake that is not there now.
    """
    changed = {path: data for path, data in files.items() if _data(sources, path) != data}
    if not changed and not gone:
        print("Nothing changes.")
        return CLEAN
    for path, data in changed.items():
        sys.stdout.write(_diff(project, path, _data(sources, path if sources.named(path) else gone), data))
    _refuse_mistakes(project, sources, _after(sources, changed, gone), gone)
    count = "One file changes." if len(changed) == 1 else f"{len(changed)} files change."
    if not yes:
        print(f"{count} Nothing is written yet: run it again with --yes.")
        return CLEAN
    for path, data in changed.items():
        replace_file(project.docs / path, data)
    if gone:
        remove(project.docs / gone)
    print(f"{count} Written.")
    return CLEAN


def _data(sources: Sources, path: str) -> bytes:
    source = sources.named(path)
    return source.data if source else b""


def _after(sources: Sources, changed: Mapping[str, bytes], gone: str) -> Sources:
    """Return the sources as they would be."""
    new = {source.path: source for source in sources.texts if source.path != gone}
    folder = sources.texts[0].folder if sources.texts else "docs"
    new |= {path: Source(path, data, new[path].folder if path in new else folder) for path, data in changed.items()}
    return replace(sources, texts=tuple(new[path] for path in sorted(new)))


def _refuse_mistakes(project: Project, before: Sources, after: Sources, gone: str) -> None:
    """Raise UsageError if there are mistakes afterwards that were not there before, wherever they stand in a file."""
    was = Counter((problem.path, problem.message) for problem in check_sources(project, before))
    fresh = []
    for problem in check_sources(project, after):
        if was[problem.path, problem.message]:
            was[problem.path, problem.message] -= 1
        elif not gone or not any(message == problem.message for path, message in was if path.endswith(gone)):
            fresh.append(str(problem))
    if fresh:
        more = f"\n… and {len(fresh) - _MOST} more" if len(fresh) > _MOST else ""
        raise UsageError("this would make mistakes, and nothing is written:\n" + "\n".join(fresh[:_MOST]) + more)


def _diff(project: Project, path: str, old: bytes, new: bytes) -> str:
    shown = (Path(project.settings.docs) / path).as_posix()
    before, after = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (old, new))
    lines = (line.rstrip("\r\n") for line in unified_diff(before, after, shown, shown, n=1))
    return "".join(f"{line}\n" for line in lines)
