"""Compiled templates kept between builds: one file, believed only when its digest is right."""

from __future__ import annotations

import marshal
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from coach.kept import forget_half, keep, read_kept

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.bccache import Bucket


class TemplateCache(BytecodeCache):
    """Jinja's byte code by template, each with its source's checksum. `save` keeps what this build compiled too.

    Jinja's own cache of files hands the interpreter whatever stands in them; a flipped bit there can end the process.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _read(path)
        forget_half(path)
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
        """Write the file if anything in it has changed; one that cannot be written is done without."""
        if self._fresh:
            self._known |= self._fresh
            self._fresh = {}
            keep(marshal.dumps(self._known), self._path, _shape())


def _read(path: Path) -> dict[str, tuple[str, bytes]]:
    kept = read_kept(path, _shape())
    return {} if kept is None else dict(marshal.loads(kept))  # noqa: S302 - our own, by its digest


def _shape() -> bytes:
    return f"{platform.python_implementation()} {platform.python_version()} {version('jinja2')}".encode()
