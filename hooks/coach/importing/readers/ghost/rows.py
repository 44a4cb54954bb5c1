"""The tables of Ghost's database by id: what belongs to which post."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from coach.importing.readers.values import distinct, line

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = dict[str, Any]


class Rows:
    """The tables of an export; what is no record, or has no id where it needs one, is passed over."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self.posts = rows_of(data, "posts")
        self.strange = len(data.get("posts", [])) - len(self.posts)

    @cached_property
    def settings(self) -> dict[str, str]:
        return {line(row.get("key")): line(row.get("value")) for row in rows_of(self._data, "settings")}

    @cached_property
    def meta(self) -> dict[str, Row]:
        """What Ghost keeps in a table beside the posts, by their ids."""
        return {line(row.get("post_id")): row for row in rows_of(self._data, "posts_meta")}

    @cached_property
    def authors(self) -> dict[str, tuple[str, str, str]]:
        """The slug, name and description of each user, by id."""
        users = {line(row.get("id")): row for row in rows_of(self._data, "users")}
        return {key: _author(row) for key, row in users.items() if line(first(row, "slug", "name"))}

    @cached_property
    def _tags(self) -> dict[str, str]:
        return {line(row.get("id")): _tag(row) for row in rows_of(self._data, "tags")}

    @cached_property
    def _tagged(self) -> dict[str, list[str]]:
        return _related(rows_of(self._data, "posts_tags"), "tag_id")

    @cached_property
    def _written(self) -> dict[str, list[str]]:
        return _related(rows_of(self._data, "posts_authors"), "author_id")

    def tags_of(self, post: str) -> tuple[str, ...]:
        """The names of a post's tags in the order of its author; those of the site's makers begin with #."""
        return distinct(self._tags.get(tag, "") for tag in self._tagged.get(post, ()))

    def authors_of(self, post: Row) -> tuple[str, ...]:
        """The slugs of a post's authors; until version 1 a post had one, in its own row."""
        ids = self._written.get(line(post.get("id"))) or [line(first(post, "author_id", "author"))]
        return distinct(self.authors[key][0] for key in ids if key in self.authors)


def rows_of(data: Mapping[str, Any], table: str) -> list[Row]:
    """Return the records of a table, [] if the export has none."""
    rows = data.get(table)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def first(row: Mapping[str, Any], *columns: str) -> Any:
    """Return the first value of some columns that is not empty."""
    return next((row[column] for column in columns if row.get(column)), None)


def _related(rows: list[Row], column: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in sorted(rows, key=_order):
        found.setdefault(line(row.get("post_id")), []).append(line(row.get(column)))
    return found


def _order(row: Row) -> float:
    order = row.get("sort_order")
    return order if isinstance(order, int | float) and order == order else 0  # noqa: PLR0124 - NaN has no order


def _author(row: Row) -> tuple[str, str, str]:
    name = line(row.get("name"))
    return line(row.get("slug")) or name, name or line(row.get("slug")), line(row.get("bio"))


def _tag(row: Row) -> str:
    name = line(row.get("name")) or line(row.get("slug"))
    return f"#{name}" if line(row.get("visibility")) == "internal" and not name.startswith("#") else name
