"""Hugo with templates of our own (in hugo/) that do as near as possible what this project does, and Pagefind."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from candidate import Candidate, Step, front_matter, write
from corpus import TAGS
from environments import environment
from with_coach import ROOT, write_quizzes

if TYPE_CHECKING:
    from corpus import Corpus, Post

NAME = "Hugo + Pagefind"
_BOX = re.compile(r'^!!! (\w+) "(.*)"\n\n    (.*)$', re.MULTILINE)


def hugo() -> Candidate:
    """Return Hugo as a candidate; its links between articles are checked as ours are."""
    programs, index = environment("hugo"), pagefind()
    if not programs or not index:
        return Candidate(NAME, missing="not installed" if index else "Pagefind is not installed")
    return Candidate(
        name=NAME,
        steps=(
            Step("Hugo alone", (str(programs / "hugo"), "--quiet")),
            Step("Pagefind alone", (index, "--site", "public", "--quiet")),
        ),
        write_rest=write_rest,
        translate=article,
        articles="content/articles",
        output="public",
        kept=("resources",),  # and it writes over what stands in public/
        search="pagefind",
    )


def pagefind() -> str:
    """Return the path of the program in the pagefind package; "" when it is not installed."""
    try:
        from pagefind.service import get_executable
    except ImportError:
        return ""
    found = get_executable()
    return str(found) if found and Path(found).is_file() else ""


def article(post: Post) -> str:
    """Return the article with keywords for related ones, and its boxes as shortcodes: Hugo knows no admonitions."""
    keywords = ", ".join(sorted(set(re.findall(r"\w{6,}", post.body.lower())))[::12])
    front = front_matter(post).replace("\n---\n\n", f"\nkeywords: [{keywords}]\n---\n\n")
    body = post.body.replace("<!-- more -->", "<!--more-->")
    return front + _BOX.sub(r'{{% box \1 "\2" %}}\n\3\n{{% /box %}}', body)


def write_rest(folder: Path, corpus: Corpus) -> None:
    """Write templates, settings, the stylesheet and mark of this project, and a page for each list, quiz and path."""
    shutil.copytree(ROOT / "tests/bench/hugo", folder, dirs_exist_ok=True)
    for name in ("site.css", "mark.svg"):
        write(folder / f"assets/{name}", (ROOT / "overrides/assets" / name).read_text(encoding="utf-8"))
    write_quizzes(folder / "data/quizzes", corpus.count)
    shutil.rmtree(folder / "data/quizzes/frozen")
    for path in (folder / "data/quizzes").glob("*.yml"):
        write(folder / f"content/quizzes/{path.stem}.md", f"---\ntitle: {path.stem}\n---\n")
    for path in corpus.paths():
        steps = "".join(f"  - {{article: {name}, why: {path.why}}}\n" for name in path.articles)
        facts = f"title: {path.title}\ndescription: {path.description}\nsteps:\n{steps}"
        write(folder / f"content/paths/{path.name}.md", f"---\n{facts}---\n")
    for tag in TAGS:
        write(folder / f"content/tags/{tag}/_index.md", f"---\ntitle: {tag.title()}\n---\n")
    write_archive(folder, corpus)
    for name in ("start-here", "coaching", "subscribe", "about"):
        write(folder / f"content/{name}.md", f"---\ntitle: {name}\n---\n\nA page.\n")


def write_archive(folder: Path, corpus: Corpus) -> None:
    """Write a page for the archive and for each of its years; Hugo makes none by itself."""
    write(folder / "content/archive/index.md", "---\ntitle: All articles\nlayout: archive\n---\n")
    first, last = 2016, 2016 + (corpus.count - 1) // 3 // 365
    for year in range(first, last + 1):
        facts = f"title: Articles of {year}\nlayout: archive\nyear: '{year}'\nurl: /archive/{year}/"
        write(folder / f"content/archive-{year}.md", f"---\n{facts}\n---\n")
