"""What front matter says about a post, whatever the keys are called in which it says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coach.importing.readers.folder.front_matter import scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.importing.blog import Export
    from coach.importing.readers.folder.configuration import Site

_MOST = 200  # values of one list; more come from a mistake
_NAMES = ("name", "label", "title", "slug", "key", "id", "url", "src")
_DESCRIPTIONS = ("description", "excerpt", "summary", "subtitle", "meta_description", "seo_description", "dek", "lead",
                 "abstract", "intro", "blurb", "deck", "tagline")  # fmt: skip
_IMAGES = ("image", "cover", "cover_image", "coverimage", "hero", "heroimage", "hero_image", "featured_image",
           "featuredimage", "featureimage", "feature_image", "thumbnail", "thumb", "banner", "header_image", "og_image",
           "ogimage", "socialimage", "social_image", "images", "header", "photo", "image_path")  # fmt: skip
_IN_IMAGE = ("url", "src", "path", "image", "feature", "overlay_image", "teaser", "file", "filename", "relative")
DATES = ("date", "datetime", "pubdate", "publishdate", "publish_date", "pub_date", "publishedat", "published_at",
          "publisheddate", "date_published", "datepublished", "published", "publishedon", "published_on", "postdate",
          "created", "createdat", "created_at", "issued", "pubdatetime")  # fmt: skip
UPDATES = ("updated", "lastmod", "modified", "last_modified_at", "updateddate", "updated_date", "updatedat",
            "updated_at", "moddatetime", "last_modified", "lastmodified", "dateupdated", "date_modified")  # fmt: skip
_PICTURE = re.compile(r"[^\n]+\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#].*)?$|https?://\S+", re.IGNORECASE)
_STATIC = ("", "static/", "public/", "assets/", "src/", "src/assets/", "content/", "source/", "docs/", "images/",
           "web/")  # fmt: skip
READ = frozenset(
    {"title", "date", "slug", "tags", "tag", "categories", "category", "author", "authors", "draft", "published",
     "status", "featured", "pinned", "pin", "sticky", "permalink", "url", "path", "aliases", "alias", "redirect_from",
     "layout", "updated", "lastmod", "modified", "seo", "image_alt", "alt", "topics", "keywords", "visibility",
     "private", "password", "hidden", "type", "kind", "extra", "params", "taxonomies", *DATES,
     *UPDATES, *_DESCRIPTIONS, *_IMAGES}
)  # fmt: skip


def texts(value: Any, split: str = ",", depth: int = 0) -> tuple[str, ...]:
    """Return the words of a text, a list or a mapping, each once. `split` has the signs that part a text, or is ""."""
    value = scalar(value)
    if isinstance(value, str):
        parts = re.split(f"[{re.escape(split)}]", value) if split else [value]
        found = [" ".join(part.split()).strip("\"'") if split else " ".join(part.split()) for part in parts]
    elif isinstance(value, (list, tuple)) and depth < 3:
        found = [one for item in value[:_MOST] for one in texts(item, "", depth + 1)]
    elif isinstance(value, dict) and depth < 3:
        named = [value[name] for name in _NAMES if isinstance(value.get(name), str)][:1]
        found = [one for item in named for one in texts(item, "", depth + 1)] if named or depth else [
            one for item in value.values() for one in texts(item, split, depth + 1)
        ]  # fmt: skip
    else:
        found = []
    return tuple(dict.fromkeys(one for one in found if one))[:_MOST]


def first(values: Mapping[str, Any], *names: str) -> str:
    """Return the first of these values that is a text and not empty, in one line; or ""."""
    for name in names:
        value = scalar(values.get(name))
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""


def with_inner(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values with those of Zola's `extra` and `taxonomies`, and Hugo's `params`, where they are missing."""
    inner: dict[str, Any] = {}
    for name in ("extra", "taxonomies", "params"):
        found = values.get(name)
        if isinstance(found, dict):
            inner.update({str(key).lower(): value for key, value in found.items()})
    return {**inner, **{key: value for key, value in values.items() if value not in ("", None)}} if inner else values


def is_true(values: Mapping[str, Any], *names: str) -> bool:
    """Return whether one of these is said to be so."""
    return any(first(values, name).lower() in {"true", "yes", "on", "1", "y"} for name in names)


def is_false(values: Mapping[str, Any], name: str) -> bool:
    """Return whether this is said not to be so."""
    return first(values, name).lower() in {"false", "no", "off", "0", "n"}


def tags_of(values: Mapping[str, Any], *, blanks: bool) -> tuple[str, ...]:
    """Return the tags; `blanks` says that blanks part them in a text, as in Jekyll."""
    return _several(values, ("tags", "tag", "keywords"), blanks=blanks)


def categories_of(values: Mapping[str, Any], *, blanks: bool) -> tuple[str, ...]:
    """Return the categories, of a nested list each of them; in Jekyll one `category` may have blanks in it."""
    one = texts(values.get("category"), split=";")
    return tuple(dict.fromkeys([*one, *_several(values, ("categories", "topics"), blanks=blanks)]))


def _several(values: Mapping[str, Any], names: tuple[str, ...], *, blanks: bool) -> tuple[str, ...]:
    for name in names:
        value = values.get(name)
        plain = isinstance(value, str) and "," not in value
        if found := texts(value, split=" " if blanks and plain else ",;"):
            return found
    return ()


def authors_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the authors: of a text, what semicolons part, or commas where the key is `authors`."""
    several = texts(values.get("authors"), split=",;")
    return several or texts(values.get("author") or values.get("by") or values.get("byline"), split=";")


def description_of(values: Mapping[str, Any]) -> str:
    """Return what the post says about itself in a sentence or two, or ""."""
    found = first(values, *_DESCRIPTIONS)
    seo = values.get("seo")
    if not found and isinstance(seo, dict):
        found = first(seo, "description", "seo_description", "meta_description")
    return re.sub(r"</?[a-zA-Z][^<>]*>", "", found)


def image_of(values: Mapping[str, Any]) -> tuple[str, str]:
    """Return the picture of the post as it is written, and its alt text; "" for what there is not."""
    for name in _IMAGES:
        value = values.get(name)
        value = value[0] if isinstance(value, list) and value else value
        inner = value if isinstance(value, dict) else {"url": value}
        found = first(inner, *_IN_IMAGE)
        if _PICTURE.fullmatch(found):
            alt = first(inner, "alt", "alt_text", "caption", "title") if isinstance(value, dict) else ""
            return found, alt or first(values, f"{name}_alt", f"{name}alt", "image_alt", "alt")
    return "", ""


def find_picture(written: str, path: str, site: Site, export: Export) -> str:
    """Return the path in the export of a picture that the file at `path` names, or "" if it is not there."""
    bare = re.split("[?#]", written)[0]
    near = path.rpartition("/")[0]
    places = [f"{site.root}{folder}{bare.lstrip('/')}" for folder in _STATIC]
    if not bare.startswith("/"):
        places.insert(0, f"{near}/{bare}".lstrip("/"))
    return next((found for place in places if (found := _flat(place)) in export.sizes), "")


def _flat(path: str) -> str:
    """Return the path without "." and ".."; "" if it leads out of the export."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
