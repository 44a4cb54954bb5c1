"""`coach schemas`: what editors need to know of the forms in YAML, as JSON Schemas in .vscode/schemas/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN
from coach.editing.schemas import make_schemas
from coach.io.disk.files import replace_file

if TYPE_CHECKING:
    import argparse

    from coach.cli.common import Commands

FOLDER = Path(".vscode/schemas")
_GUIDE = Path("WRITING.md")


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("schemas", help="write the JSON Schemas by which editors show mistakes while typing")
    parser.set_defaults(run=_schemas)


def _schemas(_: argparse.Namespace) -> int:
    guide = _GUIDE.read_text(encoding="utf-8") if _GUIDE.is_file() else ""
    for name, schema in make_schemas(guide).items():
        replace_file(FOLDER / f"{name}.json", as_text(schema).encode())
        print((FOLDER / f"{name}.json").as_posix())
    return CLEAN


def as_text(schema: dict[str, object]) -> str:
    """Return a schema as it is written."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
