"""Parts of this project by themselves: the related articles, what is published, what components weigh."""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from candidate import write_corpus
from corpus import Corpus, Voice
from measure import EPOCH
from saving import saving_table
from table import markdown
from with_coach import ROOT, coach, quiz_ids

sys.path.insert(0, str(ROOT / "hooks"))


def parts() -> str:
    """Return all of it as Markdown."""
    return f"## Parts\n\n{saving_table()}\n\n{related_table()}\n\n{publishing_table()}\n\n{cards_table()}\n\n{weights_table()}"


def related_table() -> str:
    """Return how the step that relates articles grows."""
    from related_corpus import made_up

    from coach.content.library import Library, newest_first
    from coach.content.reading_paths import Paths
    from coach.content.tags import Vocabulary
    from coach.site.curation.related import relate

    rows, each = [], 0.0
    for count in (1000, 3000, 10_000):
        library = Library(newest_first(made_up(count)), Vocabulary({}, {}), {})
        start = time.perf_counter()
        relate(library, Paths({}, {}))
        took = time.perf_counter() - start
        each = each or took / count
        rows.append((f"{count:,}", f"{took:.2f}", f"{took / count * 1e3:.2f}", f"{took / count / each:.2f}"))
    return markdown(("related articles, of", "s", "ms an article", "× the first"), rows)


def publishing_table() -> str:
    """Return what feeds, mail and manifest of 1,000 articles add to a build."""
    from coach.publish.files import publish

    with tempfile.TemporaryDirectory() as place:
        write_corpus(Corpus(1000, quiz_ids()), {Path(place): coach()})
        build = _started(Path(place))
        for item in build.site.texts:
            build.html(item.address)
        start = time.perf_counter()
        made = list(publish(build))
        took = time.perf_counter() - start
    return markdown(("feeds, mail and manifest, of", "files", "s"), [("1,000", str(len(made)), f"{took:.2f}")])


def _started(folder: Path) -> object:
    from jinja2 import FileSystemLoader

    from coach.content.settings import read_settings
    from coach.io.disk.sources import read_sources
    from coach.io.templates import Pieces
    from coach.publish.build import Resources, start_build

    settings, _ = read_settings((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    pieces = Pieces(FileSystemLoader(str(folder / "overrides")))
    resources = Resources(pieces, jobs=os.cpu_count() or 1)
    now = datetime.fromtimestamp(int(EPOCH), UTC)
    return start_build(read_sources(folder / "docs"), settings, now, resources, preview=False)


def cards_table() -> str:
    """Return what a card picture costs one core, and what it weighs."""
    from coach.io.disk.files import read_font
    from coach.pictures.cards import Card, draw_card
    from coach.pictures.lettering import Typeface

    voice, face = Voice("cards"), Typeface(read_font())
    titles = [voice.title() for _ in range(300)]
    start = time.process_time()
    sizes = sorted(len(draw_card(Card(title, "The Second Sale"), face)) for title in titles)
    each = (time.process_time() - start) / len(titles)
    row = (f"{each * 1000:.1f}", f"{sizes[150]:,}", f"{sizes[-1]:,}")
    return markdown(("a card picture: ms of one core", "bytes, median", "bytes, most"), [row])


def weights_table() -> str:
    """Return what a reader's browser loads of each component, minified and gzipped."""
    from coach.publish.assets import JOINED, join, minify

    found = sorted(path for path in (ROOT / "overrides").rglob("*") if path.suffix in {".css", ".js", ".mjs"})
    texts = {path.relative_to(ROOT / "overrides").as_posix(): path.read_text(encoding="utf-8") for path in found}
    rows = []
    for name, text in texts.items():
        served = minify(name, join(name, texts) if name in JOINED else text)
        rows.append((name, f"{len(gzip.compress(served.encode(), 9)):,}"))
    return markdown(("styles and scripts, minified, gzip -9", "bytes"), rows)
