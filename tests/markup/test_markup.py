"""Every kind of page is valid HTML: the Nu checker finds no error, and no warning that nobody has decided on."""

from __future__ import annotations

import os

import pytest

from building import ROOT, build
from languages import add_mirrored_language, german_site
from markup.everything import TEMPLATES, build_everything
from markup.nu import complaints, is_here

pytestmark = pytest.mark.build
LEFT_OUT = {"main.html", "kept.html"}  # the layout, and what stands in for a page from the cache


@pytest.fixture(scope="module", autouse=True)
def _checker():
    if is_here():
        return
    assert os.environ.get("JAVA") != "required", "python run.py markup installs the checker."
    pytest.skip("Java or the checker is not here; python run.py markup installs the checker.")


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    return build_everything(tmp_path_factory.mktemp("everything") / "copy")


def test_the_site_of_this_project(built_site):
    assert complaints(built_site) == []


def test_a_page_of_every_template_with_everything_that_settings_add(everything):
    assert set(TEMPLATES) == {path.name for path in (ROOT / "overrides").glob("*.html")} - LEFT_OUT
    pages = [
        everything / f"{address}index.html" if not address.endswith(".html") else everything / address
        for address in TEMPLATES.values()
    ]
    assert [page for page in pages if not page.is_file()] == []
    assert complaints(everything) == []


def test_a_site_in_another_language_that_is_written_from_right_to_left(tmp_path):
    folder = german_site(tmp_path / "copy", "he_IL")
    add_mirrored_language(folder)
    result = build(folder, "--strict")

    assert result.returncode == 0, result.stderr
    assert 'dir="rtl"' in (folder / "site/index.html").read_text(encoding="utf-8")
    assert complaints(folder / "site") == []


def test_a_mistake_is_named_with_its_file_and_line(tmp_path):
    (tmp_path / "a.html").write_text(
        '<!doctype html>\n<html lang="en"><title>A</title>\n<p id="x"><p id="x">Words<h1></h1>', encoding="utf-8"
    )
    found = complaints(tmp_path)
    assert any(one.startswith("a.html:2: error: Duplicate ID “x”. In:") for one in found), found
