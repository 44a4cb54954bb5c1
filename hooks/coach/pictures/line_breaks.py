"""Where the lines of a title end, so that they are of nearly equal length."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Width = Callable[[str], float]

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_ROUNDS = 6


def break_lines(text: str, room: float, most: int, width: Width) -> tuple[list[str], bool]:
    """Return the text in at most `most` lines no wider than `room`, and whether all of it fits.

    Text that needs more lines is cut, and ends with an ellipsis.
    """
    words = [part for word in text.split() for part in _pieces(word, room, width)]
    lines = _fill(words, room, width)
    if len(lines) > most:
        return [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), room, width)], False
    return _even(words, lines, room, width), True


def _fill(words: list[str], room: float, width: Width) -> list[str]:
    """Return the words in lines, each as long as there is room for."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _even(words: list[str], lines: list[str], room: float, width: Width) -> list[str]:
    """Return the same number of lines at the least possible width: the last one is then not much shorter."""
    low = room / 2
    for _ in range(_ROUNDS if len(lines) > 1 else 0):
        middle = (low + room) / 2
        closer = _fill(words, middle, width)
        if len(closer) == len(lines) and all(width(line) <= middle for line in closer):
            lines, room = closer, middle
        else:
            low = middle
    return lines


def _pieces(word: str, room: float, width: Width) -> Iterator[str]:
    """Yield the word, in several pieces if it is wider than a line."""
    while width(word) > room and len(word) > 1:
        end = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or width(word[:end]) <= room)
        yield word[:end]
        word = word[end:]
    yield word


def _cut(text: str, room: float, width: Width) -> str:
    """Return as much of the text as an ellipsis leaves room for, whole words if there are any."""
    while text and width(text + ELLIPSIS) > room:
        text = text.rpartition(" ")[0] or text[:-1]
    return text.rstrip(" ,;:.!?-\N{EN DASH}\N{EM DASH}") + ELLIPSIS
