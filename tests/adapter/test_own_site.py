"""Another coach's site, made with docs/ and mkdocs.yml alone: nothing of this blog is found in it."""

from __future__ import annotations

import json
import re
from io import BytesIO

import lxml.html
import pytest
from PIL import Image

import quick_builds
from coach.content.config.colours import ColourFields, channels
from dead_links import dead_links, doubled_ids
from own_site import COLOURS, CONFIG, MARK, SITE, copy_own_site

USUAL = ColourFields()
pytestmark = pytest.mark.build

# This blog's name, its key, the poles of its quizzes, its mark's name, and who writes it.
WORDS = re.compile(
    r"second[ -]?sale|pusher|builder|two tallies|two strokes|the desk|read this with your team", re.IGNORECASE
)
FEATURED = "articles/five-minutes/index.html"
LETTER = "newsletter/2026-04/"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The files of her site, and the warnings of its build."""
    with pytest.MonkeyPatch.context() as patch:
        quick_builds.prepare(patch)
        patch.setenv("SITE_URL", SITE)
        quick_builds.forget()
        yield quick_builds.build_here(copy_own_site(tmp_path_factory.mktemp("own") / "copy"))


def text_of(data):
    try:
        return data.decode()
    except UnicodeDecodeError:
        return ""


def page_of(own, path):
    return lxml.html.fromstring(own.files[path])


def test_it_builds_without_a_warning_and_without_a_dead_link(own):
    assert own.warnings == []
    assert dead_links(own.files, SITE) == []
    assert doubled_ids(own.files) == {}


def test_no_word_of_this_blog_is_in_it(own):
    found = {path: WORDS.findall(text_of(data)) for path, data in own.files.items() if not path.startswith("pagefind/")}
    names = [path for path in own.files if WORDS.search(path)]

    assert {path: words for path, words in found.items() if words} == {}
    assert names == []
    assert sum("Berger Training" in text_of(data) for data in own.files.values()) >= 20


def test_no_colour_of_this_blog_is_in_it_and_her_own_are_where_they_belong(own):
    usual = (USUAL.accent.light, USUAL.accent.dark, USUAL.second.light, USUAL.second.dark)
    for path, data in own.files.items():
        assert [colour for colour in usual if colour in text_of(data).lower()] == [], path

    styles = text_of(own.files["assets/site.css"])
    for name, (light, dark) in COLOURS.items():
        assert f"--{name}:light-dark({light},{dark})" in styles.replace(", ", ",").replace(": ", ":")
    mail = text_of(own.files[f"{LETTER}mail.html"]).lower()
    assert f"color:{COLOURS['accent'][0]}" in mail.replace(": ", ":")
    assert COLOURS["accent"][1] in mail
    assert COLOURS["accent"][0] in text_of(own.files["components/quiz/keep.mjs"])


def test_pictures_have_her_colours(own):
    cards = {path: data for path, data in own.files.items() if path.startswith("cards/")}
    usual = {channels(USUAL.accent.light), channels(USUAL.second.light)}

    assert len(cards) >= 6
    for path, data in cards.items():
        palette = Image.open(BytesIO(data)).getpalette()
        colours = {tuple(palette[at : at + 3]) for at in range(0, len(palette), 3)}
        assert {channels(COLOURS["accent"][0]), channels(COLOURS["second"][0])} <= colours, path
        assert not colours & usual, path


def test_her_mark_is_on_every_page_and_in_every_icon(own):
    for path, data in own.files.items():
        if path.endswith("index.html") and b"site-header" in data:
            (header, footer) = lxml.html.fromstring(data).xpath("//img[@class='mark']/@src")
            assert header == footer
            assert header.endswith("assets/mark.svg")
    assert b"<circle" in own.files["assets/mark.svg"]
    touch = Image.open(BytesIO(own.files["assets/apple-touch-icon.png"]))
    assert touch.getpixel((60, 90)) == (0, 0xBB, 0x55)
    favicon = Image.open(BytesIO(own.files["assets/favicon.ico"])).convert("RGBA")
    assert favicon.getpixel((favicon.width // 5, favicon.height // 2)) == (0, 0xBB, 0x55, 255)
    mail = page_of(own, f"{LETTER}mail.html")
    assert mail.xpath("//img[@class='mark']/@src") == [f"{SITE}assets/apple-touch-icon.png"]


@pytest.mark.parametrize("drawing", ["<svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'])
def test_a_mark_that_cannot_be_drawn_is_told_of_and_initials_stand_in_its_place(tmp_path, monkeypatch, drawing):
    quick_builds.prepare(monkeypatch)
    folder = copy_own_site(tmp_path / "copy")
    (folder / "docs/assets/mark.svg").write_text(drawing, encoding="utf-8")
    quick_builds.forget()
    built = quick_builds.build_here(folder)

    (warning,) = built.warnings
    assert 'docs/assets/mark.svg:1:1 the mark "mark.svg" cannot be drawn' in warning
    page = page_of(built, "index.html")
    assert page.xpath("//header//*[contains(@class, 'mark')]/text()") == ["BT"]


def test_a_dark_mark_stands_on_paper_in_the_dark_scheme(tmp_path, monkeypatch):
    quick_builds.prepare(monkeypatch)
    folder = copy_own_site(tmp_path / "copy")
    (folder / "docs/assets/mark.svg").write_text(MARK.replace("#0b5", "#111").replace("#fff", "#222"), encoding="utf-8")
    quick_builds.forget()
    built = quick_builds.build_here(folder)

    assert built.warnings == []
    assert page_of(built, "index.html").xpath("//header//img/@class") == ["mark mark--dark"]


OFFERED = ["index.html", FEATURED, "quizzes/tea/index.html", f"{LETTER}index.html"]


@pytest.mark.parametrize("path", OFFERED)
def test_her_offer_stands_on_home_after_articles_below_results_and_letters(own, path):
    (box,) = page_of(own, path).xpath("//aside[@class='offer']")

    assert box.findtext("h2") == "Ein Vormittag bei Ihnen"
    assert box.xpath(".//a/@href") == ["https://termine.example.org/ada"]
    assert "Termin ausmachen" in box.text_content()


def test_her_offer_ends_the_mail(own):
    html, text = (text_of(own.files[f"{LETTER}{name}"]) for name in ("mail.html", "mail.txt"))

    assert (
        html.index("Fragen Sie.")
        < html.index("Ein Vormittag bei Ihnen")
        < html.index("https://termine.example.org/ada")
    )
    assert "EIN VORMITTAG BEI IHNEN" in text
    assert "https://termine.example.org/ada" in text


def test_without_an_offer_nothing_is_said_of_selling(tmp_path, monkeypatch):
    quick_builds.prepare(monkeypatch)
    monkeypatch.setenv("SITE_URL", SITE)
    folder = copy_own_site(tmp_path / "copy")
    (folder / "mkdocs.yml").write_text(
        re.sub(r"    offer:\n(      .*\n)+|    team: .*\n", "", CONFIG), encoding="utf-8"
    )
    quick_builds.forget()
    built = quick_builds.build_here(folder)

    assert built.warnings == []
    for path, data in built.files.items():
        if path.endswith((".html", ".txt")):
            assert not re.search(r'class="(offer|cta|team-pack)"|termine\.example', text_of(data)), path


def test_speakers_have_her_names_on_pages_and_in_feeds(own):
    page = page_of(own, FEATURED)

    assert page.xpath("//b[@class='chat__name']/text()") == ["Beraterin:", "Kundin:", "Trainerin:"]
    assert page.xpath("//li/@data-speaker") == ["rep", "buyer", "coach"]
    assert "Kundin:" in text_of(own.files["feed.xml"])


def test_an_author_has_a_picture_a_role_and_pages_elsewhere(own):
    for path in (FEATURED, "authors/ada/index.html"):
        page = page_of(own, path)
        assert page.xpath("//*[@class='author-picture']//img/@alt") == [""]
        assert "https://example.social/@ada" in page.xpath("//a[@rel='me']/@href")
        assert "Trainerin" in page.text_content()
    data = json.loads(page_of(own, FEATURED).xpath("string(//script[@type='application/ld+json'])"))
    (posting,) = (node for node in data["@graph"] if node["@type"] == "BlogPosting")
    (author,) = posting["author"]
    assert (author["jobTitle"], author["sameAs"]) == ("Trainerin", ["https://example.social/@ada"])
    assert author["image"] == f"{SITE}assets/ada.png"
    (publisher,) = (node for node in data["@graph"] if node["@type"] == "Organization")
    assert publisher["sameAs"] == ["https://www.linkedin.com/in/berger"]


def test_the_foot_has_her_pages_elsewhere_and_her_licence(own):
    foot = page_of(own, "index.html").xpath("//footer[@class='site-footer']")[0]

    assert foot.xpath(".//a[@rel='me']/@href") == ["https://www.linkedin.com/in/berger"]
    assert "Alle Rechte bei Ada Berger." in foot.text_content()


def test_what_browsers_keep_and_save_has_her_key(own):
    scripts = {
        path: text_of(data)
        for path, data in own.files.items()
        if path.endswith((".mjs", ".js")) and "pagefind" not in path
    }
    kept = page_of(own, "privacy/index.html").xpath("//*[@data-stored]/li/@data-key")

    assert [key for key in kept if not key.startswith("berger-training.")] == []
    assert {path for path, text in scripts.items() if re.search(r"[\"'`]coach\.", text)} == set()
    assert any("`berger-training.quiz.${" in text for text in scripts.values())
    quiz = page_of(own, "quizzes/tea/index.html")
    assert quiz.xpath("//template/@data-file") == ["berger-training-tea"]
    assert sorted(page_of(own, "mirror/index.html").xpath("//a/@download")) == [
        "berger-training-customers-view.csv",
        "berger-training-customers-view.json",
    ]
