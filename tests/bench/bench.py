"""Measures builds of this project beside others on the same articles, and what readers load. See BENCHMARKS.md.

    python tests/bench/bench.py --articles 100 --runs 3
    python tests/bench/bench.py --growth

The clock on the wall depends on the machine; the ratios are what counts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bounds import bounds_table, build_bounds, growth_bounds
from candidate import STATES, Candidate
from corpus import Corpus
from document import write_section
from machine import machine
from parts import parts
from prose import Prose
from runs import Result, run_all
from table import builds_table, markdown, mebi
from with_coach import bare_coach, coach, quiz_ids
from with_hugo import hugo
from with_material import NAME as MATERIAL
from with_material import PLAIN as PLAIN_MATERIAL
from with_material import material, plain_material
from with_pelican import pelican

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_FOR_MATERIAL = 3000
_GROWTH = (1000, 3000, 10_000)


def main() -> None:
    """Measure, print, and write."""
    options = _options()
    if options.growth:
        _tell(options, "growth", _growth(options.runs))
        return
    _tell(options, f"{options.articles}{'-prose' if options.prose else ''}", _builds(options))
    if options.parts:
        _tell(options, "parts", f"{parts()}\n\n{machine()}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100, help="how many articles")
    parser.add_argument("--runs", type=int, default=3, help="how many runs of each; figures are the median")
    parser.add_argument("--growth", action="store_true", help="this project alone, of 1,000, 3,000 and 10,000 articles")
    parser.add_argument(
        "--slow", action="store_true", help=f"Material with more than {_MOST_FOR_MATERIAL:,} articles too"
    )
    parser.add_argument("--prose", action="store_true", help="real sentences instead of made-up words")
    parser.add_argument("--parts", action=argparse.BooleanOptionalAction, default=True, help="parts of this project")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the figures into this Markdown file")
    return parser.parse_args()


def _tell(options: argparse.Namespace, section: str, text: str) -> None:
    print(f"\n{text}")
    if options.write:
        write_section(options.write, section, text)


def _builds(options: argparse.Namespace) -> str:
    """Return the section on whole builds of all candidates."""
    known = machine()
    slow = options.articles > _MOST_FOR_MATERIAL and not options.slow
    stocks = (_too_slow(MATERIAL), _too_slow(PLAIN_MATERIAL)) if slow else (material(), plain_material())
    results = _run(
        _corpus(options.articles, prose=options.prose),
        (coach(), bare_coach(), *stocks, hugo(), pelican()),
        options.runs,
    )
    ours, bare, stock, plain, hugos, _ = results
    if ours.candidate.missing:
        raise SystemExit("This project's own build failed, so there is nothing to compare.")
    kind = "articles of real prose" if options.prose else "articles"
    head = f"## {options.articles:,} {kind}, median of {options.runs}"
    bounds = build_bounds(ours, bare, stock, plain, hugos)
    tables = [builds_table(results, stock, hugos), bounds_table(bounds, options.articles)]
    return "\n\n".join((head, known, *tables))


def _too_slow(name: str) -> Candidate:
    return Candidate(name, missing=f"left out above {_MOST_FOR_MATERIAL:,} articles; SLOW=1 includes it")


def _growth(runs: int) -> str:
    """Return the section on how this project's builds grow."""
    known = machine()
    results = {count: _run(_corpus(count), (coach(),), runs)[0] for count in _GROWTH}
    small, large = results[_GROWTH[0]], results[_GROWTH[-1]]
    rows = [_grown(count, state, result, small) for state in STATES for count, result in results.items()]
    table = markdown(("this project, of", "build", "median s", "× the first", "peak MiB"), rows)
    head = f"## Growth, median of {runs}"
    return "\n\n".join((head, known, table, bounds_table(growth_bounds(small, large), _GROWTH[-1])))


def _grown(count: int, state: str, result: Result, small: Result) -> tuple[str, ...]:
    seconds = result.seconds(state)
    return f"{count:,}", state, f"{seconds:.2f}", f"{seconds / small.seconds(state):.2f}", mebi(result.peak(state))


def _corpus(count: int, *, prose: bool = False) -> Corpus:
    return Prose(count, quiz_ids()) if prose else Corpus(count, quiz_ids())


def _run(corpus: Corpus, candidates: Sequence[Candidate], runs: int) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        return run_all(corpus, candidates, runs, Path(place))


if __name__ == "__main__":
    main()
