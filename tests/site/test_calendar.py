"""The calendar: slots of the schedule, what holds a day, what is late, in every form."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from building import ROOT
from coach.cli.main import main
from coach.content.config.schedule import Days, ScheduleFields, slots
from coach.content.settings import CoachFields
from coach.site.curation.calendar import Entry, Kind, free_slots, plan_calendar
from helpers import article, site_of
from own_site import CONFIG

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)  # a Tuesday
TWICE = ScheduleFields(days=("tuesday", "friday"))


def first(schedule, count, after=NOON, usual=time(7), zone=LONDON):
    return [f"{slot:%a %d %b %H:%M %z}" for slot in islice(slots(schedule, after, usual, zone), count)]


def test_slots_are_the_days_of_the_week_at_the_usual_time():
    assert first(TWICE, 3) == ["Fri 04 Dec 07:00 +0000", "Tue 08 Dec 07:00 +0000", "Fri 11 Dec 07:00 +0000"]
    assert first(TWICE, 1, after=datetime(2026, 12, 1, 6, tzinfo=UTC)) == ["Tue 01 Dec 07:00 +0000"]
    assert first(ScheduleFields(days=("Tuesday",), at="16:30"), 1) == ["Tue 01 Dec 16:30 +0000"]


def test_days_to_skip_are_no_slots():
    schedule = ScheduleFields(days=("tuesday", "friday"), skip=("2026-12-04", "2026-12-11/2026-12-18"))

    assert first(schedule, 2) == ["Tue 08 Dec 07:00 +0000", "Tue 22 Dec 07:00 +0000"]


def test_a_slot_that_no_clock_shows_is_settled_as_dates_are():
    schedule = ScheduleFields(days=("sunday",), at="01:30")

    assert first(schedule, 1, after=datetime(2027, 3, 27, tzinfo=UTC)) == ["Sun 28 Mar 02:30 +0100"]


def test_a_schedule_without_a_day_that_is_left_ends():
    assert first(ScheduleFields(days=("monday",), skip=("2026-01-01/2099-12-31",)), 1) == []


@given(
    st.lists(st.sampled_from(["monday", "wednesday", "sunday"]), min_size=1, unique=True),
    st.integers(0, 35_000).map(lambda hours: NOON + timedelta(hours=hours)),
    st.sampled_from(["Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"]),
    st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 40)), max_size=3),
)
def test_slots_are_later_in_order_on_their_days_and_never_skipped(days, after, zone, skipped):
    skip = tuple(Days(day, day + timedelta(days=more)) for day, more in skipped)
    schedule = ScheduleFields(days=tuple(days), skip=skip)
    found = list(islice(slots(schedule, after, time(7), ZoneInfo(zone)), 12))

    assert found == sorted(set(found))
    for slot in found:
        assert slot > after
        assert slot.weekday() in schedule.days
        assert not any(one.first <= slot.date() <= one.last for one in skip)


FILES = {
    "tags.yml": "time: {label: Time}\n",
    "articles/2026/out.md": article("Out", date="2026-04-14", review_by="2026-11-01"),
    "articles/2026/soon.md": article("Soon", date="2026-12-04"),
    "articles/2026/draft.md": article("A draft", date="2026-12-08", draft="true"),
    "articles/2026/old.md": article("An old draft", date="2026-10-01", draft="true"),
    "articles/2027/far.md": article("Far", date="2027-12-08", review_by="2026-12-10"),
}


def test_a_calendar_has_what_is_planned_what_is_free_and_what_is_late():
    site = site_of(FILES, now=NOON, preview=True)
    coach = CoachFields(timezone="Europe/London", schedule={"days": ["tuesday", "friday"]})
    letter = Entry(datetime(2026, 12, 9, 9, tzinfo=UTC), Kind.LETTER, "The letter", "docs/newsletter/2026-12.md")
    entries = plan_calendar(site.library.articles, [letter], coach, NOON, 2)

    assert [(f"{one.moment:%d %b}", one.kind.value, one.title, one.late) for one in entries] == [
        ("01 Oct", "draft", "An old draft", True),
        ("01 Nov", "read again", "Out", True),
        ("04 Dec", "planned", "Soon", False),
        ("08 Dec", "draft", "A draft", False),
        ("09 Dec", "letter", "The letter", False),
        ("10 Dec", "read again", "Far", False),
        ("11 Dec", "free", "", False),
        ("15 Dec", "free", "", False),
    ]


def test_without_a_schedule_there_are_no_slots():
    assert list(free_slots([], CoachFields(), NOON)) == []


@pytest.fixture
def project(tmp_path, monkeypatch):
    for path, text in {**FILES, "authors.yml": "desk: {name: The desk, description: Those who write.}\n"}.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text, encoding="utf-8")
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    config = CONFIG.replace("  coach:\n", "  coach:\n    schedule: {days: [tuesday, friday]}\n", 1)
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOON.timestamp())))
    return tmp_path


def test_it_is_shown_as_lines_and_as_a_file_for_calendar_programs(project, capsys):
    assert main(["calendar", "--weeks", "2"]) == 0
    shown = capsys.readouterr().out
    assert "overdue: read again  Out  docs/articles/2026/out.md" in shown
    assert shown.startswith("2026-10-01 Thu 07:00  overdue: draft       An old draft  docs/articles/2026/old.md\n")
    assert "Fri" in shown
    assert main(["calendar", "--weeks", "2", "--format", "ics"]) == 0
    made = Calendar.from_ical(capsys.readouterr().out)
    events = made.walk("VEVENT")
    summaries = {str(event["SUMMARY"]) for event in events}
    assert summaries >= {"planned: Soon", "draft: A draft", "free", "overdue: draft: An old draft"}
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert all(event.decoded("DTSTART").tzinfo is not None for event in events)


def test_the_page_is_unlisted_made_anew_and_never_over_somebodys_own(project, capsys):
    assert main(["calendar", "--page"]) == 0
    page = project / "docs/calendar.md"
    before = page.read_text(encoding="utf-8")
    assert "unlisted: true\n" in before
    assert main(["calendar", "--page"]) == 0
    assert page.read_text(encoding="utf-8") == before
    page.write_text("My own", encoding="utf-8")
    capsys.readouterr()
    assert main(["calendar", "--page"]) == 2
    assert "docs/calendar.md is there already, and somebody has written it." in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "My own"


def test_a_new_article_gets_the_next_free_slot(project):
    assert main(["new", "A new one"]) == 0

    assert "date: 2026-12-11\n" in (project / "docs/articles/2026/a-new-one.md").read_text(encoding="utf-8")


def test_a_time_of_its_own_stands_in_the_new_article(project):
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("[tuesday, friday]", "[tuesday], at: '18:30'")
    config.write_text(text, encoding="utf-8")
    main(["new", "A new one"])

    new = (project / "docs/articles/2026/a-new-one.md").read_text(encoding="utf-8")
    assert "date: 2026-12-01T18:30+" in new
    assert main(["calendar", "--weeks", "1"]) == 0


def test_titles_are_no_marks_in_the_page(project, capsys):
    text = article("x", date="2026-12-15").replace("title: x", "title: 'A | b [c](d) <e> *f*'")
    (project / "docs/articles/2026/odd.md").write_text(text, encoding="utf-8")
    main(["calendar", "--format", "markdown"])

    assert "| A &#124; b &#91;c&#93;(d) &#60;e&#62; &#42;f&#42; |" in capsys.readouterr().out
