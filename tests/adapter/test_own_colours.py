"""Colours and an offer of one's own: everywhere, readable, and nothing of the default ones is left."""

from __future__ import annotations

import re
from colorsys import rgb_to_hls
from io import BytesIO
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from building import ROOT, build, copy_project, write
from coach.content.config.colours import (
    GROUNDS,
    LEAST,
    AccentFields,
    ColourFields,
    SecondFields,
    channels,
    contrast,
    readable,
)
from coach.content.settings import read_settings
from coach.publish.assets import recolour
from languages import SETTINGS, german_files

COLOURS = """    colours:
      accent: {light: "#7a1f5c", dark: "#f0a8d8"}
      second: {light: "#1d4f91", dark: "#9cc4f5"}
"""
OFFER = """    offer:
      title: Arbeiten Sie mit mir
      words: Ein Gespräch von einer Stunde.
      button: Termin aussuchen
      to: https://termine.example.org/anna
"""
OURS = re.compile("1f5a46|86cfb0|8a4b08|e3ae5b", re.IGNORECASE)


def settings(lines):
    return read_settings(f"site_name: x\nextra:\n  coach:\n{lines}")


def test_every_default_colour_can_be_read_on_every_ground_in_both_schemes():
    colours = ColourFields()
    for pair, scheme in product((colours.accent, colours.second), GROUNDS):
        for ground in GROUNDS[scheme]:
            assert contrast(getattr(pair, scheme), ground) >= LEAST


def test_contrast_is_that_of_wcag():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#1f5a46", "#1f5a46") == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            'accent: {light: "#58a88c"}',
            'mkdocs.yml:5:23 accent.light "#58a88c" has a contrast of 2.28 to its ground. Text needs 4.5: #',
        ),
        ('second: {dark: "#223344"}', 'mkdocs.yml:5:22 second.dark "#223344" has a contrast of 1.28 to its ground.'),
        (
            "accent: {light: green}",
            'mkdocs.yml:5:23 light "green" is no colour. Write it in quotes: "#1f5a46".',
        ),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_with_its_contrast(line, told):
    read, problems = settings(f"    colours:\n      {line}\n")

    assert [str(problem).startswith(told) for problem in problems] == [True], [str(problem) for problem in problems]
    assert read.coach.colours == ColourFields()


def test_the_shade_that_is_proposed_can_be_read():
    _, (problem,) = settings('    colours:\n      accent: {light: "#58a88c"}\n')
    shade = re.search(r"#[0-9a-f]{6} would", problem.hint)[0].split()[0]
    assert min(contrast(shade, ground) for ground in GROUNDS["light"]) >= LEAST


def hue_of(colour):
    """Return hue in degrees and saturation (HSL), and how far the channels lie apart."""
    parts = channels(colour)
    hue, _, saturation = rgb_to_hls(*(part / 255 for part in parts))
    return 360 * hue, saturation, max(parts) - min(parts)


@pytest.mark.parametrize("scheme", GROUNDS)
def test_the_shade_that_is_proposed_has_the_hue_and_saturation_of_the_colour(scheme):
    chance, failing = Random(scheme), []
    while len(failing) < 200:
        colour = f"#{chance.randrange(1 << 24):06x}"
        if min(contrast(colour, ground) for ground in GROUNDS[scheme]) < LEAST:
            failing.append(colour)
    for colour in failing:
        shade = readable(colour, scheme)
        assert min(contrast(shade, ground) for ground in GROUNDS[scheme]) >= LEAST
        (hue, saturation, strong), (new_hue, new_saturation, new_strong) = hue_of(colour), hue_of(shade)
        if min(strong, new_strong) >= 20:  # a grey has no hue, and a channel is a whole number
            assert min(abs(hue - new_hue), 360 - abs(hue - new_hue)) <= 3, (colour, shade)
            assert abs(saturation - new_saturation) <= 0.05, (colour, shade)


def test_a_colour_that_can_be_read_is_its_own_proposal_and_none_goes_too_far():
    assert readable("#1f5a46", "light") == "#1f5a46"
    assert readable("#ffffff", "light") < "#7f7f7f"
    shade = readable("#58a88c", "light")
    lighter = f"#{''.join(f'{part + 2:02x}' for part in channels(shade))}"
    assert min(contrast(lighter, ground) for ground in GROUNDS["light"]) < LEAST


