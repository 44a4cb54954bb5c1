"""Which tool built a folder, and what its settings say about the site. Settings are read, and never executed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from coach.importing.blog import ExportError
from coach.importing.readers.folder.dates import find_zone
from coach.importing.readers.folder.front_matter import decode, read_values, scalar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from coach.importing.blog import Export

_LARGEST = 2_000_000  # bytes of a file of settings
_JEKYLL = ("_config.yml", "_config.yaml", "_config.toml")
_HUGO = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json")
_SCRIPTS = (".js", ".mjs", ".cjs", ".ts", ".mts")
_ELEVENTY = (".eleventy.js", *(f"eleventy.config{ending}" for ending in _SCRIPTS))
_ASTRO = tuple(f"astro.config{ending}" for ending in _SCRIPTS)
_SETTING = r"^{name}\s*=\s*[rRuU]?(?P<quote>[\"'])(?P<value>[^\n]*?)(?P=quote)\s*(?:#[^\n]*)?$"
_NAMES = ("SITEURL", "SITENAME", "TIMEZONE", "PATH", "ARTICLE_URL", "PAGE_URL", "DEFAULT_CATEGORY", "SLUGIFY_SOURCE",
          "FILENAME_METADATA", "DEFAULT_LANG", "AUTHOR", "TAG_URL", "CATEGORY_URL", "FEED_ALL_ATOM", "FEED_ALL_RSS",
          "FEED_ATOM", "FEED_RSS")  # fmt: skip
_IN_SCRIPT = r"\b{name}\s*[:=]\s*(?:\S{{1,60}}\(\s*)?([\"'`])(?P<value>[^\"'`\n$]{{1,300}})\1"


class Tool(Enum):
    """The tool by which a folder was built, by the name that its users know."""

    JEKYLL = "Jekyll"
    HUGO = "Hugo"
    ZOLA = "Zola"
    ELEVENTY = "Eleventy"
    ASTRO = "Astro"
    PELICAN = "Pelican"
    MATERIAL = "Material for MkDocs"
    OTHER = "a folder of Markdown"


@dataclass(frozen=True)
class Site:
    """What is known about the old site.

    `root` is the folder of its settings in the export, "" or ending in a slash. `url` ends in a slash, or is "".
    `path` is the part of its addresses that all have in common ("/blog"), or "". `zone` is None if none is named.
    """

    tool: Tool
    root: str = ""
    url: str = ""
    path: str = ""
    title: str = ""
    zone: tzinfo | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    def text(self, *names: str) -> str:
        """Return the first of these settings that is a text and not empty, or ""."""
        found = (scalar(self.settings.get(name)) for name in names)
        return next((value.strip() for value in found if isinstance(value, str) and value.strip()), "")

    def table(self, name: str) -> Mapping[str, Any]:
        """Return the setting if it is a mapping, or an empty one."""
        found = self.settings.get(name)
        return found if isinstance(found, dict) else {}


def read_site(export: Export) -> Site:
    """Return what the folder's settings say; of several, those nearest to its top count."""
    paths = [path for path in export.sizes if path.count("/") <= 4 and "node_modules/" not in path]
    found = min((one for path in paths if (one := _recognised(path, paths))), default=None)
    if not found:
        return _without_settings(export)
    _, _, path, root, tool = found
    text = _text(export, path)
    if tool == Tool.PELICAN.value:
        return _pelican(text + "\n" + _text(export, f"{root}publishconf.py"), root)
    if tool in {Tool.ELEVENTY.value, Tool.ASTRO.value}:
        return _script(Tool(tool), root, text, export)
    if tool == Tool.MATERIAL.value:
        text = re.sub(r"!(?:!python/\S+|ENV|relative)\b", "", text)
    return _declared(Tool(tool), root, read_values(text, path.rpartition(".")[2].lower()), path)


def _without_settings(export: Export) -> Site:
    """Return the site of a folder without settings, by the packages that it needs, or a folder of Jekyll's."""
    root = _common_folder(export)
    packages = _text(export, f"{root}package.json")
    for name, tool in (("@11ty/eleventy", Tool.ELEVENTY), ("astro", Tool.ASTRO)):
        if f'"{name}"' in packages:
            return _script(tool, root, "", export)
    jekyll = next((path for path in export.sizes if re.search(r"(?:^|/)_posts/", path)), None)
    if jekyll is None:
        return Site(Tool.OTHER, root)
    return Site(Tool.JEKYLL, re.split(r"(?:^|(?<=/))_posts/", jekyll)[0] if jekyll.count("/") < 3 else "")


def _recognised(path: str, paths: list[str]) -> tuple[int, int, str, str, str] | None:
    """Return depth, rank, path, root and tool, if it is a file of settings."""
    folder, _, name = path.rpartition("/")
    root = re.sub(r"(?:^|(?<=/))config(?:/_default)?/?\Z", "", folder)
    root = f"{root.rstrip('/')}/" if root.strip("/") else ""
    depth = root.count("/")
    kinds = ((_ELEVENTY, Tool.ELEVENTY), (_ASTRO, Tool.ASTRO), (("pelicanconf.py",), Tool.PELICAN))
    for rank, (names, tool) in enumerate(kinds):
        if name in names:
            return depth, rank, path, root, tool.value
    if name in _JEKYLL and not folder.endswith("_data"):
        return depth, 3, path, root, Tool.JEKYLL.value
    if name in {"mkdocs.yml", "mkdocs.yaml"}:
        return depth, 4, path, root, Tool.MATERIAL.value
    if name in _HUGO and any(one.startswith((f"{root}content/", f"{root}layouts/", f"{root}archetypes/"))
                             for one in paths):  # fmt: skip
        return depth, 5, path, root, Tool.HUGO.value
    return None


