"""Styles and scripts without blanks and comments."""

from __future__ import annotations

from rcssmin import cssmin
from rjsmin import jsmin

_MINIFIERS = {".css": cssmin, ".js": jsmin, ".mjs": jsmin}
ENDINGS = tuple(_MINIFIERS)


def minify(name: str, text: str) -> str:
    """Return the style or script of this name as short as it can be without renaming anything."""
    return str(_MINIFIERS[f".{name.rpartition('.')[2]}"](text))
