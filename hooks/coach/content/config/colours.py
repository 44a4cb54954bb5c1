"""`extra.coach.colours` in mkdocs.yml: the two voices of a site in both schemes, readable on its paper."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator

from coach.content.config.mkdocs import CONFIG
from coach.source.problems import Problem
from coach.source.schema import Fields, mistake

if TYPE_CHECKING:
    from coach.source.yaml_document import Document

_AT = ("extra", "coach", "colours")
LEAST = 4.5  # contrast of text on its ground, WCAG 2.2, success criterion 1.4.3
# What text and links stand on in each scheme: paper, raised sheets and marked words, as in site.css.
GROUNDS = {"light": ("#fbf8f3", "#f3ede2", "#f9e6a8"), "dark": ("#171512", "#211e19", "#57460f")}
_SHADES = 200  # that are tried between a colour and black or white
Channels = tuple[int, int, int]


def _hex(value: Any) -> str:
    text = str(value).strip().lower().removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{3}", text):
        text = "".join(2 * digit for digit in text)
    if not re.fullmatch(r"[0-9a-f]{6}", text):
        raise mistake(f'{{key}} "{value}" is no colour.', 'Write it in quotes: "#1f5a46".')
    return f"#{text}"


Colour = Annotated[str, BeforeValidator(_hex)]


class AccentFields(Fields):
    """The colour of links, buttons and the builder's side."""

    light: Colour = "#1f5a46"
    dark: Colour = "#86cfb0"


class SecondFields(Fields):
    """The colour of overlines and the pusher's side."""

    light: Colour = "#8a4b08"
    dark: Colour = "#e3ae5b"


class ColourFields(Fields):
    """The two voices of the site."""

    accent: AccentFields = AccentFields()
    second: SecondFields = SecondFields()


def check_colours(fields: ColourFields, document: Document) -> tuple[ColourFields, list[Problem]]:
    """Return the colours, with the default for each that cannot be read on its ground, and a problem for it."""
    problems: list[Problem] = []
    written: dict[str, AccentFields | SecondFields] = {"accent": fields.accent, "second": fields.second}
    checked = dict(written)
    for name, pair in written.items():
        for scheme, grounds in GROUNDS.items():
            colour = getattr(pair, scheme)
            if (worst := min(contrast(colour, ground) for ground in grounds)) < LEAST:
                place = document.place((*_AT, name, scheme))
                message = f'{name}.{scheme} "{colour}" has a contrast of {_shown(worst)} to its ground.'
                hint = f"Text needs {LEAST}: {readable(colour, scheme)} would do."
                problems.append(Problem(CONFIG, *place, message, hint))
                checked[name] = checked[name].model_copy(update={scheme: getattr(type(pair)(), scheme)})
    return ColourFields(accent=checked["accent"], second=checked["second"]), problems


def _shown(ratio: float) -> str:
    return f"{int(ratio * 100) / 100:.2f}"  # never rounded up to what it misses


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as "#1f5a46", from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour in sRGB (WCAG 2.2, "relative luminance")."""
    parts = [channel / 255 for channel in channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour: str) -> Channels:
    """Return red, green and blue of a colour such as "#1f5a46", each from 0 to 255."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def readable(colour: str, scheme: str) -> str:
    """Return the nearest colour of the same hue and saturation (in HSL) that can be read on each ground of the scheme.

    It is darker in the light scheme and lighter in the dark one; at the worst it is black, or white.
    """
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in channels(colour)))
    end = 0 if scheme == "light" else 1
    for step in range(_SHADES + 1):
        parts = hls_to_rgb(hue, lightness + (end - lightness) * step / _SHADES, saturation)
        shade = f"#{''.join(f'{round(255 * part):02x}' for part in parts)}"
        if min(contrast(shade, ground) for ground in GROUNDS[scheme]) >= LEAST:
            return shade
    raise AssertionError("black and white can be read")
