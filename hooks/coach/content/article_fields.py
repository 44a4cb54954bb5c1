"""The keys of an article's front matter: what WRITING.md shows to authors."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from coach.content.figures.fields import EXAMPLE, FigureFields
from coach.source.dates import Day, Moment
from coach.source.problems import Problem
from coach.source.schema import Fields, Slug, Text, Words, mistake
from coach.source.urls import alias_address, is_web_address, slugify

if TYPE_CHECKING:
    from coach.source.front_matter import MarkdownFile

ARTICLES = "articles/"
NEW_NAME = "new-article"  # whoever writes gives the file its name, in the field at the top of GitHub's page
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_NO_NAME = re.compile(
    rf"(?:{NEW_NAME}|(?:new|my|your)-(?:article|file|page|post|text|title)|untitled|unnamed)(?:-\d+)?"
)


def old_address(value: Any) -> str:
    """Return an old address as `alias_address` does; a mistake for what is none."""
    address = alias_address(str(value))
    if address is None:
        message = f'alias "{str(value).strip()}" is not an address of this site.'
        raise mistake(message, "Write it as in /blog/old-name/.")
    return address


def _guid(value: Any) -> str:
    text = str(value).strip()
    if not text or not text.isprintable():
        raise mistake("{key} is not the id of an item in a feed.", "Copy it from <guid> or <id> in the old feed.")
    return text


def _web_address(value: str) -> str:
    if not is_web_address(value):
        raise mistake(f'{{key}} "{value}" is not a full web address.', "Write it as in https://example.com/article/.")
    return value


# Endings of the sound files that every browser and every podcast app plays, with the types that Apple asks for.
SOUNDS = {".mp3": "audio/mpeg", ".m4a": "audio/x-m4a"}


def _sound_file(value: str) -> str:
    if not value.lower().endswith(tuple(SOUNDS)):
        raise mistake(f'{{key}} "{value}" is no file that every podcast app plays.', "Save it as MP3 or M4A.")
    return value


def not_twice(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words; a mistake if one stands there twice."""
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise mistake(f'{{key}} names "{twice[0]}" twice.', "Once is enough.")
    return words


Aliases = tuple[Annotated[str, BeforeValidator(old_address)], ...]
"""Old addresses of an article or page, each as `alias_address` returns it."""

SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION = 50, 200  # characters

Description = Annotated[Text, StringConstraints(min_length=SHORTEST_DESCRIPTION, max_length=LONGEST_DESCRIPTION)]
Title = Annotated[Text, StringConstraints(max_length=90)]
WebAddress = Annotated[Text, AfterValidator(_web_address)]
Names = Annotated[Words, AfterValidator(not_twice)]


Guid = Annotated[str, BeforeValidator(_guid)]
"""The id that an item had in the feeds of another tool: feed readers compare it letter by letter."""


class ImageFields(Fields):
    """A picture: its file, relative to the article, and its description for those who do not see it."""

    src: Text
    alt: Text


class ArticleFields(Fields):
    """All keys of an article."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("title", "description", "date", "tags")
    HIDING: ClassVar[tuple[str, ...]] = ("draft", "unlisted")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "title": "title: Five minutes means five minutes",
        "description": "description: and one or two sentences that could stand alone",
        "date": "date: 2026-04-14",
        "tags": "tags: [time, respect]",
        "authors": "authors: [desk]",
        "guid": "guid: https://old.example.com/?p=12",
        "aliases": "aliases: [/blog/old-name/]",
        "related": "related: [id-of-an-article]",
        "figure": EXAMPLE,
        "image": "image: {src: ../../assets/desk.jpg, alt: What it shows}",
        "audio": "audio: ../../assets/five-minutes.mp3",
    }

    title: Title | None = None
    description: Description | None = None
    date: Moment | None = None
    tags: Annotated[Names, Field(min_length=1, max_length=5)] = ()
    id: Slug | None = None
    authors: Names = ()
    updated: Moment | None = None
    draft: bool = False
    unlisted: bool = False
    guid: Guid | None = None
    slug: Slug | None = None
    aliases: Aliases = ()
    quiz: Slug | None = None
    related: Names = ()
    figure: FigureFields | None = None
    image: ImageFields | None = None
    audio: Annotated[Text, AfterValidator(_sound_file)] | None = None
    canonical: WebAddress | None = None
    review_by: Day | None = None


def stem_problems(file: MarkdownFile, fields: ArticleFields, locale: str) -> list[Problem]:
    """Report a file name that is not a valid slug, unless id and slug are both given."""
    stem = file.source.stem
    better = slugify(stem, locale)
    if fields.id and fields.slug:
        return []
    if stem == better:
        return no_name(file, fields, locale)
    hint = f"Rename it to {better}.md."
    if not all(slugify(letter) for letter in stem if letter.isalnum()):
        hint = "Rename it in the letters a to z, or keep it and write slug: and id: in the front matter."
    elif not better:
        hint = "Rename it to words with hyphens, as in two-ways-to-win.md."
    return [Problem(file.path, 1, 1, f'the file name "{stem}.md" makes no address.', hint)]


def no_name(file: MarkdownFile, fields: ArticleFields, locale: str) -> list[Problem]:
    """Report a name that GitHub's page or a system has proposed."""
    if not _NO_NAME.fullmatch(file.source.stem):
        return []
    words = slugify(fields.title or "", locale)
    words = words if words and not _NO_NAME.fullmatch(words) else "two-ways-to-win"
    hint = f"Rename it to words of its title: {words}.md."
    message = f'the file still has the name "{file.source.stem}.md", which would be its address.'
    return [Problem(file.path, 1, 1, message, hint)]


def folder_problems(file: MarkdownFile, fields: ArticleFields) -> list[Problem]:
    """Report an article that does not lie in a folder of a year; it is published all the same."""
    folder = posixpath.dirname(file.source.path).removeprefix(ARTICLES.rstrip("/")).lstrip("/")
    if _YEAR.fullmatch(folder):
        return []
    year = fields.date.year if fields.date else "2026"
    hint = f"Move it to docs/{ARTICLES}{year}/; its address stays the same."
    return [Problem(file.path, 1, 1, "this article does not lie in the folder of a year.", hint)]
