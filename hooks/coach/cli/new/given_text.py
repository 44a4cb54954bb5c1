"""A text that is there already, from which a new article is made: its title, its description, and its body."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.common import UsageError
from coach.content.article_fields import LONGEST_DESCRIPTION, SHORTEST_DESCRIPTION
from coach.markdown.lines import Lines
from coach.markdown.plain_text import first_sentences, heading_words, prose
from coach.source.front_matter import cut
from coach.source.slips.line_ends import main_line_end
from coach.source.sources import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

STDIN = "-"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")


@dataclass(frozen=True)
class GivenText:
    """A text with its byte order mark taken out. `title` is that of its first heading, "" without one.

    `rest` is the text without that heading and the empty lines below it; all else is as it was written.
    """

    whole: str
    title: str
    rest: str

    def body(self, title: str) -> str:
        """Return the body of an article with this title: the heading goes if it is the title."""
        return self.rest if self.title and title == self.title else self.whole

    @property
    def words(self) -> str:
        """The words below the heading, in one line and without marks."""
        return prose("\n".join(_lines(self.rest)))

    @property
    def description(self) -> str:
        """Its first sentences that fit into a description, "" if it is too short for one."""
        return first_sentences(self.words, SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION)

    @property
    def line_end(self) -> str:
        """How most of its lines end."""
        return main_line_end(self.whole)


def load_text(place: str) -> GivenText:
    """Return the text of a file, or of standard input for "-"; UsageError if there is none that can be used."""
    shown = "standard input" if place == STDIN else Path(place).as_posix()
    try:
        data = sys.stdin.buffer.read() if place == STDIN else Path(place).read_bytes()
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}.") from None
    try:
        whole = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{shown} is no text in UTF-8. Save it as plain text in UTF-8, and try again.") from None
    if not whole.strip():
        raise UsageError(f"there are no words in {shown}.")
    if not cut(Source(shown, data, "")).fault:
        hint = "Put it into docs/articles/, below the folder of its year, and run coach check."
        raise UsageError(f"{shown} has front matter already. {hint}")
    return read_given(whole)


def read_given(whole: str) -> GivenText:
    """Return the text, with its first heading as its title: one at the top, or else the first of the first level."""
    written = _LINE.findall(whole)
    lines = _lines(whole)
    first, end, title = _heading(lines)
    if not title:
        return GivenText(whole, "", whole)
    while end < len(lines) and not lines[end].strip():
        end += 1
    return GivenText(whole, title, "".join([*written[:first], *written[end:]]))


def _lines(text: str) -> list[str]:
    return [line.rstrip("\r\n") for line in _LINE.findall(text)]


def _heading(lines: Sequence[str]) -> tuple[int, int, str]:
    """Return the first line of the heading that is the title, the line behind it, and its words; "" for none."""
    outside = Lines("\n".join(lines)).plain.split("\n")
    top = next((number for number, line in enumerate(lines) if line.strip()), 0)
    for number, line in enumerate(outside):
        level, end, words = _at(lines, number) if line.strip() else (0, 0, "")
        if words and (level == 1 or (level and number == top)):
            return number, end, words
    return 0, 0, ""


def _at(lines: Sequence[str], number: int) -> tuple[int, int, str]:
    """Return level, end and words of the heading in a line, or a level of 0."""
    if found := _HEADING.fullmatch(lines[number]):
        return len(found[1]), number + 1, _shown(found[2])
    below = _UNDERLINE.fullmatch(lines[number + 1]) if number + 1 < len(lines) else None
    above = lines[number - 1].strip() if number else ""
    if below and not above:
        return 1 if below[1][0] == "=" else 2, number + 2, _shown(lines[number])
    return 0, 0, ""


def _shown(words: str) -> str:
    """Return the words as a title, "" if a picture or a note would be lost with them."""
    if "![" in words or "[^" in words:
        return ""
    return "".join(letter for letter in heading_words(words) if letter.isprintable())
