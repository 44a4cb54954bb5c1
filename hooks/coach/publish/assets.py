"""Scripts and styles as readers load them: modules that belong together as one, without blanks and comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rcssmin import cssmin
from rjsmin import jsmin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MINIFIERS = {".css": cssmin, ".js": jsmin, ".mjs": jsmin}
ENDINGS = tuple(_MINIFIERS)
# The module that a page names, which takes the modules of its own folder in.
JOINED = frozenset({"components/mirror/mirror.mjs"})

_IMPORT = re.compile(r'^import \{ ([^}]+) \} from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const |class |function |async )", re.MULTILINE)


def join(path: str, modules: Mapping[str, str]) -> str:
    """Return the module at `path` with the modules of its folder that it imports, and theirs, in one text.

    `modules` are all by path. A name that two of them use at their top level is a SyntaxError in every browser.
    """
    folder = path.rpartition("/")[0]
    order = list(dict.fromkeys(_needed(path, folder, modules)))
    outside: dict[str, dict[str, None]] = {}
    for one in order:
        for names, target in _IMPORT.findall(modules[one]):
            if not target.startswith("./"):
                outside.setdefault(target, {}).update(dict.fromkeys(names.split(", ")))
    head = (f'import {{ {", ".join(names)} }} from "{target}";\n' for target, names in outside.items())
    return "".join([*head, *(_EXPORT.sub("", _IMPORT.sub("", modules[one])) for one in order)])


def _needed(path: str, folder: str, modules: Mapping[str, str]) -> Iterator[str]:
    """Yield the modules, each behind those it needs."""
    for _, target in _IMPORT.findall(modules[path]):
        if target.startswith("./"):
            yield from _needed(f"{folder}/{target.removeprefix('./')}", folder, modules)
    yield path


def minify(name: str, text: str) -> str:
    """Return the style or script of this name as short as it can be without renaming anything."""
    return str(_MINIFIERS[f".{name.rpartition('.')[2]}"](text))
