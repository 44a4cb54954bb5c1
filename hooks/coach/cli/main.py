"""The entry point of `coach`, and its list of commands."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from coach.cli import calendar, check, compare, explain, fix, freeze, guard, links, prose, rename, schemas, tags
from coach.cli.common import USAGE, UsageError
from coach.cli.importing import command as importing
from coach.cli.init import command as init
from coach.cli.init import upgrade
from coach.cli.new import command as new
from coach.cli.newsletter import command as newsletter
from coach.io.processes import prepare_console

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = (
    *(new, check, prose, fix, tags, rename, calendar, explain, freeze, compare, links, schemas),  # to write
    *(guard, newsletter, init, upgrade, importing),  # to publish, and to begin
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `coach` and return its exit code: 0 nothing found, 1 problems, 2 wrong usage."""
    prepare_console()
    parser = argparse.ArgumentParser(prog="coach", description="Help for those who write this site.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add(commands)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except UsageError as error:
        print(f"coach: {error}", file=sys.stderr)
        return USAGE


if __name__ == "__main__":
    sys.exit(main())
