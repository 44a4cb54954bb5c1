"""The patterns by which tools make addresses, filled in with what a post has."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# Jekyll's own names for patterns (jekyllrb.com/docs/permalinks).
JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MATERIAL_DATES = {"yyyy": "year", "yy": "short_year", "MM": "month", "M": "i_month", "dd": "day", "d": "i_day"}
_JEKYLL_SIGNS = r"[^\w.~!$&'()+,;=@]+"
_BRACED = re.compile(r"\{\{-?\s*([^{}]{1,200}?)\s*-?\}\}|\$\{\s*([^{}]{1,200}?)\s*\}")


@dataclass(frozen=True)
class Facts:
    """What patterns of addresses are made of. `folders` are those above the file, below the site's content."""

    stem: str  # the file's name without its ending
    name: str  # and without its date
    folders: tuple[str, ...]
    slug: str  # as written in front matter, or ""
    title: str
    time: datetime | None
    categories: tuple[str, ...]
    language: str = ""


def dates(time: datetime | None) -> Mapping[str, str]:
    """Return the parts of a date by the names that Jekyll and Hugo have for them; none without a date."""
    if time is None:
        return {}
    return {
        "year": f"{time.year:04}", "month": f"{time.month:02}", "day": f"{time.day:02}", "hour": f"{time.hour:02}",
        "minute": f"{time.minute:02}", "second": f"{time.second:02}", "i_day": f"{time.day}",
        "i_month": f"{time.month}", "short_year": f"{time.year % 100:02}", "y_day": f"{time:%j}",
        "short_month": _MONTHS[time.month - 1][:3].upper(), "long_month": _MONTHS[time.month - 1],
        "short_day": _DAYS[time.weekday()][:3].upper(), "long_day": _DAYS[time.weekday()],
        "week": f"{time.isocalendar().week:02}", "w_year": f"{time.isocalendar().year}",
        "w_day": f"{time.isocalendar().weekday}", "monthname": _MONTHS[time.month - 1].lower(),
        "weekday": f"{time.isoweekday() % 7}", "weekdayname": _DAYS[time.weekday()].lower(),
        "yearday": f"{time.timetuple().tm_yday}",
    }  # fmt: skip


def fill_colons(pattern: str, words: Mapping[str, str]) -> str | None:
    """Return the pattern with each `:word` filled in, without doubled slashes; None if one is not known."""
    missing: list[str] = []

    def one(found: re.Match[str]) -> str:
        name = max((word for word in words if found[1].startswith(word)), key=len, default="")
        if not name:
            missing.append(found[1])
        return words.get(name, "") + found[1][len(name) :]

    filled = re.sub(r":([a-z_]+)", one, pattern)
    return None if missing else re.sub(r"/{2,}", "/", f"/{filled.lstrip('/')}")


def jekyll_words(facts: Facts, collection: str) -> Mapping[str, str]:
    """Return the words of Jekyll's patterns (jekyllrb.com/docs/permalinks, and `url_drop.rb`)."""
    slug = facts.slug or (facts.name if collection == "posts" else facts.stem)
    return {
        **dates(facts.time),
        "collection": collection,
        "categories": "/".join(dict.fromkeys(category.lower() for category in facts.categories)),
        "title": re.sub(_JEKYLL_SIGNS, "-", slug).strip("-"),
        "slug": re.sub(r"[\W_]+", "-", slug).strip("-").lower(),
        "name": re.sub(r"[\W_]+", "-", facts.stem).strip("-").lower(),
        "basename": facts.stem,
        "path": "/".join((*facts.folders, facts.stem)),
        "output_ext": ".html",
    }


def hugo_words(facts: Facts) -> Mapping[str, str]:
    """Return the words of Hugo's patterns (gohugo.io/configuration/permalinks)."""
    title = hugo_path(facts.title)
    slug = hugo_path(facts.slug) or title
    return {
        **dates(facts.time),
        "section": facts.folders[0] if facts.folders else "",
        "sections": "/".join(facts.folders),
        "title": title,
        "slug": slug,
        "slugorfilename": hugo_path(facts.slug or facts.name),
        "slugorcontentbasename": hugo_path(facts.slug or facts.name),
        "filename": hugo_path(facts.name),
        "contentbasename": hugo_path(facts.name),
    }


