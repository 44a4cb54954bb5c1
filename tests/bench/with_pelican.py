"""Pelican with its own theme "simple", and Pagefind."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from candidate import Candidate, Step
from environments import environment
from with_coach import ROOT
from with_hugo import pagefind

if TYPE_CHECKING:
    from pathlib import Path

    from corpus import Corpus, Post

NAME = "Pelican + Pagefind"


def pelican() -> Candidate:
    """Return Pelican as a candidate, in an environment of its own."""
    programs, index = environment("pelican"), pagefind()
    if programs is None or not index:
        return Candidate(NAME, missing="not installed" if index else "Pagefind is not installed")
    return Candidate(
        name=NAME,
        steps=(
            Step("Pelican alone", (str(programs / "pelican"), "--quiet", "--settings", "settings.py")),
            Step("Pagefind alone", (index, "--site", "output", "--quiet")),
        ),
        write_rest=write_rest,
        translate=article,
        articles="content/articles",
        output="output",
        kept=("cache",),
        search="pagefind",
    )


def article(post: Post) -> str:
    """Return the article with Pelican's front matter, which is no YAML, and its form of links."""
    facts = f"title: {post.title}\nsummary: {post.description}\ndate: {post.day}\nslug: {post.name}\ntags: {', '.join(post.tags)}"
    return f"---\n{facts}\n---\n\n" + re.sub(r"\]\((article-\d+\.md)\)", r"]({filename}\1)", post.body)


def write_rest(folder: Path, _: Corpus) -> None:
    """Write the settings and the template that tells Pagefind where an article's text is."""
    shutil.copytree(ROOT / "tests/bench/pelican", folder, dirs_exist_ok=True)
