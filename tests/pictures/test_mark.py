"""The site's mark, in pictures and icons: its own drawing, its initials, or the two tallies."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from coach.content.config.colours import AccentFields, ColourFields, SecondFields
from coach.io.cache import Cache
from coach.io.disk.files import read_font
from coach.pictures.cards import Card, draw_card
from coach.pictures.lettering import Typeface
from coach.pictures.marks.drawing import STRETCHED, UNDRAWN, fault_of, is_dark
from coach.pictures.marks.icons import FAVICON, TOUCH_ICON, make_icons
from coach.pictures.marks.mark import TALLIES, Look, Mark, initials_of, shape

FACE = Typeface(read_font())
OWN = ColourFields(
    accent=AccentFields(light="#0000aa", dark="#aaaaff"), second=SecondFields(light="#aa0000", dark="#ffaaaa")
)
DISC = Mark(
    drawing='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" fill="#c00"/></svg>'
)
WIDE = Mark(drawing='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 10"><rect width="90" height="10"/></svg>')
MARKS = {"tallies": TALLIES, "initials": Mark("BT"), "no such letters": Mark("語本"), "disc": DISC, "wide": WIDE}


def opened(data):
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_icons_have_the_sizes_that_browsers_and_phones_ask_for(mark):
    icons = make_icons(Look(OWN, mark), read_font, Cache(None))

    favicon, touch = opened(icons[FAVICON]), opened(icons[TOUCH_ICON])
    assert favicon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert (touch.size, touch.mode) == ((180, 180), "RGB")
    for size in sorted(favicon.info["sizes"]):
        favicon.size = size
        assert favicon.convert("RGBA").getchannel("A").getextrema()[1] >= 200, "something is drawn"
        assert favicon.convert("RGBA").getchannel("A").getextrema()[0] == 0, "on a transparent ground"


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_a_card_shows_the_mark_in_the_accent(mark):
    card = opened(draw_card(Card("Words", "Name", look=Look(OWN, mark)), FACE)).convert("RGB")

    colours = {colour for _, colour in card.crop((80, 72, 560, 144)).getcolors(100_000)}
    assert (0, 0, 0xAA) in colours
    assert (0x1F, 0x5A, 0x46) not in colours
    outside = card.crop((561, 72, 1200, 144)).getcolors()
    assert [colour for _, colour in outside] == [(0xFB, 0xF8, 0xF3)]


def test_a_drawing_keeps_its_own_colours_in_icons():
    touch = opened(make_icons(Look(OWN, DISC), read_font, Cache(None))[TOUCH_ICON])

    assert touch.getpixel((90, 90)) == (0xCC, 0, 0)
    assert touch.getpixel((5, 5)) == (0xFB, 0xF8, 0xF3)


def test_marks_and_colours_make_pictures_of_their_own():
    looks = [Look(palette, mark) for palette in (ColourFields(), OWN) for mark in MARKS.values()]
    cache = Cache(None)
    icons = [make_icons(look, read_font, cache)[TOUCH_ICON] for look in looks]

    assert len(set(icons)) == 6, "tallies and initials in two palettes each, two drawings in their own colours"
    assert icons == [make_icons(look, read_font, cache)[TOUCH_ICON] for look in looks]


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Berger Training", "BT"), ("the second sale", "TS"), ("Verkauf", "V"), ("Öl & Ähre", "ÖÄ"), ("…", ""), ("", "")],
)
def test_initials_are_those_of_the_first_two_words(name, initials):
    assert initials_of(name) == initials


def test_a_wide_mark_stays_within_its_room():
    assert shape(WIDE, 72, 480, FACE).width <= 480


def svg(inside, attributes='viewBox="0 0 10 10"'):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'


SQUARE = '<rect width="10" height="10" fill="{}"/>'


@pytest.mark.parametrize(
    ("drawing", "fault"),
    [
        (svg(SQUARE.format("#123")), None),
        (svg(SQUARE.format("currentColor")), None),
        (svg(SQUARE.format("#123"), 'viewBox="0 0 100 10"'), None),
        (svg(SQUARE.format("#123"), 'viewBox="0 0 101 10"'), STRETCHED),
        (svg(SQUARE.format("#123"), 'viewBox="0 0 1 100000"'), STRETCHED),
        (svg(""), UNDRAWN),
        (svg(SQUARE.format("#fff")), UNDRAWN),
        (svg('<text x="1" y="9">A</text>'), UNDRAWN),
        (svg(SQUARE.format("#123"), ""), UNDRAWN),
        (svg(SQUARE.format("#123"), 'width="0" height="0"'), UNDRAWN),
    ],
)
def test_a_drawing_that_would_make_empty_icons_is_told_of(drawing, fault):
    assert fault_of(drawing.encode(), "assets/mark.svg") == fault


@pytest.mark.parametrize(
    ("drawing", "dark"),
    [
        (svg(SQUARE.format("#000")), True),
        (svg(SQUARE.format("#1f1b16")), True),
        (svg(SQUARE.format("#0b5")), False),
        (svg(SQUARE.format("#000") + '<rect width="3" height="10" fill="#0b5"/>'), False),
        # Its edges, made smaller, have a few pixels that are lighter than anything in it.
        (svg('<circle cx="5" cy="5" r="4.7" fill="#111"/><circle cx="5" cy="5" r="2" fill="#626262"/>'), True),
        (svg('<circle cx="5" cy="5" r="4.7" fill="#111"/><circle cx="5" cy="5" r="2" fill="#777777"/>'), False),
        (
            svg("<style>@media (prefers-color-scheme: dark) { rect { fill: #fff } }</style>" + SQUARE.format("#000")),
            False,
        ),
    ],
)
def test_a_drawing_that_the_dark_scheme_would_swallow_is_known(drawing, dark):
    assert is_dark(drawing) == dark
