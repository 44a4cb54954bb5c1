"""What an author may have meant."""

from __future__ import annotations

import random
from difflib import get_close_matches

from hypothesis import given
from hypothesis import strategies as st

from coach.source import problems
from coach.source.problems import KnownWords, Problem, did_you_mean, in_order

LETTERS = "abcdefghijklmnopqrstuvwxyz-"
WORDS = st.text(LETTERS, min_size=1, max_size=12)


def mistyped(word, chance):
    """Return the word with one letter more, less or other, or two that have changed places."""
    at = chance.randrange(len(word))
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice(LETTERS) + word[at:],
            word[:at] + chance.choice(LETTERS) + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        ]
    )


@given(WORDS, st.lists(WORDS, max_size=30, unique=True))
def test_among_few_words_the_nearest_is_the_one_that_difflib_finds(word, known):
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)

    assert did_you_mean(word, known) == (word if word in known else near[0] if near else "")


def test_among_thousands_a_mistyped_word_is_found_and_few_are_compared(monkeypatch):
    chance = random.Random(1)
    known = sorted({"-".join("".join(chance.choices(LETTERS[:-1], k=5)) for _ in range(4)) for _ in range(5000)})
    compared = []

    def counted(word, words, **more):
        compared.append(len(words))
        return get_close_matches(word, words, **more)

    monkeypatch.setattr(problems, "get_close_matches", counted)
    index = KnownWords(f"/articles/{word}/" for word in known)
    asked = chance.sample(known, 300)

    assert [index.nearest(mistyped(f"/articles/{word}/", chance)) for word in asked] == [
        f"/articles/{word}/" for word in asked
    ]
    assert max(compared) <= 6


def test_capitals_blanks_and_underscores_are_no_difference_and_nothing_near_is_nothing():
    assert did_you_mean("Time Boxing", ["time-boxing", "time"]) == "time-boxing"
    assert did_you_mean("service_recovery", ["service-recovery"]) == "service-recovery"
    assert did_you_mean("xyzzy", ["time", "trust"]) == ""
    assert did_you_mean("time", []) == ""
    assert did_you_mean("", ["time"]) == ""


def test_places_that_wait_for_words_are_one_problem_if_a_file_has_many():
    def waiting(path, count):
        return [Problem(path, line, 3, "title still waits for your words.", "Write.") for line in range(3, 3 + count)]

    found = in_order([*waiting("docs/quizzes/a.yml", 4), *waiting("docs/quizzes/b.yml", 3)])

    assert [str(one) for one in found[:2]] == [
        "docs/quizzes/a.yml:3:3 4 places in a.yml still wait for your words; the first is in line 3. "
        "Each begins with TODO: search for that.",
        "docs/quizzes/b.yml:3:3 title still waits for your words. Write.",
    ]
    assert len(found) == 4


def test_a_word_that_is_hardly_like_another_was_not_meant():
    assert did_you_mean("closing", ["coaching", "leadership"]) == ""
    assert did_you_mean("habit", ["habits", "mindset"]) == "habits"


def test_a_whole_part_of_one_name_is_enough():
    assert did_you_mean("pusher", ["pusher-or-builder", "mirror"]) == "pusher-or-builder"
    assert (
        did_you_mean("five-minutes", ["five-minutes-means-five-minutes", "time"]) == "five-minutes-means-five-minutes"
    )
    assert did_you_mean("builder", ["pusher-or-builder", "nine-builder-words"]) == ""
