"""Card pictures: what they show, where their lines break, and that a kept one is as good as a fresh one."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

import coach.pictures.cards as cards_module
from coach.io.cache import Cache
from coach.io.disk.files import read_font
from coach.io.disk.folder import Folder
from coach.pictures.card_store import CardStore
from coach.pictures.cards import HEIGHT, LINES, MARGIN, WIDTH, Card, draw_card
from coach.pictures.lettering import Typeface
from coach.pictures.line_breaks import ELLIPSIS, break_lines
from coach.publish.sharing import advise_cards
from helpers import article, site_of

NAME = "The Second Sale"
FACE = Typeface(read_font())
LONGEST = "“Who was answering whose question?” asked the buyer’s WWW manager, and would not say why! "  # 90 characters
POLES = ("Pusher", "Builder")


def picture(card):
    return Image.open(BytesIO(draw_card(card, FACE)))


def inked(image, box):
    """Return whether anything but paper stands in the box."""
    return image.crop(box).getextrema() != (0, 0)


@pytest.mark.parametrize("ends", [None, POLES])
@pytest.mark.parametrize("title", ["Respected or liked?", LONGEST.strip(), "", "W" * 90])
def test_a_card_has_the_size_that_networks_show_and_is_light(title, ends):
    data = draw_card(Card(title, NAME, ends), FACE)
    image = Image.open(BytesIO(data))

    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(data) <= 40_000


@pytest.mark.parametrize("title", ["Respected or liked?", LONGEST.strip(), "W" * 90, "gjpqy"])
def test_nothing_stands_in_the_margins_or_touches_the_mark(title):
    for ends in (None, POLES):
        image = picture(Card(title, NAME, ends))
        edge = 4  # serifs reach a little over
        assert not inked(image, (0, 0, MARGIN - edge, HEIGHT))
        assert not inked(image, (WIDTH - MARGIN + edge, 0, WIDTH, HEIGHT))
        assert not inked(image, (0, 144, WIDTH, 152))
        assert not inked(image, (0, 604, WIDTH, HEIGHT))


def test_a_quiz_shows_its_line_with_the_stroke_and_both_ends():
    with_line, without = picture(Card("Pusher or builder?", NAME, POLES)), picture(Card("Pusher or builder?", NAME))

    assert inked(with_line, (580, 392, 620, 400))
    for box in ((MARGIN, 460, 300, 500), (900, 460, WIDTH - MARGIN, 500)):
        assert inked(with_line, box)
        assert not inked(without.crop(box), (0, 20, 200, 40))


def test_a_zone_of_a_quiz_is_marked_where_it_lies_on_the_line():
    low, high = (picture(Card("Pace first", NAME, POLES, span=span)) for span in ((0, 39), (61, 100)))

    left, right = (MARGIN + 60, 408, 480, 418), (720, 408, WIDTH - MARGIN - 60, 418)
    assert inked(low, left)
    assert not inked(low, right)
    assert inked(high, right)
    assert not inked(high, left)


@pytest.mark.parametrize("ends", [None, POLES])
@pytest.mark.parametrize("title", ["Respected or liked?", "", "Ấ gjpqy ợ " * 3])
def test_a_card_is_a_whole_png_of_sixteen_colours(title, ends):
    data = draw_card(Card(title, NAME, ends), FACE)
    parts = data.split(b"IDAT")[1].split(b"IEND")[0]
    rows = zlib.decompress(parts[:-8])  # without its own and the next one's numbers; checks the sum at its end

    assert len(rows) == HEIGHT * (1 + WIDTH // 2)
    assert set(rows[:: 1 + WIDTH // 2]) == {0}
    image = Image.open(BytesIO(data))
    image.verify()
    assert (image.mode, len(image.palette.palette)) == ("P", 3 * 16)


def test_what_all_cards_of_a_site_share_is_drawn_and_compressed_once(monkeypatch):
    face, packed, deflate = Typeface(read_font()), [], cards_module._deflate
    monkeypatch.setattr(
        cards_module, "_deflate", lambda rows, *given: packed.append(len(rows)) or deflate(rows, *given)
    )
    for number in range(3):
        draw_card(Card(f"Title {number}", NAME), face)

    above, below, *titles = packed
    row = 1 + WIDTH // 2
    assert titles == [HEIGHT * row - above - below] * 3


@pytest.mark.parametrize("letters", ["Ấ", "gjpqy", "Ợ", "Å|", "§"])
def test_no_letter_is_taller_than_the_rows_of_a_title(letters):
    for ends in (None, POLES):
        drawn = picture(Card(letters, NAME, ends))
        plain = picture(Card(" ", NAME, ends))
        box = ImageChops.difference(drawn.convert("RGB"), plain.convert("RGB")).getbbox()
        assert box[1] > 152
        assert box[3] < (388 if ends else 528)


@given(st.text(alphabet="AVTo y.“”’—Wg ", max_size=40))
def test_a_width_is_that_of_the_text_as_it_is_set(text):
    assert FACE.width(text) == pytest.approx(FACE.place(text)[1] if text else 0)


def test_the_same_card_is_the_same_bytes_also_from_another_typeface():
    card = Card(LONGEST, NAME, POLES)

    assert draw_card(card, FACE) == draw_card(card, FACE) == draw_card(card, Typeface(read_font()))


def test_letters_are_kerned():
    assert FACE.width("AV") < FACE.width("A") + FACE.width("V")
    assert FACE.width("To") < FACE.width("T") + FACE.width("o")


@pytest.mark.parametrize("title", ["日本語", "سعر", "Sell 🙂", "x\N{COMBINING CYRILLIC MILLIONS SIGN}"])
def test_a_title_with_a_character_that_the_font_lacks_gives_a_plain_card(title):
    assert draw_card(Card(title, NAME, POLES), FACE) == draw_card(Card("", NAME), FACE)


@pytest.mark.parametrize(
    "title", ["Ça coûte “combien” ?", "Što znači “ne”?", "Что говорят", "Τι λένε", "Giá là gì, ngắn"]
)
def test_latin_greek_and_cyrillic_are_drawn(title):
    assert FACE.has(title)
    assert draw_card(Card(title, NAME), FACE) != draw_card(Card("", NAME), FACE)


def test_an_accent_that_is_typed_apart_is_set_on_its_letter():
    assert draw_card(Card("Cafe\N{COMBINING ACUTE ACCENT}", NAME), FACE) == draw_card(Card("Café", NAME), FACE)


@pytest.mark.parametrize(
    ("text", "most", "lines", "whole"),
    [
        ("one", 4, ["one"], True),
        ("one two three four", 4, ["one two", "three four"], True),
        ("a bb cccccccc", 4, ["a bb", "cccccccc"], True),
        ("aaaa bbbb cccc dddd eeee ffff", 2, ["aaaa bbbb", "cccc dddd…"], False),
        ("aaaa bbbb cccc, dddd eeee", 1, ["aaaa bbbb…"], False),
        ("abcdefghijklmnop", 4, ["abcdefghij", "klmnop"], True),
        ("abcdefghijklmnop", 1, ["abcdefghi…"], False),
        ("", 4, [], True),
    ],
)
def test_lines_break_between_words_evenly_and_what_is_too_long_is_cut(text, most, lines, whole):
    assert break_lines(text, 10, most, len) == (lines, whole)


@given(st.text(alphabet="ab c-’Wö", max_size=120), st.integers(1, LINES))
def test_no_line_is_too_wide_and_no_word_is_lost(text, most):
    lines, whole = break_lines(text, 12, most, len)

    assert len(lines) <= most
    assert all(len(line) <= 12 for line in lines)
    said = "".join(lines).replace(" ", "")
    plain = "".join(text.split())
    assert said == plain if whole else plain.startswith(said.removesuffix(ELLIPSIS))


CARDS = {f"cards/{number}.png": Card(f"Title {number}", NAME) for number in range(3)}


def delivered(folder, cards=CARDS, jobs=1):
    """Return the cards as they are put into the site by a build that keeps what it draws in this folder."""
    store = CardStore(Cache(folder / "cache.sqlite"), read_font, jobs)
    store.begin(cards.values())
    store.deliver(cards, Folder(folder / "site"))
    return {place: (folder / "site" / place).read_bytes() for place in cards}


def test_cards_are_drawn_once(tmp_path, monkeypatch):
    first = delivered(tmp_path)
    monkeypatch.setattr("coach.pictures.card_store.draw_card", None)

    assert delivered(tmp_path) == first
    assert first == {place: draw_card(card, FACE) for place, card in CARDS.items()}


def test_cards_that_are_all_kept_load_neither_pillow_nor_harfbuzz(tmp_path):
    code = """
