"""`extra.coach.colours` in mkdocs.yml: the site's two colours, in the light and the dark scheme.

Both are colours of text, so each must stand out from the grounds of its scheme by the contrast that WCAG 2.2 asks of
text (success criterion 1.4.3); what asks for less, such as borders and charts, is then readable too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator

from coach.content.config.mkdocs import CONFIG
from coach.source.problems import Problem
from coach.source.schema import Fields, check, mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.source.yaml_document import Document

Channels = tuple[int, int, int]

NEEDED = 4.5
_HEX = re.compile(r"#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


@dataclass(frozen=True)
class Pair:
    """One colour in both schemes, each in the form #1f5a46."""

    light: str
    dark: str


@dataclass(frozen=True)
class Palette:
    """The two colours of a site: `accent` for links and the high end of a quiz, `second` for its low end."""

    accent: Pair = field(default_factory=lambda: Pair("#1f5a46", "#86cfb0"))
    second: Pair = field(default_factory=lambda: Pair("#8a4b08", "#e3ae5b"))

    def paint(self, text: str) -> str:
        """Return a style, script or drawing of ours with these colours in place of the usual ones."""
        if self == USUAL:
            return text
        return _USUAL_COLOUR.sub(lambda found: self._instead[found[0].lower()], text)

    @property
    def _instead(self) -> dict[str, str]:
        return dict(zip(_colours(USUAL), _colours(self), strict=True))


def _colours(palette: Palette) -> tuple[str, ...]:
    return palette.accent.light, palette.accent.dark, palette.second.light, palette.second.dark


USUAL = Palette()
_USUAL_COLOUR = re.compile("|".join(_colours(USUAL)), re.IGNORECASE)
# What the two colours stand on, as in overrides/assets/site.css: paper, sheets, marked words.
GROUNDS = {
    "light": {"the paper": "#fbf8f3", "sheets": "#f3ede2", "marked words": "#f9e6a8"},
    "dark": {"the paper": "#171512", "sheets": "#211e19", "marked words": "#57460f"},
}


def _colour(value: Any) -> str:
    found = _HEX.fullmatch(str(value).strip())
    if not found:
        raise mistake(f'{{key}} "{value}" is no colour.', 'Write it in quotes: "#1F5A46".')
    digits = found[1].lower()
    return "#" + (digits if len(digits) > 3 else "".join(2 * digit for digit in digits))


class PairFields(Fields):
    """The keys of one colour."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("light", "dark")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "light": 'light: "#1F5A46", for the light scheme',
        "dark": 'dark: "#86CFB0", for the dark scheme',
    }

    light: Annotated[str, BeforeValidator(_colour)] | None = None
    dark: Annotated[str, BeforeValidator(_colour)] | None = None


class ColoursFields(Fields):
    """The keys of `extra.coach.colours`; what stands below each is checked separately."""

    _EXAMPLE: ClassVar[str] = '{light: "#1F5A46", dark: "#86CFB0"}'
    EXAMPLES: ClassVar[dict[str, str]] = {"accent": f"accent: {_EXAMPLE}", "second": f"second: {_EXAMPLE}"}

    accent: dict[str, Any] | None = None
    second: dict[str, Any] | None = None


def read_palette(document: Document, at: tuple[str, ...]) -> tuple[Palette, list[Problem]]:
    """Return the colours at this location of the settings, and the mistakes in them.

    A colour with a mistake is the usual one in both schemes.
    """
    fields, problems = check(ColoursFields, document, CONFIG, at)
    chosen: dict[str, Pair] = {}
    for name in ("accent", "second"):
        if getattr(fields, name) is not None:
            pair, wrong = _read_pair(document, (*at, name))
            problems += wrong
            chosen |= {name: pair} if pair else {}
    return Palette(**chosen), problems


def _read_pair(document: Document, at: tuple[str, ...]) -> tuple[Pair | None, list[Problem]]:
    """Return the colour, None if there is a mistake in it, and the mistakes."""
    fields, problems = check(PairFields, document, CONFIG, at)
    for scheme in ("light", "dark"):
        if colour := getattr(fields, scheme):
            told = next(_faint(f"{at[-1]}.{scheme}", colour, scheme), None)
            problems += [Problem(CONFIG, *document.place((*at, scheme)), *told)] if told else []
    good = not problems and fields.light and fields.dark
    return Pair(fields.light or "", fields.dark or "") if good else None, problems


def _faint(name: str, colour: str, scheme: str) -> Iterator[tuple[str, str]]:
    """Yield message and hint for each ground on which the colour is hard to read."""
    for ground, paper in GROUNDS[scheme].items():
        if (found := contrast(colour, paper)) < NEEDED:
            better = readable(colour, scheme)
            message = f"{name} {colour} on {ground} ({paper}) has a contrast of {_shown(found)} to 1."
            yield message, f'Text needs {NEEDED} to 1; "{better}" has it. Until then the usual colour is shown.'


def _shown(ratio: float) -> str:
    return f"{int(ratio * 100) / 100:.2f}"  # never rounded up to what it misses


def readable(colour: str, scheme: str) -> str:
    """Return the colour, made darker in the light scheme or lighter in the dark one until it is readable."""
    end = 0 if scheme == "light" else 255
    for step in range(101):
        mixed = "#" + "".join(f"{round(one + (end - one) * step / 100):02x}" for one in channels(colour))
        if all(contrast(mixed, paper) >= NEEDED for paper in GROUNDS[scheme].values()):
            return mixed
    raise AssertionError("black and white are readable")


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour: str) -> Channels:
    """Return red, green and blue of a colour in the form #1f5a46, 0 to 255 each."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
