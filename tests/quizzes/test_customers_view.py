"""The customer's view in Python: tokens, gaps, sums and teams; what the browser does is held against it."""

from __future__ import annotations

import json
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import ROOT
from coach.quizzes.catalog import helps_of
from coach.quizzes.customer_view import view_of
from helpers import site_of
from quizzes.shared import CHECKLIST, PROFILE, files, mutate, quiz_of
from quizzes.test_scoring import ALL
from reference.gaps import add_up, coach_first, focus, gaps, gaps_to_sum, mean_of, spread
from reference.mirror_tokens import (
    Reply,
    Sum,
    clean_comment,
    pack_bundle,
    pack_invite,
    pack_reply,
    pack_sum,
    part_ids,
    unpack_bundle,
    unpack_invite,
    unpack_reply,
    unpack_sum,
)
from reference.scoring import choices_of, score
from reference.tokens import TokenError, pack

TEA, LIST = quiz_of(PROFILE).scale, quiz_of(CHECKLIST).scale
PUSHER = ALL["pusher-or-builder"]


def filled(scale, chance):
    return {item.id: chance.choice(choices_of(scale)) for item in scale.items}


def tea(points):
    """Return the sheet that gives every pair this many points of four."""
    return {item.id: str(points + 1 if item.left == "low" else 5 - points) for item in TEA.items}


# Tokens

scales = st.sampled_from(sorted(ALL)).map(ALL.get)
nonces = st.integers(0, 65_535)
sheets = scales.flatmap(
    lambda scale: st.tuples(
        st.just(scale),
        st.dictionaries(st.sampled_from([item.id for item in scale.items]), st.sampled_from(choices_of(scale))),
    )
)


@given(scales, nonces)
def test_an_invite_brings_back_its_nonce(scale, nonce):
    assert unpack_invite(scale, pack_invite(scale, nonce)) == nonce


@given(sheets, nonces, st.text(max_size=250), st.booleans())
def test_a_reply_brings_back_nonce_answers_and_comment(sheet, nonce, comment, quotable):
    scale, answers = sheet
    reply = unpack_reply(scale, pack_reply(scale, Reply(nonce, answers, comment, quotable)))

    assert reply == Reply(nonce, answers, clean_comment(comment), quotable and bool(clean_comment(comment)))
    assert len(reply.comment) <= 200


@given(sheets, st.lists(nonces, max_size=12, unique=True))
def test_a_bundle_brings_back_all_views(sheet, numbers):
    scale, answers = sheet
    replies = tuple(Reply(number, answers) for number in numbers)

    assert unpack_bundle(scale, pack_bundle(scale, answers, replies)) == (answers, replies)


@given(scales, st.integers(3, 99), st.data())
def test_a_sum_brings_back_its_means(scale, people, data):
    means = {part: data.draw(st.none() | st.integers(0, 100)) for part in part_ids(scale)}

    assert unpack_sum(scale, pack_sum(scale, Sum(people, means))) == Sum(people, means)


def test_tokens_are_short():
    sheet = filled(PUSHER, random.Random(1))
    three = [Reply(number, sheet) for number in (1, 2, 3)]

    assert len(pack_invite(PUSHER, 1)) == 10
    assert len(pack_reply(PUSHER, Reply(1, sheet))) == 20
    assert len(pack_bundle(PUSHER, sheet, three)) == 58
    assert len("https://example.github.io/second-sale/mirror/#b=" + pack_bundle(PUSHER, sheet, three)) <= 120


@pytest.mark.parametrize("people", [0, 1, 2])
def test_a_sum_of_fewer_than_three_is_refused(people):
    token = pack_sum(TEA, Sum(people, dict.fromkeys(part_ids(TEA), 50)))

    with pytest.raises(TokenError):
        unpack_sum(TEA, token)


def test_a_bundle_with_one_request_twice_is_refused():
    with pytest.raises(TokenError):
        unpack_bundle(TEA, pack_bundle(TEA, tea(1), [Reply(7, tea(2)), Reply(7, tea(3))]))


def test_a_token_of_one_kind_is_none_of_another():
    token = pack_reply(TEA, Reply(1, tea(2)))

    for unpack in (unpack_invite, unpack_bundle, unpack_sum):
        with pytest.raises(TokenError, match="damaged"):
            unpack(TEA, token)


