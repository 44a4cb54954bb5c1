"""Problems: mistakes in an author's files, each with its place, a message and a hint."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from heapq import nlargest
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one file. `line` and `column` count from 1. Advice is a hint that never fails a build."""

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    advice: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column} {self.sentence}"

    @property
    def sentence(self) -> str:
        """Message and hint, as an author reads them."""
        return f"{self.message} {self.hint}".rstrip()


class Near(str):  # noqa: SLOT000 - mypy knows no slots of a text
    """A hint that knows the words: `wrong` stands at the problem's place, and `word` was meant.

    `sure` says that no other word was, so that `coach fix` may write it.
    """

    wrong: str
    word: str
    sure: bool

    def __new__(cls, hint: str, wrong: str = "", word: str = "", *, sure: bool = False) -> Self:
        """Return the hint."""
        made = super().__new__(cls, hint)
        made.wrong, made.word, made.sure = wrong, word, sure
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how another process makes it again."""
        return _near, (str(self), self.wrong, self.word, self.sure)


def _near(hint: str, wrong: str, word: str, sure: bool) -> Near:
    return Near(hint, wrong, word, sure=sure)


# What all other files refer to.
_FIRST = ("mkdocs.yml", "tags.yml", "authors.yml")


# What is said of a text that only its author can write; and so many of one file are told one by one.
_WAITS, _FEW_WAIT = "still waits for your words", 3


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems, none twice, by file and line; those in files that all others refer to come first.

    Of places that still wait for words there is one problem in each file that has many.
    """
    waiting: dict[str, list[Problem]] = defaultdict(list)
    told = set(problems)
    for problem in told:
        if _WAITS in problem.message:
            waiting[problem.path].append(problem)
    for places in waiting.values():
        if len(places) > _FEW_WAIT:
            told = told.difference(places) | {_one_for(places)}
    return sorted(told, key=lambda problem: (problem.path.rpartition("/")[2] not in _FIRST, problem))


def _one_for(places: list[Problem]) -> Problem:
    first = min(places, key=lambda problem: (problem.line, problem.column))
    name, rest = first.path.rpartition("/")[2], first.message.partition(f"{_WAITS}.")[2]
    message = f"{len(places)} places in {name} still wait for your words; the first is in line {first.line}."
    return replace(first, message=message + rest, hint="Each begins with TODO: search for that.")


class Mistake(NamedTuple):
    """A mistake in a piece of text: `line` counts from 0 within the text, `column` from 1."""

    line: int
    message: str
    hint: str
    column: int = 1


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Add the file's path to whatever exception its content raises: a bug of ours, which its author has to report."""
    try:
        yield
    except Exception as error:
        error.add_note(f"This happened with {path}.")
        raise


