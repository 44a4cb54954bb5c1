"""Rendered texts kept between builds.

A kept text is the same as a fresh one: its key covers the text and everything that shapes it, and its value is
checked before it is believed. What cannot be read is dropped; a build never fails for its cache.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from coach.kept_texts import KeptTexts
from coach.markdown.rendered import Block, Heading, Homework, Link, Rendered
from coach.markdown.renderer import Renderer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


_AT_ONCE = 500  # texts that are written together: each is in memory twice then


class Store(Protocol):
    """Where rendered texts are kept."""

    def get(self, keys: Iterable[str]) -> dict[str, Rendered]:
        """Return those that are there and whole."""

    def put(self, texts: Mapping[str, Rendered], used: Iterable[str]) -> None:
        """Keep new texts, and note which of the old ones were used."""


class Recipe:
    """How texts are rendered: extensions, their options, kinds of blocks, and a word for all else that matters."""

    def __init__(
        self, extensions: Sequence[str], configs: Mapping[str, Any], kinds: Sequence[str], versions: str
    ) -> None:
        self.extensions, self.configs, self.kinds = tuple(extensions), dict(configs), tuple(kinds)
        shape = json.dumps([self.extensions, self.configs, self.kinds, versions], sort_keys=True, default=repr)
        self._shape = blake2b(shape.encode(), digest_size=16).digest()

    def key(self, body: str) -> str:
        """Return the key of a text rendered in this way."""
        return blake2b(body.encode("utf-8", "surrogatepass"), digest_size=16, key=self._shape).hexdigest()

    def renderer(self) -> Renderer:
        """Return a renderer of this kind."""
        return Renderer(self.extensions, self.configs, self.kinds)


class NoStore:
    """Keeps nothing."""

    def get(self, keys: Iterable[str]) -> dict[str, Rendered]:  # noqa: ARG002 - it has none of them
        return {}

    def put(self, texts: Mapping[str, Rendered], used: Iterable[str]) -> None:
        """Forget them."""


class FileStore:
    """Keeps rendered texts in a file; what it gave or took before, as under `serve`, it knows without the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = KeptTexts(path)
        self._seen: dict[str, Rendered] = {}

    def get(self, keys: Iterable[str]) -> dict[str, Rendered]:
        """Return those that are there and whole."""
        wanted = set(keys)
        if not wanted <= self._seen.keys():
            self._seen |= {key: _read(text) for key, text in self._file.get(wanted - self._seen.keys()).items()}
        return {key: self._seen[key] for key in wanted if key in self._seen}

    def put(self, texts: Mapping[str, Rendered], used: Iterable[str]) -> None:
        """Keep new texts, and note which of the old ones were used."""
        self._seen |= texts
        left = iter(texts.items())
        while some := dict(islice(left, _AT_ONCE)):
            self._file.put({key: _write(text) for key, text in some.items()}, last=False)
        self._file.put({}, used)

    def take_loss(self) -> str:
        """Return why the file could not be used, once; "" when it could."""
        return self._file.take_loss()


def _write(text: Rendered) -> str:
    return json.dumps(vars(text), ensure_ascii=True, default=_plain)


def _plain(value: object) -> object:
    """Return what JSON has no form for in one that it has: a set as a list, anything else as its fields."""
    return sorted(value) if isinstance(value, frozenset) else vars(value)


def _read(text: str) -> Rendered:
    data = json.loads(text)
    return Rendered(
        marked=data["marked"],
        links=tuple(Link(**link) for link in data["links"]),
        blocks=tuple(Block(**block) for block in data["blocks"]),
        anchors=frozenset(data["anchors"]),
        headings=tuple(Heading(**heading) for heading in data["headings"]),
        nameless_images=tuple(data["nameless_images"]),
        homework=tuple(Homework(**homework) for homework in data["homework"]),
        boxes=frozenset(data["boxes"]),
    )
