"""What Windows and macOS do otherwise: process start, consoles, links, files that are open elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from building import build, copy_project, environment, files_of
from coach.io.cache import Cache
from coach.io.disk import files, folder
from coach.io.disk.files import read_font, replace_file
from coach.io.disk.folder import sweep
from coach.pictures.card_store import CardStore
from coach.pictures.cards import Card
from coach.publish.texts import Recipe, TextCache, begin_rendering
from helpers import BASE, EXTENSIONS, MENU, article

MANY = {f"articles/2026/a{number}.md": article(f"Number {number}", body=f"Words {number}.") for number in range(60)}
CYRILLIC = {**BASE, **MENU, "articles/2026/five.md": article("Пять минут", tags="[вреня]")}


class Entry:
    """An entry of a folder as Windows gives it: it knows no number of links."""

    def __init__(self, entry):
        self.name, self.path, self.entry = entry.name, entry.path, entry

    def is_dir(self, *, follow_symlinks):
        return self.entry.is_dir(follow_symlinks=follow_symlinks)

    def stat(self, *, follow_symlinks):
        found = list(self.entry.stat(follow_symlinks=follow_symlinks))
        found[3] = 0
        return os.stat_result(found)


def test_where_a_folder_counts_no_links_a_file_stays_and_a_hard_link_goes(tmp_path, monkeypatch):
    site = tmp_path / "site"
    site.mkdir()
    (site / "page.html").write_text("as it was")
    (tmp_path / "outside").write_text("not ours")
    os.link(tmp_path / "outside", site / "linked.html")
    scan = os.scandir

    class Scan:
        def __init__(self, folder):
            with scan(folder) as found:
                self.entries = [Entry(entry) for entry in found]

        def __enter__(self):
            return self.entries

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(folder.os, "scandir", Scan)
    sweep(site, {"page.html", "linked.html"})
    monkeypatch.undo()
    assert [path.name for path in site.iterdir()] == ["page.html"]


@pytest.mark.parametrize("times", [1, 3, 4])
def test_a_file_that_is_open_elsewhere_is_replaced_when_it_is_free(tmp_path, monkeypatch, times):
    path, tries = tmp_path / "ledger.yml", []
    path.write_text("old")
    replace = type(path).replace

    def refused(self, to):
        tries.append(to)
        if len(tries) <= times:
            raise PermissionError(13, "in use")
        return replace(self, to)

    monkeypatch.setattr(files, "_WAITS", (0, 0, 0))
    monkeypatch.setattr(type(path), "replace", refused)
    if times > 3:
        with pytest.raises(PermissionError):
            replace_file(path, b"new")
    else:
        replace_file(path, b"new")
        assert path.read_text() == "new"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", ""])
def test_a_mistake_in_any_letters_is_told_on_any_console(tmp_path, encoding):
    folder = copy_project(tmp_path / "x", CYRILLIC)
    environ = environment(PYTHONIOENCODING=encoding) if encoding else environment(LC_ALL="C", PYTHONUTF8="0")
    command = [sys.executable, "-m", "coach.cli.main", "check"]
    environ["PYTHONCOERCECLOCALE"] = "0"
    if not encoding:
        environ.pop("PYTHONIOENCODING", None)
    told = subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=False)

    assert told.returncode == 1
    assert told.stderr == b"One mistake found." + os.linesep.encode()
    word = "вреня" if not encoding else "вреня".encode("ascii", "backslashreplace").decode()
    assert f'unknown tag "{word}"' in told.stdout.decode(encoding or "utf-8")


@pytest.mark.build
def test_a_build_with_mistakes_in_any_letters_logs_them_on_any_console(tmp_path):
    folder = copy_project(tmp_path / "x", CYRILLIC)
    told = build(folder, PYTHONIOENCODING="cp1252")

    assert told.returncode == 0
    assert "UnicodeEncodeError" not in told.stderr
    assert "вреня".encode("ascii", "backslashreplace").decode() in told.stderr


@pytest.mark.build
def test_worker_processes_that_begin_anew_make_the_same_site(tmp_path):
    folder = copy_project(tmp_path / "x", {**BASE, **MENU, **MANY})
    (folder / "mkdocs.yml").write_text(
        (folder / "mkdocs.yml").read_text().replace("  coach:\n", "  coach:\n    jobs: 2\n")
    )
    sites = []
    for spawn in ("", "1"):
        made = build(folder, "--strict", SPAWN=spawn)
        assert made.returncode == 0, made.stderr
        sites.append(files_of(folder / "site"))
        (folder / ".cache/cache.sqlite").unlink()
    assert sites[0] == sites[1]


@pytest.mark.parametrize(("environ", "method"), [("", "fork"), ("1", "spawn")])
def test_texts_and_cards_are_made_in_processes_that_begin_either_way(monkeypatch, environ, method):
    if sys.platform != "linux":
        method = "spawn"
    monkeypatch.setenv("SPAWN", environ)
    recipe, bodies = Recipe(EXTENSIONS, {}, ("chat",), "1"), [f"Words *{number}*." for number in range(60)]
    rendering = begin_rendering(bodies, recipe, TextCache(), 2)
    assert rendering.pool._mp_context.get_start_method() == method
    assert rendering._collect() == [recipe.renderer().render(body) for body in bodies]

    cards = CardStore(Cache(), read_font, 2)
    cards.begin(Card(f"Card {number}", "Site") for number in range(60))
    assert next(iter(cards._coming)).startswith(b"\x89PNG")
    cards._pool.shutdown(cancel_futures=True)


def test_what_cannot_be_sent_to_a_process_that_begins_anew_is_rendered_without(monkeypatch):
    monkeypatch.setenv("SPAWN", "1")
    bodies = [f"Words *{number}*." for number in range(60)]
    slug = {"toc": {"slugify": lambda text, _: text}}
    rendering = begin_rendering(bodies, Recipe(["toc"], slug, (), "1"), TextCache(), 2)

    assert rendering.pool is None
    assert len(rendering.finish(bodies)) == 60
