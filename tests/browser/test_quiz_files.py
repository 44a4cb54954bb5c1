"""What a result gives to other programs: a picture for a share sheet, a reminder for a calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

import icalendar
import pytest

from browser.conftest import DESKTOP, wait_until
from browser.test_quiz import HERE, PUSHER, answer, hand_in, sheet
from reference.tokens import pack

LONG = {
    "title": "Überzeugungsdrücker oder Beziehungsbaumeisterin? Ein ungewöhnlich langer Titel für große Außendienstmannschaften",
    "zone": "Überwiegend beziehungsaufbauend, manchmal drängend, und in manchen Vierteln völlig ausgewogen",
    "score": "62 von 100, plus oder minus 8",
    "low": "Drückerin mit sehr langem Namen für ihr Ende",
    "high": "Beziehungsbaumeisterin mit sehr langem Namen",
    "address": "verkaufen.example.org/second-sale/quizzes/ueberzeugungsdruecker-oder-beziehungsbaumeisterin-ein-langer-titel/",
}
SHORT = {
    "title": "דוחף או בונה?",
    "zone": "בונה",
    "score": "62",
    "low": "דוחף",
    "high": "בונה",
    "address": "example.org/",
}
NAMES = ["Donaudampfschifffahrtsgesellschaftskapitän", "Größe", "Zeit", "Zuhören und Nachfragen im Gespräch"]

DRAWN = """async ({ module, direction, sheet, names }) => {
    document.body.dir = direction;
    const { drawPicture } = await import(module);
    const draw = CanvasRenderingContext2D.prototype, write = draw.fillText, boxes = [];
    draw.fillText = function (words, x, y) {
        const at = this.measureText(words);
        boxes.push([words, x - at.actualBoundingBoxLeft, y - at.actualBoundingBoxAscent, x + at.actualBoundingBoxRight, y + at.actualBoundingBoxDescent]);
        return write.call(this, words, x, y);
    };
    const paste = draw.drawImage;
    draw.drawImage = function (image, x, y, width, height) {
        boxes.push(["mark", x, y, x + width, y + height]);
        return paste.call(this, image, x, y, width, height);
    };
    const mark = document.querySelector("link[rel=apple-touch-icon]").href;
    const lines = [sheet.title, ...names].map((name, at) => ({ name, part: { score: at === 2 ? null : at * 20, band: 9 } }));
    const blob = await drawPicture({ ...sheet, lines, mark });
    Object.assign(draw, { fillText: write, drawImage: paste });
    return [blob.type, boxes];
}"""


def drawn(page, site_url, sheet, names, direction="ltr"):
    module = f"{site_url}components/quiz/picture.mjs"
    return page.evaluate(DRAWN, {"module": module, "direction": direction, "sheet": sheet, "names": names})


def crossing(one, other):
    return one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("names", [[], NAMES, NAMES * 2], ids=["a checklist", "a profile", "eight facets"])
@pytest.mark.parametrize("sheet", [LONG, SHORT], ids=["long words", "short words"])
def test_nothing_in_the_picture_lies_over_another_thing(open_page, site_url, sheet, names, direction):
    kind, boxes = drawn(open_page(HERE, size=DESKTOP), site_url, sheet, names, direction)

    assert kind == "image/png"
    assert "mark" in [words for words, *_ in boxes]
    assert [(one, other) for one, other in combinations(boxes, 2) if crossing(one, other)] == []
    assert all(
        left >= 0 and top >= 0 and right <= 1200 and bottom <= 630 for words, left, top, right, bottom in boxes
    ), boxes


def test_words_that_fit_stand_whole_in_the_picture(open_page, site_url):
    _, boxes = drawn(open_page(HERE, size=DESKTOP), site_url, LONG | {"title": "Drücken oder bauen?"}, NAMES[1:3])
    words = [words for words, *_ in boxes]

    for whole in ("Drücken oder bauen?", "62 von 100, plus oder minus 8", LONG["address"], "Größe"):
        assert whole in words
    assert sum(words.count(part) for part in words if part.endswith("…")) <= 2  # the two ends


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_rows_begin_where_lines_begin(open_page, site_url, direction):
    _, boxes = drawn(open_page(HERE, size=DESKTOP), site_url, SHORT, NAMES[1:3], direction)
    at = {words: (left, right) for words, left, _, right, _ in boxes}

    if direction == "ltr":
        assert at["62"][0] == pytest.approx(70, abs=3)
        assert at["mark"][0] > at["62"][1]
    else:
        assert at["62"][1] == pytest.approx(1130, abs=3)
        assert at["mark"][1] < at["62"][0]


def at_the_result(open_page, **options):
    page = open_page(HERE, **options)
    answer(page, sheet(PUSHER, 9))
    hand_in(page)
    return page


def share_by(page, way):
    page.evaluate(
        """(way) => {
            navigator.canShare = ({ files }) => way !== "none" && files[0].type === "image/png";
            navigator.share = async ({ files, title }) => {
                window.handed = [files[0].name, title, files[0].size > 5000];
                if (way !== "works") throw new DOMException("no", way);
            };
        }""",
        way,
    )


def test_the_picture_goes_to_the_share_sheet_where_there_is_one(open_page):
    page = at_the_result(open_page)
    downloads = []
    page.on("download", lambda one: downloads.append(one))  # noqa: PLW0108 - Playwright marks what it calls
    for way in ("works", "AbortError"):
        share_by(page, way)
        page.evaluate("delete window.handed")
        page.get_by_role("button", name="Save or share a picture").click()
        wait_until(page, "Boolean(window.handed)")
        assert page.evaluate("window.handed") == ["second-sale-pusher-or-builder.png", "Pusher or builder?", True]
    page.wait_for_timeout(200)
    assert downloads == []
    assert page.locator('[data-slot="said"]').inner_text() == ""


@pytest.mark.parametrize("way", ["none", "NotAllowedError"])
def test_without_a_share_sheet_the_picture_is_saved(open_page, tmp_path, way):
    page = at_the_result(open_page)
    share_by(page, way)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save or share a picture").click()
    download.value.save_as(tmp_path / "picture.png")
    data = (tmp_path / "picture.png").read_bytes()

    assert data.startswith(b"\x89PNG")
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1200, 630)
    page.get_by_text("The picture is among your downloads.").wait_for()


def test_from_right_to_left_the_chart_begins_where_its_first_end_is_named(open_page):
    page = open_page(HERE, size=DESKTOP)
    page.evaluate("document.body.dir = 'rtl'")
    answer(page, {item.id: "1" if item.left == "low" else "5" for item in PUSHER.items})
    hand_in(page)
    stroke = page.locator('.scale-line [data-slot="stroke"]').first.bounding_box()
    low, high = (page.locator("figcaption span").nth(at).bounding_box() for at in (0, 1))

    assert page.locator(".result__score").inner_text().startswith("0 on the line")
    assert abs(stroke["x"] - low["x"]) < abs(stroke["x"] - high["x"])


# Reminders


def read(data):
    """Return the event of a calendar file that has lines as RFC 5545 wants them."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in lines:
        line.decode()  # no letter is divided
    calendar = icalendar.Calendar.from_ical(data)
    (event,) = calendar.events
    assert [calendar.errors, event.errors, *(alarm.errors for alarm in event.walk("VALARM"))] == [[], [], []]
    for name in ("PRODID", "VERSION"):
        assert calendar[name]
    for name in ("UID", "DTSTAMP", "DTSTART"):
        assert event[name]
    return event


