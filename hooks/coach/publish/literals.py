"""Where the strings of a script are: quoted ones, regular expressions and template literals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(
    r"""(?P<nothing>\s+|//[^\n]*|/\*.*?\*/)|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(?P<code>[\w$]+|.)""",
    re.DOTALL,
)
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/\w*")
_TEMPLATE_TEXT = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*", re.DOTALL)
_BEFORE_PATTERN = frozenset("(,=:[!&|?{};+-*%~^<>") | {"", "return", "typeof", "case", "in", "of", "await", "yield"}


def literals(script: str) -> Iterator[tuple[int, int]]:
    """Yield where each literal begins and ends, in order; one inside a template literal is part of that one."""
    at, before = 0, ""
    while at < len(script):
        end, kind = _piece(script, at, before)
        if kind == "text":
            yield at, end
        if kind != "nothing":
            before = script[at:end]
        at = end


def _piece(script: str, at: int, before: str) -> tuple[int, str]:
    """Return where the piece that begins here ends, and its kind. `before` is the piece of code in front of it."""
    if script[at] == "`":
        return _template_end(script, at + 1), "text"
    found = _PIECE.match(script, at)
    if script[at] == "/" and found and found.lastgroup == "code" and before in _BEFORE_PATTERN:
        pattern = _PATTERN.match(script, at)
        return (pattern.end(), "text") if pattern else (at + 1, "code")
    return (found.end(), found.lastgroup or "") if found else (at + 1, "code")


def _template_end(script: str, at: int) -> int:
    """Return where the template literal ends whose text begins at `at`."""
    while at < len(script):
        text = _TEMPLATE_TEXT.match(script, at)
        at = text.end() if text else at
        if script.startswith("${", at):
            at = _code_end(script, at + 2)
        else:
            return at + 1
    return at


def _code_end(script: str, at: int) -> int:
    """Return the place behind the brace that closes the code which begins at `at`."""
    depth, before = 1, ""
    while at < len(script):
        end, kind = _piece(script, at, before)
        piece = script[at:end]
        depth += (piece == "{") - (piece == "}")
        if depth == 0:
            return end
        before = before if kind == "nothing" else piece
        at = end
    return at
