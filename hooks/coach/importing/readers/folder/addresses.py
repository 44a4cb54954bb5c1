"""The addresses that a post had, and its id in the old feed, by the rules of the tool that published it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from coach.importing.readers.folder.configuration import Site, Tool
from coach.importing.readers.folder.fields import texts
from coach.importing.readers.folder.patterns import (
    JEKYLL_STYLES,
    Facts,
    fill_braces,
    fill_colons,
    fill_material,
    fill_pelican,
    hugo_path,
    hugo_words,
    jekyll_words,
    plain_slug,
)
from coach.source.urls import joined, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FORMER = ("redirect_from", "redirect_froms", "aliases", "alias", "old_url", "old_urls", "redirects", "redirectfrom")
_SOURCES = {"src", "content", "source", "static-build", "docs", "app", "site", "web", "website", "pages", "_posts"}
_UNKNOWN = "Its address is made by a template ({}): give its old address as an alias."
_GUESS = "Its old address is a guess from the file's place."


class Addresses(NamedTuple):
    """All addresses of a post, the one in use first, and notes on what could not be found out."""

    all: tuple[str, ...]
    notes: tuple[str, ...] = ()


def find_addresses(site: Site, facts: Facts, values: Mapping[str, Any], *, page: bool) -> Addresses:
    """Return the addresses on the old host, each beginning with a slash and the site's own path, or whole URLs."""
    make = _TOOLS[site.tool]
    current, note = make(site, facts, values, page=page)
    folder = current.rstrip("/").rpartition("/")[0] + "/"  # as Hugo has it: beside the page
    former = [one for name in _FORMER for one in texts(values.get(name), split="")]
    absolute = [one if "://" in one else joined(folder if site.tool is Tool.HUGO else "/", one) for one in former]
    found = [_on_host(site, one) for one in (current, *absolute) if one]
    return Addresses(tuple(dict.fromkeys(found)), (note,) if note else ())


def find_guid(site: Site, facts: Facts, address: str) -> str:
    """Return the id of the post in the feed that the tool, or its usual plugin, writes; "" without the site's URL."""
    if not site.url or not address:
        return ""
    url = address if "://" in address else joined(site.url, address)
    if site.tool is Tool.JEKYLL:  # File.join(File.dirname(url), slug), as `document.rb` has it
        folder = url.rstrip("/").rpartition("/")[0]
        return f"{folder}/{facts.slug or facts.name}"
    if site.tool is Tool.PELICAN:  # get_tag_uri of feedgenerator
        parts = parts_of(url)
        return f"tag:{parts.hostname},{facts.time:%Y-%m-%d}:{parts.path}" if facts.time else ""
    return "" if site.tool is Tool.OTHER else url


def _on_host(site: Site, address: str) -> str:
    if "://" in address or (site.path and address.startswith(f"{site.path}/")):
        return address
    return f"{site.path}/{address.lstrip('/')}"


def _jekyll(site: Site, facts: Facts, values: Mapping[str, Any], *, page: bool) -> tuple[str, str]:
    collection = next((part[1:] for part in facts.folders if part.startswith("_")), "")
    collection = "posts" if collection in {"posts", "drafts"} else collection
    style = texts(values.get("permalink"), split="")[:1] or (_default_of_jekyll(site, facts, collection),)
    pattern = JEKYLL_STYLES.get(style[0], style[0])
    inner = Facts(
        facts.stem, facts.name, tuple(part for part in facts.folders if not part.startswith("_")), facts.slug,
        facts.title, facts.time, facts.categories,
    )  # fmt: skip
    if not collection and page and not values.get("permalink"):
        pretty = pattern.endswith("/")
        ending = "/" if pretty else ".html"
        path = "/".join(("", *facts.folders, facts.stem))
        return (path.removesuffix("index") if facts.stem == "index" else path + ending), ""
    filled = fill_colons(pattern, jekyll_words(inner, collection or "pages"))
    if filled is None:
        return _guess(inner, page=page)
    return filled, ""


def _default_of_jekyll(site: Site, facts: Facts, collection: str) -> str:
    """Return the pattern that the settings give for this collection and folder."""
    place, found = "/".join(facts.folders), ""
    declared = site.settings.get("defaults")
    for one in declared if isinstance(declared, list) else ():
        scope, values = (one.get("scope"), one.get("values")) if isinstance(one, dict) else (None, None)
        if isinstance(scope, dict) and isinstance(values, dict) and isinstance(values.get("permalink"), str):
            kind, path = str(scope.get("type") or collection), str(scope.get("path") or "").strip("/")
            if kind == (collection or "pages") or (not scope.get("type") and not collection):
                found = values["permalink"] if place.startswith(path) else found
    own = site.table("collections").get(collection)
    named = own.get("permalink") if isinstance(own, dict) else None
    general = site.text("permalink") or "date"
    if collection in {"posts", ""}:
        return found or (named if isinstance(named, str) else "") or general
    return found or (named if isinstance(named, str) else "") or "/:collection/:path:output_ext"


def _hugo(site: Site, facts: Facts, values: Mapping[str, Any], *, page: bool) -> tuple[str, str]:
    del page
    own = next(iter(texts(values.get("url") or values.get("path"), split="")), "")
    if own:
        filled = fill_colons(own, hugo_words(facts)) if ":" in own and "://" not in own else own
        return _closed(f"/{(filled or own).lstrip('/')}"), ""
    patterns = site.table("permalinks")
    nested = patterns.get("page")
    patterns = {**patterns, **nested} if isinstance(nested, dict) else patterns
    pattern = patterns.get(facts.folders[0] if facts.folders else "/")
    start = f"/{facts.language}" if facts.language else ""
    if isinstance(pattern, str) and (filled := fill_colons(pattern, hugo_words(facts))):
        return start + _closed(filled), ""
    folders = [hugo_path(part) for part in facts.folders]
    leaf = hugo_path(facts.slug or facts.name)
    if facts.stem == "index" and not facts.slug:
        return start + _closed("/".join(("", *folders))), ""
    if facts.stem == "index":
        folders = folders[:-1]
    ugly = site.text("uglyurls") == "true"
    return start + "/".join(("", *folders, leaf)) + (".html" if ugly else "/"), ""


