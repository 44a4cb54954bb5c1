"""Figures: each kind drawn in all its variations, in the words of the guide, and on cards."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import product
from xml.etree import ElementTree as ET

import pytest
from jinja2 import FileSystemLoader
from PIL import Image, ImageChops

from building import ROOT
from coach.content.figures.fields import Figure, FigureFields, samples
from coach.content.figures.kinds import KINDS
from coach.io.cache import Cache
from coach.io.disk.files import read_font, read_messages
from coach.io.disk.folder import Folder
from coach.io.templates import Pieces
from coach.pictures.card_store import CardStore
from coach.pictures.cards import Card, draw_card
from coach.pictures.lettering import Typeface
from coach.pictures.marks.figure import BOX, Plate, covers, draw_plate
from coach.pictures.marks.mark import PLAIN
from coach.publish.sharing import plan_cards, plan_plates
from helpers import article, site_of

FOLDER = "components/figure"
PIECES = Pieces(FileSystemLoader(ROOT / "overrides"))
FACE = Typeface(read_font())


def drawn(figure: Figure) -> str:
    return PIECES.render(f"{FOLDER}/alone.html", drawn=figure)


def variations(name: str) -> list[Figure]:
    """Return a kind with every count, every number of filled ones and every side."""
    kind = KINDS[name]
    counts = range(kind.count.least, kind.count.most + 1) if kind.count else [0]
    sides = ["first", "second", kind.side] if kind.side is not None else [""]
    filled = range(kind.count.most + 1) if kind.count and kind.filled is not None else [0]
    return [Figure(name, *one) for one in product(counts, filled, sides) if one[1] <= one[0]]


def test_each_kind_has_a_template_and_words_in_every_language():
    assert {path.stem for path in (ROOT / "overrides" / FOLDER / "kinds").iterdir()} == set(KINDS)
    assert list(KINDS) == sorted(KINDS)
    for text in read_messages(ROOT / "overrides").values():
        block = text.partition("\nfigures:\n")[2].partition("\n\n")[0]
        assert re.findall(r"^  (\w+): ", block, re.MULTILINE) == list(KINDS)


def test_the_guide_lists_each_kind_with_what_varies_it():
    guide = (ROOT / "WRITING.md").read_text(encoding="utf-8").partition("\n### Figures\n")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| \*\*(\w+)\*\* \| .+ \| (.*?) ?\|$", guide, re.MULTILINE)

    assert [name for name, _ in rows] == list(KINDS)
    for (name, ways), kind in zip(rows, KINDS.values(), strict=True):
        count = f"`count` {kind.count.least} to {kind.count.most} ({kind.count.usual})" if kind.count else ""
        filled = f"`filled` ({kind.filled})" if kind.filled is not None else ""
        side = ("`side`" + (f" ({kind.side})" if kind.side else "")) if kind.side is not None else ""
        assert ways == ", ".join(filter(None, (count, filled, side))), name


@pytest.mark.parametrize("name", KINDS)
def test_each_variation_is_a_small_whole_drawing_without_styles(name):
    for figure in variations(name):
        svg = drawn(figure)
        root = ET.fromstring(svg)
        assert len(svg) <= 3000
        assert {node.tag.rpartition("}")[2] for node in root.iter()} <= {
            "svg",
            "g",
            "path",
            "rect",
            "circle",
            "ellipse",
        }
        for node in root.iter():
            assert not {"style", "id", "fill"} & node.attrib.keys() or node.tag.endswith("}g")
            assert node.get("class", "figure") in {"figure", "figure__first", "figure__second"}


@pytest.mark.parametrize("name", KINDS)
def test_each_variation_lies_in_its_box_and_what_matters_in_the_square(name):
    for figure in variations(name):
        wide = drawn(figure).replace('viewBox="0 0 160 120"', 'viewBox="-80 -60 320 240"')
        ink, first, second = covers(wide, 2 * BOX[0])
        inked = ImageChops.lighter(ink, ImageChops.lighter(first, second)).point(lambda level: 255 * (level > 40))
        left, top, right, bottom = inked.getbbox()
        assert (left - 80 >= 18, right - 80 <= 142) == (True, True), figure
        assert (top - 60 >= 0, bottom - 60 <= 120) == (True, True), figure


@pytest.mark.parametrize("figure", [figure for figure, _ in samples()], ids=lambda figure: figure.kind)
def test_each_kind_is_about_an_outlined_and_a_filled_stroke(figure):
    svg = drawn(figure)

    assert svg.count("figure__first") == 1
    assert svg.count("figure__second") >= 1


@pytest.mark.parametrize("name", KINDS)
def test_every_variation_is_another_drawing(name):
    figures = {FigureFields(kind=name, **kept(figure)).settled(str) for figure in variations(name)}

    assert len({drawn(figure) for figure in figures}) == len(figures)


def kept(figure: Figure) -> dict[str, object]:
    return {key: getattr(figure, key) for key in KINDS[figure.kind].keys if getattr(figure, key) != ""}


def test_the_articles_and_paths_of_this_site_have_each_a_figure_of_its_own(own_site):
    figures = [one.figure for one in (*own_site.library.articles, *own_site.paths.paths.values())]

    assert None not in figures
    assert len(set(figures)) == len(figures)


def test_a_figure_has_its_authors_words_or_those_of_its_kind():
    template = '{% from "components/figure/figure.html" import figure %}{{ figure(drawn, described=true) }}'
    show = PIECES.html.from_string(template).render

    assert 'role="img" aria-label="Two strokes under one umbrella in the rain."' in show(drawn=Figure("umbrella"))
    assert 'aria-label="A &#34;gap&#34;"' in show(drawn=Figure("wall", alt='A "gap"'))
    assert 'aria-hidden="true"' in drawn(Figure("wall"))


def card(figure: str, title: str = "The same title") -> Image.Image:
    return Image.open(BytesIO(draw_card(Card(title, "The Second Sale", figure=figure), FACE))).convert("RGB")


def test_a_card_shows_the_figure_beside_its_title():
    plain = card("")
    for figure, _ in samples():
        svg = drawn(figure)
        left, top, right, bottom = ImageChops.difference(card(svg), plain).getbbox()
        assert (left >= 760, top >= 152, right <= 1125, bottom < 528) == (True,) * 4, figure
    long = card(
        drawn(Figure("lean")), "Who was answering whose question, asked the buyer’s manager and would not say why!"
    )
    assert len(long.crop((744, 152, 770, 528)).getcolors()) == 1


def test_cards_with_one_title_differ_by_their_figures_and_are_kept_apart(tmp_path):
    cards = {f"{figure.kind}.png": Card("One title", "Site", figure=drawn(figure)) for figure, _ in samples()[:5]}
    store, cache = Folder(tmp_path), Cache(tmp_path / "cache.sqlite")
    for _ in range(2):
        CardStore(cache, read_font).deliver(cards, store)

    assert len({(tmp_path / name).read_bytes() for name in cards}) == len(cards)


def test_articles_and_paths_take_their_figures_to_their_cards():
    path = "title: A path\ndescription: A description that is long enough to stand alone in a list.\n"
    steps = "steps: [{article: five, why: Now.}]\nfigure: {kind: key}\n"
    site = site_of({"articles/2026/five.md": article(figure="{kind: clock}"), "paths/a.yml": path + steps})
    cards = plan_cards(site, PLAIN, PIECES)

    assert {address: card.figure for address, card in cards.items() if card.figure} == {
        "articles/five/": drawn(Figure("clock", 1)),
        "paths/a/": drawn(Figure("key", 2)),
    }


def test_a_letter_shows_the_figures_of_its_articles_and_no_others():
    edition = "---\nsubject: A letter\npreheader: What stands in it, in a line.\ndate: 2026-04-20\narticles: [five]\n---\nText."
    docs = {
        "articles/2026/five.md": article(figure="{kind: clock}"),
        "articles/2026/six.md": article("Six", figure="{kind: map}"),
        "newsletter/2026-04.md": edition,
    }
    plates = plan_plates(site_of(docs), PLAIN, PIECES)

    assert plates == {"articles/five/": Plate(drawn(Figure("clock", 1)), PLAIN.colours)}
    data = draw_plate(plates["articles/five/"])
    assert (Image.open(BytesIO(data)).size, len(data) < 2500) == ((240, 180), True)


def test_a_mail_names_the_picture_of_an_article_that_has_a_figure(built_site):
    mail = (built_site / "newsletter/2026-04/mail.html").read_text(encoding="utf-8")
    pictures = re.findall(r'<img src="https://example.github.io/second-sale/(cards/figures/articles/[^"]+)"', mail)

    assert pictures
    assert all((built_site / picture).read_bytes().startswith(b"\x89PNG") for picture in pictures)
