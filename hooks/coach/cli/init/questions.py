"""The questions of `coach init`; the same are asked by the workflow init.yml and named in README (tested)."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from coach.cli.common import UsageError
from coach.cli.init.files import Wishes
from coach.source.problems import suggest
from coach.source.urls import is_web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LOCALE = re.compile(r"[a-z]{2,3}_[A-Z]{2}")
_ZONES = {"AT": "Europe/Vienna", "CH": "Europe/Zurich", "DE": "Europe/Berlin", "GB": "Europe/London"}
_YES, _NO = "yes", "no"
_ANSWERS = {"yes": _YES, "y": _YES, "ja": _YES, "j": _YES, "no": _NO, "n": _NO, "nein": _NO}


def _filled(answer: str, _: Mapping[str, str]) -> str:
    if not answer:
        raise ValueError("may not be empty.")
    return answer


def _web_address(answer: str, _: Mapping[str, str]) -> str:
    if answer and not is_web_address(answer):
        raise ValueError(f'"{answer}" is no address. Write it whole, as in https://ada.github.io/blog/')
    return answer and f"{answer.rstrip('/')}/"


def _locale(answer: str, messages: Mapping[str, str]) -> str:
    if not _LOCALE.fullmatch(_filled(answer, messages)):
        raise ValueError(f'"{answer}" is no language and country. Write it as in de_DE.')
    language = answer.partition("_")[0]
    if language not in messages:
        known = f"Known: {', '.join(sorted(messages))}. CONTRIBUTING.md says how to add one."
        raise ValueError(f'there are no words in the language "{language}". {known}')
    return answer


def _zone(answer: str, messages: Mapping[str, str]) -> str:
    if _filled(answer, messages) not in available_timezones():
        near = suggest(answer, available_timezones(), "As in Europe/Berlin.")
        raise ValueError(f'"{answer}" is no time zone. {near}')
    return answer


def _yes_or_no(answer: str, _: Mapping[str, str]) -> str:
    if answer.lower() not in _ANSWERS:
        raise ValueError("answer yes or no.")
    return _ANSWERS[answer.lower()]


@dataclass(frozen=True)
class Question:
    """One thing to know: the flag that says it, what README calls it, the question.

    `check` returns the answer in its final form, or raises ValueError with the reason. `usual` is what Enter takes;
    None: there must be an answer, as in `example`.
    """

    flag: str
    called: str
    words: str
    check: Callable[[str, Mapping[str, str]], str] = _filled
    example: str = ""
    usual: str | None = None

    @property
    def is_part(self) -> bool:
        """Whether it asks for a part of the site, to be answered with yes or no."""
        return self.check is _yes_or_no


QUESTIONS = (
    Question("name", "name", "What is the blog called?", example="Second Round"),
    Question("author", "author", "Who writes it? (your name)", example="Ada Example"),
    Question("tagline", "sentence", "What is it about, in one sentence?", example="For engineers who sell."),
    Question(
        "address",
        "address",
        "At which address will it be? (only Enter if you do not know yet)",
        _web_address,
        "https://ada.github.io/blog/",
        usual="",
    ),
    Question("locale", "language and country", "In which language and country?", _locale, "en_GB", usual="en_GB"),
    Question("timezone", "time zone", "In which time zone?", _zone, "Europe/London"),
    Question("quizzes", "quizzes", "Keep the five quizzes? They are in English (CC BY 4.0).", _yes_or_no, usual=_NO),
    Question("customers-view", "customer’s view", "May customers answer quizzes too?", _yes_or_no, usual=_YES),
    Question("search", "search", "With search?", _yes_or_no, usual=_YES),
    Question("letters", "letters", "Will there be letters, a newsletter?", _yes_or_no, usual=_YES),
)


_PAGES = re.compile(r"https?://([\w-]+)\.github\.io/([\w.-]*)/?", re.IGNORECASE)
_REPOSITORY = re.compile(r"(?:https://github\.com/)?([\w.-]+/[\w.-]+?(?:/tree/\S+)?)(?:\.git)?/?")
_WHERE = "at GitHub, so that pages have “Write an article” and “Suggest a change”"


def repository_of(address: str) -> str:
    """Return where the files of a site of GitHub Pages will lie, by its address; "" for other addresses."""
    found = _PAGES.fullmatch(address)
    if not found:
        return ""
    owner, name = found[1].lower(), found[2]
    return f"https://github.com/{owner}/{name or f'{owner}.github.io'}"


def _repository(flag: str | None, address: str) -> str:
    """Return where the files lie: what the flag says, or what the address tells, if somebody agrees to that."""
    if flag:
        if not (found := _REPOSITORY.fullmatch(flag.strip())):
            raise ValueError(f'"{flag}" is no repository at GitHub. Write it as in https://github.com/ada/blog')
        return f"https://github.com/{found[1]}"
    proposed = repository_of(address) if flag is None else ""
    while proposed and sys.stdin.isatty():
        answer = read_line(f"Do its files lie at {proposed}, {_WHERE}? [yes] ").strip().lower() or _YES
        if answer in _ANSWERS:
            return proposed if _ANSWERS[answer] == _YES else ""
        print("answer yes or no.")
    return ""


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Register a flag for each question, and one for what the address tells as a rule."""
    parser.add_argument("--repository", help=f"where its files lie {_WHERE}. As in: https://github.com/ada/blog")
    for question in QUESTIONS:
        name = question.flag.replace("-", "_")
        if question.is_part:
            names = [f"--{question.flag}", *(["--keep-quizzes"] * (question.flag == "quizzes"))]
            parser.add_argument(
                *names, dest=name, action=argparse.BooleanOptionalAction, default=None, help=question.words
            )
        else:
            asked = f"{question.words} As in: {question.example}"
            parser.add_argument(f"--{question.flag}", dest=name, help=asked)


