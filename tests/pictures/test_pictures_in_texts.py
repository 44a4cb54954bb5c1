"""Pictures on the pages, in feeds and lists, and what authors are told about them."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys

import lxml.html
import pytest

from building import build, copy_project, environment, files_of, write
from coach.markdown.rendered import Link, draw_images
from coach.markdown.renderer import Renderer
from helpers import BASE, EXTENSIONS, article, page
from pictures.corpus import SVG, bomb, moving, photo, saved, scene

FIVE, MORE = "articles/2026/five-minutes.md", "articles/2026/more.md"
DOCS = {
    **BASE,
    FIVE: article(
        image="{src: ../../assets/desk.jpg, alt: 'A desk & a \"chair\"'}",
        body="Words ![A plan](<../../assets/a plan, new.png>){ width=250 .left } and ![Drawn](../../assets/drawn.svg).\n\n"
        '<img src="../../assets/moves.gif" alt="It moves">\n\n'
        '<picture><source srcset="../../assets/own.webp"><img src="../../assets/a plan, new.png" alt="Mine"></picture>\n',
    ),
    MORE: article(
        "More",
        date="2026-04-15",
        image="{src: ../../assets/desk.jpg, alt: A desk}",
        body="![A desk](../../assets/desk.jpg)\n\n<!-- more -->\n\nText.",
    ),
    "assets/desk.jpg": photo(1000, 700, orientation=6),
    "assets/a plan, new.png": saved(scene(500, 300), "PNG"),
    "assets/own.webp": saved(scene(500, 300), "WEBP"),
    "assets/drawn.svg": SVG,
    "assets/moves.gif": moving(),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = copy_project(tmp_path_factory.mktemp("pictures") / "x", DOCS)
    result = build(folder, "--strict", SITE_URL="https://example.org/blog/")
    assert result.returncode == 0, result.stderr
    return folder


def tree_of(site, path):
    return lxml.html.fromstring((site / "site" / path).read_text(encoding="utf-8"))


def files_named(site, html, page_path):
    """Return every picture that the HTML names, as a path in the site."""
    base = (site / "site" / page_path).parent
    links = [
        *html.xpath("//img/@src"),
        *(part.split()[0] for text in html.xpath("//@srcset") for part in text.split(",")),
    ]
    from urllib.parse import unquote

    return {link: base / unquote(link) for link in links}


@pytest.mark.build
def test_a_picture_has_types_widths_and_a_place_of_its_own(site):
    html = tree_of(site, "articles/five-minutes/index.html")
    (picture,) = html.xpath("//picture[.//img/@alt='A plan']")

    assert picture.xpath(".//source/@type") == ["image/avif", "image/webp"]
    for srcset in picture.xpath(".//source/@srcset"):
        assert re.findall(r" (\d+)w", srcset) == ["480", "500"]
        assert "," not in srcset.replace(", ", "")
    (image,) = picture.xpath(".//img")
    assert {name: image.get(name) for name in ("width", "height", "loading", "class")} == {
        "width": "250",
        "height": "150",
        "loading": "lazy",
        "class": "left",
    }
    for element in html.xpath("//img"):
        assert element.xpath("ancestor::source[@srcset='../../assets/own.webp']") or element.get("width"), element.get(
            "src"
        )


@pytest.mark.build
def test_every_picture_that_a_page_names_is_there(site):
    for path in ("articles/five-minutes/index.html", "articles/more/index.html", "index.html", "archive/index.html"):
        named = files_named(site, tree_of(site, path), path)
        assert [link for link, file in named.items() if not file.is_file()] == [], path


@pytest.mark.build
def test_the_leading_picture_comes_at_once_and_the_others_when_they_are_near(site):
    html = tree_of(site, "articles/five-minutes/index.html")
    (lead,) = html.xpath("//*[@class='lead']//img")

    assert (lead.get("alt"), lead.get("width"), lead.get("height")) == ('A desk & a "chair"', "700", "1000")
    assert (lead.get("fetchpriority"), lead.get("loading")) == ("high", None)
    assert len(html.xpath("//img[@fetchpriority]")) == 1
    assert len(html.xpath("//div[@class='prose']//img[not(@loading)]")) == 1  # the author's own picture element


@pytest.mark.build
def test_a_leading_picture_that_opens_the_text_is_not_shown_twice(site):
    html = tree_of(site, "articles/more/index.html")

    assert html.xpath("//*[@class='lead']") == []
    assert html.xpath("//img/@fetchpriority") == ["high"]


@pytest.mark.build
def test_a_moving_picture_a_drawing_and_an_authors_own_picture_element_stay(site):
    html = tree_of(site, "articles/five-minutes/index.html")

    assert (site / "site/assets/moves.gif").read_bytes() == DOCS["assets/moves.gif"]
    assert (site / "site/assets/drawn.svg").read_bytes() == SVG
    assert html.xpath("//img[contains(@src, 'drawn.svg')]/@height") == ["360"]
    assert html.xpath("//img[contains(@src, 'moves.gif')]/@width") == ["64"]
    assert html.xpath("//source[@srcset='../../assets/own.webp']//img/@width") == []


@pytest.mark.build
def test_feeds_have_a_plain_picture_with_its_full_address_and_true_length(site):
    feed = (site / "site/feed.xml").read_text(encoding="utf-8")
    length = (site / "site/assets/desk.jpg").stat().st_size

    assert "https://example.org/blog/assets/desk.jpg" in feed
    assert f'fileSize="{length}"' in feed
    assert re.findall(r'srcset="([^"]*)"', feed.replace("&quot;", '"')) == [
        "https://example.org/blog/assets/own.webp"  # the author's own
    ]


@pytest.mark.build
def test_a_published_picture_says_nothing_of_its_author(site):
    for path, data in files_of(site / "site").items():
        assert b"Phone of Ann" not in data, path


@pytest.mark.build
def test_a_wide_photo_is_a_link_to_itself_unless_it_is_one_already(tmp_path):
    body = (
        (
            "![Wide](../../assets/wide.jpg)\n\n![Small](../../assets/wide.jpg){ width=1200 }\n\n"
            "[![Elsewhere](../../assets/wide.jpg)](more.md) and ![Again](../../assets/wide.jpg){ width=300 }\n\n"
            "![](../../assets/wide.jpg)\n\n![Tall](../../assets/tall.jpg)\n\n![Narrow](../../assets/narrow.jpg)\n\n"
            "![Drawn](../../assets/drawn.svg)"
        )
        .replace("![](", '<img alt="" src="')
        .replace(".jpg)\n\n![Tall", '.jpg">\n\n![Tall')
    )
    pictures = {"wide": photo(1200, 700), "tall": photo(1200, 1300), "narrow": photo(900, 500)}
    files = {f"assets/{name}.jpg": data for name, data in pictures.items()} | {"assets/drawn.svg": SVG}
    lead = article("More", image="{src: ../../assets/wide.jpg, alt: Ahead}", date="2026-04-15")
    folder = copy_project(tmp_path / "x", {**BASE, FIVE: article(body=body), MORE: lead, **files})
    assert build(folder).returncode == 0

    html = tree_of(folder, "articles/five-minutes/index.html")
    assert html.xpath("//a[@class='large']//img/@alt") == ["Wide", "Small", "Again"]
    assert set(html.xpath("//a[@class='large']/@href")) == {"../../assets/wide.jpg"}
    assert html.xpath("//a[.//img[@alt='Elsewhere']]/@href") == ["../more/"]
    assert html.xpath("//a//a") == []
    assert tree_of(folder, "articles/more/index.html").xpath("//p[@class='lead']/a/@href") == ["../../assets/wide.jpg"]
    assert "large" not in (folder / "site/feed.xml").read_text(encoding="utf-8")


@pytest.mark.build
def test_a_second_build_gives_the_same_bytes(site):
    first = files_of(site / "site")
    assert build(site, "--strict", SITE_URL="https://example.org/blog/").returncode == 0

    assert files_of(site / "site") == first


@pytest.mark.build
@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("x.jpg", photo(800, 500)[:5000], "cannot be read. Save it again as JPEG or PNG."),
        ("x.jpg", b"", "cannot be read. Save it again as JPEG or PNG."),
        ("x.png", bomb(), "is too big: more than 50 million pixels or 40 MB. Save it again with at most 2400"),
        (
            "x.svg",
            SVG.replace(b"viewBox", b"class"),
            'does not say how big it is. Give its <svg> a viewBox, as in viewBox="0 0 640 360".',
        ),
        ("x.svg", b"<svg/>", 'so browsers do not show it. Begin it with <svg xmlns="http://www.w3.org/2000/svg".'),
        ("x.svg", SVG.replace(b"<path", b"<script/><path"), "has a <script> in line 1; it is not published. Take it"),
        (
            "x.heic",
            b"ftypheic",
            "is a HEIC file, a kind that browsers do not show; it is not published. Save it as JPEG",
        ),
    ],
    ids=["cut", "empty", "bomb", "unsized", "nameless", "script", "other kind"],
)
def test_authors_are_told_what_readers_would_not_see(tmp_path, name, data, message):
    body = f"Text.\n\n![A](../../assets/{name})\n\n`![x](../../assets/{name})`"
    lead = article("Other", image=f"{{src: ../../assets/{name}, alt: A}}")
    folder = copy_project(tmp_path / "x", {**BASE, FIVE: article(body=body), MORE: lead, f"assets/{name}": data})
    result = build(folder)

    told = [line for line in result.stderr.splitlines() if name in line]
    assert "Traceback" not in result.stderr
    assert len(told) == 2, result.stderr
    assert "docs/articles/2026/five-minutes.md:9:6 " in told[0]
    assert "docs/articles/2026/more.md:6:" in told[1]
    assert all(line.count(message) == 1 for line in told), told


@pytest.mark.build
def test_a_damaged_picture_that_no_text_shows_is_named_itself(tmp_path):
    folder = copy_project(tmp_path / "x", {**BASE, "assets/x.jpg": photo(800, 500)[:5000]})
    command = [sys.executable, "-m", "coach.cli.main", "check"]
    code = "import sys; sys.path.insert(0, 'hooks'); from coach.cli.main import main; sys.exit(main(['check']))"
    result = subprocess.run(
        [command[0], "-c", code], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )

    assert result.returncode == 1
    assert 'docs/assets/x.jpg:1:1 the picture "x.jpg" cannot be read.' in result.stdout
    assert 'docs/assets/x.jpg:1:1 the picture "x.jpg" cannot be read.' in build(folder).stderr


def test_markdown_and_html_pictures_are_found_and_nothing_else():
    text = Renderer(EXTENSIONS, {}).render(
        '![One](a.png "A > title")\n\nWords <img alt="x &gt; y" src=\'b.png\' lang=en> `<img src="c.png">`\n\n'
        '<img src="d.png" srcset="e.png 2x" alt="">\n'
    )
    seen = []
    html = text.html(lambda link: link.target, draw=lambda image: seen.append(image) or "")

    assert [(image.link.target, image.opens) for image in seen] == [("a.png", True), ("b.png", False)]
    assert seen[0].attributes == {"alt": "One"}  # the title of a picture that stands alone is its caption
    assert seen[1].attributes == {"alt": "x > y", "lang": "en"}
    assert html == text.html(lambda link: link.target)


def test_what_is_drawn_takes_the_place_of_the_picture_only():
    links = {"1": Link("a.png", "img")}

    assert (
        draw_images('<p>A <img src="1"> b <img src="2"></p>', links, lambda _: "[it]")
        == '<p>A [it] b <img src="2"></p>'
    )


def test_under_serve_pictures_have_a_size_and_nothing_is_made(tmp_path):
    from jinja2 import FileSystemLoader

    from coach.io.cache import Cache
    from coach.io.disk.folder import Folder
    from coach.io.disk.sources import read_sources
    from coach.io.templates import Pieces
    from coach.pictures.store import FilePictures
    from coach.publish.build import Resources, start_build
    from helpers import NOW, SETTINGS

    folder = copy_project(tmp_path / "x", DOCS)
    store = FilePictures(Folder(folder / "docs"), Cache(tmp_path / "cache.sqlite"))
    resources = Resources(Pieces(FileSystemLoader(str(folder / "overrides"))), pictures=store)
    found = start_build(read_sources(folder / "docs"), SETTINGS, NOW, resources, preview=True)

    html = found.html("articles/more/")
    assert 'src="../../assets/desk.jpg" width="700" height="1000" alt="A desk"' in html
    assert "srcset" not in html
    with sqlite3.connect(tmp_path / "cache.sqlite") as base:
        assert base.execute("SELECT DISTINCT kind FROM blobs").fetchall() == [("size",)]


def test_a_list_shows_an_excerpts_picture_from_where_it_stands():
    from coach.markdown.html.excerpt import excerpt

    html = '<p><picture><source srcset="../../a%2Cb.avif 480w, ../../c.avif 800w"><img src="../../d.jpg" fetchpriority="high"></picture></p>'
    assert excerpt(html, "articles/x/", "") == (
        '<p><picture><source srcset="a%2Cb.avif 480w, c.avif 800w"><img src="d.jpg" loading="lazy"></picture></p>'
    )


@pytest.mark.build
def test_a_page_without_pictures_is_what_it_was(tmp_path):
    folder = copy_project(tmp_path / "x", {**BASE, "about.md": page()})
    write(folder / "docs/notes.txt", "no picture")

    assert build(folder, "--strict").returncode == 0
    assert not (folder / ".cache/pictures").exists()
