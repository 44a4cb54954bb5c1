"""The whole of it: real builds of the project and of small sites, by MkDocs and by ProperDocs."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import lxml.html
import pytest

from building import build, copy_project, files_of
from dead_links import dead_links, doubled_ids
from helpers import BASE, TAGS, article, page

FIVE = "articles/2026/five-minutes.md"
IN_MAIL = tuple(
    f"https://example.github.io/second-sale/{name}" for name in ("assets/apple-touch-icon.png", "cards/figures/")
)


def pages_of(site):
    return {path: lxml.html.fromstring(data) for path, data in files_of(site).items() if path.endswith(".html")}


def leads_on(tree):
    return bool(tree.xpath("//meta[@http-equiv='refresh']"))


def test_every_article_has_its_page(built_site, own_site):
    slugs = sorted(article.slug for article in own_site.library.listed)

    assert len(slugs) >= 12
    assert sorted(path.parent.name for path in built_site.glob("articles/*/index.html")) == slugs


def test_nothing_of_the_live_check_is_in_a_build(built_site):
    words = (b"live-check", b"data-written", b"data-no-page")

    assert [
        path for path, data in files_of(built_site).items() if "live-check" in path or any(map(data.count, words))
    ] == []


def test_every_internal_link_and_anchor_resolves_and_no_id_stands_twice(built_site):
    files = files_of(built_site)

    assert dead_links(files, "https://example.github.io/second-sale/") == []
    assert doubled_ids(files) == {}


def test_no_page_loads_anything_from_elsewhere(built_site):
    for path, tree in pages_of(built_site).items():
        for element, attribute, link, _ in tree.iterlinks():
            if element.tag == "a" or element.get("rel") == "canonical" or attribute == "content":
                continue
            if path.endswith("mail.html") and link.startswith(IN_MAIL):
                continue  # a mail is read elsewhere
            assert not urlsplit(link).netloc, (path, link)


def test_every_page_has_a_policy_and_no_inline_script(built_site):
    for path, tree in pages_of(built_site).items():
        if leads_on(tree) or path.endswith("mail.html"):
            continue
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none';"), path
        assert "unsafe" not in policy.replace("script-src 'self' 'wasm-unsafe-eval' ", "")  # search runs WebAssembly
        assert tree.xpath("//*[@style] | //style") == [], path
        # Linked data is no script: a browser does nothing with it.
        for script in tree.xpath("//script[not(@src) and not(@type='application/ld+json')]"):
            digest = b64encode(sha256(script.text.encode()).digest()).decode()
            assert f" 'sha256-{digest}'" in policy.partition("script-src")[2].partition(";")[0], path
            assert script.get("type") == "speculationrules", path  # which asks, and runs nothing


def test_every_page_has_one_h1_and_a_title_of_its_own(built_site):
    pages = {path: tree for path, tree in pages_of(built_site).items() if not leads_on(tree)}
    titles = [tree.findtext(".//title") for tree in pages.values()]

    assert [path for path, tree in pages.items() if len(tree.findall(".//h1")) != 1] == []
    assert sorted(titles) == sorted(set(titles))


def test_no_page_names_this_machine(built_site):
    for path, data in files_of(built_site).items():
        assert str(built_site.parent).encode() not in data, path


def test_the_sitemap_names_every_listed_page_once_with_its_true_last_change(built_site):
    tree = ET.parse(built_site / "sitemap.xml")
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    entries = {
        url.findtext("s:loc", "", space): url.findtext("s:lastmod", "", space) for url in tree.iterfind("s:url", space)
    }
    root = "https://example.github.io/second-sale/"
    paths = {
        path
        for path, tree in pages_of(built_site).items()
        if path.endswith("index.html") and not leads_on(tree) and not tree.xpath("//meta[@name='robots']")
    }

    assert "style/index.html" not in paths
    assert entries.keys() == {root + path.removesuffix("index.html") for path in paths}
    assert entries[f"{root}articles/in-their-team-photo/"] == "2026-11-27T07:00:00+00:00"
    assert entries[f"{root}articles/five-minutes-means-five-minutes/"] == "2026-11-29T07:00:00+00:00"
    assert "Sitemap: https://example.github.io/second-sale/sitemap.xml" in (built_site / "robots.txt").read_text()


def test_nothing_of_the_theme_is_copied_that_no_page_uses(built_site):
    assert sorted(path.name for path in (built_site / "assets").rglob("*") if "javascripts" in path.parts) == []


@pytest.mark.build
def test_two_builds_in_other_folders_and_time_zones_give_the_same_bytes(built_site, tmp_path):
    other = copy_project(tmp_path / "elsewhere" / "deeper")
    result = build(other, "--strict", TZ="Pacific/Auckland", SITE_URL="https://example.github.io/second-sale/")

    assert result.returncode == 0, result.stderr
    assert files_of(other / "site") == files_of(built_site)


@pytest.mark.build
def test_properdocs_builds_the_same_pages_from_the_same_tree(built_site, tmp_path):
    other = copy_project(tmp_path / "copy")
    result = build(other, "--strict", tool="properdocs", SITE_URL="https://example.github.io/second-sale/")

    assert result.returncode == 0, result.stderr
    assert files_of(other / "site") == files_of(built_site)


@pytest.mark.build
def test_a_mistake_ends_a_strict_build_and_not_another(tmp_path):
    folder = copy_project(tmp_path / "x", {**BASE, FIVE: article(tags="[time, lisening]")})
    strict, lenient, quiet = build(folder, "--strict"), build(folder), build(folder, "--strict", "--quiet")

    assert strict.returncode == quiet.returncode == 1
    assert "Traceback" not in strict.stderr
    told = f'docs/{FIVE}:5:14 unknown tag "lisening". Did you mean "listening"? (0 articles)'
    assert told in strict.stderr
    assert told in quiet.stderr
    assert lenient.returncode == 0
    assert (folder / "site/articles/five-minutes/index.html").is_file()


@pytest.mark.build
def test_all_mistakes_of_all_files_and_their_links_are_told_in_one_build(tmp_path):
    files = {
        FIVE: article(date="2026-02-30"),
        "articles/2026/two.md": article("Two", body="[a](nowhere.md)"),
        "articles/2026/three.md": "",
        "about.md": page(body="![](x.png)"),
        "tags.yml": TAGS + "\nbroken: {labl: x}\n",
    }
    result = build(copy_project(tmp_path / "x", {**BASE, **files}), "--strict")

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    for told in ("does not exist", "nowhere.md", "this file is empty", "has no description", 'Did you mean "label"'):
        assert told in result.stderr


@pytest.mark.build
@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", article().replace("\n", "\r\n").encode("latin-1"), b"---\ntitle: x\n", b"\x00" * 100],
    ids=["empty", "UTF-16", "Windows", "without an end", "zeros"],
)
def test_no_file_gives_a_traceback(tmp_path, data):
    result = build(copy_project(tmp_path / "x", {**BASE, FIVE: data}))

    assert result.returncode == 0
    assert "Traceback" not in result.stderr


@pytest.mark.build
def test_an_alias_becomes_a_redirect_page(tmp_path):
    text = article(aliases="[/blog/5-minutes/, /old.html]")
    folder = copy_project(tmp_path / "x", {**BASE, FIVE: text})
    assert build(folder, "--strict", SITE_URL="https://example.org/blog/").returncode == 0

    for name in ("blog/5-minutes/index.html", "old.html"):
        tree = lxml.html.parse(str(folder / "site" / name))
        target = "https://example.org/blog/articles/five-minutes/"
        assert tree.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={target}"]
        assert tree.xpath("//link[@rel='canonical']/@href") == [target]
        assert tree.xpath("//meta[@name='robots']") == []  # or search engines would not follow it
        assert tree.xpath("//meta[@property='og:image']/@content") == [
            "https://example.org/blog/cards/articles/five-minutes.png"
        ]
    assert "old.html" not in (folder / "site/sitemap.xml").read_text()


@pytest.mark.build
def test_unlisted_is_built_and_hidden_and_drafts_and_future_articles_are_nowhere(tmp_path):
    files = {
        FIVE: article("Seen"),
        "articles/2026/quiet.md": article("Quiet words", unlisted="true"),
        "articles/2026/draft.md": article("Draft words", draft="true"),
        "articles/2026/later.md": article("Later words", date="2026-12-24"),
    }
    folder = copy_project(tmp_path / "x", {**BASE, **files})
    assert build(folder, "--strict").returncode == 0
    site = folder / "site"

    assert lxml.html.parse(str(site / "articles/quiet/index.html")).xpath("//meta[@name='robots']/@content") == [
        "noindex"
    ]
    everything = b"".join(data for path, data in files_of(site).items() if "quiet" not in path)
    for words in (b"Quiet words", b"Draft words", b"Later words"):
        assert words not in everything

    assert build(folder, "--strict", SOURCE_DATE_EPOCH="1798200000").returncode == 0
    assert (site / "articles/later/index.html").is_file()


@pytest.mark.build
def test_hostile_words_stay_words(tmp_path):
    title = "'<script>alert(1)</script> & \"more\"'"
    files = {
        FIVE: article(title=title),
        "authors.yml": "desk: {name: <b>Desk</b>, description: <img src=x onerror=alert(1)>}",
        "tags.yml": "time: {label: <i>Time</i>}",
    }
    folder = copy_project(tmp_path / "x", {**BASE, **files})
    assert build(folder, "--strict").returncode == 0

    for path, data in files_of(folder / "site").items():
        assert not path.endswith(".html") or not re.search(rb"<script>|<b>Desk|onerror=alert\(1\)>|<i>Time", data), path


@pytest.mark.build
def test_an_article_first_published_elsewhere_says_so(tmp_path):
    folder = copy_project(tmp_path / "x", {**BASE, FIVE: article(canonical="https://example.com/first/")})
    assert build(folder, "--strict").returncode == 0

    tree = lxml.html.parse(str(folder / "site/articles/five-minutes/index.html"))
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://example.com/first/"]


@pytest.mark.build
def test_a_site_without_articles_builds(tmp_path):
    folder = copy_project(tmp_path / "x", BASE)

    result = build(folder, "--strict")
    assert result.returncode == 0, result.stderr
    assert PurePosixPath("archive/index.html").as_posix() in files_of(folder / "site")