def ask(options: argparse.Namespace, messages: Mapping[str, str]) -> Wishes:
    """Return what was said by flags and what is answered now; `messages` has a text for each language there is.

    On a terminal a wrong answer is asked for again. Elsewhere UsageError names everything that is missing or wrong.
    """
    said: dict[str, str] = {}
    faults = []
    for question in QUESTIONS:
        try:
            said[question.flag] = _answer(
                question, _written(getattr(options, question.flag.replace("-", "_"))), said, messages
            )
        except ValueError as error:
            faults.append(str(error))
    try:
        repository = _repository(options.repository, said.get("address", "")) if not faults else ""
    except ValueError as error:
        faults.append(str(error))
    if faults:
        raise UsageError("\n".join(faults))
    return Wishes(
        name=said["name"],
        author=said["author"],
        address=said["address"],
        locale=said["locale"],
        timezone=said["timezone"],
        tagline=said["tagline"],
        search=said["search"] == _YES,
        customers_view=said["customers-view"] == _YES,
        quizzes=said["quizzes"] == _YES,
        letters=said["letters"] == _YES,
        repository=repository,
    )


def _written(flag: str | bool | None) -> str | None:
    return {True: _YES, False: _NO}[flag] if isinstance(flag, bool) else flag


def _answer(question: Question, flag: str | None, said: Mapping[str, str], messages: Mapping[str, str]) -> str:
    """Return the checked answer of one question: what its flag says, or what somebody types in."""
    usual, terminal = question.usual, sys.stdin.isatty()
    if question.flag == "timezone" and terminal:
        usual = _ZONES.get(said["locale"].partition("_")[2])
    answer = flag
    while True:
        if answer is None and terminal:
            answer = _type_in(question, usual)
        elif answer is None:
            if question.usual is None or question.flag == "locale":
                raise ValueError(f'say --{question.flag}, as in --{question.flag} "{question.example}".')
            answer = question.usual
        try:
            return question.check(" ".join(answer.split()), messages)
        except ValueError as error:
            told = str(error)
            told = f"{question.flag} {told}" if told.startswith("may ") else told
            if not terminal:
                raise ValueError(told) from None
            print(told)
            answer = None


def _type_in(question: Question, usual: str | None) -> str:
    """Return what somebody types in; what stands in brackets is taken by Enter."""
    shown = f" [{usual}]" if usual else f" (as in: {question.example})" if usual is None else ""
    return read_line(f"{question.words}{shown} ").strip() or usual or ""


def read_line(question: str) -> str:
    """Return what is typed behind the question; UsageError if the keyboard was closed (Ctrl-D)."""
    try:
        return input(question)
    except EOFError:
        raise UsageError("no answer came, and nothing was changed.") from None
