"""The key `figure` of an article or reading path: a drawing of the two strokes, its kind and its variation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from coach.content.figures.kinds import KINDS, Counted, Kind, Name, Side
from coach.source.problems import suggest
from coach.source.schema import Fields, Text, mistake

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = max(kind.count.most for kind in KINDS.values() if kind.count)
EXAMPLE = "figure: {kind: door, side: first}"


def _known(value: Any) -> Any:
    if isinstance(value, str) and value not in KINDS:
        raise mistake(f'there is no figure "{value}".', suggest(value, KINDS, f"There are {', '.join(KINDS)}."))
    return value


@dataclass(frozen=True)
class Figure:
    """A figure with defaults filled in: what its kind does not use is 0 or "". `alt` is what its author says of it."""

    kind: str
    count: int = 0
    filled: int = 0
    side: str = ""
    alt: str = ""


class FigureFields(Fields):
    """What an author writes of a figure."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("kind",)

    kind: Annotated[Name, BeforeValidator(_known)]
    count: Annotated[int, Field(ge=1, le=_MOST)] | None = None
    filled: Annotated[int, Field(ge=0, le=_MOST)] | None = None
    side: Side | None = None
    alt: Text | None = None

    @model_validator(mode="after")
    def _fits(self) -> FigureFields:
        """Compare the variation with what the kind allows."""
        kind = KINDS[self.kind]
        for key in ("count", "filled", "side"):
            if getattr(self, key) is not None and key not in kind.keys:
                raise mistake(f'the figure "{self.kind}" has no {key}.', _ways(kind))
        count = kind.count or Counted(0, 0, 0)
        if self.count is not None and not count.least <= self.count <= count.most:
            message = f'the count of the figure "{self.kind}" is {self.count}.'
            raise mistake(message, f"Write a number from {count.least} to {count.most}.")
        of = self.count or count.usual
        if self.filled is not None and self.filled > of:
            raise mistake(f"{self.filled} of {of} cannot be filled.", f"Write a number from 0 to {of}.")
        return self

    def settled(self, typeset: Callable[[str], str]) -> Figure:
        """Return the figure with what its author left to us; `typeset` sets the quotes and dashes of `alt`."""
        kind = KINDS[self.kind]
        count = self.count or (kind.count.usual if kind.count else 0)
        filled = min(count, kind.filled or 0) if self.filled is None else self.filled
        return Figure(self.kind, count, filled, self.side or kind.side or "", typeset(self.alt or ""))


def samples() -> list[tuple[Figure, list[str]]]:
    """Return each kind as it is drawn without variation, and the keys that vary it with the numbers they take."""
    return [(FigureFields(kind=name).settled(str), _keys(kind)) for name, kind in KINDS.items()]


def _keys(kind: Kind) -> list[str]:
    ends = f"count {kind.count.least} to {kind.count.most}" if kind.count else ""
    return [ends if key == "count" else key for key in kind.keys]


def _ways(kind: Kind) -> str:
    return f"It is varied by {' and '.join(kind.keys)}." if kind.keys else "It is always the same: take the rest out."
