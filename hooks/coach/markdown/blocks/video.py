"""A video: a link that becomes a player when it is clicked, on a host that sets no cookies before playing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from coach.source.problems import Mistake
from coach.source.schema import Fields, Text, check, mistake
from coach.source.typography import typeset
from coach.source.yaml_document import read_yaml

# The pattern of a link, and the URL of its player on the host that sets no cookies before playing.
_HOSTS = (
    (
        re.compile(r"https://(?:www\.|m\.)?youtube\.com/watch\?v=([\w-]{11})(?:&.*)?"),
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    (re.compile(r"https://youtu\.be/([\w-]{11})(?:\?.*)?"), "https://www.youtube-nocookie.com/embed/{}"),
    (re.compile(r"https://vimeo\.com/(\d+)"), "https://player.vimeo.com/video/{}?dnt=1"),
)
PLAYERS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")


def _link(value: Any) -> str:
    text = str(value).strip()
    if not any(pattern.fullmatch(text) for pattern, _ in _HOSTS):
        raise mistake(
            f'"{text}" is no video that can be shown.',
            "Write https://www.youtube.com/watch?v=… or https://vimeo.com/….",
        )
    return text


def _length(value: Any) -> str:
    text = str(value).strip()
    if not re.fullmatch(r"(?:\d{1,2}:)?[0-5]?\d:[0-5]\d", text):
        raise mistake(f'length "{text}" is no time.', 'Write minutes and seconds in quotes: length: "3:20".')
    return text


class VideoFields(Fields):
    """All keys of a video."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("title", "length", "link")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "title": "title: What the video shows",
        "length": 'length: "3:20"',
        "link": "link: https://www.youtube.com/watch?v=…",
    }

    title: Text | None = None
    length: Annotated[str, BeforeValidator(_length)] | None = None
    link: Annotated[str, BeforeValidator(_link)] | None = None
    poster: Text | None = None


@dataclass(frozen=True)
class Video:
    """A video; `player` is the URL that a click loads, `poster` the path of a picture, or ""."""

    title: str
    length: str
    link: str
    player: str
    poster: str


def read_video(text: str) -> tuple[Video | None, list[Mistake]]:
    """Return the video that a block describes, or None, and the mistakes in it."""
    document, problems = read_yaml(text, "")
    fields, wrong = check(VideoFields, document, "")
    mistakes = [Mistake(one.line - 1, one.message, one.hint) for one in (problems or wrong)]
    if mistakes or not (fields.title and fields.length and fields.link):
        return None, mistakes
    player = next(form.format(found[1]) for pattern, form in _HOSTS if (found := pattern.fullmatch(fields.link)))
    return Video(typeset(fields.title), fields.length, fields.link, player, fields.poster or ""), []
