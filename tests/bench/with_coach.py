"""This project, with the corpus as its docs/."""

from __future__ import annotations

import compileall
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from candidate import Candidate, Step, front_matter, write
from corpus import TAGS, Corpus, Post, Voice, name_of

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
NAME = "this project"
BARE = "this project without cards"
QUIZZES = ROOT / "docs" / "quizzes"
_PAGES = ("index", "start-here", "coaching", "subscribe", "about")


def coach() -> Candidate:
    """Return this project as people have it, as a candidate; a warning ends the build."""
    return _candidate(NAME, write_project)


def bare_coach() -> Candidate:
    """Return this project without pictures for sharing, which no other candidate draws."""
    return _candidate(BARE, write_bare_project)


def _candidate(name: str, write_rest: Callable[[Path, Corpus], None]) -> Candidate:
    return Candidate(
        name=name,
        steps=(Step(name, (sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict")),),
        write_rest=write_rest,
        translate=article,
        articles="docs/articles/2026",
        output="site",
        kept=(".cache",),
        search="own",
    )


def quiz_ids() -> tuple[str, ...]:
    """Return the ids of the project's quizzes."""
    return tuple(sorted(path.stem for path in QUIZZES.glob("*.yml")))


def article(post: Post) -> str:
    """Return the article as an author of this project writes it."""
    return front_matter(post) + post.body


def write_project(folder: Path, corpus: Corpus) -> None:
    """Write hooks, templates and settings as they are, and docs/ without articles."""
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(folder / "hooks", quiet=2)  # as on any machine where it was built before
    write(folder / "mkdocs.yml", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    docs = folder / "docs"
    shutil.copy(ROOT / "docs/authors.yml", docs)
    for name in _PAGES:
        write(docs / f"{name}.md", _page(name))
    write(docs / "tags.yml", "".join(f"{tag}: {{label: {tag.title()}, description: {_about(tag)}}}\n" for tag in TAGS))
    for path in corpus.paths():
        steps = [{"article": name, "why": path.why} for name in path.articles]
        facts = {"title": path.title, "description": path.description, "steps": [*steps, _quiz_step(path.why)]}
        write(docs / f"paths/{path.name}.yml", yaml.safe_dump(facts, sort_keys=False))
    write_letter(docs)
    write_quizzes(docs / "quizzes", corpus.count)


def write_bare_project(folder: Path, corpus: Corpus) -> None:
    """Write the same with cards switched off."""
    write_project(folder, corpus)
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    write(folder / "mkdocs.yml", settings.replace("  coach:\n", "  coach:\n    cards: false\n"))


def write_letter(docs: Path) -> None:
    """Write the one edition of the newsletter that the menu leads to."""
    facts = (
        f"title: {Voice('letter').title()}\ndescription: {_about('letter')}\ndate: 2026-11-01\narticles: [{name_of(0)}]"
    )
    write(docs / "newsletter/2026-11.md", f"---\n{facts}\n---\n\n{Voice('letter').paragraph(12)}\n")


def write_quizzes(folder: Path, count: int) -> None:
    """Write the project's quizzes, with the corpus's articles and tags where they name real ones."""
    shutil.copytree(QUIZZES / "frozen", folder / "frozen")
    for path in QUIZZES.glob("*.yml"):
        made_up = _renamed(yaml.safe_load(path.read_text(encoding="utf-8")), count)
        write(folder / path.name, yaml.safe_dump(made_up, sort_keys=False, allow_unicode=True))


def _renamed(value: Any, count: int) -> Any:
    if isinstance(value, list):
        return [_renamed(one, count) for one in value]
    if not isinstance(value, dict):
        return value
    known = {"articles": [name_of(number) for number in range(min(3, count))], "tags": list(TAGS[:2])}
    return {key: known[key] if key in known else _renamed(one, count) for key, one in value.items()}


def _page(name: str) -> str:
    facts = f"title: {name.capitalize()}\ndescription: {_about(name)}"
    if name in {"index", "start-here"}:
        facts += "\npath: path-0"
    if name == "index":
        facts += f"\nheadline: {Voice(name).sentence()}\nfeatured: [{name_of(0)}]\nquiz: {quiz_ids()[0]}\nnewest: 6"
    return f"---\n{facts}\n---\n\n{Voice(name).paragraph(8)}\n"


def _quiz_step(why: str) -> dict[str, str]:
    return {"quiz": quiz_ids()[0], "why": why}


def _about(name: str) -> str:
    return Voice(f"about {name}").description()