import sys
from pathlib import Path
from coach.io.cache import Cache
from coach.io.disk.files import read_font
from coach.io.disk.folder import Folder
from coach.pictures.card_store import CardStore
from coach.pictures.cards import Card
store = CardStore(Cache(Path(sys.argv[1], "cache.sqlite")), read_font)
cards = {"a.png": Card("Respected or liked?", "The Second Sale")}
store.begin(cards.values())
store.deliver(cards, Folder(Path(sys.argv[1], "site")))
print(sorted({"PIL", "uharfbuzz"} & {name.partition(".")[0] for name in sys.modules}))
"""
    hooks = str(Path(cards_module.__file__).parents[2])
    said = [
        subprocess.run(
            [sys.executable, "-c", code, tmp_path],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": hooks},
        ).stdout.strip()
        for _ in range(2)
    ]

    assert said == ["['PIL', 'uharfbuzz']", "[]"]


def test_other_code_or_another_font_draws_anew(tmp_path, monkeypatch):
    delivered(tmp_path)
    monkeypatch.setattr("coach.pictures.card_store.draw_card", lambda *_: b"new")
    monkeypatch.setattr("coach.pictures.card_store.fingerprint", lambda *_: "other code")

    assert set(delivered(tmp_path).values()) == {b"new"}


def test_a_damaged_picture_is_drawn_again(tmp_path):
    first = delivered(tmp_path)
    with sqlite3.connect(tmp_path / "cache.sqlite") as base:
        base.execute("UPDATE blobs SET data = CAST(substr(data, 1, 100) AS BLOB)")

    assert delivered(tmp_path) == first
    assert delivered(tmp_path) == first


def test_without_a_place_to_keep_them_cards_are_drawn_all_the_same(tmp_path):
    (tmp_path / "cache.sqlite").mkdir()
    (tmp_path / "cache.sqlite/x").write_text("a file")

    assert delivered(tmp_path)["cards/0.png"] == draw_card(CARDS["cards/0.png"], FACE)


def test_many_cards_are_drawn_by_several_processes_and_are_the_same(tmp_path):
    cards = {f"{number}.png": Card(f"Title {number}", NAME) for number in range(60)}
    many = delivered(tmp_path / "many", cards, jobs=2)

    assert many == delivered(tmp_path / "one", cards)
    with sqlite3.connect(tmp_path / "many/cache.sqlite") as base:
        assert base.execute("SELECT count(*) FROM blobs WHERE kind = 'card'").fetchone() == (60,)


def test_authors_are_told_of_a_title_that_their_card_cannot_show():
    site = site_of({"articles/2026/a.md": article('"Sell 日 and 本"'), "articles/2026/b.md": article("Sell")})
    (advice,) = advise_cards(site, FACE)

    assert str(advice) == (
        'docs/articles/2026/a.md:2:8 the card picture cannot show "日 本" of the title, and shows none of it. '
        "Write the title without it, if it can do without."
    )
    assert advice.advice
