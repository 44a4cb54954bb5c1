"""Sections of a Markdown file that only the benchmark writes, each between two markers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_START, _END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"
_SECTION = re.compile(r"<!-- section (?P<key>[\w-]+) -->\n(?P<text>.*?)<!-- end of section -->\n", re.DOTALL)


def write_section(path: Path, key: str, text: str) -> None:
    """Replace the section, or add it: builds by number of articles, then the rest by name."""
    before, start, rest = path.read_text(encoding="utf-8").partition(_START)
    figures, end, after = rest.partition(_END)
    if not start or not end:
        raise SystemExit(f"{path} has no place for figures: it needs the lines {_START} and {_END}.")
    sections = {found["key"]: found["text"] for found in _SECTION.finditer(figures)}
    sections[key] = f"\n{text.strip()}\n\n"
    shown = [
        f"<!-- section {key} -->\n{sections[key]}<!-- end of section -->\n" for key in sorted(sections, key=_order)
    ]
    figures = "\n".join(shown)
    path.write_text(f"{before}{start}\n\n{figures}\n{end}{after}", encoding="utf-8")


def _order(key: str) -> tuple[bool, int, str]:
    return not key.isdigit(), int(key) if key.isdigit() else 0, key
