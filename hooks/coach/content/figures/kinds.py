"""The kinds of figures, each a template in overrides/components/figure/kinds/, and how each can be varied."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Side = Literal["first", "second"]


class Counted(NamedTuple):
    """How many of something a kind can show: at least, at most, and unless the author says otherwise."""

    least: int
    most: int
    usual: int


@dataclass(frozen=True)
class Kind:
    """What can be varied of a kind; None where it cannot. An empty side is one between the two: scales in balance."""

    count: Counted | None = None
    filled: int | None = None
    side: Side | Literal[""] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys with which authors vary it."""
        return tuple(key for key, usual in vars(self).items() if usual is not None)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "barcode": Kind(),
        "bridge": Kind(Counted(1, 3, 1)),
        "calendar": Kind(Counted(5, 7, 5), 1),
        "chair": Kind(side="second"),
        "clock": Kind(Counted(1, 12, 1)),
        "desks": Kind(Counted(1, 4, 4)),
        "door": Kind(side="second"),
        "fence": Kind(),
        "fork": Kind(),
        "funnel": Kind(Counted(3, 5, 4)),
        "key": Kind(Counted(1, 3, 2)),
        "ladder": Kind(Counted(3, 7, 5)),
        "lean": Kind(),
        "letter": Kind(Counted(1, 3, 2)),
        "map": Kind(),
        "mirror": Kind(side="second"),
        "peg": Kind(),
        "phone": Kind(Counted(1, 4, 3)),
        "plant": Kind(Counted(1, 4, 3)),
        "queue": Kind(Counted(2, 4, 4), side="second"),
        "rows": Kind(Counted(2, 12, 5), 1),
        "scales": Kind(side=""),
        "seesaw": Kind(side=""),
        "sheet": Kind(Counted(3, 5, 5), 2),
        "stairs": Kind(Counted(2, 6, 4)),
        "thread": Kind(),
        "umbrella": Kind(Counted(1, 7, 5)),
        "wall": Kind(),
        "waterline": Kind(),
        "waves": Kind(Counted(2, 4, 3)),
        "word": Kind(),
    }
)

if TYPE_CHECKING:
    Name = str
else:
    Name = Literal[tuple(KINDS)]  # one of them, for forms and schemas
