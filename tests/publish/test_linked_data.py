"""The structured data of pages is valid, true and complete."""

from __future__ import annotations

import json
from datetime import datetime
from urllib.parse import urlsplit

import lxml.html
import pytest

from building import build, copy_project, files_of
from coach.publish.page.linked_data import LinkedData
from coach.recordings.recording import Recording, Recordings
from helpers import BASE, article, site_of

ROOT = "https://example.github.io/second-sale/"
# What schema.org's validator and Google's documentation of each kind ask for.
NEEDED = {
    "BlogPosting": {"headline", "image", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage"},
    "Quiz": {"name", "description", "url"},
    "CreativeWorkSeries": {"name", "url", "hasPart"},
    "LearningResource": {"name", "description", "url", "timeRequired"},
    "ProfilePage": {"mainEntity"},
    "WebPage": {"name", "url"},
    "CollectionPage": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "WebSite": {"name", "url"},
    "Organization": {"name", "url", "logo"},
}


def said(site):
    """Return the structured data of each page, without redirects and mails."""
    found = {}
    for path, data in files_of(site).items():
        if path.endswith(".html") and not path.endswith("mail.html") and b'http-equiv="refresh"' not in data:
            (text,) = lxml.html.fromstring(data).xpath("//script[@type='application/ld+json']/text()")
            found[path] = json.loads(text)
    return found


def values(data, key):
    """Yield every value of the key, at any depth."""
    for name, value in data.items() if isinstance(data, dict) else enumerate(data):
        if name == key:
            yield value
        if isinstance(value, (dict, list)):
            yield from values(value, key)


@pytest.fixture(scope="module")
def data(built_site):
    return said(built_site)


def test_every_page_says_what_it_is_with_all_that_is_needed(data):
    for path, one in data.items():
        assert one["@context"] == "https://schema.org"
        for node in one["@graph"]:
            assert NEEDED[node["@type"]] <= node.keys(), (path, node)


def test_every_kind_of_page_is_there(data):
    kinds = {path: one["@graph"][2]["@type"] for path, one in data.items() if len(one["@graph"]) > 2}

    assert kinds["articles/fit-before-quota/index.html"] == "BlogPosting"
    assert kinds["quizzes/the-mirror/index.html"] == "Quiz"
    assert kinds["paths/the-mirror/index.html"] == "CreativeWorkSeries"
    assert kinds["coaching/the-mirror/index.html"] == "LearningResource"
    assert kinds["newsletter/2026-03/index.html"] == "BlogPosting"
    assert kinds["authors/desk/index.html"] == "ProfilePage"
    assert kinds["tags/trust/index.html"] == kinds["archive/index.html"] == "CollectionPage"
    assert kinds["about/index.html"] == "WebPage"
    assert {node["@type"] for node in data["index.html"]["@graph"]} == {"WebSite", "Organization"}


def test_every_address_is_whole_and_what_lies_on_the_site_is_there(data, built_site):
    files = files_of(built_site).keys()
    for one in data.values():
        addresses = [value for key in ("url", "item", "mainEntityOfPage") for value in values(one, key)]
        addresses += [image for images in values(one, "image") for image in images]
        for address in addresses:
            assert address.startswith(ROOT), address
            path = urlsplit(address).path.removeprefix("/second-sale/")
            assert (f"{path}index.html" if path.endswith("/") or not path else path) in files, address


def test_moments_have_a_zone(data):
    moments = [
        value for one in data.values() for key in ("datePublished", "dateModified") for value in values(one, key)
    ]

    assert len(moments) > 60
    assert all(datetime.fromisoformat(moment).tzinfo for moment in moments)


def test_the_way_from_the_home_page_is_numbered_and_ends_at_the_page(data):
    for path, one in data.items():
        for trail in (node for node in one["@graph"] if node["@type"] == "BreadcrumbList"):
            steps = trail["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert steps[-1]["item"] == ROOT + path.removesuffix("index.html")
    names = [step["name"] for step in data["articles/fit-before-quota/index.html"]["@graph"][3]["itemListElement"]]
    assert names == ["The Second Sale", "Articles", "Fit before quota"]


def test_a_path_names_its_parts_in_order_and_an_article_its_paths(data):
    parts = data["paths/from-pusher-to-builder/index.html"]["@graph"][2]["hasPart"]
    assert [part["position"] for part in parts] == list(range(1, len(parts) + 1))
    assert {part["@type"] for part in parts} == {"BlogPosting", "Quiz"}
    _, *series = data["articles/fit-before-quota/index.html"]["@graph"][2]["isPartOf"]
    assert {
        "@type": "CreativeWorkSeries",
        "name": "From pusher to builder",
        "url": f"{ROOT}paths/from-pusher-to-builder/",
    } in series


def test_who_writes_is_a_person_or_an_organization(data):
    desk = data["authors/desk/index.html"]["@graph"][2]["mainEntity"]
    assert desk == {"@type": "Organization", "name": "The Second Sale desk", "url": f"{ROOT}authors/desk/"}
    site = site_of({"articles/2026/a.md": article("A"), "authors.yml": "ann: {name: Ann, description: She sells.}"})
    (ann,) = LinkedData(site).of("articles/a/", "A", "D", "")["@graph"][2]["author"]
    assert ann["@type"] == "Person"


@pytest.mark.build
def test_words_cannot_end_the_script_element(tmp_path):
    title = "'</script><script>alert(1)</script> & “more” <!--'"
    folder = copy_project(tmp_path / "x", {**BASE, "articles/2026/a.md": article(title=title)})
    assert build(folder, "--strict").returncode == 0

    post = said(folder / "site")["articles/a/index.html"]["@graph"][2]
    assert post["headline"] == "</script><script>alert(1)</script> & “more” <!--"


@pytest.mark.build
def test_an_article_first_published_elsewhere_says_so_to_everybody(tmp_path):
    first = "https://example.com/first/"
    folder = copy_project(tmp_path / "x", {**BASE, "articles/2026/a.md": article("A", canonical=first)})
    assert build(folder, "--strict").returncode == 0
    site = folder / "site"
    post = said(site)["articles/a/index.html"]["@graph"][2]

    assert (post["url"], post["mainEntityOfPage"]) == (first, first)
    tree = lxml.html.parse(str(site / "articles/a/index.html"))
    assert tree.xpath("//meta[@property='og:url']/@content") == [first]
    assert "articles/a/" not in (site / "sitemap.xml").read_text()


def test_the_articles_own_picture_comes_before_its_card(tmp_path):
    files = {"articles/2026/a.md": article("A", image="{src: ../../desk.jpg, alt: A desk}"), "desk.jpg": b"x"}
    post = LinkedData(site_of(files)).of("articles/a/", "A", "D", "cards/articles/a.png")["@graph"][2]

    assert [urlsplit(image).path for image in post["image"]] == [
        "/second-sale/desk.jpg",
        "/second-sale/cards/articles/a.png",
    ]


def test_an_articles_recording_is_said_with_its_length():
    site = site_of({"articles/2026/a.md": article("A", audio="../../a b.mp3"), "a b.mp3": b"x"})
    recordings = Recordings({"a b.mp3": Recording("a b.mp3", 305, 4321, "audio/mpeg")})
    post = LinkedData(site, (), recordings).of("articles/a/", "A", "D", "")["@graph"][2]

    assert post["audio"] == {
        "@type": "AudioObject",
        "contentUrl": "https://example.org/second-sale/a%20b.mp3",
        "encodingFormat": "audio/mpeg",
        "duration": "PT305S",
        "contentSize": "4321",
    }
    assert "audio" not in LinkedData(site).of("articles/a/", "A", "D", "")["@graph"][2]
