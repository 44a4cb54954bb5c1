"""Charts in Chromium: no text is cut or covered, whatever the width, the language's direction and the length of labels."""

from __future__ import annotations

import gzip
import re

import pytest

from browser.axe import violations, violations_each_way
from browser.conftest import served
from building import build, copy_project
from helpers import BASE, MENU, article
from publish.test_charts import EACH_KIND, OWN

WIDTHS = [320, 390, 768, 1366]

LONG = """```chart
kind: bars
title: Rechtsschutzversicherungsgesellschaften im Vergleich mit einer Außendienstmitarbeiterin
unit: Kundenzufriedenheitspunkte
marked: Außendienstmitarbeiterinnenweiterbildungsveranstaltungstermin
bars:
  Außendienstmitarbeiterinnenweiterbildungsveranstaltungstermin: 999999999999.125
  Zwei: 1
source: Kraftfahrzeughaftpflichtversicherungsstatistik, https://example.com/
```

```chart
kind: before-after
title: Vorher und nachher
names: [Kundenzufriedenheitsbefragungszeitraum, Reklamationsbearbeitungsdauer]
unit: Kundenzufriedenheitspunkte
pairs:
  Kraftfahrzeughaftpflichtversicherungsverlängerungsangebot: [123456789.125, 123456790.125]
  Kurz: [0, 5]
note: Erfunden.
```

```chart
kind: line
title: Zwischen zwei Polen
ends: [Abschlussorientierungsgetriebenheit, Beziehungsaufbaubereitschaftsempfinden]
marks:
  Kraftfahrzeughaftpflichtversicherungsverlängerungsangebot: 0
  Kraftfahrzeughaftpflichtversicherungsverlängerungsgespräch: 100
note: Erfunden.
```

```chart
kind: timeline
title: Eine Woche
unit: Kalenderwochenarbeitstag
marked: 1
events:
  0: Kraftfahrzeughaftpflichtversicherungsverlängerungsangebotsbesprechung am Vormittag
  1: Nichts
  999999999999: Alles
```

```chart
kind: two-by-two
title: Zwei Achsen
across: [Geschwindigkeitsbegrenzungen, Beschleunigungsvorgänge]
up: [Kostenvoranschlagsunterschreitung, Kostenvoranschlagsüberschreitung]
quadrants:
  top left: Versicherungsvertragsverlängerung
  bottom right: Kundenrückgewinnungsmaßnahmenkatalog
points:
  Kundenrückgewinnungsmaßnahmenkatalogentwurf: [0, 100]
  Zweiter: [12, 100]
  Dritter: [49.9, 50]
  Vierter: [50, 49]
  Fünfter: [100, 0]
```
"""

# What stands on each line of a text, and every shape, with its place on the page.
_BOXES = """() => [...document.querySelectorAll("figure.chart")].map((figure) => {
  const box = (rect) => ({ left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom });
  const hidden = (element) => element.closest(".visually-hidden") || (element.closest("details:not([open])") && !element.closest("summary"));
  const texts = [];
  const walker = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || hidden(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) if (rect.width > 1) texts.push({ words: node.data.trim(), letter: !!node.parentElement.closest("svg"), ...box(rect) });
  }
  const shapes = [...figure.querySelectorAll("rect, circle")].map((shape) => ({ words: shape.outerHTML.slice(0, 80), ...box(shape.getBoundingClientRect()) }));
  return { title: figure.querySelector(".chart__title").textContent, figure: box(figure.getBoundingClientRect()), texts, shapes };
})"""


