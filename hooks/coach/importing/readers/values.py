"""Values of any type, as exports have them, turned into the few kinds that posts are made of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.importing.blog import Post

# Characters that neither XML nor HTML allows, and halves of pairs, which no file can hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_MILLISECONDS = 100_000_000_000  # a number above it counts milliseconds since 1970, not seconds
_YEARS = range(1970, 2200)


def clean(text: str) -> str:
    """Return a text without characters that no page may have."""
    return _FORBIDDEN.sub("", text)


def line(value: Any) -> str:
    """Return a value as one line of text; "" for what is neither text nor a number."""
    if isinstance(value, str):
        return " ".join(clean(value).split())
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def block(value: Any) -> str:
    """Return a text with its line breaks; "" for anything else."""
    return clean(value) if isinstance(value, str) else ""


def yes(value: Any) -> bool:
    """Return whether a value says yes: true, 1, "1", "TRUE"."""
    return line(value).lower() in {"1", "true", "yes"} or value is True


def moment(value: Any) -> datetime | None:
    """Return a date with its zone, UTC if it has none, from ISO 8601 or seconds or milliseconds since 1970."""
    try:
        if isinstance(value, str) and not value.strip().isdigit():
            read = datetime.fromisoformat(value.strip())
        else:
            number = float(line(value) or "nan")
            read = datetime.fromtimestamp(number / 1000 if number > _MILLISECONDS else number, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    if read.year not in _YEARS:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def undated(date: datetime | None, raw: Any) -> tuple[str, ...]:
    """Return a note on a date that is there and cannot be read."""
    return (f"Its date, “{line(raw)}”, cannot be read.",) if line(raw) and date is None else ()


def last_part(path: str) -> str:
    """Return the last part of a path or address, so that no slug leads into another folder."""
    return line(path).replace("\\", "/").rstrip("/").rpartition("/")[2].strip(". ")


def site_of(address: str) -> str:
    """Return the address of the site that a page is on, with a slash at its end; "" for what is no address."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme in {"http", "https"} and host else ""


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values that are not empty, each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if value))


def with_own_guids(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return posts of which no two have the same id in feeds: the first keeps it, the others say so."""
    seen: set[str] = set()
    result = []
    for post in posts:
        taken = post.guid in seen
        note = f"Its id, “{post.guid}”, is that of an earlier post too, which keeps it."
        result.append(replace(post, guid="", notes=(*post.notes, note)) if taken else post)
        seen.update({post.guid} - {""})
    return tuple(result)
