"""What readers are told of how the quizzes count: figures of the model, and of the simulation that was run with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from coach.quizzes import model

FILE = "quizzes/simulation.yml"
_SHOWN = (4, 12, 24)


@dataclass(frozen=True)
class Evidence:
    """Half widths of bands by numbers of items, limits for the range of sides of four items, variances, simulation.

    `text` is simulation.yml, which is read when a page shows it.
    """

    text: str
    bands: tuple[tuple[int, int], ...] = tuple((items, model.band(items)) for items in _SHOWN)
    range_of_six: int = round(model.range_limit([4] * 6))
    range_of_three: int = round(model.range_limit([4] * 3))
    variances: dict[str, int] = field(
        default_factory=lambda: {
            "person": model.PERSON,
            "facet": model.FACET,
            "item": model.ITEM,
            "rater": model.RATER,
            "rater_facet": model.RATER_FACET,
            "residual": model.RESIDUAL,
        }
    )

    @cached_property
    def simulation(self) -> dict[str, Any]:
        """What the site told made-up people, in per cent, by kind of quiz."""
        found: dict[str, Any] = yaml.safe_load(self.text)
        return found

    @staticmethod
    def band_of(items: int) -> int:
        """Return half the width of the band of a score on this many pairs, in points."""
        return model.band(items)

    @property
    def slips(self) -> dict[int, float]:
        """How often a checklist tells of a gap that is slips alone, in per cent, by number of customers."""
        (lines,) = (group for name, group in self.simulation.items() if name.startswith("lines_"))
        found: dict[int, float] = lines["slips_told"]
        return found