def test_another_version_of_the_questions_is_named():
    with pytest.raises(TokenError, match="another version"):
        unpack_reply(TEA, pack_reply(LIST, Reply(1, {})))


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\x00\x1b[31m\r\nSet-Cookie: a=b",
    "\u202egnp.exe\u2066",
    "{label} {link}",
    "javascript:alert(1)",
    "\ud800 half",
    "\U0001f600" * 300,
    " \t\n\u3000\ufeff ",
]


@pytest.mark.parametrize("comment", HOSTILE)
def test_a_hostile_comment_is_one_harmless_line(comment):
    found = unpack_reply(TEA, pack_reply(TEA, Reply(1, tea(1), comment))).comment

    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", found)
    assert len(found) <= 200
    assert found == clean_comment(found)


def mutants(count, seed):
    """Return damaged invites and replies, in turn."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        invite, nonce = number % 2, chance.randrange(65_536)
        reply = Reply(nonce, filled(PUSHER, chance), chance.choice(["", "A remark.", *HOSTILE[:6]]))
        made.append(mutate(pack_invite(PUSHER, nonce) if invite else pack_reply(PUSHER, reply), chance))
    return made


def opened(token):
    """Return what kind of token it still is, or the sentence that refuses it."""
    refusal = ""
    for unpack, again in ((unpack_invite, pack_invite), (unpack_reply, pack_reply)):
        try:
            assert again(PUSHER, unpack(PUSHER, token)) == token
        except TokenError as error:
            refusal = str(error)
        else:
            return again.__name__
    return refusal


REFUSALS = {"This link is damaged.", "This link was made with another version of the quiz."}


def test_ten_thousand_mutated_invites_and_replies_give_what_they_say_or_a_plain_refusal():
    found = [opened(token) for token in mutants(10_000, 5)]

    assert set(found) <= {*REFUSALS, "pack_invite", "pack_reply"}
    assert sum(answer in REFUSALS for answer in found) > 9_000


@given(st.text(max_size=80))
def test_no_text_is_too_strange(text):
    assert opened(text) in REFUSALS


# Gaps


def test_a_gap_counts_from_one_self_to_the_customer_and_is_clear_beyond_chance():
    mine = tea(2)
    for points, clear in ((4, True), (3, False), (1, False), (0, True)):
        _, cups = gaps(TEA, mine, [tea(points)])

        assert (cups.mine, cups.mean, cups.points) == (50, 25 * points, 25 * points - 50)
        assert cups.clear == clear


def sheet(scale, points):
    """Return the sheet that gives every pair this many points of four."""
    return {item.id: str(points + 1 if item.left == "low" else 5 - points) for item in scale.items}


def test_the_more_customers_the_smaller_the_gap_that_is_clear_and_what_is_alike_is_said_only_when_it_is_sure():
    limits = [gaps(PUSHER, sheet(PUSHER, 2), [sheet(PUSHER, 3)] * count)[1] for count in (1, 3, 5, 12)]

    assert [gap.points for gap in limits] == [25] * 4
    assert [gap.width for gap in limits] == sorted((gap.width for gap in limits), reverse=True)
    whole = [gaps(PUSHER, sheet(PUSHER, 2), [sheet(PUSHER, 3)] * count)[0] for count in (1, 3)]
    assert [gap.clear for gap in whole] == [True, True]
    same = [gaps(PUSHER, sheet(PUSHER, 2), [sheet(PUSHER, 2)] * count) for count in (1, 5)]
    assert [(gap.clear, gap.alike) for gap in same[0][:2]] == [(False, True), (False, False)]
    assert [(gap.clear, gap.alike) for gap in same[1][:2]] == [(False, True), (False, True)]


def test_nineteen_beside_fifty_is_too_few_answers_and_not_alike():
    mine = sheet(PUSHER, 1)
    zero = next(item for item in PUSHER.items if item.facet == "horizon")
    mine[zero.id] = "1" if zero.left == "low" else "5"
    gap = gaps(PUSHER, mine, [sheet(PUSHER, 2)])[1]

    assert (gap.id, gap.mine, gap.mean) == ("horizon", 19, 50)
    assert (gap.clear, gap.alike) == (False, False)


def test_a_gap_counts_only_what_both_have_answered():
    mine, theirs = sheet(PUSHER, 2), sheet(PUSHER, 2)
    first = next(item for item in PUSHER.items if item.facet == "listening")
    mine[first.id] = "5" if first.left == "low" else "1"
    del theirs[first.id]
    listening = next(gap for gap in gaps(PUSHER, mine, [theirs]) if gap.id == "listening")

    assert (listening.mine, listening.mean, listening.points) == (63, 50, 0)


def test_two_sittings_of_one_customer_differ_sooner_than_two_people():
    one, other = sheet(PUSHER, 1), sheet(PUSHER, 3)
    people, sittings = (gaps(PUSHER, one, [other], same=same)[1] for same in (False, True))

    assert sittings.width < people.width


def test_several_customers_are_their_mean_and_mixed_when_far_apart():
    _, near = gaps(TEA, tea(2), [tea(2), tea(3), tea(3)])
    _, far = gaps(TEA, tea(2), [tea(0), tea(2), tea(4)])

    assert (near.theirs, near.mean, near.clear, near.mixed) == ((50, 75, 75), 67, False, False)
    assert (far.theirs, far.mean, far.clear, far.mixed) == ((0, 50, 100), 50, False, True)


def test_means_are_rounded_half_up_over_what_is_known():
    assert mean_of([50, None, 51]) == 51
    assert mean_of([None]) is None


def test_without_enough_answers_there_is_no_gap():
    _, cups = gaps(TEA, tea(2), [{"noon": "1"}])

    assert (cups.mean, cups.points, cups.clear, cups.mixed) == (None, None, False, False)


def test_in_a_checklist_a_line_differs_when_more_than_half_of_those_who_could_say_see_it_otherwise():
    mine = {"boiled": "yes", "waited": "no"}
    one = {"boiled": "no", "waited": "no"}
    other = {"boiled": "yes", "waited": "unknown"}

    whole, boiled, waited = gaps(LIST, mine, [one, one, other])
    assert (boiled.points, boiled.clear, boiled.mixed) == (-67, True, True)
    assert (waited.points, waited.clear, waited.mixed) == (0, False, False)
    assert not whole.clear
    _, half, _ = gaps(LIST, mine, [one, other])
    assert (half.points, half.clear) == (-50, False)


def test_in_a_checklist_one_line_apart_is_a_slip_two_lines_or_two_customers_are_not():
    mine = {"boiled": "yes", "waited": "no"}
    slip = gaps(LIST, mine, [{"boiled": "no", "waited": "no"}])
    two_lines = gaps(LIST, mine, [{"boiled": "no", "waited": "yes"}])
    two_customers = gaps(LIST, mine, [{"boiled": "no", "waited": "no"}] * 2)

    assert [(gap.clear, gap.alike) for gap in slip[1:]] == [(False, False), (False, True)]
    assert [gap.clear for gap in two_lines[1:]] == [True, True]
    assert [gap.clear for gap in two_customers[1:]] == [True, False]


def test_the_largest_gap_is_talked_about_first_and_where_they_see_less_before_where_they_see_more():
    chance = random.Random(3)
    for _ in range(300):
        found = gaps(PUSHER, filled(PUSHER, chance), [filled(PUSHER, chance)])
        by_id = {gap.id: gap for gap in found}
        order = [by_id[id_] for id_ in focus(found)]
        clear = [gap for gap in found[1:] if gap.clear]

        assert len(order) == 3
        assert all(gap.clear for gap in order[: len(clear)])
        if clear:
            assert abs(order[0].points) == max(abs(gap.points) for gap in clear)
            assert order[0].points < 0 or not any(gap.points == -order[0].points for gap in clear)
        else:
            assert order[0].mean == min(gap.mean for gap in found[1:])


def test_a_sum_needs_three_and_gives_means_only():
    chance = random.Random(4)
    three = [filled(PUSHER, chance) for _ in range(3)]

    assert add_up(PUSHER, three[:2]) is None
    total = add_up(PUSHER, three)
    assert total.people == 3
    assert total.means == {gap.id: gap.mean for gap in gaps(PUSHER, three[0], three)}
    assert [gap.points for gap in gaps_to_sum(PUSHER, three[0], total)] == [
        gap.points for gap in gaps(PUSHER, three[0], three)
    ]


def test_a_team_is_counts_of_who_is_clearly_on_a_side_and_shows_from_three_on():
    team = [tea(0), tea(2), tea(4), tea(4)]

    assert spread(TEA, team[:2]) == ()
    (cups,) = spread(TEA, team)
    assert (cups.id, cups.counts, cups.mean) == ("cups", (1, 1, 2), 63)


def test_the_drawn_band_and_the_verdict_agree_on_any_sheets():
    chance = random.Random(29)
    for number in range(600):
        scale = list(ALL.values())[number % len(ALL)]
        if scale.kind != "profile":
            continue
        mine, *others = ({k: v for k, v in filled(scale, chance).items() if chance.random() < 0.9} for _ in range(6))
        total = add_up(scale, others)
        for gap in (*gaps(scale, mine, others[: 1 + number % 5]), *gaps_to_sum(scale, mine, total)):
            assert gap.clear == (abs(gap.points or 0) > gap.width)
            assert isinstance(gap.width, int)


def test_first_comes_what_most_people_clearly_lack_then_the_lower_mean():
    team = [sheet(PUSHER, 2) for _ in range(4)]
    for person in team[:3]:
        person |= {item.id: "5" if item.left == "low" else "1" for item in PUSHER.items if item.facet == "care"}
    for person in team[:2]:
        person |= {item.id: "1" if item.left == "low" else "5" for item in PUSHER.items if item.facet == "horizon"}
    order = coach_first(PUSHER, spread(PUSHER, team))

    assert order[0] == "horizon", "more people are clear in care, on the high side"
    nobody_low = [sheet(PUSHER, 2), sheet(PUSHER, 2), sheet(PUSHER, 4)]
    nobody_low[0] |= {item.id: "2" if item.left == "low" else "4" for item in PUSHER.items if item.facet == "value"}
    assert coach_first(PUSHER, spread(PUSHER, nobody_low))[0] == "value"


def test_a_team_on_a_checklist_is_counts_of_answers_and_what_lacks_most_comes_first():
    team = [{"boiled": "yes", "waited": "no"}, {"boiled": "yes", "waited": "unknown"}, {"boiled": "no"}]
    boiled, waited = spread(LIST, team)

    assert (boiled.counts, boiled.mean) == ((2, 1, 0), 67)
    assert (waited.counts, waited.mean) == ((0, 1, 1), 0)
    assert coach_first(LIST, [boiled, waited]) == ("waited", "boiled")


def test_always_the_middle_differs_from_nobody():
    for scale in ALL.values():
        if scale.kind == "profile":
            sheet = {item.id: "3" for item in scale.items}
            assert not any(gap.clear or gap.mixed for gap in gaps(scale, sheet, [sheet, sheet, sheet]))
            assert score(scale, sheet).whole.score == 50


# What the build gives the browser


def test_the_view_of_a_quiz_has_all_that_is_said_of_a_gap():
    site = site_of(files())
    quiz = site.catalog.quizzes["tea"]
    view = view_of(quiz, helps_of(quiz, site.library))

    assert view["fingerprint"] == quiz.scale.fingerprint
    assert [tuple(item.values()) for item in view["items"]] == [(one.id, one.facet, one.left) for one in TEA.items]
    cups = view["parts"]["cups"]
    assert cups["more"] == "They see more tea than you do."
    assert len(cups["ask"]) == 3
    assert cups["helps"] == [{"title": "Five minutes", "address": "articles/five-minutes/"}]


def test_each_quiz_has_pages_for_customers_and_data_for_the_mirror():
    site = site_of(files())

    addresses = {page.address: page.listed for page in site.generated}
    assert addresses["quizzes/tea/customer/"] is addresses["quizzes/tea/card/"] is False
    assert addresses["mirror/"] is addresses["mirror/team/"] is True
    assert "quizzes/tea/view.json" in {file.address for file in site.files}


@pytest.mark.parametrize("name", sorted(ALL))
def test_each_published_quiz_has_three_articles_for_every_gap(own_site, name):
    quiz = own_site.catalog.quizzes[name]
    view = view_of(quiz, helps_of(quiz, own_site.library))
    everything = {help_["address"] for part in view["parts"].values() for help_ in part.get("helps", ())}

    assert len(everything) >= 3
    assert json.loads(json.dumps(view)) == view


def test_a_token_of_results_is_what_a_manager_is_sent():
    # The team page reads the links of "Copy a link to this result": nothing in them names anybody.
    assert len(pack(PUSHER, filled(PUSHER, random.Random(1)))) == 18


def modules():
    return {
        path.relative_to(ROOT / "overrides").as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "overrides").rglob("*.mjs")
    }


def test_the_list_of_keys_names_what_the_scripts_keep():
    texts = {path: text for path, text in modules().items() if path.startswith("components/mirror/")}
    used = {key for text in texts.values() for key in re.findall(r'KEY = "([^"]+)"', text)}

    assert used == {"coach.mirror", "coach.customer"}
    stores = [path for path, text in texts.items() if "localStorage" in text]
    assert stores == ["components/mirror/shelf.mjs"]
