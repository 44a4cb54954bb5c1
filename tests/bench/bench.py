"""Times a cold build of this project beside stock Material (blog, tags, search) on the same articles, in one run.

    python tests/bench/bench.py --articles 100 --runs 3

The clock on the wall depends on the machine; the ratio is what counts.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from corpus import TAGS, write_corpus

ROOT = Path(__file__).resolve().parents[2]

OURS = "---\ntitle: {title}\ndescription: {description}\ndate: {day}\ntags: [{tags}]\n---"
THEIRS = "---\ntitle: {title}\ndescription: {description}\ndate: {day}\ntags: [{tags}]\n---\n"
MATERIAL = """
site_name: Bench
site_url: http://127.0.0.1:8000/
theme: {name: material, font: false}
plugins:
  - blog: {blog_dir: ., post_dir: articles, archive: true}
  - tags
  - search
markdown_extensions: [admonition, attr_list, footnotes, md_in_html, smarty, tables, toc, pymdownx.highlight, pymdownx.superfences]
"""


STOCK = "Material blog + tags + search"


def edit(folder: Path) -> None:
    """Change one article, each time in another way."""
    path = next((folder / "docs/articles/2026").glob("*.md"))
    path.write_text(f"{path.read_text(encoding='utf-8')}\nOne more line, at {time.time_ns()}.\n", encoding="utf-8")


def ours(folder: Path, count: int) -> None:
    """Write this project with the corpus as its docs/."""
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    write_corpus(folder / "docs", count, OURS, "articles/2026")
    docs = folder / "docs"
    for page in ("start-here", "coaching", "subscribe", "about", "index"):
        text = f"---\ntitle: {page}\ndescription: {'A page of the bench, as short as a page may be. ' * 2}\n---\n"
        (docs / f"{page}.md").write_text(text)
    (docs / "tags.yml").write_text("".join(f"{tag}: {{label: {tag}}}\n" for tag in TAGS))
    shutil.copy(ROOT / "docs/authors.yml", docs)


def material(folder: Path, count: int) -> None:
    """Write a stock Material blog with the same corpus."""
    write_corpus(folder / "docs", count, THEIRS, "articles")
    (folder / "docs" / "index.md").write_text("# Bench\n")
    (folder / "docs" / "tags.md").write_text("# Tags\n\n<!-- material/tags -->\n")
    (folder / "mkdocs.yml").write_text(MATERIAL)


def seconds(folder: Path) -> float:
    """Return how long the whole process takes."""
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795348800"}
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, env=environ, check=True, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        times: dict[str, list[float]] = {}
        for name, prepare in (("this project", ours), (STOCK, material)):
            (Path(place) / name).mkdir()
            prepare(Path(place) / name, options.articles)
        mine = Path(place) / "this project"
        for _ in range(options.runs):
            shutil.rmtree(mine / ".cache", ignore_errors=True)
            times.setdefault("this project, cold", []).append(seconds(mine))
            times.setdefault("this project, warm", []).append(seconds(mine))
            edit(mine)
            times.setdefault("this project, one edit", []).append(seconds(mine))
            times.setdefault(STOCK, []).append(seconds(Path(place) / STOCK))
    print_builds(options, times)
    print_related()
    print_publishing()
    print_weights()


def print_builds(options: argparse.Namespace, times: dict[str, list[float]]) -> None:
    """Print how long whole builds took, and their ratio."""
    base = statistics.median(times[STOCK])
    print(f"{options.articles} articles, whole process, median of {options.runs}, alternating")
    for name, found in times.items():
        median = statistics.median(found)
        print(f"{name:32} {median:7.2f} s   {median / base:5.2f} x")


def print_related() -> None:
    """Print how the step that relates articles grows."""
    sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]
    from related_corpus import made_up

    from coach.library import Library, newest_first
    from coach.paths import Paths
    from coach.related import relate
    from coach.tags.vocabulary import Vocabulary

    print("\nRelated articles")
    first = 0.0
    for count in (1000, 3000, 10000):
        library = Library(newest_first(made_up(count)), Vocabulary({}, {}), {})
        start = time.perf_counter()
        relate(library, Paths({}, {}))
        took = time.perf_counter() - start
        first = first or took
        print(f"{count:6} articles {took:7.2f} s   {took / first:5.1f} x")


def print_publishing() -> None:
    """Print what feeds, mail and manifest of 1,000 articles add to a build."""
    from datetime import UTC, datetime

    from jinja2 import FileSystemLoader

    from coach.building import Outfit, start_build
    from coach.edge import read_providers, read_sources
    from coach.publish.publishing import publish
    from coach.settings import read_settings
    from coach.templates import Pieces

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        ours(folder, 1000)
        settings, _ = read_settings((folder / "mkdocs.yml").read_text(encoding="utf-8"))
        outfit = Outfit(Pieces(FileSystemLoader(str(folder / "overrides"))), read_providers())
        docs = read_sources(folder / "docs")
        build = start_build(docs, settings, datetime(2026, 11, 22, tzinfo=UTC), outfit, preview=False)
        for item in build.site.texts:
            build.html(item.address)
        start = time.perf_counter()
        made = list(publish(build))
        took = time.perf_counter() - start
    print(f"\nFeeds, mail and manifest of 1,000 articles: {len(made)} files, {took:.2f} s")


def print_weights() -> None:
    """Print what a reader's browser loads of each component, minified and gzipped."""
    sys.path[:0] = [str(ROOT / "hooks")]
    from coach.publish.join import JOINED, join
    from coach.publish.minify import minify

    print("\nStyles and scripts, minified, gzip -9")
    found = sorted(path for path in (ROOT / "overrides").rglob("*") if path.suffix in {".css", ".js", ".mjs"})
    texts = {path.relative_to(ROOT / "overrides").as_posix(): path.read_text(encoding="utf-8") for path in found}
    for name, text in texts.items():
        served = minify(name, join(name, texts) if name in JOINED else text)
        print(f"{len(gzip.compress(served.encode(), 9)):7} bytes  {name}")


if __name__ == "__main__":
    main()
