"""Each message that the golden cases tell stands in WRITING.md, with what to do."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from building import ROOT

CASES = (
    *("content/cases/mistakes.yml", "content/cases/settings.yml", "markdown/cases/slips.yml", "site/cases/links.yml"),
    *("site/cases/aliases.yml", "site/cases/curation.yml", "quizzes/cases/mistakes.yml"),
    "source/cases/files.yml",
)
ROW = re.compile(r"^\| (?P<message>.+?) \| (?P<cure>.+?) \|$", re.MULTILINE)


@cache
def rows() -> dict[str, str]:
    """Return the cures by message from the section "What the checker says"."""
    guide = (ROOT / "WRITING.md").read_text(encoding="utf-8")
    section = guide.partition("\n## What the checker says\n")[2].partition("\n## ")[0]
    found = {row["message"]: row["cure"] for row in ROW.finditer(section)}
    return {message: cure for message, cure in found.items() if message not in {"it says", "---"}}


@cache
def pattern(message: str) -> re.Pattern[str]:
    """Return what a row's message stands for: … is any text."""
    return re.compile(".+?".join(re.escape(part) for part in message.split("…")))


@cache
def told() -> list[str]:
    """Return every message of the golden cases, with its hint and without its place."""
    lines = []
    for name in CASES:
        for case in yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8")):
            told_here = case.get("told", case.get("problems")) or ""
            lines += [line.partition(" ")[2] for line in str(told_here).splitlines()]
    return sorted(set(lines))


@pytest.mark.parametrize("message", told())
def test_a_message_stands_in_the_guide_with_its_cure(message):
    assert [row for row in rows() if pattern(row).match(message)]


@pytest.mark.parametrize(("message", "cure"), rows().items())
def test_a_row_of_the_guide_has_a_message_of_its_own_and_a_cure(message, cure):
    assert len(re.findall(r"[a-z]", message)) >= 7, "… alone stands for nothing"
    assert len(cure.split()) >= 3
    assert [line for line in told() if pattern(message).match(line)], "no golden case tells it any more"