def _common_folder(export: Export) -> str:
    """Return the one folder in which all files are, as in a zip from GitHub, or ""."""
    tops = {path.partition("/")[0] if "/" in path else "" for path in export.sizes}
    top = tops.pop() if len(tops) == 1 else ""
    return f"{top}/" if top.endswith(("-main", "-master")) else ""


def _declared(tool: Tool, root: str, settings: Mapping[str, Any], path: str) -> Site:
    """Return the site of a tool whose settings are YAML, TOML or JSON."""
    if tool is Tool.HUGO and "base_url" in settings and path.endswith(".toml"):
        tool = Tool.ZOLA
    site = Site(tool, root, settings=settings)
    base = "/".join(part for part in ("", site.text("baseurl").strip("/")) if part or tool is Tool.JEKYLL)
    url = site.text("url") if tool is Tool.JEKYLL else site.text("baseurl", "base_url", "site_url")
    if tool is Tool.JEKYLL and url and base.strip("/"):
        url = f"{url.rstrip('/')}/{base.strip('/')}"
    zone = find_zone(site.text("timezone"))
    return _with_url(Site(tool, root, "", "", site.text("title", "name", "site_name"), zone, settings), url, base)


def with_known_url(site: Site, export: Export) -> Site:
    """Return the site with the URL that its owner gives, or its CNAME file, if the settings do not say it."""
    if site.url:
        return site
    names = (f"{site.root}{folder}CNAME" for folder in ("", "static/", "public/", "source/"))
    host = next((export.read(name).decode("utf-8", "replace").strip() for name in names if name in export.sizes), "")
    return _with_url(site, export.site or (f"https://{host}/" if host else ""), site.path)


def _with_url(site: Site, url: str, path: str = "") -> Site:
    found = re.fullmatch(r"(https?://[^/\s?#]+)(/[^\s?#]*)?", url.strip())
    if found:
        url, path = f"{found[1]}{(found[2] or '').rstrip('/')}/", (found[2] or "").rstrip("/")
    else:
        url = ""
    path = f"/{path.strip('/')}" if path.strip("/") else ""
    return Site(site.tool, site.root, url, path, site.title, site.zone, site.settings)


def _pelican(text: str, root: str) -> Site:
    """Return the site by the settings that are plain texts; the later of two counts, and publishconf.py over both."""
    settings: dict[str, str] = {}
    for name in _NAMES:
        for found in re.finditer(_SETTING.format(name=name), text, re.MULTILINE):
            if found["value"] or name not in settings:
                settings[name.lower()] = found["value"]
    site = Site(Tool.PELICAN, root, "", "", settings.get("sitename", ""), None, settings)
    zone = find_zone(site.text("timezone"))
    return _with_url(Site(Tool.PELICAN, root, "", "", site.title, zone, settings), site.text("siteurl"))


def _script(tool: Tool, root: str, text: str, export: Export) -> Site:
    """Return the site of a tool whose settings are a script: what stands in it as plain text."""
    settings: dict[str, str] = {}
    for name in ("site", "base", "input", "pathPrefix", "trailingSlash", "timeZone"):
        if found := re.search(_IN_SCRIPT.format(name=name), text):
            settings[name.lower()] = found["value"]
    data = {**_site_data(export, root), **settings}
    site = Site(tool, root, settings=data)
    title, zone = site.text("title", "name", "sitename"), find_zone(site.text("timezone"))
    url = site.text("site", "url", "siteurl", "baseurl", "homepage", "domain", "host", "canonical")
    return _with_url(Site(tool, root, "", "", title, zone, data), url, site.text("base", "pathprefix"))


def _site_data(export: Export, root: str) -> Mapping[str, Any]:
    """Return the values of the file in which Eleventy's users keep the site's title and URL."""
    for folder in ("_data/", "src/_data/", "data/", "content/_data/"):
        for name in ("metadata", "site", "meta"):
            for ending in ("json", "yml", "yaml"):
                values = read_values(_text(export, f"{root}{folder}{name}.{ending}"), ending)
                inner = values.get(name)
                if values:
                    return {**values, **inner} if isinstance(inner, dict) else values
            for ending in ("js", "mjs", "cjs"):
                script = _text(export, f"{root}{folder}{name}.{ending}")
                found = {key: re.search(_IN_SCRIPT.format(name=key), script) for key in ("url", "title")}
                if found["url"]:
                    return {key: one["value"] for key, one in found.items() if one}
    return {}


def _text(export: Export, path: str) -> str:
    """Return the text of a file of settings, or "" if there is none that can be read."""
    if not 0 < export.sizes.get(path, 0) <= _LARGEST:
        return ""
    try:
        return decode(export.read(path))[0]
    except ExportError:
        return ""


def read_authors(export: Export, site: Site) -> tuple[tuple[str, str, str], ...]:
    """Return key, name and description of the authors whom the folder's data describe."""
    for name in ("_data/authors", "data/authors", "src/_data/authors", "docs/blog/.authors", "docs/.authors"):
        for ending in ("yml", "yaml", "json", "toml"):
            values = read_values(_text(export, f"{site.root}{name}.{ending}"), ending)
            if values:
                return _authors(values.get("authors", values) if name.endswith(".authors") else values)
    return ()


def _authors(values: Any) -> tuple[tuple[str, str, str], ...]:
    if not isinstance(values, dict):
        return ()
    found = []
    for key, value in values.items():
        about = value if isinstance(value, dict) else {"name": value}
        texts = [scalar(about.get(one)) for one in ("name", "full_name", "display_name", "description", "bio")]
        name, full, shown, description, bio = (one.strip() if isinstance(one, str) else "" for one in texts)
        found.append((str(key), name or full or shown or str(key), description or bio))
    return tuple(found)
