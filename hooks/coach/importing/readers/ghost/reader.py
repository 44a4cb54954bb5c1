"""Exports of Ghost: one JSON file with the rows of its database, from versions 0.11 to 6.

Sources: https://ghost.org/docs/migration/custom/ (the format), and of Ghost's own code `frontend/services/rss/
generate-feed.js` (an item's guid is the post's id; before version 1 it was the uuid, and ids were small numbers).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coach.importing.blog import Blog, ExportError, Post, State
from coach.importing.readers.ghost.rows import Rows, first
from coach.importing.readers.ghost.text import taken_text
from coach.importing.readers.values import (
    block,
    distinct,
    last_part,
    line,
    moment,
    site_of,
    undated,
    with_own_guids,
    yes,
)

if TYPE_CHECKING:
    from datetime import datetime

    from coach.importing.blog import Export
    from coach.importing.readers.ghost.rows import Row

PLACE = "__GHOST_URL__"  # stands for the site's address in texts and pictures
_LIVE = {"published", "scheduled"}
_UNADDRESSED = (
    "Ghost's export does not say the address of its site: links and pictures of it begin with a slash, as in "
    "/content/images/."
)


def recognises(export: Export) -> bool:
    """Return whether one of the JSON files has Ghost's posts in it."""
    return any(_data(export, path) is not None for path in _candidates(export))


def read(export: Export) -> Blog:
    """Return the blog with its posts and pages; ExportError if no file is an export of Ghost."""
    for path in _candidates(export):
        data = _data(export, path)
        if data is not None:
            return _blog(Rows(data), export)
    raise ExportError("There is no JSON file with posts of Ghost in it.")


def _candidates(export: Export) -> list[str]:
    return [path for path in export.sizes if path.lower().endswith(".json")]


def _data(export: Export, path: str) -> dict[str, Any] | None:
    """The tables of a file; its outer part was {"db": [{"data"}]}, and is {"meta", "data"} if it came by the API."""
    try:
        raw = export.read(path)
        found = json.loads(raw) if b'"posts"' in raw and b'"data"' in raw else None
    except (ExportError, ValueError, RecursionError):
        return None
    if isinstance(found, dict) and isinstance(found.get("db"), list) and found["db"]:
        found = found["db"][0]
    data = found.get("data") if isinstance(found, dict) else None
    return data if isinstance(data, dict) and isinstance(data.get("posts"), list) else None


def _blog(rows: Rows, export: Export) -> Blog:
    posts = [post(row, rows, export) for row in rows.posts]
    strange = rows.strange
    return Blog(
        tool="Ghost",
        posts=with_own_guids(posts),
        title=rows.settings.get("title", ""),
        authors=tuple(rows.authors.values()),
        notes=distinct(
            [
                _UNADDRESSED,
                "" if _has_pictures(export) else "The pictures are not in the export: its JSON file names them only.",
                f"Posts that are no records, and were left out: {strange}." if strange else "",
            ]
        ),
    )


def post(row: Row, rows: Rows, export: Export) -> Post:
    """Return one post or page of the table."""
    key = line(row.get("id"))
    meta = rows.meta.get(key, {})
    text, form, doubts = taken_text(row)
    tags = rows.tags_of(key)
    raw_date = _date(row)
    date = moment(raw_date)
    state = _state(row, meta, date, gated="gated" in doubts)
    slug = last_part(line(row.get("slug")))
    return Post(
        origin=key or slug or line(row.get("title")) or "a post without an id",
        title=line(row.get("title")),
        text=text.replace(PLACE, ""),
        form=form,
        date=date,
        updated=moment(row.get("updated_at")),
        slug=slug,
        guid=_guid(row),
        addresses=(f"/{slug}/",) if slug else (),  # unless its routes.yaml, which no export has, says otherwise
        state=state,
        page=line(row.get("type")) == "page" or yes(row.get("page")),
        authors=rows.authors_of(row),
        tags=tuple(tag for tag in tags if not tag.startswith("#")),
        description=_description(row, meta),
        image=_picture(first(row, "feature_image", "image"), export),
        image_alt=line(first(meta, "feature_image_alt") or row.get("feature_image_alt")),
        featured=yes(row.get("featured")),
        notes=distinct([*undated(date, raw_date), *doubts.values(), *_notes(row, meta, state, tags)]),
    )


def _has_pictures(export: Export) -> bool:
    return any("content/images/" in path for path in export.sizes)


def _guid(row: Row) -> str:
    key = line(row.get("id"))
    return line(row.get("uuid")) if key.isdigit() and len(key) < 24 else key


def _state(row: Row, meta: Row, date: datetime | None, *, gated: bool) -> State:
    """What every visitor could read is LIVE; what was only sent by e-mail was no page, so PRIVATE."""
    status = line(row.get("status"))
    if status == "sent" or yes(meta.get("email_only")) or yes(row.get("email_only")):
        return State.PRIVATE
    if status not in _LIVE or (status == "scheduled" and date is None):
        return State.DRAFT
    return State.PRIVATE if gated or row.get("visibility") not in ("public", "", None) else State.LIVE


def _date(row: Row) -> Any:
    """The date as the export has it: only what was published may fall back on the day it was begun."""
    status = line(row.get("status"))
    column = "created_at" if status == "draft" else "published_at"
    return row.get(column) or (row.get("created_at") if status != "scheduled" else None)


def _description(row: Row, meta: Row) -> str:
    return line(first(row, "custom_excerpt") or first(meta, "meta_description") or row.get("meta_description"))


def _picture(value: Any, export: Export) -> str:
    """The address of a picture, or its path if the export's folder has it."""
    address = line(value).replace(PLACE, "")
    inside = [path for path in export.sizes if address.startswith("/") and f"/{path}".endswith(address)]
    return inside[0] if inside else address


def _notes(row: Row, meta: Row, state: State, tags: tuple[str, ...]) -> list[str]:
    canonical, visibility, status = (line(row.get(key)) for key in ("canonical_url", "visibility", "status"))
    caption = line(first(meta, "feature_image_caption"))
    internal = ", ".join(tag for tag in tags if tag.startswith("#"))
    members = visibility not in {"", "public"}
    notes = {
        "It has no title.": not line(row.get("title")),
        "It was only sent by e-mail, and was no page of the site.": status == "sent" or yes(meta.get("email_only")),
        f"It is a draft for {visibility}, not for everyone.": members and state is State.DRAFT,
        f"Its status, “{status}”, is none that Ghost writes.": status not in {*_LIVE, "draft", "sent"},
        f"It names {canonical} as the address where it first appeared.": site_of(canonical),
        f"Internal tags were left out: {internal}.": internal,
        f"The caption of its main picture was left out: {caption}": caption,
        "Code that was put into its page's head or foot was left out.": _code(row),
    }
    return [note for note, true in notes.items() if true]


def _code(row: Row) -> bool:
    return bool(block(row.get("codeinjection_head")).strip() or block(row.get("codeinjection_foot")).strip())