def overlap(one, other, by=1):
    """Return whether two boxes share more than `by` pixels both ways; lines of a text may touch."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > by and down > by


def faults(page):
    """Return what stands outside its figure, and what covers a text."""
    found = []
    for chart in page.evaluate(_BOXES):
        figure, texts, shapes = chart["figure"], chart["texts"], chart["shapes"]
        found += [
            (chart["title"], "outside", one["words"])
            for one in [*texts, *shapes]
            if one["left"] < figure["left"] - 1 or one["right"] > figure["right"] + 1
        ]
        for number, one in enumerate(texts):
            found += [
                (chart["title"], one["words"], other["words"])
                for other in texts[number + 1 :]
                if overlap(one, other, 3)
            ]
            if not one["letter"]:
                found += [(chart["title"], one["words"], shape["words"]) for shape in shapes if overlap(one, shape, 2)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(("the page", "is wider than the screen"))
    return found


@pytest.fixture(scope="module")
def long_url(tmp_path_factory):
    docs = {
        **BASE,
        **MENU,
        "articles/2026/five-minutes.md": article(),
        "articles/2026/long.md": article("Every chart", date="2026-05-01", body=LONG),
    }
    folder = copy_project(tmp_path_factory.mktemp("charts") / "copy", docs)
    result = build(folder, "--strict")
    assert result.returncode == 0, result.stderr
    with served(folder / "site") as url:
        yield f"{url}articles/long/"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_long_words_are_neither_cut_nor_covered(chromium, long_url, width, direction):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(long_url)
    page.evaluate(f"document.documentElement.dir = document.body.dir = '{direction}'")
    assert page.locator("figure.chart").count() == len(EACH_KIND)
    assert faults(page) == []
    page.evaluate("document.querySelectorAll('.chart details').forEach((details) => { details.open = true; })")
    assert faults(page) == []
    page.evaluate("Object.assign(document.body.style, { letterSpacing: '0.12em', wordSpacing: '0.16em' })")
    assert faults(page) == []
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_site_s_own_charts_are_neither_cut_nor_covered(open_page, own_site, width):
    articles = own_site.library.by_id
    addresses = sorted({articles[stem].address if stem in articles else f"{stem}/" for stem, _ in OWN})
    for address in ["style/", *addresses]:
        page = open_page(address, size={"width": width, "height": 800})
        assert page.locator("figure.chart").count() >= 1
        assert faults(page) == []
        page.close()


def test_pages_with_charts_break_no_rule_with_the_tables_closed_and_open(chromium, long_url):
    page = chromium.new_page()
    page.goto(long_url)
    assert violations_each_way(page) == []
    for summary in page.locator(".chart summary").all():
        summary.click()
    assert page.locator(".chart table:visible").count() == len(EACH_KIND)
    assert violations_each_way(page) == []
    page.close()


def test_charts_differ_by_shape_in_forced_colours(chromium, long_url):
    page = chromium.new_page(forced_colors="active")
    page.goto(long_url)
    fills = [
        page.locator(f".chart__bar .chart__{kind}").first.evaluate("e => getComputedStyle(e).fill")
        for kind in ("filled", "outlined")
    ]
    strokes = [
        page.locator(f".chart__bar .chart__{kind}").first.evaluate("e => getComputedStyle(e).stroke")
        for kind in ("filled", "outlined")
    ]

    assert fills[0] == strokes[0] == strokes[1] != fills[1]
    assert violations(page) == []
    page.close()


def test_bars_are_as_long_as_their_numbers(open_page):
    page = open_page("evidence/")
    first, second = page.locator(".chart__bar rect").evaluate_all(
        "all => all.map((e) => e.getBoundingClientRect().width)"
    )
    whole = page.locator(".chart__drawing:has(.chart__bar)").bounding_box()["width"]

    assert first / second == pytest.approx(7 / 19, abs=0.02)
    assert second == pytest.approx(whole, abs=4)


def test_an_article_with_a_chart_is_small(open_page, built_site):
    page = open_page("about/")
    sizes = {}
    page.on("response", lambda response: sizes.setdefault(response.url, len(gzip.compress(response.body(), 9))))
    page.goto(page.url.replace("about/", "articles/price-is-what-is-left/"), wait_until="networkidle")

    assert any(url.endswith("chart.css") for url in sizes)
    assert sum(sizes.values()) <= 40 * 1024
    css = (built_site / "components/chart/chart.css").read_bytes()
    assert len(gzip.compress(css, 9)) <= 2 * 1024


def test_only_pages_with_a_chart_load_its_style(built_site):
    assert "chart.css" in (built_site / "articles/price-is-what-is-left/index.html").read_text()
    for page in ("index.html", "articles/fit-before-quota/index.html"):
        assert not re.search("chart.css|figure class=.chart", (built_site / page).read_text())
