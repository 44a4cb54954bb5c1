"""Pools of worker processes, which end with the build that started them, and of threads."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

One = TypeVar("One")
Done = TypeVar("Done")

_HOOKS = str(Path(__file__).parents[2])
# With fewer items than this, starting processes takes longer than it saves.
WORTH_A_POOL = 48
# Raised where processes cannot be started, or have died.
NO_PROCESSES = (OSError, BrokenProcessPool, ImportError)
Pool = ProcessPoolExecutor


def make_pool(jobs: int, start: Callable[..., None], *given: Any) -> Pool:
    """Return a pool of `jobs` processes; each runs `start(*given)` first. Raises one of NO_PROCESSES."""
    method = _method()
    if method == "spawn":
        _prepare_spawn(start, given)
    return ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _begin, (start, given))


def _prepare_spawn(start: Callable[..., None], given: tuple[Any, ...]) -> None:
    """Let processes that begin anew import this core, not another that is installed. OSError if nothing can be sent."""
    if sys.path[0] != _HOOKS:
        sys.path.insert(0, _HOOKS)  # they get this list; MkDocs has taken the folder off it
    try:
        pickle.dumps((start, given))
    except (pickle.PicklingError, AttributeError, TypeError) as error:  # an extension with a function in its options
        raise OSError(f"worker processes cannot be given {error}") from None


def _method() -> str:
    """Return how processes start: as a copy of the build on Linux; anew elsewhere, and with SPAWN, as tests do here.

    Windows cannot copy a process, and on macOS a copy may crash in the system's own libraries.
    """
    return "fork" if sys.platform == "linux" and not os.environ.get("SPAWN") else "spawn"


def _begin(start: Callable[..., None], given: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the parent ends this one
    Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # garbage collection would copy the memory shared with the parent
    start(*given)


def _end_with_parent() -> None:
    """End this worker when its parent is killed: it waits on a pipe whose other end it holds open itself."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def each(ones: Sequence[One], do: Callable[[One], Done], jobs: int | None) -> dict[One, Done]:
    """Return `do(one)` for each of `ones`, computed on `jobs` threads; None means one per core.

    Python's warnings are suppressed here and not in `do`: warning filters hold for all threads.
    """
    with warnings.catch_warnings(), ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        warnings.simplefilter("ignore")
        return dict(zip(ones, pool.map(do, ones), strict=True))
