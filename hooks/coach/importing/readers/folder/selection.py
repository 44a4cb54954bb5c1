"""Which files of a folder are posts and pages, and why the others are not."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pathspec import GitIgnoreSpec

from coach.importing.readers.folder.configuration import Site, Tool

if TYPE_CHECKING:
    from coach.importing.blog import Export

_MARKDOWN = re.compile(r"\.(?:md|markdown|mdown|mkdn?|mdx|mdoc)$", re.IGNORECASE)
_HTML = re.compile(r"\.html?$", re.IGNORECASE)
_OTHER_MARKUP = re.compile(r"\.(?:rst|adoc|asciidoc|org|textile|ipynb)$", re.IGNORECASE)
_NEVER = {"node_modules", "bower_components", "_includes", "_layouts", "_data", "_sass", "_site", "_components",
          "_drafts_archive", "vendor", "__pycache__", ".git"}  # fmt: skip
# Folders at the top of a project in which no posts are.
_TOP = {"data", "layouts", "templates", "themes", "archetypes", "i18n", "public", "dist", "output", "static", "assets",
        "test", "tests", "scripts", "script", "bin", "lib", "utils", "theme", "plugins", "includes", "build", "venv",
        "components", "functions", "resources"}  # fmt: skip
_ABOUT_PROJECT = re.compile(
    r"(?:readme|licen[cs]e|contributing|contributors|changelog|changes|code[_-]of[_-]conduct|security|agents|claude"
    r"|governance|maintainers|pull_request_template|issue_template|codeowners|copying|todo)(?:[._-][\w-]+)?",
    re.IGNORECASE,
)
_POST_FOLDERS = {"_posts", "posts", "post", "blog", "articles", "_articles", "article", "news", "journal", "notes",
                 "writing", "essays", "til", "tips", "_drafts", "drafts", "weblog", "entries"}  # fmt: skip
_PAGE_FOLDERS = {"pages", "page", "_pages", "docs", "doc", "documentation", "about"}
_DRAFT_FOLDERS = {"_drafts", "drafts", "_draft", "draft"}
_MACHINES = {"404", "500", "feed", "feed-xml", "rss", "robots", "sitemap"}
_LARGEST = 20_000_000  # bytes of a text


class Candidate(NamedTuple):
    """A file that may be a post. `below` is its path below the folder of the site's content."""

    path: str
    below: str
    in_posts: bool
    in_pages: bool
    draft: bool
    html: bool


def select(export: Export, site: Site) -> tuple[list[Candidate], tuple[str, ...]]:
    """Return the files that are posts or pages, and notes on how many others were left out, and why."""
    content, left, candidates = content_folder(site, export), Counter[str](), []
    ignored = _ignored(export, site)
    for path, size in export.sizes.items():
        markdown, html = _MARKDOWN.search(path), _HTML.search(path) and site.tool is Tool.JEKYLL
        if not (markdown or (html and re.search(r"(?:^|/)_(?:posts|drafts)/", path))):
            if _OTHER_MARKUP.search(path) and path.startswith(content) and not _reason(path, site, content):
                left["in another markup than Markdown"] += 1
        elif ignored.match_file(path.removeprefix(site.root)):
            left["that the project ignores"] += 1
        elif reason := _reason(path, site, content) or ("larger than 20 MB" if size > _LARGEST else ""):
            left[reason] += 1
        else:
            candidates.append(_candidate(path, site, content, html=not markdown))
    files = "{} files {} were left out."
    return candidates, tuple(_note(files, count, reason) for reason, count in sorted(left.items()))


def _ignored(export: Export, site: Site) -> GitIgnoreSpec:
    """Return what Eleventy was told to pass over."""
    path = f"{site.root}.eleventyignore"
    text = export.read(path).decode("utf-8", "replace") if path in export.sizes else ""
    return GitIgnoreSpec.from_lines(text.splitlines())


def _note(form: str, count: int, reason: str) -> str:
    return form.format(count, reason) if count != 1 else f"One file {reason} was left out."


def content_folder(site: Site, export: Export) -> str:
    """Return the folder below which the site's content is, "" or ending in a slash."""
    named = {
        Tool.HUGO: site.text("contentdir") or "content",
        Tool.ZOLA: "content",
        Tool.PELICAN: site.text("path") or "content",
        Tool.MATERIAL: site.text("docs_dir") or "docs",
        Tool.JEKYLL: site.text("source"),
        Tool.ELEVENTY: site.text("input"),
        Tool.ASTRO: "src",
    }.get(site.tool, "")
    folder = site.root + f"{named.removeprefix('./').strip('/')}/".lstrip("/").removeprefix("./")
    return folder if any(path.startswith(folder) for path in export.sizes) else site.root


def _reason(path: str, site: Site, content: str) -> str:
    """Return why the file is no post, as in "3 files … were left out", or ""."""
    inside = path.removeprefix(site.root)
    folders, _, name = inside.rpartition("/")
    parts = folders.split("/") if folders else []
    if _NEVER & set(parts) or any(part.startswith(".") for part in parts):
        return "of the project's machinery"
    if _ABOUT_PROJECT.fullmatch(name.partition(".")[0]) and len(parts) <= 1:
        return "about the project"
    if not path.startswith(content):
        return "outside of the folder of content"
    return _reason_below(path, name.partition(".")[0], site, content)


def _reason_below(path: str, stem: str, site: Site, content: str) -> str:
    below = path[len(content) :].split("/")
    if len(below) > 1 and below[0] in _TOP and content == site.root:
        return "of the project's machinery"
    if stem in _MACHINES and len(below) <= 2:
        return "of the project's machinery"
    if stem == "_index" or (site.tool is Tool.MATERIAL and below[-2:] == ["blog", "index.md"]):
        return "that only head a section"
    if site.tool is Tool.JEKYLL:
        return _reason_in_jekyll(below, site)
    return "that are templates" if path.endswith((".11ty.md", ".njk.md")) else ""


def _reason_in_jekyll(below: list[str], site: Site) -> str:
    collections = site.table("collections")
    for part in below[:-1]:
        if part.startswith("_") and part not in {"_posts", "_drafts"}:
            shown = collections.get(part[1:])
            output = isinstance(shown, dict) and str(shown.get("output")).lower() == "true"
            return "" if output else "of a collection without pages"
    excluded = site.settings.get("exclude")
    names = {str(one).strip("/") for one in excluded} if isinstance(excluded, list) else set()
    return "that the settings exclude" if names & {below[0], "/".join(below)} else ""


def _candidate(path: str, site: Site, content: str, *, html: bool) -> Candidate:
    below = path[len(content) :]
    folders = {part.lower() for part in below.split("/")[:-1]}
    in_pages = site.tool is not Tool.MATERIAL and bool(folders & _PAGE_FOLDERS) and not folders & _POST_FOLDERS
    if site.tool is Tool.PELICAN:
        in_posts = not in_pages
    elif site.tool is Tool.MATERIAL:
        in_posts = "posts" in folders
    elif site.tool is Tool.JEKYLL:
        in_posts = bool(folders & {"_posts", "_drafts"})
    else:
        in_posts = bool(folders & _POST_FOLDERS) and not in_pages
    return Candidate(path, below, in_posts, in_pages, bool(folders & _DRAFT_FOLDERS), html)
