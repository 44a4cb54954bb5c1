"""Processes that share the work, one for each core, and end with the build that began them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

One = TypeVar("One")
Done = TypeVar("Done")

# With fewer pieces of work than this, starting processes takes longer than it saves.
WORTH_A_POOL = 48
NO_PROCESSES = (OSError, BrokenProcessPool, ImportError)


Pool = ProcessPoolExecutor


def make_pool(jobs: int, start: Callable[..., None], *given: Any) -> Pool:
    """Return a pool of that many processes; each begins with `start(*given)`. Raises one of NO_PROCESSES."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    return ProcessPoolExecutor(jobs, context, _begin, (start, given))


def _begin(start: Callable[..., None], given: tuple[Any, ...]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # what came with the fork is not looked through, and so not copied
    start(*given)


def _end_with_parent() -> None:
    """End this worker when its parent is killed: it waits for work on a pipe that it holds open itself."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def each(ones: Sequence[One], do: Callable[[One], Done], jobs: int | None) -> dict[One, Done]:
    """Return what is done with each of them, on so many threads, one for each core where that is None.

    Warnings are left out: a filter of warnings holds for all threads, so it is set around them.
    """
    with warnings.catch_warnings(), ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        warnings.simplefilter("ignore")
        return dict(zip(ones, pool.map(do, ones), strict=True))
