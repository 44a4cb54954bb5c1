"""Each message that the golden cases tell stands in WRITING.md, with what to do."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from building import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

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


# Rooms and modules that tell authors of mistakes, and parts of messages, which the golden cases show whole.
TELLING = (
    "source",
    "markdown",
    "content",
    "quizzes",
    "pictures",
    "recordings",
    "site",
    "publish/advice.py",
    "publish/sharing.py",
    "publish/editor",
    "publish/feeds",
)
PIECES = {
    '"…" is ….',
    "a kind that browsers do not show; it is not published.",
    "a … needs ….",
    "closing brace.",
    "closing bracket.",
    "has a character that nobody can see (U+…).",
    "has a …, which links and other computers misread.",
    "is left out: pages forbid it.",
    "is not written in UTF-8, as names are today.",
    "never closed.",
    'the name "……" is too long.',
    "there is … before the zone ….",
    "this … leads nowhere.",
    "vanishes: it is written like HTML.",
    '… "…" is unknown.',
    '… "…" is ….',
    "… begins or ends with a blank or a dot, which is lost on other computers.",
    '… has no heading or anchor "…".',
    "… has … characters.",
    "… has … entries.",
    '… is "…".',
    "… is one that Windows keeps for itself.",
    "… is ….",
    "… says nothing here.",
    "… … has … days.",
    "…: ….",
}


def in_code(path: Path) -> Iterator[str]:
    """Yield what in a module has the form of a message: a text in small letters with a full stop."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner | docs:
            text = node.value
        text = re.sub(r"\{\w*\}", "…", text)
        if re.fullmatch(r'[a-z"<…/].* .*\.', text) and text not in PIECES:
            yield text


@cache
def coded() -> list[str]:
    """Return every message in the code."""
    core = ROOT / "hooks/coach"
    paths = [path for room in TELLING for path in sorted([*(core / room).rglob("*.py"), core / room])]
    return sorted({text for path in paths if path.suffix == ".py" for text in in_code(path)})


@pytest.mark.parametrize("message", coded())
def test_a_message_of_the_code_stands_in_the_guide(message):
    assert [row for row in rows() if pattern(row).match(message.replace("…", "such"))]


@pytest.mark.parametrize("message", told())
def test_a_message_stands_in_the_guide_with_its_cure(message):
    assert [row for row in rows() if pattern(row).match(message)]


@pytest.mark.parametrize(("message", "cure"), rows().items())
def test_a_row_of_the_guide_has_a_message_of_its_own_and_a_cure(message, cure):
    assert len(re.findall(r"[a-z]", message)) >= 7, "… alone stands for nothing"
    assert len(cure.split()) >= 3
    lines = [*told(), *(line.replace("…", "such") for line in coded())]
    assert [line for line in lines if pattern(message).match(line)], "nothing tells it any more"
