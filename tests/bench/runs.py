"""All candidates on one corpus, interleaved, so that a temporary load on the machine affects all of them."""

from __future__ import annotations

import statistics
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from candidate import COLD, EDIT, Candidate, write_corpus
from corpus import name_of, search_word
from measure import FailedError, Run
from reader import Loaded, load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus import Corpus


_FEW = 20
Builds = dict[str, list[tuple[Run, ...]]]
"""By state, the runs, each of them of one or more steps."""


@dataclass(frozen=True)
class Size:
    """What a build has written: files and bytes."""

    files: int
    bytes: int


@dataclass(frozen=True)
class Result:
    """The results of a candidate: its builds by state, each a list of runs of its steps."""

    candidate: Candidate
    builds: Builds
    size: Size | None = None
    loaded: Loaded | None = None

    def seconds(self, state: str = COLD) -> float:
        """Return the median of whole builds."""
        return statistics.median(sum(run.seconds for run in steps) for steps in self.builds[state])

    def step_seconds(self, step: int, state: str = COLD) -> float:
        """Return the median of one step of the builds."""
        return statistics.median(steps[step].seconds for steps in self.builds[state])

    def step_peak(self, step: int, state: str = COLD) -> int:
        """Return the largest peak of one step in bytes."""
        return max(steps[step].peak for steps in self.builds[state])

    def peak(self, state: str = COLD) -> int:
        """Return the largest peak of memory in bytes."""
        return max(run.peak for steps in self.builds[state] for run in steps)


def run_all(corpus: Corpus, candidates: Sequence[Candidate], rounds: int, place: Path) -> list[Result]:
    """Return a result for each candidate, in their order; those that are missing have no builds."""
    warmed_up = [_warm_up(one, _few(place / f"{number}"), corpus) for number, one in enumerate(candidates)]
    folders = {place / f"{number}": one for number, one in enumerate(warmed_up) if not one.missing}
    write_corpus(corpus, folders)
    builds: dict[Path, Builds] = {folder: {} for folder in folders}
    for turn in range(rounds):
        for folder, candidate in folders.items():
            folders[folder] = _build_all(candidate, folder, corpus, turn, builds[folder])
    results = {one.name: _finish(one, folder, corpus, builds[folder]) for folder, one in folders.items()}
    return [results.get(one.name) or Result(one, {}) for one in warmed_up]


def _warm_up(candidate: Candidate, folder: Path, corpus: Corpus) -> Candidate:
    """Build a few articles first, so that programs are compiled and in the page cache; one that fails is missing."""
    if candidate.missing:
        return candidate
    write_corpus(replace(corpus, count=min(_FEW, corpus.count)), {folder: candidate})
    try:
        candidate.build(folder)
    except FailedError as error:
        return _failed(candidate, error)
    return candidate


def _few(folder: Path) -> Path:
    """Return where a candidate builds a few articles."""
    return folder.with_name(f"few-{folder.name}")


def _failed(candidate: Candidate, error: FailedError) -> Candidate:
    print(f"{candidate.name} failed\n{error}", file=sys.stderr)
    return replace(candidate, missing="failed")


def _build_all(candidate: Candidate, folder: Path, corpus: Corpus, turn: int, builds: Builds) -> Candidate:
    """Build in each state once, and return the candidate, which is missing from where it fails on.

    A few articles are built first: while others had their turn, the system may have put this program out of memory.
    """
    for state in () if candidate.missing else candidate.states:
        try:
            if state == COLD:
                candidate.build(_few(folder))
            _prepare(candidate, folder, corpus, state, turn)
            steps = candidate.build(folder)
        except FailedError as error:
            return _failed(candidate, error)
        builds.setdefault(state, []).append(steps)
        print(f"{candidate.name}, {state}: {sum(run.seconds for run in steps):.2f} s", file=sys.stderr)
    return candidate


def _prepare(candidate: Candidate, folder: Path, corpus: Corpus, state: str, turn: int) -> None:
    if state == COLD:
        _set_aside([folder / name for name in (candidate.output, *candidate.kept)], folder.with_name(f"aside-{turn}"))
    if state == EDIT:
        with (folder / candidate.articles / f"{_middle(corpus)}.md").open("a", encoding="utf-8") as article:
            article.write(f"\nOne more line, the {turn + 1}th of its kind.\n")


def _set_aside(folders: Sequence[Path], place: Path) -> None:
    """Move the folders away instead of deleting them: ext4 creates files slowly for minutes after many deletions."""
    room = place / folders[0].parent.name
    room.mkdir(parents=True)
    for folder in folders:
        with suppress(FileNotFoundError):
            folder.rename(room / folder.name)


def _finish(candidate: Candidate, folder: Path, corpus: Corpus, builds: Builds) -> Result:
    """Return the result with what the last build has written, and what a reader loads of it.

    The first article has a box and a quiz and is on a path: no other is heavier.
    """
    if candidate.missing:
        return Result(candidate, {})
    site = folder / candidate.output
    files = [path for path in site.rglob("*") if path.is_file()]
    article = candidate.article_url.format(name=name_of(0))
    loaded = load(site, article, candidate.search, search_word())
    return Result(candidate, builds, Size(len(files), sum(path.stat().st_size for path in files)), loaded)


def _middle(corpus: Corpus) -> str:
    return name_of(corpus.count // 2)
