"""New texts rendered on all cores, while the build goes on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.workers import NO_PROCESSES, WORTH_A_POOL, make_pool

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import ProcessPoolExecutor

    from coach.render_cache import Recipe, Store
    from coach.rendering import Rendered, Renderer


def render_all(bodies: Iterable[str], recipe: Recipe, store: Store, jobs: int) -> dict[str, Rendered]:
    """Return every text rendered, by its body: from the store where it is known, else on so many processes."""
    return begin_rendering(bodies, recipe, store, jobs).finish()


def begin_rendering(bodies: Iterable[str], recipe: Recipe, store: Store, jobs: int) -> Rendering:
    """Let other processes begin with the texts that the store does not know; where there are none, `finish` renders."""
    keys = {body: recipe.key(body) for body in dict.fromkeys(bodies)}
    known = store.get(keys.values())
    rendering = Rendering(keys, known, [body for body, key in keys.items() if key not in known], recipe, store)
    if jobs > 1 and len(rendering.missing) >= WORTH_A_POOL:
        with suppress(*NO_PROCESSES):
            rendering.begin(jobs)
    return rendering


@dataclass
class Rendering:
    """Texts on their way: `known` ones by their keys, and the bodies of those that are `missing`."""

    keys: dict[str, str]
    known: dict[str, Rendered]
    missing: list[str]
    recipe: Recipe
    store: Store
    pool: ProcessPoolExecutor | None = None
    coming: Iterable[Rendered] = ()

    def begin(self, jobs: int) -> None:
        """Start so many processes; raises one of NO_PROCESSES."""
        self.pool = make_pool(jobs, _start, self.recipe)
        self.coming = self.pool.map(
            _render_one, self.missing, chunksize=max(1, min(32, len(self.missing) // jobs // 4))
        )

    def finish(self) -> dict[str, Rendered]:
        """Return every text rendered, by its body."""
        fresh = dict(zip(self.missing, self._rendered(), strict=True))
        used = [key for key in self.keys.values() if key in self.known]
        self.store.put({self.keys[body]: text for body, text in fresh.items()}, used)
        return {body: fresh.get(body) or self.known[key] for body, key in self.keys.items()}

    def _rendered(self) -> list[Rendered]:
        if self.pool:
            with suppress(*NO_PROCESSES), self.pool:  # no processes to be had here: one does it as well
                return list(self.coming)
        renderer = self.recipe.renderer()
        return [renderer.render(body) for body in self.missing]


_worker: list[Renderer] = []


def _start(recipe: Recipe) -> None:
    _worker[:] = [recipe.renderer()]


def _render_one(body: str) -> Rendered:
    return _worker[0].render(body)
