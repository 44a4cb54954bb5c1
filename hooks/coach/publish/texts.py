"""Rendered texts: from the cache, or by worker processes while the build goes on."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from coach.io.cache import Cache, key_of
from coach.io.workers import NO_PROCESSES, WORTH_A_POOL, make_pool
from coach.markdown.rendered import Rendered
from coach.markdown.renderer import Renderer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coach.io.workers import Pool
    from coach.markdown.set_type import TextWords

_RENDERED = TypeAdapter(Rendered)
_AT_ONCE = 500  # texts in one transaction: each is in memory twice then


class Recipe:
    """How texts are rendered: extensions, their options, kinds of blocks, words of the language.

    `versions` is the fingerprint of packages and code.
    """

    def __init__(
        self,
        extensions: Sequence[str],
        configs: Mapping[str, Any],
        kinds: Sequence[str],
        versions: str,
        words: TextWords | None = None,
    ) -> None:
        self.extensions, self.configs, self.kinds, self.words = tuple(extensions), dict(configs), tuple(kinds), words
        parts = [self.extensions, self.configs, self.kinds, repr(self.words), versions]
        self._settings = json.dumps(parts, sort_keys=True, default=repr)

    def key(self, body: str) -> str:
        """Return the cache key of a text."""
        return key_of(self._settings, body)

    def renderer(self) -> Renderer:
        """Return a renderer with these extensions."""
        return Renderer(self.extensions, self.configs, self.kinds, self.words)


class TextCache:
    """Rendered texts in the cache, and in memory once they were read or stored, as under `serve`."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache or Cache()
        self._seen: dict[str, Rendered] = {}

    def get(self, keys: Iterable[str]) -> dict[str, Rendered]:
        """Return the cached texts by key."""
        wanted = dict.fromkeys(keys)
        blobs = self._cache.get("text", [key for key in wanted if key not in self._seen])
        self._seen |= {key: _RENDERED.validate_json(blob) for key, blob in blobs.items()}
        return {key: self._seen[key] for key in wanted if key in self._seen}

    def put(self, texts: Mapping[str, Rendered]) -> None:
        """Store new texts."""
        self._seen |= texts
        left = iter(texts.items())
        while some := dict(islice(left, _AT_ONCE)):
            self._cache.put("text", {key: _RENDERED.dump_json(text) for key, text in some.items()})


def begin_rendering(bodies: Iterable[str], recipe: Recipe, cache: TextCache, jobs: int) -> Rendering:
    """Start rendering the texts that are not cached in worker processes; without those, `finish` renders them."""
    rendering = Rendering(recipe, cache)
    missing = rendering.look_up(bodies)
    if jobs > 1 and len(missing) >= WORTH_A_POOL:
        with suppress(*NO_PROCESSES):
            rendering.pool, rendering.begun = make_pool(jobs, _start, recipe), missing
            some = max(1, min(16, len(missing) // jobs // 4))
            rendering.coming = rendering.pool.map(_render_one, missing, chunksize=some)
    return rendering


@dataclass
class Rendering:
    """Rendering in progress: cache `keys` of texts, the `known` (cached) ones, those `begun` in worker processes."""

    recipe: Recipe
    cache: TextCache
    keys: dict[str, str] = field(default_factory=dict)
    known: dict[str, Rendered] = field(default_factory=dict)
    begun: Sequence[str] = ()
    pool: Pool | None = None
    coming: Iterable[Rendered] = ()

    def look_up(self, bodies: Iterable[str]) -> list[str]:
        """Look the texts up in the cache, and return those that are not there."""
        keys = {body: self.recipe.key(body) for body in dict.fromkeys(bodies) if body not in self.keys}
        self.keys |= keys
        self.known |= self.cache.get(keys.values())
        return [body for body, key in keys.items() if key not in self.known]

    def finish(self, bodies: Iterable[str]) -> dict[str, Rendered]:
        """Return each of these texts rendered, by its Markdown, and cache the new ones."""
        wanted = dict.fromkeys(bodies)
        self.look_up(wanted)
        fresh = dict(zip(self.begun, self._collect(), strict=False))
        missing = [body for body in wanted if body not in fresh and self.keys[body] not in self.known]
        if missing:
            renderer = self.recipe.renderer()
            fresh |= {body: renderer.render(body) for body in missing}
        self.cache.put({self.keys[body]: text for body, text in fresh.items()})
        return {body: fresh.get(body) or self.known[self.keys[body]] for body in wanted}

    def _collect(self) -> list[Rendered]:
        """Return the results of the worker processes; none if these could not be started, or died."""
        if self.pool:
            with suppress(*NO_PROCESSES), self.pool:
                return list(self.coming)
        return []


_worker: list[Renderer] = []


def _start(recipe: Recipe) -> None:
    _worker[:] = [recipe.renderer()]


def _render_one(body: str) -> Rendered:
    return _worker[0].render(body)
