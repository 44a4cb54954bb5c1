"""Errors of pydantic that only repeat another one: an author mends the first, and both are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.source.problems import did_you_mean
from coach.source.slips.fields import keys_of

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails


def without_echoes(errors: list[ErrorDetails], model: type[BaseModel]) -> list[ErrorDetails]:
    """Return the errors that are no echo of another; of some errors at least one is left.

    A key is missing because it is misspelt in the same group, or a list is short because pydantic does not count its
    invalid elements.
    """
    unknown = [detail["loc"] for detail in errors if detail["type"] == "extra_forbidden"]
    misspelt = {(*above, _meant(model, above, str(key))) for *above, key in unknown}
    around = {detail["loc"][:end] for detail in errors for end in range(len(detail["loc"]))}
    return [detail for detail in errors if not _is_echo(detail, misspelt, around)]


def _meant(model: type[BaseModel], above: list[int | str], key: str) -> str:
    return did_you_mean(key, keys_of(model, [step for step in above if isinstance(step, str)]))


def _is_echo(detail: ErrorDetails, misspelt: set[tuple[int | str, ...]], around: set[tuple[int | str, ...]]) -> bool:
    if detail["type"] == "missing":
        return detail["loc"] in misspelt
    is_short = detail["type"] == "too_short" and isinstance(detail["input"], list)
    return is_short and detail["loc"] in around and len(detail["input"]) >= detail["ctx"]["min_length"]
