"""The frame of every page is ours: Material is the theme by name, and none of its templates is used."""

from __future__ import annotations

import re

import lxml.html
import pytest
from jinja2 import Environment
from jinja2.meta import find_referenced_templates

from building import ROOT, build, copy_project
from helpers import BASE, MENU, article
from own_site import copy_own_site

OVERRIDES = ROOT / "overrides"


@pytest.mark.parametrize(
    "path", sorted(OVERRIDES.rglob("*.html")), ids=lambda path: path.relative_to(OVERRIDES).as_posix()
)
def test_a_template_uses_only_our_own(path):
    named = find_referenced_templates(Environment().parse(path.read_text(encoding="utf-8")))
    assert [name for name in named if name and not (OVERRIDES / name).is_file()] == []


def test_no_page_has_a_class_or_name_of_materials(built_site):
    names = re.compile(r"""(?:class|id)="[^"]*\bmd-|data-md-|(?<!\w)__(?:config|drawer|search)\b""")
    assert [path for path in built_site.rglob("*.html") if names.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.build
def test_the_profiles_of_the_site_and_of_an_author_are_named_in_the_head(tmp_path):
    folder = copy_own_site(tmp_path / "copy")
    assert build(folder).returncode == 0

    def profiles(address):
        return lxml.html.parse(str(folder / "site" / address / "index.html")).xpath("//head/link[@rel='me']/@href")

    assert profiles("") == ["https://www.linkedin.com/in/berger"]
    assert profiles("authors/ada") == ["https://example.social/@ada"]
    assert profiles("articles/zwei") == []


@pytest.mark.build
def test_mkdocs_extra_css_is_linked_on_each_page(tmp_path):
    folder = copy_project(tmp_path / "copy", {**BASE, **MENU, "articles/2026/a.md": article(), "assets/own.css": "p{}"})
    config = folder / "mkdocs.yml"
    config.write_text(f"{config.read_text(encoding='utf-8')}extra_css: [assets/own.css]\n", encoding="utf-8")
    assert build(folder).returncode == 0

    page = (folder / "site/articles/a/index.html").read_text(encoding="utf-8")
    assert '<link rel="stylesheet" href="../../assets/own.css">' in page
