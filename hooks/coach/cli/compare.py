"""`coach compare`: the addresses in which two built sites differ."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, UsageError
from coach.io.disk import read_digests
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
    sys.stdout.write(as_markdown(compare(read_digests(options.old), read_digests(options.new))))
    return CLEAN