def _eleventy(site: Site, facts: Facts, values: Mapping[str, Any], *, page: bool) -> tuple[str, str]:
    del site
    pattern = next(iter(texts(values.get("permalink"), split="")), "")
    if pattern and pattern != "false":
        filled = fill_braces(pattern, facts, values)
        if filled is not None:
            return filled.removesuffix("index.html"), ""
        return _guess(facts, page=page)[0], _UNKNOWN.format(pattern[:80])
    folders = list(facts.folders)
    if facts.stem == "index" or (folders and folders[-1] == facts.stem):
        return "/".join(("", *folders, "")), ""
    return "/".join(("", *folders, facts.stem, "")), ""


def _pelican(site: Site, facts: Facts, values: Mapping[str, Any], *, page: bool) -> tuple[str, str]:
    own = next(iter(texts(values.get("url") or values.get("save_as"), split="")), "")
    if own:
        return f"/{own.lstrip('/')}".removesuffix("index.html"), ""
    title = facts.name if site.text("slugify_source") == "basename" else facts.title
    named = "(?P<slug>" in site.text("filename_metadata")
    slug = facts.slug or (facts.name if named else plain_slug(title))
    pattern = site.text("page_url") or "pages/{slug}.html" if page else site.text("article_url") or "{slug}.html"
    whole = Facts(facts.stem, facts.name, facts.folders, slug, facts.title, facts.time, facts.categories)
    path = "/".join((*(part for part in facts.folders if part != "pages"), facts.stem))
    filled = fill_pelican(pattern, whole, {"fullpath": path, "lang": site.text("default_lang"), **values})
    return (filled, "") if filled else (_guess(whole, page=page)[0], _UNKNOWN.format(pattern))


def _material(site: Site, facts: Facts, values: Mapping[str, Any], *, page: bool) -> tuple[str, str]:
    del values
    folders = facts.folders
    ending = ".html" if site.text("use_directory_urls") == "false" else "/"
    if page or "posts" not in folders:
        return "/".join(("", *folders, "" if facts.stem == "index" else facts.stem + ending)), ""
    blog = folders[: folders.index("posts")]
    options = _blog_plugin(site)
    pattern, form = (options.get(name) for name in ("post_url_format", "post_url_date_format"))
    filled = fill_material(
        pattern if isinstance(pattern, str) else "{date}/{slug}", facts, form if isinstance(form, str) else "yyyy/MM/dd"
    )
    return "/".join(("", *blog, filled)) + ending, ""


def _blog_plugin(site: Site) -> Mapping[str, Any]:
    plugins = site.settings.get("plugins")
    for one in plugins if isinstance(plugins, list) else [plugins]:
        for name in ("blog", "material/blog"):
            if isinstance(one, dict) and isinstance(one.get(name), dict):
                found: Mapping[str, Any] = one[name]
                return found
    return {}


def _astro(site: Site, facts: Facts, values: Mapping[str, Any], *, page: bool) -> tuple[str, str]:
    del site
    own = next(iter(texts(values.get("permalink") or values.get("url"), split="")), "")
    if own:
        return (own if "://" in own else f"/{own.lstrip('/')}"), ""
    folders = facts.folders[1:] if facts.folders[:1] in {("content",), ("pages",)} else facts.folders
    leaf = facts.slug or ("" if facts.stem == "index" else facts.stem)
    path = re.sub(r"\s+", "-", "/".join(("", *folders, leaf)).lower())
    return _closed(path), "" if page and facts.folders[:1] == ("pages",) else _GUESS


def _other(site: Site, facts: Facts, values: Mapping[str, Any], *, page: bool) -> tuple[str, str]:
    del site
    own = next((one for name in ("permalink", "url", "path") for one in texts(values.get(name), split="")), "")
    if own and not re.search(r"\{[{%]|^:|^false$", own):
        return (own if "://" in own else f"/{own.lstrip('/')}"), ""
    return _guess(facts, page=page)


def _guess(facts: Facts, *, page: bool) -> tuple[str, str]:
    del page
    leaf = facts.slug or ("" if facts.stem == "index" else facts.name)
    folders = list(facts.folders)
    while folders and folders[0] in _SOURCES:
        folders.pop(0)
    if folders and (folders[-1] == facts.stem or (facts.slug and facts.stem == "index")):
        folders.pop()
    return _closed("/".join(("", *folders, leaf))), _GUESS


def _closed(path: str) -> str:
    """Return the path with a slash at its end, if it is no file."""
    return path if path.endswith("/") or re.search(r"\.[A-Za-z]\w{0,4}$", path) else f"{path}/"


_TOOLS: dict[Tool, Callable[..., tuple[str, str]]] = {
    Tool.JEKYLL: _jekyll,
    Tool.HUGO: _hugo,
    Tool.ZOLA: _hugo,
    Tool.ELEVENTY: _eleventy,
    Tool.PELICAN: _pelican,
    Tool.MATERIAL: _material,
    Tool.ASTRO: _astro,
    Tool.OTHER: _other,
}
