"""Drawings: what is published as it is, what goes without a word, and what is refused."""

from __future__ import annotations

import base64
import time

import pytest

from coach.pictures.drawings.clean import Drawing, read_drawing
from coach.pictures.image_set import UNREADABLE, UNSIZED, Fault
from coach.pictures.measure import Measured, measure
from pictures.corpus import saved, scene

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SCRIPT = "Take it out, or save the drawing as plain SVG."
LOADS = "Put into the drawing what it shows, or take the address out."
PHOTO = base64.b64encode(saved(scene(32, 20))).decode()


def svg(inner="", attributes='viewBox="0 0 5 5"', before=""):
    return f"{before}<svg {NAMES} {attributes}>{inner}</svg>".encode()


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('viewBox="0 0 640 360"', (640, 360)),
        ('viewBox="0,0,8,9" width="100%"', (8, 9)),
        ('viewBox=" -4  -4 , 8.4 1e1 "', (8, 10)),
        ('viewBox="0 0 .4 .2"', (1, 1)),
        ('width="30px" height="20.4"', (30, 20)),
        ('width="1in" height="2.54cm"', (96, 96)),
        ('width="25.4mm" height="101.6Q"', (96, 96)),
        ('width="72pt" height="6pc"', (96, 96)),
        ('width="2em" height="3ex"', (32, 24)),
        ('width="+3e2" height=" 20 "', (300, 20)),
        ('width="320" viewBox="0 0 640 360"', (320, 180)),
        ('height="180px" width="auto" viewBox="0 0 640 360"', (320, 180)),
        ('width="1e999" height="5" viewBox="0 0 8 9"', (4, 5)),
        ('width="" height="" viewBox="0 0 8 9"', (8, 9)),
        ('width="-3" height="-4" viewBox="0 0 8 9"', (8, 9)),
        ('width="0" height="0" viewBox="0 0 8 9"', (8, 9)),
        ("", None),
        ('width="100%" height="100%"', None),
        ('width="5"', None),
        ('viewBox=""', None),
        ('viewBox="0 0 x y"', None),
        ('viewBox="0 0 0 9"', None),
        ('viewBox="0 0 0 0"', None),
        ('viewBox="0 0 5"', None),
        ('viewBox="0 0 5 5 5"', None),
        ('viewBox="0 0 -5 5"', None),
        ('viewBox="0 0 1e999 5"', None),
        ('viewBox="0 0 5 1e-999"', None),
        ('viewBox="0 0 nan 5"', None),
        ('viewBox="0 0 inf inf"', None),
        ('viewBox="0 0 1_0 5"', None),
        ('viewBox="0 0 \u0665 5"', None),
        ('viewBox="0 0 1e9 1e9"', None),
        ('width="nan" height="5"', None),
        ('width="1e308in" height="1e308in"', None),
        ('width="1e-300" viewBox="0 0 1e-300 1e300"', None),
    ],
)
def test_a_drawing_is_as_big_as_it_says(attributes, expected):
    assert measure(svg("", attributes), "x.svg") == (Measured(*expected) if expected else UNSIZED)


@pytest.mark.parametrize(
    "inner",
    [
        '<path d="M0 0h5v5z" fill="url(#a)"/>',
        '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><use xlink:href="#a"/>',
        '<style>.a { fill: url("#a"); stroke: red }</style>',
        "<style><![CDATA[.a > b { fill: red }]]></style>",
        '<style>@font-face { src: url(data:font/woff2;base64,AAAA) format("woff2") }</style>',
        "<style>@namespace url(http://www.w3.org/2000/svg); a { scroll-behavior: smooth }</style>",
        '<rect style="mask: url( \'#m\' )" xml:space="preserve"/>',
        f'<image href="data:image/jpeg;base64,{PHOTO}"/>',
        '<a href="#b"><title>Two &amp; three</title><text>Words &lt;b&gt;</text></a>',
        '<circle r="1"><animate attributeName="r" from="1" to="2" dur="1s"/></circle>',
        "<text style=\"font-family: 'Source Serif\\20 4'\">x</text>",
        '<g role="img" aria-label="A plan" tabindex="0" class="only" transform="rotate(45)"/>',
    ],
)
def test_a_harmless_drawing_is_published_byte_for_byte(inner):
    for before in ("", '<?xml version="1.0" encoding="UTF-8"?>\n', "\ufeff", "\n"):
        data = svg(inner, before=before)
        assert read_drawing(data) == Drawing(data, (5, 5))


