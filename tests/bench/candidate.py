"""A candidate of the benchmark: a generator, how it gets the corpus, and how it is run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from measure import Run, measure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus import Corpus, Post

COLD, WARM, EDIT = "cold", "warm", "after one edit"
STATES = (COLD, WARM, EDIT)


@dataclass(frozen=True)
class Step:
    """A command of a build, and what it is called beside the others of the same build."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """A generator.

    `articles` is the folder of the articles, `output` that of the site, `kept` what is kept between builds; without
    it, a build is like any other and only cold ones are run. `search` says how a reader searches. With `missing`, it
    is only named, and the reason.
    """

    name: str
    steps: tuple[Step, ...] = ()
    write_rest: Callable[[Path, Corpus], None] | None = None
    translate: Callable[[Post], str] | None = None
    articles: str = ""
    article_url: str = "articles/{name}/"
    output: str = ""
    kept: tuple[str, ...] = ()
    search: str = ""
    missing: str = ""

    @property
    def states(self) -> tuple[str, ...]:
        """The states in which it is measured."""
        return STATES if self.kept else (COLD,)

    def build(self, folder: Path) -> tuple[Run, ...]:
        """Run a build and return its steps."""
        return tuple(measure(step.command, folder) for step in self.steps)


def write_corpus(corpus: Corpus, candidates: dict[Path, Candidate]) -> None:
    """Write the articles for each candidate into its folder, and what else it needs."""
    for folder, candidate in candidates.items():
        (folder / candidate.articles).mkdir(parents=True)
        candidate.write_rest(folder, corpus)
    for post in corpus.posts():
        for folder, candidate in candidates.items():
            path = folder / candidate.articles / f"{post.name}.md"
            path.write_text(candidate.translate(post), encoding="utf-8")


def front_matter(post: Post) -> str:
    """Return the article's front matter as YAML, as all but Pelican read it."""
    facts = f"title: {post.title}\ndescription: {post.description}\ndate: {post.day}\ntags: [{', '.join(post.tags)}]"
    return f"---\n{facts}\n---\n\n"


def write(path: Path, text: str) -> None:
    """Write a file and the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