class KnownWords:
    """Words that an author may have meant, and which is nearest to what was written.

    An index of pairs of letters (as in "trigram" search) finds the few words that are worth comparing letter by letter,
    so that a question takes the same time among ten words and ten thousand.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {_plain(word): word for word in sorted(words)}
        self._having: dict[str, list[str]] = defaultdict(list)
        self._found: dict[str, list[str]] = {}
        for word in self._words:
            for pair in _pairs(word):
                self._having[pair].append(word)

    def nearest(self, word: str) -> str:
        """Return the known word nearest to `word`, or an empty string when none is near.

        Capitals, spaces and underscores do not count as differences, so that "Time Boxing" finds "time-boxing".
        """
        wanted = _plain(word)
        if wanted in self._words:
            return self._words[wanted]
        return next(iter(self._near(wanted)), "") or self._longer(wanted)

    def is_sure(self, word: str) -> bool:
        """Return whether the nearest word is quite near, and no other is nearly as near."""
        wanted = _plain(word)
        if wanted in self._words:
            return True
        near = _plain(self.nearest(word))
        part = (wanted in near or near in wanted) and abs(len(wanted) - len(near)) > 1  # as in unfit, distrust
        if part or _DIGITS.sub("", wanted) == _DIGITS.sub("", near):  # as in part-2
            return False
        first, *others = (SequenceMatcher(None, _plain(one), wanted).ratio() for one in self._near(wanted) or [""])
        return first >= _SURE and all(first - other >= _AHEAD for other in others)

    def _near(self, wanted: str) -> list[str]:
        """Return the words that are near, at most two, the nearest first."""
        if wanted not in self._found:
            candidates = self._words if len(self._words) <= _FEW else self._candidates(wanted)
            near = get_close_matches(wanted, candidates, n=2, cutoff=_NEAR if len(wanted) > _SHORT else _NEAR_SHORT)
            self._found[wanted] = [self._words[one] for one in near]
        return self._found[wanted]

    def _longer(self, wanted: str) -> str:
        """Return the one word that has `wanted` as whole parts, as pusher-or-builder has pusher; "" if several do."""
        if len(wanted) < _SHORTEST_PART or len(self._words) > _MOST_LOOKED_AT:
            return ""
        parts = ((f"-{plain.replace('/', '-')}-", word) for plain, word in self._words.items())
        found = [word for whole, word in parts if f"-{wanted}-" in whole]
        return found[0] if len(found) == 1 else ""

    def _candidates(self, wanted: str) -> list[str]:
        """Return the words that share most pairs with this one; pairs that many words have tell little."""
        rare_first = sorted((self._having[pair] for pair in _pairs(wanted) if pair in self._having), key=len)
        shared: Counter[str] = Counter()
        looked_at = 0
        for words in rare_first:
            looked_at += len(words)
            if shared and looked_at > _MOST_LOOKED_AT:
                break
            shared.update(words)
        enough = max(shared.values(), default=0) / 2
        near = ((count / (len(wanted) + len(word)), word) for word, count in shared.items() if count >= enough)
        best = nlargest(_COMPARED, near)
        return [word for likeness, word in best if likeness >= _NEARLY * best[0][0]]


_DIGITS = re.compile(r"\d+")
_SURE, _AHEAD = 0.75, 0.1  # likeness (Ratcliff and Obershelp, 0 to 1) of the nearest word, and before the next
_NEAR = 0.7  # what is less like it was hardly meant, as with closing and coaching
_SHORT, _NEAR_SHORT = 4, 0.6  # a letter is much of a short word
_SHORTEST_PART = 3
_FEW = 40  # so many are all compared
_COMPARED = 6
_NEARLY = 0.8  # words that share fewer pairs than this part of what the best one shares are not compared
_MOST_LOOKED_AT = 2000


def _pairs(word: str) -> set[str]:
    return {word[at : at + 2] for at in range(len(word) - 1)} or {word}


def did_you_mean(word: str, known: Iterable[str] | KnownWords) -> str:
    """Return the known word nearest to `word`, or an empty string when none is near."""
    return (known if isinstance(known, KnownWords) else KnownWords(known)).nearest(word)


def _plain(word: str) -> str:
    return word.casefold().replace(" ", "-").replace("_", "-")


def suggest(word: str, known: Iterable[str] | KnownWords, otherwise: str = "") -> str:
    """Return the hint 'Did you mean "…"?', or `otherwise` when no known word is near."""
    words = known if isinstance(known, KnownWords) else KnownWords(known)
    near = words.nearest(word)
    return Near(f'Did you mean "{near}"?', word, near, sure=words.is_sure(word)) if near else otherwise


def suggest_quiz(word: str, quizzes: Iterable[str]) -> str:
    """Return the hint for an unknown quiz: the nearest one, or all if they are few."""
    known = sorted(quizzes)
    named = f"The quizzes are {', '.join(known)}." if 0 < len(known) <= _FEW_NAMED else ""
    return suggest(word, known, named or "The quizzes are the files in docs/quizzes; write a name without .yml.")


_FEW_NAMED = 12
