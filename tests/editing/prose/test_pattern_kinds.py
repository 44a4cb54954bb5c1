"""How articles open and end: the golden cases."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from coach.editing.prose.pattern.blocks import blocks
from coach.editing.prose.pattern.endings import ending_kind
from coach.editing.prose.pattern.openings import opening_kind
from coach.editing.prose.pattern.terms import Rarity
from coach.editing.prose.pattern.words import read_words
from coach.io.disk.files import read_data

CASES = Path(__file__).parent / "cases"
DATA = yaml.safe_load(read_data("editing/prose/prose.yml"))


def cases(name):
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", cases("openings.yml"), ids=lambda case: case["opening"][:40] or "empty")
def test_how_an_article_opens(case):
    words = read_words(case.get("language", "en"), DATA)

    assert opening_kind(blocks(case["opening"]), words) == case["kind"]


HOMEWORK = '!!! homework "One thing"\n\n    Choose one customer, and ask her what she needs this week.'
ENDINGS = cases("endings.yml")


def article_of(case):
    middle = "This is the part in between. It has words that every article has."
    homework = HOMEWORK if case.get("homework") else ""
    return "\n\n".join(filter(None, (case["opening"], middle * bool(case["opening"]), homework, case.get("end"))))


@pytest.mark.parametrize("case", ENDINGS, ids=lambda case: case.get("end", "")[:40] or case["opening"][:40] or "empty")
def test_how_an_article_ends(case):
    words = read_words("en", DATA)
    read = blocks(article_of(case))
    rarity = Rarity(map(article_of, ENDINGS), words)

    assert ending_kind(read, "A title", opening_kind(read, words), rarity, words) == case["kind"]
