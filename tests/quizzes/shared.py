"""Quizzes for tests: the two in cases/, frozen, among an article and a page that they name."""

from __future__ import annotations

from pathlib import Path

from coach.quizzes.frozen import freeze
from coach.quizzes.quiz import read_quiz
from coach.source.sources import Source
from helpers import article, page

CASES = Path(__file__).parent / "cases"
PROFILE = (CASES / "profile.yml").read_text(encoding="utf-8")
CHECKLIST = (CASES / "checklist.yml").read_text(encoding="utf-8")


def quiz_of(text, name="tea"):
    """Return the quiz that this text defines."""
    quiz, problems = read_quiz(Source(f"quizzes/{name}.yml", text.encode()))
    assert quiz, [str(problem) for problem in problems]
    return quiz


def files(text=PROFILE, *, frozen=True, name="tea"):
    """Return docs/ with one quiz."""
    quiz, _ = read_quiz(Source(f"quizzes/{name}.yml", text.encode()))
    kept = {f"quizzes/frozen/{name}-{quiz.scale.fingerprint}.yml": freeze(quiz)} if quiz and frozen else {}
    return {
        f"quizzes/{name}.yml": text,
        "articles/2026/five-minutes.md": article(),
        "about.md": page(),
        **kept,
    }


def mutate(token, chance):
    """Return the token with one to three characters put in, changed or taken out."""
    characters = list(token)
    alphabet = "ABCabc012-_=+/ <>\"'&%\n\u00e9\U0001f600"
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(characters) + 1)
        change = chance.randrange(3)
        if change == 0:
            characters.insert(place, chance.choice(alphabet))
        elif characters:
            place = min(place, len(characters) - 1)
            if change == 1:
                characters[place] = chance.choice(alphabet)
            else:
                del characters[place]
    return "".join(characters)
