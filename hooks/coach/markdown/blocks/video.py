"""A video: a link that becomes a player when it is clicked, on a host that sets no cookies before playing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from pydantic import BeforeValidator

from coach.source.problems import Mistake
from coach.source.schema import Fields, Text, check, mistake
from coach.source.typography import ENGLISH, Quotes, typeset
from coach.source.yaml_document import read_yaml

_YOUTUBE = re.compile(r"(?:www\.|m\.|music\.)?youtube(?:-nocookie)?\.com")
_YOUTUBE_PATH = re.compile(r"/(?:shorts|live|embed|v)/([\w-]{11})/?")
_YOUTUBE_ID = re.compile(r"[\w-]{11}")
# A private video has a second part, which players want as `h`.
_VIMEO_PATH = re.compile(r"/(?:channels/[\w-]+/|groups/[\w-]+/videos/|video/)?(\d+)(?:/(\w+))?/?")
_START = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")
PLAYERS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")


def _link(value: Any) -> str:
    text = str(value).strip()
    link = re.sub(r"^(?:https?:)?//|^(?=[a-z-]+\.)", "https://", text, flags=re.IGNORECASE)
    if not player_of(link):
        raise mistake(
            f'"{text}" is no video that can be shown.',
            "Write https://www.youtube.com/watch?v=… or https://vimeo.com/….",
        )
    return link


def player_of(link: str) -> str:
    """Return the URL of a video's player, on a host that sets no cookies before playing; "" if it is no video.

    Known are the addresses that YouTube and Vimeo give to share, with the second at which to begin.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    begin = query.get("t") or query.get("start") or parts.fragment.removeprefix("t=")
    host = parts.netloc.lower()
    if host == "youtu.be":
        return _youtube(parts.path.strip("/"), begin)
    if _YOUTUBE.fullmatch(host):
        found = _YOUTUBE_PATH.fullmatch(parts.path)
        return _youtube(found[1] if found else query.get("v", ""), begin)
    if host in {"vimeo.com", "www.vimeo.com", "player.vimeo.com"} and (found := _VIMEO_PATH.fullmatch(parts.path)):
        key = found[2] or query.get("h", "")
        private = f"&h={key}" if key.isalnum() else ""
        seconds = _seconds(begin)
        return f"{PLAYERS[1]}/video/{found[1]}?dnt=1{private}" + (f"#t={seconds}s" if seconds else "")
    return ""


def _youtube(name: str, begin: str) -> str:
    seconds = _seconds(begin)
    where = f"?start={seconds}" if seconds else ""
    return f"{PLAYERS[0]}/embed/{name}{where}" if _YOUTUBE_ID.fullmatch(name) else ""


def _seconds(begin: str) -> int:
    """Return a time as in 43, 43s or 1h2m3s in seconds; 0 for anything else."""
    found = _START.fullmatch(begin[:12])
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def read_length(value: Any) -> str:
    """Return a length in minutes and seconds as it was written; a mistake if it is none."""
    text = str(value).strip()
    if not re.fullmatch(r"(?:\d{1,2}:)?[0-5]?\d:[0-5]\d", text):
        raise mistake(f'length "{text}" is no time.', 'Write minutes and seconds in quotes: length: "3:20".')
    return text


class VideoFields(Fields):
    """All keys of a video."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("title", "link")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "title": "title: What the video shows",
        "length": 'length: "3:20"',
        "link": "link: https://www.youtube.com/watch?v=…",
    }

    title: Text | None = None
    length: Annotated[str, BeforeValidator(read_length)] | None = None
    link: Annotated[str, BeforeValidator(_link)] | None = None
    poster: Text | None = None


@dataclass(frozen=True)
class Video:
    """A video; `player` is the URL that a click loads, `poster` the path of a picture; it and `length` may be ""."""

    title: str
    length: str
    link: str
    player: str
    poster: str


def read_video(text: str, quotes: Quotes = ENGLISH) -> tuple[Video | None, list[Mistake]]:
    """Return the video that a block describes, or None, and the mistakes in it."""
    document, problems = read_yaml(text, "")
    fields, wrong = check(VideoFields, document, "")
    mistakes = [Mistake(one.line - 1, one.message, one.hint) for one in (problems or wrong)]
    if mistakes or not (fields.title and fields.link):
        return None, mistakes
    title, player = typeset(fields.title, quotes=quotes), player_of(fields.link)
    return Video(title, fields.length or "", fields.link, player, fields.poster or ""), []
