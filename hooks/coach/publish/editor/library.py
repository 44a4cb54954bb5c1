"""Which files of Sveltia CMS the site serves for its editor, and where: everything that our configuration reaches.

Its own bundle would load some of them from elsewhere; the page's import map names them here, and its policy stops the
rest.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from coach.site.generated_pages import EDITOR as ADDRESS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

PACKAGES = ("package.json", "package-lock.json")  # beside this file: which packages, to the byte
# Folders of packages, as they are served below admin/. Maps of sources are left out.
_FOLDERS = {
    "@sveltia/cms/npm/": "cms/",
    "yaml/browser/": "yaml/",
}
# Modules by the name with which they are imported: the file in its package, and where it is served.
_MODULES = {
    "exifr/dist/lite.esm.mjs": ("exifr/dist/lite.esm.mjs", "modules/exifr.mjs"),
    "immutable": ("immutable/dist/immutable.es.js", "modules/immutable.js"),
    "svgo/browser": ("svgo/dist/svgo.browser.js", "modules/svgo.js"),
    "turndown/lib/turndown.browser.es.js": ("turndown/lib/turndown.browser.es.js", "modules/turndown.js"),
    **{
        f"@shikijs/{kind}/{name}": (f"@shikijs/{kind}/dist/{name}.mjs", f"modules/{kind}/{name}.mjs")
        for kind, names in (("langs", ("markdown", "yaml")), ("themes", ("github-light", "github-dark")))
        for name in names
    },
}
# Words of the editor in other languages: the package has them as JSON, which browsers do not import as it is.
_LOCALES = "@sveltia/cms/locales/"
_LANGUAGES = "ar bg ca cs da de el en-CA en-GB es-CO fa fi fr hr it ja ko nl pl pt-BR pt-PT ru sv tr uk vi zh-CN zh-TW"
_FONT = re.compile(r"cms/assets/([a-z0-9-]+-normal)-[^/]+\.woff2$")
_FAR_FONT = re.compile(r"https://cdn\.jsdelivr\.net/fontsource/fonts/([a-z0-9-]+?)(?::vf)?@[0-9.]+/([a-z0-9-]+)\.woff2")
# Slips of Sveltia CMS 0.221.1, each a piece of its code and what stands in its place; a test looks that each is there
# once. A block's shortcut says that it did something, and the letter that began a paragraph is gone; below a block that
# ends a text nothing can be written; each block takes the focus when a text is opened, which then stands at the last.
MENDED = {
    "replace:()=>void 0,export:l": "replace:()=>!1,export:l",
    "nO(t,n),r(void 0)": "nO(t,n),pb(Kb().getLastChild())||Kb().append(fb()),r(void 0)",
    '[aria-readonly="false"]`)&&e.focus()': '[aria-readonly="false"]`)?.contains(document.activeElement)&&e.focus()',
}
_ENTRIES = {"@sveltia/cms": "cms/index.js", "yaml": "yaml/index.js"}
_LICENCES = ("@sveltia/cms/LICENSE.txt", "yaml/LICENSE", "exifr/LICENSE", "immutable/LICENSE", "svgo/LICENSE")


def served_files(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the path in node_modules and the address in the site of each file that is served."""
    single = dict(_MODULES.values())
    for path in sorted(paths):
        folder = next((folder for folder in _FOLDERS if path.startswith(folder)), None)
        if folder and not path.endswith(".map"):
            yield path, f"{ADDRESS}{_FOLDERS[folder]}{path.removeprefix(folder)}"
        elif path.startswith(_LOCALES):
            yield path, f"{ADDRESS}modules/locales/{path.removeprefix(_LOCALES)}.js"
        elif path in single:
            yield path, f"{ADDRESS}{single[path]}"
        elif path in _LICENCES:
            yield path, f"{ADDRESS}licences/{path.replace('/', '-').strip('@')}"


def wanted_folders() -> list[str]:
    """Return the packages in node_modules that have files to serve."""
    paths = [*_FOLDERS, _LOCALES, *(path for path, _ in _MODULES.values()), *_LICENCES]
    return sorted({"/".join(path.split("/")[: 2 if path.startswith("@") else 1]) for path in paths})


def served(address: str, content: bytes, addresses: Collection[str]) -> bytes:
    """Return what is served at the address, of a file with this content; `addresses` are those of all files served.

    Words in JSON become a module that exports them, fonts of another host's are those of the package, and what is in
    `MENDED` is mended.
    """
    if address.endswith(".json.js"):
        return b"export default " + content
    if address != f"{ADDRESS}{_ENTRIES['@sveltia/cms']}":
        return content
    fonts = {match[1]: one.removeprefix(ADDRESS) for one in addresses if (match := _FONT.search(one))}
    text = _FAR_FONT.sub(lambda far: fonts["-".join(far.groups())], content.decode())
    for code, mended in MENDED.items():
        text = text.replace(code, mended)
    return text.encode()


def import_map() -> str:
    """Return the import map of the editor's page, with addresses relative to it."""
    imports = {**_ENTRIES, **{name: address for name, (_, address) in _MODULES.items()}}
    words = {f"./locales/{name}.json": f"modules/locales/{name}.json.js" for name in _LANGUAGES.split()}
    both = sorted({**imports, **words}.items())
    return json.dumps({"imports": {name: f"./{address}" for name, address in both}}, indent=1)
