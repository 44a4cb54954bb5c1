"""The words of pages, mail and feeds in one language: overrides/messages/<language>.yml."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coach.content.config.locales import decimal, in_a_list, locale_of, long_day, short_day
from coach.markdown.set_type import TextWords
from coach.source.problems import Problem, suggest
from coach.source.typography import ENGLISH, Quotes, typeset
from coach.source.yaml_document import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from coach.source.yaml_document import Document

FOLDER = "messages"
ORIGINAL = "en"  # the language that all others are compared with

# {name} is a value; [words](name) are words that a template puts into an element, such as a link.
ELEMENT = re.compile(r"\[([^\[\]]*)\]\((\w+)\)")
VALUE = re.compile(r"\{(\w+)\}")
_BOX = "box."
COUNT = "count"  # the value that chooses a plural form

Message = str | dict[str, str]  # the text, or its plural forms by the names of CLDR: one, few, many, other…


@dataclass(frozen=True)
class Catalogue:
    """All messages of one language, by keys such as "article.updated"; `locale` is that of the site, as in en_GB.

    `quotes` are the four quotation marks: double ones that open and close, then single ones. `lowercase`: words that
    stand alone with a capital, such as tags, lose it within a sentence; German keeps it.
    """

    locale: str = "en_GB"
    quotes: Quotes = ENGLISH
    lowercase: bool = True
    messages: Mapping[str, Message] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language alone, as in en."""
        return self.locale.partition("_")[0]

    @property
    def direction(self) -> str:
        """The direction of writing as HTML names it: "ltr" or "rtl"."""
        return str(locale_of(self.locale).text_direction)

    def form(self, key: str, count: float | None = None) -> str:
        """Return the message with its placeholders, in the plural form for `count`; KeyError for an unknown key."""
        message = self.messages[key]
        if isinstance(message, str):
            return message
        chosen = locale_of(self.locale).plural_form(0 if count is None else count)
        return message.get(chosen) or message["other"]

    def words(self, key: str) -> frozenset[str]:
        """Return the words of a message that is a list of them; none if there is no such message."""
        return frozenset(str(self.messages.get(key, "")).split())

    @cached_property
    def text_words(self) -> TextWords:
        """The words that Markdown puts into a text."""
        boxes = {key.removeprefix(_BOX): str(text) for key, text in self.messages.items() if key.startswith(_BOX)}
        speakers = {part: str(self.messages.get(f"chat.speaker_{part}", part)) for part in ("rep", "buyer", "coach")}
        return TextWords(
            self.quotes, speakers, boxes, str(self.messages.get("text.footnote", "")).replace("{number}", "%d")
        )

    def pattern(self, key: str) -> str:
        """Return the message for a script, which puts in the values: text, or the plural forms as JSON."""
        message = self.messages[key]
        return message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)

    def lowered(self, words: str) -> str:
        """Return words that stand alone elsewhere, such as a tag, as they are written within a sentence."""
        return words.lower() if self.lowercase else words

    def listed(self, words: Iterable[str]) -> str:
        """Return the words as a list within a sentence: one, two and three."""
        return in_a_list(self.locale, words)

    def number(self, value: float, places: int = 1) -> str:
        """Return a number with this language's signs, and at most so many decimals: 4.1, or 4,1."""
        return decimal(self.locale, value, places)

    def quoted(self, words: str) -> str:
        """Return the words in quotation marks."""
        return f"{self.quotes[0]}{words}{self.quotes[1]}"

    def typeset(self, text: str, before: str = "") -> str:
        """Return the text with this language's quotation marks, see `typography.typeset`."""
        return typeset(text, before, self.quotes)

    def day(self, moment: date) -> str:
        """Return the day as readers read it: 14 April 2026 (CLDR's long date)."""
        return long_day(self.locale, moment.year, moment.month, moment.day)

    def short_day(self, moment: date) -> str:
        """Return the day without its year, short: 14 Apr."""
        return short_day(self.locale, moment.year, moment.month, moment.day)


