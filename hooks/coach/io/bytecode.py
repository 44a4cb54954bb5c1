"""Compiled templates in the cache: one blob, so that they are read and believed at once."""

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
    """Jinja's byte code by template, each with its source's checksum. `save` keeps what this build compiled too.

    Jinja's own cache of files hands the interpreter whatever stands in them; a flipped bit there can end the process.
    """

    def __init__(self, kept: Cache) -> None:
        self._cache = kept
        self._key = key_of(platform.python_implementation(), platform.python_version(), version("jinja2"))
        blob = kept.get(_KIND, [self._key]).get(self._key)
        self._known: dict[str, tuple[str, bytes]] = dict(marshal.loads(blob)) if blob else {}  # noqa: S302 - our own, by its digest
        self._fresh: dict[str, tuple[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the kept code into the bucket, if there is any for this source."""
        checksum, code = self._known.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the code of a template that was compiled anew."""
        self._fresh[bucket.key] = bucket.checksum, bucket.bytecode_to_string()

    def save(self) -> None:
        """Write it if anything in it has changed."""
        if self._fresh:
            self._known |= self._fresh
            self._fresh = {}
            self._cache.put(_KIND, {self._key: marshal.dumps(self._known)})
