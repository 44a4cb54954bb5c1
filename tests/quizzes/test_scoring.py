"""Scores, bands and tokens: known values, the properties that must hold, and damaged input."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from building import ROOT
from coach.quizzes.model import band, range_limit
from coach.quizzes.scale import Scale, ScaleItem, ScaleZone
from quizzes.shared import CHECKLIST, PROFILE, mutate, quiz_of
from reference.scoring import choices_of, differ, facets_of, score
from reference.tokens import TokenError, check_byte, fingerprint, pack, unpack

TEA, LIST = quiz_of(PROFILE).scale, quiz_of(CHECKLIST).scale
ALL = {
    path.stem: quiz_of(path.read_text(encoding="utf-8"), path.stem).scale
    for path in sorted((ROOT / "docs/quizzes").glob("*.yml"))
}
VECTORS = yaml.safe_load((ROOT / "tests/quizzes/cases/vectors.yml").read_text(encoding="utf-8"))


def result_of(vector):
    scale = LIST if vector.get("quiz") == "checklist" else TEA
    return score(scale, vector["answers"])


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["case"])
def test_known_sheets_have_known_results(vector):
    result = result_of(vector)

    assert {
        "score": result.whole.score,
        "band": result.whole.band,
        "zone": result.whole.zone,
        "moved": list(result.moved),
        "pattern": result.pattern,
    } == vector["result"]


@pytest.mark.parametrize("name", [name for name, scale in ALL.items() if scale.kind == "profile"])
@pytest.mark.parametrize("choice", ["1", "3", "5"])
def test_always_the_same_choice_scores_exactly_fifty(name, choice):
    result = score(ALL[name], {item.id: choice for item in ALL[name].items})

    assert result.whole.score == 50
    assert {part.score for part in result.facets} == {50}
    assert result.pattern == "repeated"
    assert not result.clear


@pytest.mark.parametrize(
    ("items", "width"), [(0, 100), (1, 47), (2, 33), (3, 27), (4, 24), (8, 17), (12, 14), (20, 11), (24, 10)]
)
def test_the_band_shrinks_with_the_root_of_the_items(items, width):
    assert band(items) == width


def test_two_sittings_of_four_pairs_differ_from_31_points_on():
    one = score(TEA, {"morning": "1", "noon": "5", "evening": "1", "night": "5"}).whole
    assert (one.score, one.band) == (100, 24)

    assert not differ(one, replace(one, score=70))
    assert differ(one, replace(one, score=69))
    assert not differ(one, replace(one, score=None))


def test_sides_differ_from_48_points_on_if_there_are_six_and_from_40_if_there_are_three():
    assert [int(range_limit([4] * count)) for count in (2, 3, 6)] == [33, 39, 48]
    assert range_limit([4, 4, 2]) > range_limit([4, 4, 4])


PUSHER = ALL["pusher-or-builder"]


def towards(scale, shares):
    """Return a sheet whose facets have these points of four on each item, by the facet's place."""
    places = {facet: place for place, facet in enumerate(facets_of(scale))}
    values = {item.id: shares[places[item.facet]] for item in scale.items}
    return {item.id: str(values[item.id] + 1 if item.left == "low" else 5 - values[item.id]) for item in scale.items}


def test_the_highest_and_the_lowest_side_are_told_apart_only_beyond_the_range():
    alike = score(PUSHER, towards(PUSHER, [1, 2, 2, 1, 2, 1]))
    clear = score(PUSHER, towards(PUSHER, [0, 2, 2, 3, 2, 1]))

    assert not alike.clear
    assert clear.clear
    assert {part.side for part in alike.facets} == {"low", "middle"}
    assert clear.facets[0].side == "low"
    assert score(PUSHER, towards(PUSHER, [4, 2, 2, 2, 2, 2])).facets[0].side == "high"


def in_turn(scale, choices):
    return {item.id: choices[number % len(choices)] for number, item in enumerate(scale.items)}


