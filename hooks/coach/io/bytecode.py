"""Jinja's compiled templates in the cache, all in one blob: one read and one digest for all of them."""

from __future__ import annotations

import marshal
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from coach.io.cache import key_of

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

    from coach.io.cache import Cache

_KIND = "templates"


class TemplateCache(BytecodeCache):
    """A bytecode cache for Jinja in our cache file; `save` writes it.

    Jinja's FileSystemBytecodeCache does not verify its files, and damaged bytecode can crash the interpreter.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._key = key_of(platform.python_implementation(), platform.python_version(), version("jinja2"))
        blob = cache.get(_KIND, [self._key]).get(self._key)
        self._known: dict[str, tuple[str, bytes]] = dict(marshal.loads(blob)) if blob else {}  # noqa: S302 - verified by the cache
        self._fresh: dict[str, tuple[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the template's bytecode into the bucket, if it was compiled from the same source."""
        checksum, code = self._known.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bytecode of a newly compiled template for `save`."""
        self._fresh[bucket.key] = bucket.checksum, bucket.bytecode_to_string()

    def save(self) -> None:
        """Write all bytecode to the cache, if any template was compiled."""
        if self._fresh:
            self._known |= self._fresh
            self._fresh = {}
            self._cache.put(_KIND, {self._key: marshal.dumps(self._known)})
