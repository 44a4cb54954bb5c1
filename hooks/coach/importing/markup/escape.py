"""Text in which no letter is a mark of Markdown."""

from __future__ import annotations

import re

# What would be a mark within a line: after Python-Markdown's basic syntax and the extensions that this site uses.
_INLINE = re.compile(
    r"""\\
      | [`*{]
      | (?<!\w)_|_(?!\w)
      | <(?!\s)
      | &(?!\s)
      | \[(?![^\[\]\n^ ][^\[\]\n]+\](?!\s*[(\[:])[^\n])
      | !(?=\[)
      | [~^] | ==
      | \#(?=\#*\s*$)   # at the end of a heading
      | \|(?=\s*$)      # at the end of a row
    """,
    re.VERBOSE,
)
_ESCAPABLE = "#>+-=!"  # with a backslash; Markdown knows no other way for the rest
_ENTITIES = {"<": "&lt;", "&": "&amp;", "|": "&#124;"}
# What would be a mark at the beginning of a line.
_BEGIN = re.compile(r"(#|>|\||[-+•](?=\s|$)|:(?=\s)|={1,}(?=\s|$)|-{2,}\s*$|!!!(?=\s)|\?\?\?(?=[\s+])|///)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_ABBREVIATION = re.compile(r"\\\*(?=\[[^\]]+\]:)")


def escape(text: str, *, begins: bool) -> str:
    """Return the text such that Markdown shows it as it is; `begins` says that it stands at the beginning of a line."""
    shown = _INLINE.sub(_escaped, text)
    if not begins:
        return shown
    bare = shown.lstrip()
    if number := _NUMBER.match(bare):
        return f"{number[1]}\\{number[2]}{bare[number.end() :]}"
    if not _BEGIN.match(bare):
        return shown
    first = bare[0]
    return (f"\\{first}" if first in _ESCAPABLE else f"&#{ord(first)};") + bare[1:]


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    if sign == "==":
        return r"\=\="
    return _ENTITIES.get(sign) or f"\\{sign}"