def test_the_reminder_rings_in_ninety_days_and_opens_the_result(open_page, tmp_path):
    page = at_the_result(open_page, timezone_id="Pacific/Auckland")
    with page.expect_download() as download:
        page.get_by_role("button", name="Remind me in 90 days").click()
    download.value.save_as(tmp_path / "reminder.ics")
    event = read((tmp_path / "reminder.ics").read_bytes())
    link = page.url.partition("#")[0] + f"#r={pack(PUSHER, sheet(PUSHER, 9))}"

    assert event["SUMMARY"] == "Pusher or builder? once more"
    assert event["DESCRIPTION"] == f"Ninety days ago you answered this. The link opens what you had then. {link}"
    assert event["URL"] == link
    day = date.fromisoformat(
        page.evaluate("new Date(new Date().setDate(new Date().getDate() + 90)).toLocaleDateString('sv')")
    )
    assert event.start == day
    assert [alarm.trigger for alarm in event.alarms.times] == [datetime.combine(day, time(9))]
    assert {alarm["ACTION"] for alarm in event.walk("VALARM")} == {"DISPLAY"}


@pytest.mark.parametrize(
    "words",
    [
        "Noch einmal: Überzeugen für Große, Kleine; und \\ andere – ein langer Satz über die Mühe, die es macht",
        "é" * 200,
        "\U0001f642" * 60 + " ,;\\n\n,",
        " ".join(["word"] * 80),
    ],
)
def test_any_words_come_back_from_the_reminder_as_they_were(open_page, site_url, words):
    page = open_page(HERE, size=DESKTOP)
    text = page.evaluate(
        """async ({ module, words }) => {
            const { calendarOf } = await import(module);
            const now = new Date("2026-11-28T12:00:00Z");
            return calendarOf({ id: "abc", by: "key", title: words, about: words, link: "https://example.org/#r=x", now, days: 90 });
        }""",
        {"module": f"{site_url}components/quiz/reminder.mjs", "words": words},
    )
    event = read(text.encode())

    assert event["SUMMARY"] == words
    assert event["DESCRIPTION"] == f"{words} https://example.org/#r=x"
    assert event["DTSTAMP"].dt == datetime(2026, 11, 28, 12, tzinfo=UTC)
    assert event.start == date(2026, 11, 28) + timedelta(days=90)
