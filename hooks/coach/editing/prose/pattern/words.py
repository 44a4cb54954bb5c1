"""The words of one language by which a pattern is known, from prose.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from coach.editing.prose.prose import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAME = re.compile(r"\{([a-z]+)\}")  # in a pattern: the value of another key


@dataclass(frozen=True)
class Words:
    """What openings, endings, homework and worlds are known by; a language that is not `known` has none of it.

    `imagine`, `letters`, `definitions`, `own_first` and `order` are to be matched at the beginning of a sentence.
    """

    known: bool
    imagine: re.Pattern[str]
    invented: re.Pattern[str]
    time: re.Pattern[str]
    in_scene: re.Pattern[str]
    actors: re.Pattern[str]
    letters: re.Pattern[str]
    dates: re.Pattern[str]
    numbers: re.Pattern[str]
    definitions: re.Pattern[str]
    order: re.Pattern[str]
    verbs: re.Pattern[str]
    own: re.Pattern[str]
    own_first: re.Pattern[str]
    deadlines: re.Pattern[str]
    pushers: re.Pattern[str]
    buyers: re.Pattern[str]
    sellers: re.Pattern[str]
    others: re.Pattern[str]
    she: re.Pattern[str]
    he: re.Pattern[str]
    nobody: re.Pattern[str]
    you: re.Pattern[str]
    weekdays: Mapping[str, re.Pattern[str]]
    worlds: Mapping[str, re.Pattern[str]]
    stop: frozenset[str]
    common: frozenset[str]
    suffix: re.Pattern[str]


def read_words(language: str, data: Mapping[str, Any], common: Iterable[str] = ()) -> Words:
    """Return the words of a language, by prose.yml; `common` are more that say nothing of what a text is about."""
    found: Mapping[str, Any] = data.get(language, {}).get("pattern", {})

    def pattern(key: str) -> re.Pattern[str]:
        return any_of(_filled(one, found) for one in _several(found.get(key, ())))

    stop = frozenset(found.get("stop", "").split())
    keys = [field.name for field in fields(Words) if field.type == "re.Pattern[str]"]
    return Words(
        known=bool(found),
        **{key: pattern(key) for key in keys if key != "suffix"},
        weekdays={day: any_of([day]) for day in found.get("weekdays", ())},
        worlds={name: any_of([words]) for name, words in found.get("worlds", {}).items()},
        stop=stop,
        common=stop | frozenset(common),
        suffix=re.compile(rf"(?<=\w{{3}})(?:{found['suffixes']})$" if "suffixes" in found else "(?!)"),
    )


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _filled(pattern: str, data: Mapping[str, Any]) -> str:
    """Return a pattern with the values of other keys at the places of their names."""
    while found := _NAME.search(pattern):
        pattern = f"{pattern[: found.start()]}{'|'.join(_several(data[found[1]]))}{pattern[found.end() :]}"
    return pattern
