"""One file of Markdown as a post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from coach.importing.blog import Form, Post, State
from coach.importing.readers.folder.addresses import find_addresses, find_guid
from coach.importing.readers.folder.configuration import Site, Tool
from coach.importing.readers.folder.dates import Moment, date_in_name, read_moment, without_date
from coach.importing.readers.folder.fields import (
    DATES,
    UPDATES,
    authors_of,
    categories_of,
    description_of,
    find_picture,
    first,
    image_of,
    is_false,
    is_true,
    tags_of,
    with_inner,
)
from coach.importing.readers.folder.front_matter import decode, read_header
from coach.importing.readers.folder.patterns import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from coach.importing.blog import Export
    from coach.importing.readers.folder.selection import Candidate

_HEADING = re.compile(r"\s*# +([^\n]+?)(?: +#+)?[ \t]*(?:\n|\Z)|\s*([^\n#>*+`|~-][^\n]*)\n=+[ \t]*(?:\n|\Z)")


@dataclass(frozen=True)
class Found:
    """A post, and what the report on the whole folder counts: a date without zone, keys that nothing was made of."""

    post: Post
    zone_guessed: bool
    keys: frozenset[str]


def read_post(export: Export, site: Site, candidate: Candidate, inherited: Mapping[str, Any]) -> Found:
    """Return the post in the file; `inherited` are values of its folder, for what it does not say itself."""
    text, notes = decode(export.read(candidate.path))
    header = read_header(text, lines=site.tool in {Tool.PELICAN, Tool.OTHER})
    own = with_inner(header.values)
    values = {**inherited, **own}
    date, why = _date(values, candidate, site)
    title, body, untitled = _title(values, header.body, candidate)
    facts = _facts(site, candidate, values, title, date)
    page = not candidate.in_posts and (candidate.in_pages or date is None)
    found = find_addresses(site, facts, values, page=page)
    image, unseen = _image(values, candidate, site, export)
    updated = read_moment(first(values, *UPDATES), site.zone or UTC)
    post = Post(
        origin=candidate.path,
        title=title,
        text=body,
        form=Form.HTML if candidate.html else Form.MARKDOWN,
        date=date.time if date else None,
        updated=updated.time if updated else None,
        slug=_slug(facts, found.all),
        guid="" if page else find_guid(site, facts, found.all[0] if found.all else ""),
        addresses=found.all,
        state=_state(values, candidate),
        page=page,
        authors=authors_of(values),
        categories=_categories(values, candidate, site),
        tags=tags_of(values, blanks=site.tool is Tool.JEKYLL),
        description=description_of(values),
        image=image,
        image_alt=image_of(values)[1],
        featured=is_true(values, "featured", "pinned", "pin", "sticky") or first(values, "pinned").isdigit(),
        notes=(*notes, *header.notes, *why, *untitled, *found.notes, *unseen, *_hidden(values)),
    )
    return Found(post, bool(date and date.guessed), frozenset(own))


def _date(values: Mapping[str, Any], candidate: Candidate, site: Site) -> tuple[Moment | None, tuple[str, ...]]:
    """Return the date that front matter gives, or else the file's name."""
    zone = site.zone or UTC
    written = first(values, *(name for name in DATES if not is_false(values, name) and not is_true(values, name)))
    found = read_moment(written, zone)
    named = date_in_name(candidate.below, zone)
    if found and named and abs((found.time.date() - named.time.date()).days) > 1:
        note = f"Its date is that of its front matter, {found.time:%Y-%m-%d}; its name says {named.time:%Y-%m-%d}."
        return found, (note,)
    named = named or _date_in_address(values, zone)
    if found or not written:
        missing = () if found or named or not candidate.in_posts else ("It has no date.",)
        return found or named, missing
    rest = f"its name says {named.time:%Y-%m-%d}" if named else "give it one"
    return named, (f'Its date "{written[:60]}" cannot be read; {rest}.',)


def _date_in_address(values: Mapping[str, Any], zone: tzinfo) -> Moment | None:
    """Return the day that is part of an address written in front matter, as with Zola; None if there is none."""
    written = first(values, "path", "permalink", "url")
    found = re.search(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})/", written)
    return read_moment("-".join(found.groups()), zone) if found else None


def _title(values: Mapping[str, Any], body: str, candidate: Candidate) -> tuple[str, str, tuple[str, ...]]:
    """Return the title and the text below it: of one without title, the heading at the top, or else its name."""
    title = first(values, "title", "headline")
    if title:
        return title, body, ()
    found = _HEADING.match(body)
    if found:
        return " ".join((found[1] or found[2]).split()), body[found.end() :], ()
    words = re.sub(r"[-_\s]+", " ", _stem(candidate)).strip() or candidate.path
    return words[:1].upper() + words[1:], body, ("It has no title; this one was made of its file's name.",)