def test_three_digits_and_no_sign_are_a_colour_too():
    read, problems = settings("    colours:\n      accent: {light: 046}\n")
    assert (problems, read.coach.colours.accent.light) == ([], "#004466")


def test_a_colour_that_takes_the_place_of_another_is_not_replaced_again():
    usual = ColourFields()
    swapped = ColourFields(
        accent=AccentFields(**usual.second.model_dump()), second=SecondFields(**usual.accent.model_dump())
    )
    assert recolour("#1F5A46 #8a4b08 #fbf8f3 #1f5a4655", swapped) == "#8a4b08 #1f5a46 #fbf8f3 #8a4b0855"
    assert recolour("#1F5A46", usual) == "#1F5A46"


@given(st.integers(0, 0xFFFFFF), st.sampled_from(["accent", "second"]), st.sampled_from(["light", "dark"]))
def test_every_allowed_colour_can_be_read_on_every_ground(number, name, scheme):
    colour = f"#{number:06x}"
    read, problems = settings(f'    colours:\n      {name}: {{{scheme}: "{colour}"}}\n')

    chosen = getattr(getattr(read.coach.colours, name), scheme)
    assert min(contrast(chosen, ground) for ground in GROUNDS[scheme]) >= LEAST
    assert (chosen == colour) or len(problems) == 1


def test_grounds_and_default_colours_are_those_of_the_style_sheet():
    styles = (ROOT / "overrides/assets/site.css").read_text(encoding="utf-8")
    tokens = {name: pair for name, *pair in re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\);", styles)}
    for number, scheme in enumerate(("light", "dark")):
        assert GROUNDS[scheme] == tuple(tokens[name][number] for name in ("paper", "raised", "mark"))
        assert getattr(ColourFields().accent, scheme) == tokens["accent"][number]
        assert getattr(ColourFields().second, scheme) == tokens["second"][number]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    import building

    folder = copy_project(tmp_path_factory.mktemp("own") / "x", german_files())
    write(folder / "mkdocs.yml", SETTINGS.replace("LOCALE", "de_DE") + COLOURS + OFFER)
    building.may_build = True
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.mark.build
def test_no_default_colour_is_left_in_any_file(site):
    found = {}
    for path in site.rglob("*"):
        is_text = path.suffix in {".html", ".css", ".js", ".mjs", ".svg", ".json"} and "pagefind" not in path.parts
        if is_text and (hits := OURS.findall(path.read_text(encoding="utf-8"))):
            found[path.relative_to(site).as_posix()] = hits
    assert found == {}
    assert "#7a1f5c" in (site / "assets/site.css").read_text()


@pytest.mark.build
def test_cards_and_icons_have_the_accent(site):
    card = Image.open(next((site / "cards").rglob("*.png"))).convert("RGB")
    assert channels("#7a1f5c") in card.get_flattened_data()
    for name in ("apple-touch-icon.png", "favicon.ico"):
        colours = {
            pixel[:3]
            for pixel in Image.open(BytesIO((site / "assets" / name).read_bytes())).convert("RGBA").get_flattened_data()
        }
        assert channels("#7a1f5c") in colours, name
        assert channels("#1f5a46") not in colours, name


@pytest.mark.build
@pytest.mark.parametrize(
    "address",
    [
        "index.html",
        "articles/eins/index.html",
        "quizzes/tee/index.html",
        "newsletter/2026-05/index.html",
        "newsletter/2026-05/mail.html",
        "newsletter/2026-05/mail.txt",
    ],
)
def test_the_offer_is_where_readers_have_just_got_something(site, address):
    text = (site / address).read_text(encoding="utf-8")
    assert "https://termine.example.org/anna" in text
    assert "arbeiten sie mit mir" in text.lower()


def test_without_an_offer_nothing_is_said_of_one(own_site):
    assert own_site.settings.offer is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("offer: {title: A, words: B, button: C}", "to is missing. Write to: https://calendar.example.org/ada."),
        ("offer: {title: A, words: B, button: C, to: ''}", "to is empty."),
    ],
)
def test_half_an_offer_is_a_mistake(line, told):
    read, problems = settings(f"    {line}\n")
    assert told in str(problems[0]), str(problems[0])
    assert read.offer is None