@pytest.mark.parametrize(
    ("inner", "before", "after"),
    [
        ("<!-- by Ann --><g/>", "", "<g/>"),
        ("<g>a<!-- by Ann -->b<!-- c -->d</g>", "", "<g>abd</g>"),
        ("<?app by Ann?><g/>", "", "<g/>"),
        ("<g/>", "<!-- by Ann -->", "<g/>"),
        ("<g/>", "<?app by Ann?>", "<g/>"),
        ("<g/>", '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">', "<g/>"),
        ("<text>&who;</text>", '<!DOCTYPE svg [<!ENTITY who "a tree">]>', "<text>a tree</text>"),
        ("<metadata><script>Ann</script></metadata><g/>", "", "<g/>"),
        ('<g xmlns:i="http://i.example" i:docname="/home/ann/x"><i:view/></g>', "", "<g/>"),
        ('<g data-name="Ann" content="x" jsaction="y" id="z"/>', "", '<g id="z"/>'),
        ("<style>/* by Ann */.a{fill:red}</style>", "", "<style>.a{fill:red}</style>"),
        ('<g style="fill:red/* by Ann */"/>', "", '<g style="fill:red"/>'),
        ('<a xlink:href="https://example.org"><text>x</text></a>', "", "<a><text>x</text></a>"),
        ('<g xml:base="https://example.org"/>', "", "<g/>"),
        ("<font><glyph/></font><g/>", "", "<g/>"),
        ('<h:p xmlns:h="http://www.w3.org/1999/xhtml">Ann</h:p><g/>', "", "<g/>"),
        (
            '<switch><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject><text>x</text></switch>',
            "",
            "<switch><text>x</text></switch>",
        ),
    ],
)  # fmt: skip
def test_what_browsers_do_not_draw_goes(inner, before, after):
    found = read_drawing(svg(inner, before=before))

    assert found.data == f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 5 5">{after}</svg>'.encode()
    assert read_drawing(found.data) == found


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        ("\n<script>x()</script>", f"has a <script> in line 2; it is not published. {SCRIPT}"),
        ('<script href="x.js"/>', f"has a <script> in line 1; it is not published. {SCRIPT}"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', f"has a <script> in line 1; it is not published. {SCRIPT}"),
        ('<g>\n<g onload="x()"/></g>', f'has a script, onload="x()", in line 2; it is not published. {SCRIPT}'),
        ('<g ONCLICK=""/>', f'has a script, ONCLICK="", in line 1; it is not published. {SCRIPT}'),
        (
            "<foreignObject><b/></foreignObject>",
            "has a <foreignObject> in line 1; it is not published. Save it with its texts as SVG text or as paths.",
        ),
        ("<switch><foreignObject/></switch>", "has a <foreignObject> in line 1; it is not published. Save it with"),
        ("<iframe/>", f"has a <iframe> in line 1; it is not published. {SCRIPT}"),
        ('<a href="javascript:x()"/>', f'has a script, "javascript:x()", in line 1; it is not published. {SCRIPT}'),
        ('<a xlink:href=" java&#10;script&#58;x()"/>', f'has a script, "javascript:x()", in line 1; it is not published. {SCRIPT}'),
        ('<a href="DATA:text/html,x"/>', f'has a script, "DATA:text/html,x", in line 1; it is not published. {SCRIPT}'),
        ('<a href="vbscript:x"/>', f'has a script, "vbscript:x", in line 1; it is not published. {SCRIPT}'),
        ('<set attributeName="href" to="x"/>', f'has a script, attributeName="href", in line 1; it is not published. {SCRIPT}'),
        ('<animate attributeName="xlink:HREF" to="x"/>', 'has a script, attributeName="xlink:HREF", in line 1; it is not'),
        ('<set attributeName="onclick" to="x"/>', 'has a script, attributeName="onclick", in line 1; it is not'),
        ('<use href="https://example.org/x.svg#a"/>', f'loads "https://example.org/x.svg#a" in line 1; it is not published. {LOADS}'),
        ('<use xlink:href="other.svg#a"/>', f'loads "other.svg#a" in line 1; it is not published. {LOADS}'),
        ('<image href="//example.org/a.png"/>', f'loads "//example.org/a.png" in line 1; it is not published. {LOADS}'),
        ('<image xlink:href="photo.jpg"/>', f'loads "photo.jpg" in line 1; it is not published. {LOADS}'),
        ('<feImage href="https://example.org/a"/>', f'loads "https://example.org/a" in line 1; it is not published. {LOADS}'),
        ('<image href="data:image/jpeg;base64,AAAA"/>', 'loads "data:image/jpeg;base64,AAAA" in line 1; it is not'),
        ('<image href="data:image/tiff;base64,SUkqAA=="/>', 'loads "data:image/tiff;base64,SUkqAA==" in line 1; it is not'),
        ('<rect fill="url(https://example.org/#a)"/>', f'loads "https://example.org/#a" in line 1; it is not published. {LOADS}'),
        ('<rect style="fill:URL( &quot;a.svg#b&quot; )"/>', f'loads "a.svg#b" in line 1; it is not published. {LOADS}'),
        ('<animate attributeName="fill" values="red;url(http://e.org)"/>', 'loads "http://e.org" in line 1; it is not'),
        ("<style>@import 'https://example.org/a.css';</style>", 'loads "@import \'https://example.org/a.css\'" in line 1;'),
        ("<style>@im\\70ort 'a.css';</style>", "loads \"@import 'a.css'\" in line 1;"),
        ("<style>a{fill:u\\72l(http://e.org)}</style>", 'loads "a{fill:url(http://e.org)}" in line 1;'),
        ('<style>a{fill:image-set("a.png" 1x)}</style>', 'loads "image-set("a.png" 1x)}" in line 1;'),
        ("<style>@font-face{src:url(https://example.org/f.woff)}</style>", 'loads "https://example.org/f.woff" in line 1;'),
        ("<style>a{b:url(</style>", 'loads "url(" in line 1;'),
        ("<style>a{behavior: url(#x)}</style>", 'loads "behavior: url(#x)}" in line 1;'),
    ],
)  # fmt: skip
def test_what_runs_or_loads_is_refused_with_its_line(inner, message):
    found = read_drawing(svg(inner))

    assert isinstance(found, Fault), found
    assert f"{found.message} {found.hint}".format("x.svg").startswith(f'the drawing "x.svg" {message}')


