"""A site with any of its parts, alone and together: strict, every link alive, and no word of a part that is not there."""

from __future__ import annotations

from itertools import product

import pytest
import yaml

from building import copy_project, write
from dead_links import dead_links, doubled_ids
from languages import SETTINGS, german_files
from quick_builds import build_here, prepare

PARTS = ("quizzes", "customers_view", "paths", "newsletter", "search")
# Words that only a part of the site uses, on pages that have nothing to do with it.
WORDS = {
    "quizzes": ("Quiz",),
    "customers_view": (
        "Sicht des Kunden",
        "Einen Kunden fragen",
        "Kunde Sie anders sieht",
        "Ein Kunde, der",
        "Der Kunde, im Ganzen",
    ),
    "paths": ("Leseweg", "path.mjs"),
    "newsletter": ("Brief",),
    "search": ("Die Suche", ">Suche<", "pagefind", "wasm-unsafe-eval"),
}
SITE = "https://verkauf.example.org/"

pytestmark = pytest.mark.build


def site_with(folder, parts):
    """Write a site that has these parts and no others."""
    settings = yaml.safe_load(SETTINGS.replace("LOCALE", "de_DE"))
    coach = settings["extra"]["coach"]
    coach["search"], coach["customers_view"] = "search" in parts, "customers_view" in parts
    every = ["archive", "quizzes", "mirror", "paths", "newsletter", "tags", "homework", "privacy"]
    coach["menu"] = [{"title": f"M{number}", "to": f"/{name}/"} for number, name in enumerate(every)]
    del coach["newsletter"]["provider"], coach["newsletter"]["account"]
    folders = {"quizzes": "quizzes/", "paths": "paths/", "newsletter": "newsletter/"}
    left_out = tuple(path for part, path in folders.items() if part not in parts)
    files = {path: text for path, text in german_files().items() if not left_out or not path.startswith(left_out)}
    if "quizzes" not in parts:
        files = {path: without_quiz(text) for path, text in files.items()}
    if "paths" not in parts:
        files["index.md"] = files["index.md"].replace("path: anfang\n", "")
    copy_project(folder, files)
    write(folder / "mkdocs.yml", yaml.safe_dump(settings, allow_unicode=True))
    return folder


def without_quiz(text):
    text = text.replace("quiz: tee\n", "").replace("```quiz\ntee\n```\n", "")
    kept = [line for line in text.split("\n") if "quiz:" not in line]
    return "\n".join(kept)


@pytest.mark.parametrize(
    "chosen", list(product((True, False), repeat=len(PARTS))), ids=lambda chosen: "".join("01"[one] for one in chosen)
)
def test_every_combination_of_parts_is_whole(tmp_path, monkeypatch, chosen):
    prepare(monkeypatch)
    parts = {part for part, there in zip(PARTS, chosen, strict=True) if there}
    built = build_here(site_with(tmp_path / "x", parts))

    assert built.warnings == []
    assert dead_links(built.files, SITE) == []
    assert doubled_ids(built.files) == {}
    plain = {
        path: data.decode()
        for path, data in built.files.items()
        if path.startswith(("articles/", "index.html", "privacy/", "404", "quizzes/about/"))
    }
    assert len(plain) >= 5
    for part in PARTS:
        if part not in parts:
            found = {path for path, text in plain.items() for word in WORDS[part] if word in text}
            assert found == set(), (part, found)
