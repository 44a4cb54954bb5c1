"""Scripts and styles as they are published: bundled where modules belong together, and minified."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from rcssmin import cssmin
from rjsmin import jsmin

from coach.content.config.colours import ColourFields
from coach.publish.literals import literals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SCRIPTS = (".js", ".mjs")
ENDINGS = (".css", *SCRIPTS)
PAINTED = (*ENDINGS, ".svg")  # what holds the site's colours
# The modules that pages load, at once or later, which are bundled with what they import.
JOINED = frozenset(
    {
        "components/homework/homework.mjs",
        "components/live-check/live-check.mjs",
        "components/mirror/mirror.mjs",
        "components/missing/missing.mjs",
        "components/path/path.mjs",
        "components/privacy/privacy.mjs",
        "components/quiz/keep.mjs",
        "components/quiz/quiz.mjs",
        "components/search/results.mjs",
        "components/shelf/reading.mjs",
        "components/shelf/shelf.mjs",
    }
)
# Modules that lazily loaded files import too: each stays a file of its own, or it would be loaded twice.
SHARED = frozenset({"components/quiz/older.mjs", "components/quiz/score.mjs", "components/words/words.mjs"})

_IMPORT = re.compile(r'^import \{ ([^}]+) \} from "([^"]+)";\n', re.MULTILINE)
_KEPT = re.compile('"\0(\\d+)"')
_STORED = re.compile(r"""(["'`])coach\.(?=[\w$])""")
_EXPORT = re.compile(r"^export (?=const |class |function |async )", re.MULTILINE)


def join(path: str, modules: Mapping[str, str], shared: frozenset[str] = SHARED) -> str:
    """Return the bundle of the module at `path` and all modules that it imports, except those in `shared`.

    `modules` holds the source of every module by path. The bundle exports what the module at `path` does. Two bundled
    modules must not have the same name at their top level: that is a SyntaxError in every browser.
    """
    order = list(dict.fromkeys(_needed(path, modules, shared)))
    outside: dict[str, dict[str, None]] = {}
    for one in order:
        for names, target in _imports(one, modules):
            if target in shared:
                outside.setdefault(target, {}).update(dict.fromkeys(names.split(", ")))
    folder = posixpath.dirname(path)
    head = (f'import {{ {", ".join(names)} }} from "{_address(to, folder)}";\n' for to, names in outside.items())
    texts = {one: _IMPORT.sub("", modules[one]) for one in order}
    return "".join([*head, *(text if one == path else _EXPORT.sub("", text) for one, text in texts.items())])


def _address(path: str, folder: str) -> str:
    address = posixpath.relpath(path, folder)
    return address if address.startswith("../") else f"./{address}"


def _needed(path: str, modules: Mapping[str, str], shared: frozenset[str]) -> Iterator[str]:
    """Yield the paths of the bundle, each after those that it imports."""
    for _, target in _imports(path, modules):
        if target not in shared:
            yield from _needed(target, modules, shared)
    yield path


def _imports(path: str, modules: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the names that a module imports, with the path of the module that they come from."""
    folder = posixpath.dirname(path)
    return [(names, posixpath.normpath(posixpath.join(folder, to))) for names, to in _IMPORT.findall(modules[path])]


def own_keys(script: str, key: str) -> str:
    """Return a script of ours that keeps things in the browser under names that begin with the site's key.

    In its source they begin with "coach.". All sites of one host, such as name.github.io, share one storage.
    """
    return _STORED.sub(rf"\1{key}.", script)


def minify(name: str, text: str) -> str:
    """Return the style or script minified; nothing is renamed. `name` is its file name."""
    return _minify_script(text) if name.endswith(SCRIPTS) else str(cssmin(text))


def _minify_script(text: str) -> str:
    """Return the script minified, with all its strings as they were.

    rjsmin takes a template literal inside another for code, and removes its blanks; it gets a short string instead.
    """
    kept: list[str] = []
    parts, at = [], 0
    for start, end in literals(text):
        if text[start] == "`":
            parts += [text[at:start], f'"\0{len(kept)}"']
            kept.append(text[start:end])
            at = end
    return _KEPT.sub(lambda found: kept[int(found[1])], str(jsmin("".join([*parts, text[at:]]))))


def recolour(text: str, colours: ColourFields) -> str:
    """Return a style, script or drawing with the site's two voices in place of the default ones."""
    instead = dict(voices(colours))
    if not instead:
        return text
    return re.sub("|".join(instead), lambda found: instead[found[0].lower()], text, flags=re.IGNORECASE)


def voices(colours: ColourFields) -> list[tuple[str, str]]:
    """Return each default colour that the site has another for, with that other one."""
    default = ColourFields()
    pairs = ((default.accent, colours.accent), (default.second, colours.second))
    found = [(getattr(ours, scheme), getattr(own, scheme)) for ours, own in pairs for scheme in ("light", "dark")]
    return [(ours, own) for ours, own in found if ours != own]