def hugo_path(words: str) -> str:
    """Return the words as Hugo writes them in an address: in small letters, with hyphens, in all alphabets."""
    kept = re.sub(r"[^\w./#+~\s-]", "", unicodedata.normalize("NFC", words))
    return re.sub(r"-{2,}", "-", re.sub(r"\s+", "-", kept.strip())).lower()


def plain_slug(words: str) -> str:
    """Return the words in small ASCII letters with hyphens, as Pelican, Eleventy and Material make slugs of titles."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower()).strip("-_")


def fill_pelican(pattern: str, facts: Facts, values: Mapping[str, Any]) -> str | None:
    """Return the address by a pattern such as `{date:%Y}/{slug}.html`; None if a word of it is not known."""
    missing: list[str] = []

    def one(found: re.Match[str]) -> str:
        name, form = found[1], found[2]
        known = {"slug": facts.slug, "category": plain_slug(facts.categories[0]) if facts.categories else ""}
        if name == "date" and facts.time:
            return facts.time.strftime(form) if re.fullmatch(r"(?:%-?[YmdbBjyHMS]|[\w/.-])*", form) else ""
        value = known.get(name) or values.get(name)
        if not isinstance(value, str) or not value:
            missing.append(name)
            return ""
        return value

    filled = re.sub(r"\{(\w+)(?::([^{}]*))?\}", one, pattern)
    return None if missing else f"/{filled.lstrip('/')}"


def fill_material(pattern: str, facts: Facts, form: str) -> str:
    """Return the address by Material's `post_url_format`, with its dates in a form such as yyyy/MM/dd."""
    parts = dates(facts.time)
    day = re.sub("|".join(_MATERIAL_DATES), lambda found: parts.get(_MATERIAL_DATES[found[0]], ""), form)
    words = {
        "date": day,
        "slug": facts.slug or plain_slug(facts.title),
        "categories": "/".join(plain_slug(category) for category in facts.categories[:1]),
        "file": facts.stem,
    }
    filled = re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], ""), pattern)
    return re.sub(r"/{2,}", "/", filled).strip("/")


def fill_braces(pattern: str, facts: Facts, values: Mapping[str, Any]) -> str | None:
    """Return an address of Eleventy with the commonest expressions filled in; None if there is another in it."""
    missing: list[str] = []
    known = {
        "page.fileslug": facts.name if facts.name != "index" else (facts.folders or ("",))[-1],
        "page.filepathstem": "/".join(("", *facts.folders, facts.name)),
        "title | slugify": plain_slug(facts.title),
        "title | slug": plain_slug(facts.title),
        "slug": facts.slug,
    }

    def one(found: re.Match[str]) -> str:
        wanted = " ".join((found[1] or found[2]).split()).lower()
        value = known.get(wanted) or _date_by_filter(wanted, facts.time) or values.get(wanted)
        if not isinstance(value, str) or not value:
            missing.append(wanted)
            return ""
        return value

    filled = _BRACED.sub(one, pattern)
    return None if missing or "{{" in filled or "{%" in filled else re.sub(r"/{2,}", "/", f"/{filled.lstrip('/')}")


def _date_by_filter(wanted: str, time: datetime | None) -> str:
    """Return a date by a filter with its form (`page.date | date: "%Y/%m"`), or by one whose name says it is a path."""
    found = re.fullmatch(r"(?:page\.)?date \| (\w+)(?:[:(] ?[\"']([^\"']*)[\"'][^\"']*)?", wanted)
    if not found or time is None:
        return ""
    form = (found[2] or "").replace("%y", "%Y")  # both are in small letters here
    if re.fullmatch(r"(?:%-?[Ymd]|[/.-])+", form):
        return time.strftime(form)
    return f"{time:%Y/%m/%d}" if "path" in found[1] and not form else ""
