"""`coach compare`: the addresses in which two built sites differ."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, UsageError
from coach.publish.deployment.compare import as_markdown, compare

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("compare", help="name the addresses in which two built sites differ")
    parser.add_argument("old", type=Path, help="the folder of the site as it was")
    parser.add_argument("new", type=Path, help="the folder of the site as it will be")
    parser.set_defaults(run=_compare)


def _compare(options: argparse.Namespace) -> int:
    for folder in (options.old, options.new):
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder}.")
    sys.stdout.write(as_markdown(compare(_digests(options.old), _digests(options.new))))
    return CLEAN


def _digests(folder: Path) -> dict[str, bytes]:
    """Return a digest of each file below the folder by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).digest() for path in files}
