"""A whole site in German: no English word but those of the authors, of names and of formats."""

from __future__ import annotations

import json
import re

import lxml.html
import pytest
import yaml

from building import ROOT, build
from languages import german_site

# Words of the English catalogue that are names of formats, elements and files too, or parts of a date in a feed.
TECHNICAL = {"may", "june", "allow", "storage", "pair", "card", "row", "table"}
SHOWN = (
    "aria-label",
    "title",
    "alt",
    "placeholder",
    "data-look",
    "data-cover",
    "data-uncover",
    "data-sure",
    "data-done",
)
WORD = re.compile(r"[^\W\d_]{3,}")

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = german_site(tmp_path_factory.mktemp("german") / "x")
    import building

    building.may_build = True
    done = build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    return folder


def words_of(text):
    return {word.lower() for word in WORD.findall(text)}


def english():
    """Return the words of the English catalogue that the German one does not have."""
    found = {}
    for language in ("en", "de"):
        data = yaml.load((ROOT / f"overrides/messages/{language}.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
        texts = json.dumps(
            [one for name, group in data.items() if isinstance(group, dict) for one in group.values()],
            ensure_ascii=False,
        )
        found[language] = words_of(re.sub(r"\{\w+\}|\]\(\w+\)|\"\w+\": ", " ", texts))
    return found["en"] - found["de"] - TECHNICAL


def shown_words(path):
    """Return what a reader sees or hears of a page, a mail or a feed."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return json.dumps(list(_values(json.loads(text))), ensure_ascii=False)
    if path.suffix != ".html":
        return re.sub(r"<[^>]*>|\{\{.*?\}\}|https?://\S+|urn:\S+", " ", text)
    tree = lxml.html.fromstring(text)
    for element in tree.xpath("//script | //style | //code"):
        element.drop_tree()
    said = [element.get(name, "") for name in SHOWN for element in tree.iter() if isinstance(element.tag, str)]
    said += [
        element.get(name)
        for element in tree.iter("template", "dialog")
        for name in element.attrib
        if name.startswith("data-") and not name.endswith(("template", "slot"))
    ]
    said += tree.xpath(
        "//meta[@name='description' or @property='og:title' or @property='og:description' or @property='og:image:alt']/@content"
    )
    plain = " ".join([tree.text_content(), *said])
    return re.sub(r"\{\{.*?\}\}|\{\w+\}|https?://\S+|\"\w+\": ", " ", plain)


def _values(data):
    if isinstance(data, dict):
        for key, value in data.items():
            if key in {
                "title",
                "description",
                "summary",
                "content_html",
                "subject",
                "preheader",
                "homework",
                "ask",
                "next",
            }:
                yield re.sub(
                    r"<[^>]*>", " ", value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                )
            else:
                yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)


def test_no_page_mail_or_feed_has_an_english_word(site):
    foreign = english()
    assert len(foreign) > 500
    own = words_of(
        "\n".join(
            path.read_text(encoding="utf-8") for path in (site / "docs").rglob("*") if path.suffix in {".md", ".yml"}
        )
    )
    found = {}
    for path in (site / "site").rglob("*"):
        if path.suffix in {".html", ".xml", ".atom", ".json", ".txt", ".opml"} and "pagefind" not in path.parts:
            address = path.relative_to(site / "site").as_posix()
            if hits := words_of(shown_words(path)) & foreign - own:
                found[address] = sorted(hits)
    found = {
        address: hits
        for address, hits in found.items()
        if address not in {"robots.txt", "manifest.json", "sitemap.xml"}
    }
    assert found == {}, "\n".join(f"{address}: {hits}" for address, hits in sorted(found.items()))


def test_pages_feeds_and_search_say_that_they_are_german(site):
    page = (site / "site/articles/eins/index.html").read_text(encoding="utf-8")
    assert '<html lang="de-DE"' in page
    assert 'dir="ltr"' in page
    assert "14. April 2026" in page
    assert "„Morgen“ und meint ‚vielleicht‘" in page
    assert ">Hinweis<" in page
    assert "<language>de-de</language>" in (site / "site/feed.xml").read_text(encoding="utf-8")
    assert (site / "site/pagefind/wasm.de.pagefind").exists()
