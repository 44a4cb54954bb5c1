"""A conversation: who says what, and a coach's notes beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.markdown.set_type import TextWords
from coach.source.problems import Mistake, suggest
from coach.source.typography import typeset

SPEAKERS = ("Rep", "Buyer", "Coach")
_SAYS = re.compile(r"(?P<who>[^\W\d_][\w ]{0,30}?)\s*:\s*(?P<what>.*)")
_FORM = "Write a speaker, a colon and the words: Buyer: What does it cost?"


@dataclass(frozen=True)
class Message:
    """One message, and the coach's note on it, if there is one."""

    speaker: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class Chat:
    """A conversation in order."""

    title: str
    messages: tuple[Message, ...]


def read_chat(text: str, words: TextWords | None = None) -> tuple[Chat, list[Mistake]]:
    """Return the conversation in the text of a block, and the mistakes in it.

    Its speakers may have the names of their language too; `speaker` is then still their part.
    """
    words = words or TextWords()
    reading = _Reading(words)
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            reading.line(number, line)
    if not reading.messages and not reading.mistakes:
        reading.complain(0, "this chat has no messages.", _FORM)
    return Chat(typeset(reading.title, quotes=words.quotes), tuple(reading.messages)), reading.mistakes


class _Reading:
    def __init__(self, words: TextWords) -> None:
        self.quotes = words.quotes
        self.names = {name.lower(): part for part, name in words.speakers.items()}
        self.names |= {part.lower(): part for part in SPEAKERS}
        self.title = ""
        self.messages: list[Message] = []
        self.mistakes: list[Mistake] = []

    def complain(self, number: int, message: str, hint: str) -> None:
        self.mistakes.append(Mistake(number, message, hint))

    def line(self, number: int, line: str) -> None:
        if line.startswith(">"):
            self.note(number, line[1:].strip())
        elif line[0] in " \t" and self.messages:
            last = self.messages[-1]
            more = typeset(line.strip(), quotes=self.quotes)
            self.messages[-1] = Message(last.speaker, f"{last.words} {more}", last.note)
        else:
            self.says(number, line.strip())

    def note(self, number: int, words: str) -> None:
        if not self.messages:
            self.complain(number, "this note stands before any message.", "Put it below the message that it is about.")
        elif not words:
            self.complain(number, "this note is empty.", "Write what the coach sees, or take the line out.")
        else:
            last = self.messages[-1]
            note = f"{last.note} {typeset(words, quotes=self.quotes)}".strip()
            self.messages[-1] = Message(last.speaker, last.words, note)

    def says(self, number: int, line: str) -> None:
        found = _SAYS.fullmatch(line)
        who = found["who"] if found else ""
        if found and who.lower() == "title" and not self.messages:
            self.title = found["what"]
        elif not found:
            self.complain(number, "nobody says this line.", _FORM)
        elif who.lower() not in self.names:
            names = list(dict.fromkeys(name.capitalize() for name in self.names))
            hint = suggest(who, names, f"The speakers are {', '.join(names)}.")
            self.complain(number, f'unknown speaker "{who}".', hint)
        elif not found["what"]:
            self.complain(
                number, f"{who} says nothing here.", "Write the words behind the colon, or take the line out."
            )
        else:
            self.messages.append(
                Message(self.names[who.lower()].capitalize(), typeset(found["what"], quotes=self.quotes))
            )
