"""A recording: a file of the site that browsers play."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from coach.markdown.blocks.video import read_length
from coach.source.problems import Mistake
from coach.source.schema import Fields, Text, check
from coach.source.typography import ENGLISH, Quotes, typeset
from coach.source.yaml_document import read_yaml

ENDINGS = (".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac")


class AudioFields(Fields):
    """All keys of a recording."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("title", "file")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "title": "title: What can be heard",
        "file": "file: ../../assets/call.mp3",
        "length": 'length: "3:20"',
    }

    title: Text | None = None
    file: Text | None = None
    length: Annotated[str, BeforeValidator(read_length)] | None = None
    transcript: Text | None = None


@dataclass(frozen=True)
class Audio:
    """A recording; `file` is its path relative to the text, `length` and `transcript` may be ""."""

    title: str
    file: str
    length: str
    transcript: str


def read_audio(text: str, quotes: Quotes = ENGLISH) -> tuple[Audio | None, list[Mistake]]:
    """Return the recording that a block describes, or None, and the mistakes in it."""
    document, problems = read_yaml(text, "")
    fields, wrong = check(AudioFields, document, "")
    mistakes = [Mistake(one.line - 1, one.message, one.hint) for one in (problems or wrong)]
    if mistakes or not (fields.title and fields.file):
        return None, mistakes
    if not fields.file.lower().endswith(ENDINGS):
        message, hint = (
            f'browsers do not play a file like "{fields.file}".',
            "Save it as MP3, and name it with its ending.",
        )
        return None, [Mistake(document.place(("file",)).line - 1, message, hint)]
    transcript = typeset(fields.transcript, quotes=quotes) if fields.transcript else ""
    return Audio(typeset(fields.title, quotes=quotes), fields.file, fields.length or "", transcript), []