@pytest.mark.parametrize("choices", ["4", "15", "24", "135", "1245", "12345", "123454321"[:8]])
def test_a_sheet_that_repeats_itself_is_known(choices):
    assert score(PUSHER, in_turn(PUSHER, choices)).pattern == "repeated"


def test_a_sheet_all_to_one_side_of_the_page_is_known():
    assert score(PUSHER, in_turn(PUSHER, "1112111211")).pattern == "repeated"


def test_a_sheet_whose_sides_hold_together_is_not_suspected():
    assert score(PUSHER, towards(PUSHER, [0, 3, 1, 4, 2, 1])).pattern is None
    assert score(PUSHER, towards(PUSHER, [3, 3, 4, 2, 3, 3])).pattern is None


def test_answers_of_one_side_that_contradict_each_other_are_known():
    turns = (0, 4, 4, 0, 4, 0, 0, 4, 0, 0, 4, 4)  # points of each side's first and third item, then of the others
    values = {item.id: turns[number % 6 + 6 * (number // 6 % 2)] for number, item in enumerate(PUSHER.items)}
    answers = {
        item.id: str(values[item.id] + 1 if item.left == "low" else 5 - values[item.id]) for item in PUSHER.items
    }

    assert score(PUSHER, answers).pattern == "scattered"


sheets = st.sampled_from(sorted(ALL)).flatmap(
    lambda name: st.tuples(
        st.just(ALL[name]),
        st.dictionaries(st.sampled_from([item.id for item in ALL[name].items]), st.sampled_from(choices_of(ALL[name]))),
    )
)


@given(sheets)
def test_a_score_lies_on_the_line_and_turning_all_answers_turns_it(sheet):
    scale, answers = sheet
    whole = score(scale, answers).whole
    turned = score(
        scale,
        {
            id_: {"yes": "no", "no": "yes"}.get(v) or (v if v == "unknown" else str(6 - int(v)))
            for id_, v in answers.items()
        },
    ).whole

    assert whole.score is None or 0 <= whole.score <= 100
    assert (whole.score is None) == (turned.score is None)
    assert whole.score is None or abs(whole.score + turned.score - 100) <= 1
    assert (whole.zone is None) == (whole.score is None)


@given(sheets)
def test_a_token_brings_back_the_answers(sheet):
    scale, answers = sheet
    token = pack(scale, answers)

    assert unpack(scale, token) == answers
    assert fingerprint(token) == scale.fingerprint
    assert token.isascii()
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_token_of_24_pairs_is_18_characters():
    assert len(pack(ALL["pusher-or-builder"], {})) == 18


def test_ten_thousand_mutated_and_random_tokens_give_answers_or_a_plain_refusal():
    chance = random.Random(3)
    scale = ALL["pusher-or-builder"]
    refused = 0
    for _ in range(10_000):
        token = pack(scale, {item.id: chance.choice("12345") for item in scale.items})
        mutated = mutate(token, chance)
        try:
            answers = unpack(scale, mutated)
            assert pack(scale, answers) == mutated
        except TokenError as error:
            refused += str(error) in {"This link is damaged.", "This link was made with another version of the quiz."}
            continue
    assert refused > 9_000


@given(st.text(max_size=60))
def test_no_text_is_too_strange_for_a_token(text):
    try:
        unpack(TEA, text)
    except TokenError:
        return


def test_a_token_of_another_quiz_is_refused_as_such():
    with pytest.raises(TokenError, match="another version"):
        unpack(TEA, pack(LIST, {"boiled": "yes"}))


def test_the_check_byte_is_the_one_of_the_standard():
    # CRC-8/SMBUS, check value over "123456789" (Koopman's and Williams' catalogues).
    assert check_byte(b"123456789") == 0xF4


def test_a_scale_of_one_item_and_many_are_packed_alike():
    for count in (1, 2, 40, 60):
        scale = Scale("profile", tuple(ScaleItem(f"i{n}", "f", "low") for n in range(count)), (ScaleZone("z", 0, 100),))
        answers = {f"i{n}": str(1 + n % 5) for n in range(count)}
        assert unpack(scale, pack(scale, answers)) == answers
