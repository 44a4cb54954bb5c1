"""What the site tells people who were made up by the model: the bounds that quizzes promise, and the published table."""

from __future__ import annotations

import pytest
import yaml

from quizzes.simulation import FILE, LARGE, SMALL, table

PUBLISHED = yaml.safe_load(FILE.read_text(encoding="utf-8"))
PROFILES = ["pairs_24", "pairs_12"]


@pytest.mark.parametrize("kind", PROFILES)
def test_the_published_table_keeps_what_the_quizzes_promise(kind):
    found = PUBLISHED[kind]

    assert PUBLISHED["people"] == LARGE
    assert found["repeated_known"] == 100
    assert found["random_known"] >= {"pairs_24": 85, "pairs_12": 65}[kind]
    assert found["honest_suspected"] <= 6
    assert found["flat_told_apart"] <= 5
    assert found["random_told_apart"] <= {"pairs_24": 10, "pairs_12": 15}[kind]
    assert found["within_band"] >= 90
    assert max(found["false_gap"].values()) <= 10
    assert list(found["whole_found"].values()) == sorted(found["whole_found"].values())
    assert list(found["side_found"].values()) == sorted(found["side_found"].values())


def test_three_customers_find_a_gap_of_twenty_points_on_the_longest_quiz():
    assert PUBLISHED["pairs_24"]["whole_found"][3] >= 70


def numbers(found, path=()):
    for key, value in found.items():
        if isinstance(value, dict):
            yield from numbers(value, (*path, key))
        else:
            yield (*path, key), value


def test_a_small_run_gives_the_published_figures_but_for_chance():
    small, published = dict(numbers(table(SMALL))), dict(numbers(PUBLISHED))

    assert small.keys() == published.keys()
    for place, value in small.items():
        if place != ("people",):
            share = published[place] / 100
            chance = 400 * (max(share * (1 - share), 0.01) / (SMALL / 4)) ** 0.5  # four standard errors
            assert abs(value - published[place]) <= chance, place


@pytest.mark.long
def test_the_published_table_is_the_one_that_the_simulation_makes():
    assert table(LARGE) == PUBLISHED
