"""Kept byte code gives the same pages, and a damaged file is not believed."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from building import build, copy_project, files_of
from coach.template_cache import TemplateCache

SOURCE = "{% for x in things %}<b>{{ x }}</b>{% endfor %}"


def rendered(path, source=SOURCE):
    """Return what a template gives with the cache at `path`, and whether it had to be compiled."""
    cache = TemplateCache(path)
    environment = Environment(loader=DictLoader({"a.html": source}), autoescape=True, bytecode_cache=cache)
    said = environment.get_template("a.html").render(things=["<", "b"])
    before = path.read_bytes() if path.exists() else b""
    cache.save()
    return said, path.read_bytes() != before


def test_a_template_is_compiled_once(tmp_path):
    path = tmp_path / "x/templates.bin"

    assert rendered(path) == ("<b>&lt;</b><b>b</b>", True)
    assert rendered(path) == ("<b>&lt;</b><b>b</b>", False)


def test_a_changed_template_is_compiled_anew_and_the_old_one_dropped(tmp_path):
    path = tmp_path / "templates.bin"
    rendered(path)
    assert rendered(path, "{{ things | length }}") == ("2", True)
    assert len(TemplateCache(path)._known) == 1


@pytest.mark.parametrize("place", [0, 40, 200, -1])
def test_a_flipped_bit_is_noticed(tmp_path, place):
    path = tmp_path / "templates.bin"
    rendered(path)
    data = bytearray(path.read_bytes())
    data[place] ^= 4
    path.write_bytes(data)

    assert rendered(path) == ("<b>&lt;</b><b>b</b>", True)


@pytest.mark.parametrize("data", [b"", b"x", b"x" * 5000])
def test_a_foreign_file_is_not_believed(tmp_path, data):
    path = tmp_path / "templates.bin"
    path.write_bytes(data)

    assert rendered(path)[0] == "<b>&lt;</b><b>b</b>"


def test_a_folder_in_its_place_makes_way(tmp_path):
    path = tmp_path / "templates.bin"
    path.mkdir()
    cache = TemplateCache(path)
    Environment(loader=DictLoader({"a": SOURCE}), bytecode_cache=cache).get_template("a")
    cache.save()

    assert path.is_file()


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
