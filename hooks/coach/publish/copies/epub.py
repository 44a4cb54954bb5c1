"""EPUB 3.3: the container of a book, with the same bytes for the same files.

After w3.org/TR/epub-33, chapter 4 (Open Container Format): a ZIP archive that begins with `mimetype`, not compressed.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MIME_TYPE = "application/epub+zip"
_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest time that ZIP knows


def pack_epub(files: Mapping[str, bytes]) -> bytes:
    """Return the archive; files stand in it in alphabetical order, with one time for all."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        _add(archive, "mimetype", MIME_TYPE.encode(), zipfile.ZIP_STORED)
        for name, content in sorted(files.items()):
            _add(archive, name, content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, method: int) -> None:
    info = zipfile.ZipInfo(name, _FIRST)
    info.compress_type, info.create_system = method, 0  # 0 on every system, see APPNOTE.TXT 4.4.2
    archive.writestr(info, content, compresslevel=9)