def test_a_style_sheet_of_another_file_is_refused():
    found = read_drawing(svg(before='<?xml-stylesheet href="https://example.org/a.css"?>'))

    assert (
        found.message.format("x")
        == 'the drawing "x" loads "href="https://example.org/a.css"" in line 1; it is not published.'
    )


@pytest.mark.parametrize("nested", ["<script/>", '<g onload="x"/>', '<use href="https://example.org"/>'])
def test_a_drawing_in_a_drawing_is_looked_at_too(nested):
    for address in (
        "data:image/svg+xml;base64," + base64.b64encode(svg(nested)).decode(),
        "data:image/svg+xml," + svg(nested).decode().replace("#", "%23").replace('"', "%22").replace("<", "&lt;"),
    ):
        found = read_drawing(svg(f'<image href="{address}"/>'))
        assert found.message.format("x") == (
            'the drawing "x" shows another drawing that runs or loads something in line 1; it is not published.'
        )


@pytest.mark.parametrize(
    "data",
    [
        b"<svg",
        b"<html/>",
        b"",
        b"\0",
        svg("<g>"),
        svg('<g id="a" id="b"/>'),
        svg("&unknown;"),
        svg() + b"behind",
        svg("<g>" * 5000 + "</g>" * 5000),
        svg("&file;", before='<!DOCTYPE svg [<!ENTITY file SYSTEM "file:///etc/hostname">]>'),
        svg("&other;", before='<!DOCTYPE svg [<!ENTITY other SYSTEM "https://example.org/x">]>'),
    ],
)
def test_what_is_no_drawing_cannot_be_read(data):
    assert read_drawing(data) == UNREADABLE


@pytest.mark.parametrize("shape", ["&a8;", '<g id="&a8;"/>'])
def test_entities_that_unfold_are_stopped(shape):
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    start = time.perf_counter()

    assert read_drawing(svg(shape, before=f'<!DOCTYPE svg [<!ENTITY a0 "ha">{laughs}]>')) == UNREADABLE
    assert time.perf_counter() - start < 1


def test_a_drawing_without_its_namespace_is_named():
    found = read_drawing(b'<svg viewBox="0 0 5 5"/>')

    assert found.message.format("x.svg") == 'the drawing "x.svg" lacks its xmlns, so browsers do not show it.'


@pytest.mark.parametrize(
    ("inner", "attributes"),
    [
        ('<path d="M0 0" style="fill:url(#a)" data-x="1"/>' * 4000, ""),
        ("<g>" * 200 + "<!-- -->x" * 9000 + "</g>" * 200, ""),
        (f"<style>{'url(' * 50_000}</style>", ""),
        (f"<style>{'url(&quot;' * 50_000}</style>", ""),
        (f"<style>a{{b:url({' ' * 100_000}x</style>", ""),
        (f"<style>{'/*' * 100_000}</style>", ""),
        (f"<style>{'behavior ' * 50_000}</style>", ""),
        (f'<a href="{" " * 100_000}java"/>', ""),
        ("", f'width="{"1" * 100_000}x"'),
        ("", f'viewBox="0 {" " * 100_000}, 0{" " * 100_000}x"'),
        ("", f'viewBox="0 0 {"1" * 100_000}.{"1" * 100_000} x"'),
    ],
)
def test_no_drawing_takes_long(inner, attributes):
    start = time.perf_counter()
    read_drawing(svg(inner, attributes))

    assert time.perf_counter() - start < 1
