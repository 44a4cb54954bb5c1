"""The notice above every page: shown until its day is over, where the site is."""

from __future__ import annotations

from datetime import datetime

import pytest

from coach.content.config.notice import with_notice
from coach.content.settings import read_settings

TEXT = """\
extra:
  coach:
    timezone: Asia/Tokyo
    notice: {words: We are on a walk., until: 2026-12-24}
"""


@pytest.mark.parametrize(
    ("now", "is_shown"),
    [
        ("2026-12-01T00:00+00:00", True),
        ("2026-12-24T14:59+00:00", True),  # a minute before midnight in Tokyo
        ("2026-12-24T15:00+00:00", False),
    ],
)
def test_a_notice_goes_when_its_day_is_over(now, is_shown):
    settings, problems = read_settings(TEXT)
    assert problems == []
    assert (with_notice(settings, datetime.fromisoformat(now)).coach.notice is not None) == is_shown


@pytest.mark.parametrize(
    "keys", ["words: Hello", "until: 2026-12-24", "words: Hello, until: soon", "words: A, untl: 2026-12-24"]
)
def test_what_is_missing_or_unclear_is_named_at_its_place(keys):
    settings, problems = read_settings(TEXT.replace("words: We are on a walk., until: 2026-12-24", keys))
    assert settings.coach.notice is None
    assert problems
    assert {problem.line for problem in problems} == {4}
