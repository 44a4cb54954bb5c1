"""Charts: what authors write becomes parts of a drawing that stand inside it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.markdown.blocks.charts.chart import read_chart
from coach.markdown.blocks.charts.drawing import (
    MIDDLE,
    NEAREST,
    Bar,
    Change,
    Event,
    Mark,
    Point,
    Quadrant,
    bars,
    changes,
    events,
    marks,
    quadrants,
    too_near,
)

CASES = yaml.safe_load((Path(__file__).parent / "cases/charts.yml").read_text(encoding="utf-8"))


def shown(row):
    """Return a part of a drawing in one line."""
    match row:
        case Bar(label, value, length, marked):
            words = [label, f"{value:g}", f"{length:g}", "marked" * marked]
        case Change(label, before, after, start, end):
            words = [label, f"{before:g}", f"{start:g}", f"{after:g}", f"{end:g}"]
        case Mark(label, place, second):
            words = [label, f"{place:g}", "second" * second]
        case Event(when, what, marked, place):
            words = [when, what, "None" if place is None else f"{place:g}", "marked" * marked]
        case Point(letter, label, left, top, marked):
            words = [letter, label, f"{left:g}", f"{top:g}", "marked" * marked]
        case Quadrant(name, marked, points):
            words = [name or "-", *map(shown, points), "marked" * marked]
    return " ".join(filter(None, words))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_chart_has_the_parts_that_its_author_wrote(case):
    chart, mistakes = read_chart(case["text"])

    assert mistakes == []
    assert [shown(row) for row in chart.rows] == case["rows"].splitlines()


def test_a_source_may_end_with_an_address():
    text = "kind: bars\ntitle: Hours\nbars: {One: 1, Two: 2}\nsource: "
    charts = [read_chart(text + source)[0] for source in ("The report, https://a.example/b", "https://a.example", "Us")]

    assert [(chart.source, chart.link) for chart in charts] == [
        ("The report", "https://a.example/b"),
        ("https://a.example", "https://a.example"),
        ("Us", ""),
    ]


def test_no_address_but_of_the_web_becomes_a_link():
    chart, _ = read_chart("kind: bars\ntitle: T\nbars: {One: 1, Two: 2}\nsource: 'x, javascript:alert(1)'")

    assert chart.link == ""


LABELS = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=80)
NUMBERS = st.decimals(0, 10**12 - 1, places=3).map(float)
PLACES = st.decimals(0, 100, places=3).map(float)


@given(st.dictionaries(LABELS, NUMBERS, min_size=2, max_size=8))
def test_bars_stay_inside_and_grow_with_their_numbers(values):
    drawn = bars(values)

    assert all(0 <= bar.length <= 100 for bar in drawn)
    assert all((bar.length > 0) == (bar.value > 0) for bar in drawn)
    lengths = [bar.length for bar in sorted(drawn, key=lambda bar: bar.value)]
    assert lengths == sorted(lengths)


@given(st.dictionaries(LABELS, st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=8))
def test_pairs_stay_inside_and_go_the_way_of_their_numbers(pairs):
    for change in changes(pairs):
        assert 0 <= change.start <= 100
        assert 0 <= change.end <= 100
        assert (change.end - change.start) * (change.after - change.before) >= 0


@given(st.dictionaries(LABELS, PLACES, min_size=1, max_size=8))
def test_marks_stay_on_their_line(places):
    assert all(0 <= mark.place <= 100 for mark in marks(places))


@given(st.lists(NUMBERS, min_size=2, max_size=8, unique=True).map(sorted))
def test_times_stay_on_their_line_in_their_order(numbers):
    places = [event.place for event in events({str(number): "" for number in numbers}, "", numbers)]

    assert (places[0], places[-1]) == (0, 100)
    assert places == sorted(places)


@given(st.dictionaries(LABELS, st.tuples(PLACES, PLACES), min_size=1, max_size=8))
def test_points_stay_in_their_quadrants_and_cover_no_other(places):
    found = quadrants(["", "", "", ""], places)
    points = [(number, point) for number, quadrant in enumerate(found) for point in quadrant.points]

    assert sorted(point.label for _, point in points) == sorted(places)
    for number, point in points:
        across, up = places[point.label]
        assert (number % 2 == 1, number < 2) == (across >= MIDDLE, up >= MIDDLE)
        assert 0 <= point.left <= 100
        assert 0 <= point.top <= 100
    if too_near(places) is None:
        for number, point in points:
            for other, its in points:
                apart = max(abs(point.left - its.left), abs(point.top - its.top))
                assert number != other or point is its or apart >= 2 * NEAREST - 0.02
