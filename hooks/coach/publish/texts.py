"""New texts rendered on all cores, while the build goes on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.workers import NO_PROCESSES, WORTH_A_POOL, make_pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from concurrent.futures import ProcessPoolExecutor

    from coach.markdown.rendered import Rendered
    from coach.markdown.renderer import Renderer
    from coach.publish.text_cache import Recipe, Store


def render_all(bodies: Sequence[str], recipe: Recipe, store: Store, jobs: int) -> dict[str, Rendered]:
    """Return every text rendered, by its body: from the store where it is known, else on so many processes."""
    rendering = begin_rendering(bodies, recipe, store, jobs)
    texts = rendering.finish(bodies)
    rendering.keep()
    return texts


def begin_rendering(bodies: Iterable[str], recipe: Recipe, store: Store, jobs: int) -> Rendering:
    """Let other processes begin with the texts that the store does not know; where there are none, `finish` renders."""
    rendering = Rendering(recipe, store)
    missing = rendering.look_up(bodies)
    if jobs > 1 and len(missing) >= WORTH_A_POOL:
        with suppress(*NO_PROCESSES):
            rendering.begin(missing, jobs)
    return rendering


@dataclass
class Rendering:
    """Texts on their way: the `keys` of those that were looked up, those that are `known`, and what is `begun`.

    When they are there: what is `fresh` and what was `used`, by their keys.
    """

    recipe: Recipe
    store: Store
    keys: dict[str, str] = field(default_factory=dict)
    known: dict[str, Rendered] = field(default_factory=dict)
    begun: Sequence[str] = ()
    pool: ProcessPoolExecutor | None = None
    coming: Iterable[Rendered] = ()
    fresh: Mapping[str, Rendered] = field(default_factory=dict)
    used: Sequence[str] = ()

    def look_up(self, bodies: Iterable[str]) -> list[str]:
        """Return those of the texts that the store does not know."""
        keys = {body: self.recipe.key(body) for body in dict.fromkeys(bodies) if body not in self.keys}
        self.keys |= keys
        self.known |= self.store.get(keys.values())
        return [body for body, key in keys.items() if key not in self.known]

    def begin(self, missing: Sequence[str], jobs: int) -> None:
        """Start so many processes; raises one of NO_PROCESSES."""
        self.pool, self.begun = make_pool(jobs, _start, self.recipe), missing
        self.coming = self.pool.map(_render_one, missing, chunksize=max(1, min(16, len(missing) // jobs // 4)))

    def finish(self, bodies: Iterable[str]) -> dict[str, Rendered]:
        """Return each of these texts rendered, by its body."""
        wanted = dict.fromkeys(bodies)
        self.look_up(wanted)
        fresh = dict(zip(self.begun, self._collect(), strict=False))
        missing = [body for body in wanted if body not in fresh and self.keys[body] not in self.known]
        if missing:
            renderer = self.recipe.renderer()
            fresh |= {body: renderer.render(body) for body in missing}
        self.fresh = {self.keys[body]: text for body, text in fresh.items()}
        self.used = [self.keys[body] for body in wanted if self.keys[body] in self.known]
        return {body: fresh.get(body) or self.known[self.keys[body]] for body in wanted}

    def keep(self) -> None:
        """Put new texts into the store; nobody waits for it."""
        self.store.put(self.fresh, self.used)

    def _collect(self) -> list[Rendered]:
        """Return what the processes have rendered; nothing where there are none to be had."""
        if self.pool:
            with suppress(*NO_PROCESSES), self.pool:
                return list(self.coming)
        return []


_worker: list[Renderer] = []


def _start(recipe: Recipe) -> None:
    _worker[:] = [recipe.renderer()]


def _render_one(body: str) -> Rendered:
    return _worker[0].render(body)
