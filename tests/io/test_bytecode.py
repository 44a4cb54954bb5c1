"""Cached bytecode renders the same pages, and contains nothing of the site that it was compiled for."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from building import build, copy_project, files_of
from coach.io.bytecode import TemplateCache
from coach.io.cache import Cache

SOURCE = "{% for x in things %}<b>{{ x }}</b>{% endfor %}"


def rendered(path, source=SOURCE):
    """Return what a template renders with the cache at `path`, and whether it had to be compiled."""
    templates = TemplateCache(Cache(path))
    environment = Environment(loader=DictLoader({"a.html": source}), autoescape=True, bytecode_cache=templates)
    said = environment.get_template("a.html").render(things=["<", "b"])
    before = path.read_bytes() if path.exists() else b""
    templates.save()
    return said, path.read_bytes() != before


def test_a_template_is_compiled_once(tmp_path):
    path = tmp_path / "x/cache.sqlite"

    assert rendered(path) == ("<b>&lt;</b><b>b</b>", True)
    assert rendered(path) == ("<b>&lt;</b><b>b</b>", False)


def test_a_changed_template_is_compiled_anew_and_the_old_one_dropped(tmp_path):
    path = tmp_path / "cache.sqlite"
    rendered(path)
    assert rendered(path, "{{ things | length }}") == ("2", True)
    assert len(TemplateCache(Cache(path))._known) == 1


@pytest.mark.build
def test_a_build_for_another_address_holds_nothing_of_the_first(tmp_path):
    """Jinja computes filters of constants when it compiles, and what it compiled is kept."""
    folder = copy_project(tmp_path / "x")
    assert build(folder, "--strict", SITE_URL="https://first.example/old/").returncode == 0
    assert build(folder, "--strict", SITE_URL="https://second.example/new/").returncode == 0
    warm = files_of(folder / "site")
    (folder / ".cache/cache.sqlite").unlink()
    assert build(folder, "--strict", SITE_URL="https://second.example/new/").returncode == 0

    assert [path for path, data in warm.items() if b"first.example" in data] == []
    assert b"https://second.example/new/sitemap.xml" in warm["robots.txt"]
    assert files_of(folder / "site") == warm


@pytest.mark.build
def test_parts_shared_by_pages_are_the_same_as_rendered_for_each(tmp_path):
    """What is rendered once for a depth must not depend on the page that asked first."""
    folder = copy_project(tmp_path / "x")
    assert build(folder, "--strict").returncode == 0
    shared = files_of(folder / "site")
    adapter = folder / "hooks/mkdocs_templates.py"
    code = adapter.read_text(encoding="utf-8")
    alone = code.replace("    @cache\n    def shared", "    def shared")
    assert alone != code
    adapter.write_text(alone, encoding="utf-8")

    assert build(folder, "--strict").returncode == 0
    assert files_of(folder / "site") == shared
