"""Text in braces that a comma ends: `{title: So far, so good}` has a key "so good" without a value, for YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ENDED = "a comma ends the text here."


def with_rests(
    pairs: Sequence[tuple[Any, Any]], after: Callable[[Any], str], *, in_braces: bool
) -> Iterator[tuple[Any, Any, tuple[str, ...]]]:
    """Yield key and value of each pair of nodes, and the words behind commas in braces that will belong to the value.

    `after` gives the rest of the line behind a mark.
    """
    at = 0
    while at < len(pairs):
        key, value = pairs[at]
        at, rest = at + 1, []
        while in_braces and _is_text(value) and at < len(pairs) and _is_bare(*pairs[at], after):
            rest.append(pairs[at][0].value)
            at += 1
        yield key, value, tuple(rest)


def _is_text(value: Any) -> bool:
    return isinstance(value.value, str) and bool(value.value) and not value.style


def _is_bare(key: Any, value: Any, after: Callable[[Any], str]) -> bool:
    """Return whether the pair is a word alone, without colon and value."""
    empty = value.value == "" and not value.style and value.start_mark.index == value.end_mark.index
    plain = isinstance(key.value, str) and not key.style
    return empty and plain and not after(key.end_mark).lstrip().startswith(":")
