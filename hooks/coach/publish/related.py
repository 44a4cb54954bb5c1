"""Related articles, from the cache while nothing has changed that they rest on."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coach.io.cache import key_of
from coach.io.fingerprint import code_of, fingerprint
from coach.site.curation.related import Near, Related, relate

if TYPE_CHECKING:
    from coach.content.library import Library
    from coach.content.reading_paths import Paths
    from coach.io.cache import Cache


@dataclass
class RelatedCache:
    """Which articles are near which; found out, or taken from the cache, when it is first asked for."""

    library: Library
    paths: Paths
    kept: Cache

    @cached_property
    def related(self) -> Related:
        """The related articles of every listed article."""
        blob = self.kept.cached("related", self._key(), lambda: _write(relate(self.library, self.paths)))
        return _read(blob)

    def _key(self) -> str:
        code = fingerprint((), code_of("site/curation/related.py", "site/curation/keywords.py"))
        facts = [(one.id, one.title, one.description, one.tags, one.related) for one in self.library.listed]
        common = " ".join(sorted(self.library.common_words))
        common = f"{common} {self.library.keeps_case}"
        return key_of(code, common, repr(facts), repr(self.paths), *(one.file.body for one in self.library.listed))


def _write(related: Related) -> bytes:
    return json.dumps({id_: [astuple(near) for near in nears] for id_, nears in related.lists.items()}).encode()


def _read(blob: bytes) -> Related:
    return Related({id_: tuple(_near(*near) for near in nears) for id_, nears in json.loads(blob).items()})


def _near(id_: str, *values: Any) -> Near:
    picked, path, tags, words, *scores = values
    return Near(id_, picked, path, tuple(tags), tuple(words), *scores)
