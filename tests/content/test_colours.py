"""A site's own colours: each pair that is allowed can be read on every ground, in both schemes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import ROOT
from coach.content.config.colours import GROUNDS, NEEDED, USUAL, Pair, Palette, contrast, readable
from coach.content.settings import read_settings

STYLES = (ROOT / "overrides/assets/site.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\);")
TOKENS = {name: Pair(light, dark) for name, light, dark in TOKEN.findall(STYLES)}
COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def read(accent: Pair, second: Pair):
    lines = [
        f'{name}: {{light: "{one.light}", dark: "{one.dark}"}}'
        for name, one in (("accent", accent), ("second", second))
    ]
    return read_settings("site_name: X\nextra:\n  coach:\n    colours:\n      " + "\n      ".join(lines))


# The examples of the Web Content Accessibility Guidelines and of their well-known checkers.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59), ("#ff0000", "#ffffff", 4)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


def test_the_grounds_and_usual_colours_are_those_of_the_style_sheet():
    names = {"the paper": "paper", "sheets": "raised", "marked words": "mark"}
    for scheme, grounds in GROUNDS.items():
        assert grounds == {name: getattr(TOKENS[token], scheme) for name, token in names.items()}
    assert Palette(TOKENS["accent"], TOKENS["second"]) == USUAL


@given(st.tuples(COLOUR, COLOUR, COLOUR, COLOUR))
def test_every_allowed_pair_is_readable_on_every_ground_in_both_schemes(colours):
    accent, second = Pair(*colours[:2]), Pair(*colours[2:])

    settings, problems = read(accent, second)

    for name, wished in (("accent", accent), ("second", second)):
        pair = getattr(settings.palette, name)
        for scheme, grounds in GROUNDS.items():
            assert all(contrast(getattr(pair, scheme), ground) >= NEEDED for ground in grounds.values())
        refused = any(problem.message.startswith(name) for problem in problems)
        assert pair == (getattr(USUAL, name) if refused else wished)


@given(COLOUR, st.sampled_from(["light", "dark"]))
def test_the_colour_that_is_proposed_is_allowed(colour, scheme):
    better = readable(colour, scheme)

    light, dark = (better, "#ffffff") if scheme == "light" else ("#000000", better)
    assert read(Pair(light, dark), USUAL.second)[1] == []


def test_own_colours_take_the_place_of_the_usual_ones_and_of_no_others():
    own = Palette(Pair("#111111", "#eeeeee"), Pair("#222222", "#dddddd"))

    assert own.paint("a { color: #1F5A46 } b { color: #1f5a4655 } i { color: #e3ae5b; background: #fbf8f3 }") == (
        "a { color: #111111 } b { color: #11111155 } i { color: #dddddd; background: #fbf8f3 }"
    )
    assert USUAL.paint("#1F5A46") == "#1F5A46"
    swapped = Palette(USUAL.second, USUAL.accent)
    assert swapped.paint("#1f5a46 #8a4b08") == "#8a4b08 #1f5a46"