def read_catalogue(texts: Mapping[str, str], locale: str) -> tuple[Catalogue, list[Problem]]:
    """Return the catalogue of the locale's language, and what is wrong with it.

    `texts` are the files by language. What is missing is taken from the English one, so that no page has a gap; without
    a file for the language all is English.
    """
    language = locale.partition("_")[0]
    original, mistakes = _read(texts.get(ORIGINAL, ""), ORIGINAL)
    if language == ORIGINAL:
        return _catalogue(locale, original), mistakes
    if language not in texts:
        return _catalogue(locale, original), mistakes
    own, wrong = _read(texts[language], language)
    wrong += _compare(own, original, language)
    kept = {key: own.messages[key] for key in original.messages if key in own.messages and _fits(key, own, original)}
    messages = {**original.messages, **kept}
    return Catalogue(locale, own.quotes, own.lowercase, messages), [*mistakes, *wrong]


@dataclass(frozen=True)
class _File:
    messages: dict[str, Message]
    quotes: Quotes
    lowercase: bool
    document: Document

    def place(self, key: str) -> tuple[int, int]:
        return self.document.key_place(tuple(key.split(".")))


def _catalogue(locale: str, file: _File) -> Catalogue:
    return Catalogue(locale, file.quotes, file.lowercase, file.messages)


def path_of(language: str) -> str:
    """Return the path of a language's file, as messages of the checker name it."""
    return f"overrides/{FOLDER}/{language}.yml"


def _read(text: str, language: str) -> tuple[_File, list[Problem]]:
    document, problems = read_yaml(text, path_of(language))
    data = document.data if isinstance(document.data, dict) else {}
    quotes = data.get("quotes")
    messages: dict[str, Message] = {}
    for group, entries in data.items():
        for key, message in (entries if isinstance(entries, dict) else {}).items():
            if isinstance(message, str) or _is_plural(message):
                messages[f"{group}.{key}"] = message
            else:
                place = document.place((group, key))
                hint = "Write it as text, or one: and other: below it."
                problems.append(Problem(path_of(language), *place, f"{group}.{key} is no message.", hint))
    if quotes is not None and not _are_quotes(quotes):
        place, hint = document.place(("quotes",)), f"As in quotes: [{', '.join(ENGLISH)}]"
        problems.append(Problem(path_of(language), *place, "quotes must be four marks.", hint))
        quotes = None
    lowercase = str(data.get("lowercase", "true")).lower() == "true"
    return _File(messages, tuple(quotes) if quotes else ENGLISH, lowercase, document), problems


def _are_quotes(quotes: Any) -> bool:
    marks = quotes if isinstance(quotes, list) else []
    return len(marks) == len(ENGLISH) and all(isinstance(mark, str) and mark for mark in marks)


def _is_plural(message: Any) -> bool:
    return isinstance(message, dict) and "other" in message and all(isinstance(one, str) for one in message.values())


def _compare(own: _File, original: _File, language: str) -> list[Problem]:
    """Return a problem for each message that is missing, unknown, or has other placeholders than the English one."""
    path, problems = path_of(language), []
    for key, message in original.messages.items():
        if key not in own.messages:
            hint = f"Until then readers see: {_one_line(message)}"
            problems.append(Problem(path, 1, 1, f"the message {key} is missing.", hint))
        elif not _fits(key, own, original):
            hint = f"It needs {_named(placeholders(message)) or 'none'}, as the English one has."
            problems.append(Problem(path, *own.place(key), f"the message {key} has other placeholders.", hint))
    for key in own.messages:
        if key not in original.messages:
            hint = suggest(key, original.messages, "Take it out.")
            problems.append(Problem(path, *own.place(key), f"there is no message {key}.", hint))
    return problems


def parts(form: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a message in order, each with the name of the element that it stands in, or ""."""
    at = 0
    for found in ELEMENT.finditer(form):
        yield form[at : found.start()], ""
        yield found[1], found[2]
        at = found.end()
    yield form[at:], ""


def placeholders(message: Message) -> frozenset[str]:
    """Return the names in a message that a template gives values for."""
    forms = [message] if isinstance(message, str) else list(message.values())
    return frozenset(name for form in forms for name in _names(form))


def _names(form: str) -> Iterator[str]:
    yield from VALUE.findall(form)
    yield from (name for _, name in ELEMENT.findall(form))


def _fits(key: str, own: _File, original: _File) -> bool:
    # A plural form may leave out the number: "one article".
    return placeholders(own.messages[key]) | {COUNT} == placeholders(original.messages[key]) | {COUNT}


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def _one_line(message: Message) -> str:
    text = message if isinstance(message, str) else message["other"]
    return " ".join(text.split())
