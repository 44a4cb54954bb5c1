"""The keys of an article's front matter: what WRITING.md shows to authors."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from coach.content.figures.fields import EXAMPLE, FigureFields
from coach.source.dates import Day, Moment
from coach.source.schema import Fields, Slug, Text, Words, mistake
from coach.source.urls import alias_address, is_web_address


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