def _stem(candidate: Candidate) -> str:
    """Return the name of the file, or of the folder around an index.md, without date and ending."""
    folders, _, name = candidate.below.rpartition("/")
    stem = name.rpartition(".")[0]
    return without_date(folders.rpartition("/")[2] if stem == "index" and folders else stem)


def _facts(site: Site, candidate: Candidate, values: Mapping[str, Any], title: str, date: Moment | None) -> Facts:
    folders, _, name = candidate.below.rpartition("/")
    parts = tuple(folders.split("/")) if folders else ()
    stem = name.rpartition(".")[0]
    dated = site.tool is Tool.HUGO and not _reads_names(site)
    language, parts, stem = _language(site, parts, stem) if site.tool is Tool.HUGO else ("", parts, stem)
    # Jekyll without a time zone in its settings goes by the clock of the machine, which is UTC at GitHub and Netlify.
    zone = site.zone or (UTC if site.tool is Tool.JEKYLL else None)
    time = date.time.astimezone(zone) if date and zone else date.time if date else None
    return Facts(
        stem=stem,
        name=stem if dated else without_date(stem),
        folders=parts,
        slug=first(values, "slug", "fileslug"),
        title=title,
        time=time,
        categories=_categories(values, candidate, site),
        language=language,
    )


def _reads_names(site: Site) -> bool:
    """Return whether Hugo is told to take dates from the names of files, and out of their addresses."""
    return ":filename" in str(site.table("frontmatter").get("date", ""))


def _language(site: Site, parts: tuple[str, ...], stem: str) -> tuple[str, tuple[str, ...], str]:
    """Return the language that is part of the address, and folders and name without it."""
    known = {str(one).lower() for one in site.table("languages")} | {site.text("defaultcontentlanguage").lower()} - {""}
    found = parts[0].lower() if parts and parts[0].lower() in known else ""
    parts = parts[1:] if found else parts
    inner, _, ending = stem.rpartition(".")
    if not found and inner and ending.lower() in known:
        found, stem = ending.lower(), inner
    default = site.text("defaultcontentlanguage").lower() or "en"
    if found == default and site.text("defaultcontentlanguageinsubdir") != "true":
        found = ""
    return found, parts, stem


def _categories(values: Mapping[str, Any], candidate: Candidate, site: Site) -> tuple[str, ...]:
    """Return the categories: with Jekyll also the folders above _posts, with Pelican the folder if no other is said."""
    said = categories_of(values, blanks=site.tool is Tool.JEKYLL)
    parts = candidate.below.split("/")[:-1]
    if site.tool is Tool.JEKYLL and "_posts" in parts:
        return tuple(dict.fromkeys([*parts[: parts.index("_posts")], *said]))
    if site.tool is Tool.PELICAN and not said and parts and not candidate.in_pages:
        return (parts[-1],)
    return said


def _slug(facts: Facts, addresses: tuple[str, ...]) -> str:
    """Return the last part of the address, with its signs in percent as what they stand for."""
    last = re.split("[?#]", addresses[0])[0].rstrip("/").rpartition("/")[2] if addresses else ""
    return unquote(re.sub(r"\.html?$", "", last) or facts.slug or facts.name)


def _state(values: Mapping[str, Any], candidate: Candidate) -> State:
    status = first(values, "status", "visibility", "access").lower()
    hidden = status in {"private", "hidden", "members", "paid", "password", "protected", "unlisted"}
    if hidden or is_true(values, "private", "hidden", "unlisted") or first(values, "password"):
        return State.PRIVATE
    draft = status in {"draft", "pending", "skip"} or is_true(values, "draft", "isdraft", "is_draft", "headless")
    withheld = any(is_false(values, name) for name in ("published", "publish", "permalink", "render"))
    return State.DRAFT if candidate.draft or draft or withheld else State.LIVE


def _hidden(values: Mapping[str, Any]) -> tuple[str, ...]:
    unlisted = is_true(values, "eleventyexcludefromcollections", "noindex", "exclude_from_search")
    return ("It was kept out of lists or of search engines; here it is an article like all others.",) * unlisted


def _image(values: Mapping[str, Any], candidate: Candidate, site: Site, export: Export) -> tuple[str, tuple[str, ...]]:
    """Return the picture as a URL or as a path in the export, and a note if it is not there."""
    written, _ = image_of(values)
    if not written or written.startswith(("http://", "https://")):
        return written, ()
    found = find_picture(written, candidate.path, site, export)
    return (found, ()) if found else (written, (f"Its picture {written[:200]} is not in the folder.",))
