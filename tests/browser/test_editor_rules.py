"""What the editor's fields refuse, and what our checker does: the same, on made-up entries."""

from __future__ import annotations

import random

import pytest
from yaml import safe_load

from building import ROOT
from coach.io.disk.files import read_data
from coach.publish.editor.fields import Wordings, make_fields
from coach.publish.editor.forms import FORMS, words_of
from coach.source.schema import check
from coach.source.yaml_document import Document

pytestmark = pytest.mark.browser

WORDS = safe_load(read_data("publish/editor/words.yml"))
ENTRIES = 500
PIECES = [
    "a",
    "time",
    "two-ways",
    "A",
    "ä",
    "日本",
    "🙂",
    " ",
    "  ",
    "\n",
    ".",
    ",",
    "-",
    "--",
    "/",
    "//",
    "?",
    "?p=12",
    "#",
    ":",
    "%",
]
PIECES += [
    "http://",
    "https://",
    "HTTPS://",
    "example.com",
    "me@",
    ":80",
    ":0",
    "/blog/",
    ".html",
    "index.php",
    "TODO:",
    "\u202e",
    "1984",
    "&",
    "=",
    "'",
    '"',
    "\\",
    "*",
]
LENGTHS = (1, 2, 29, 30, 49, 50, 78, 79, 90, 91, 160, 161, 200, 201)


@pytest.fixture
def page(chromium):
    page = chromium.new_page()
    yield page
    page.close()


def rules():
    """Yield form, key, model and pattern of every text that the editor checks, also within groups and lists."""
    for name, form in FORMS.items():
        words = Wordings(WORDS["labels"], {}, {}, WORDS["refusals"])
        for field in make_fields(form.model, words):
            yield from inner(name, form.model, field, ())


def inner(name, model, field, above):
    place = (*above, field["name"])
    parts = [*field.get("fields", ()), *([field["field"]] if "field" in field else [])]
    if "pattern" in field:
        yield name, model, place, field["pattern"][0]
    elif field["widget"] == "list" and "field" in field:
        yield name, model, (*place, 0), field["field"].get("pattern", ["/^/u"])[0]
    elif field["widget"] == "object":
        for part in parts:
            yield from inner(name, model, part, place)


RULES = list(rules())


def entry(dice, number):
    """Return a made-up value: pieces that matter for some rule, or a text of a length at a limit."""
    if number % 3 == 0:
        text = "".join(dice.choice("abc de🙂") for _ in range(dice.choice(LENGTHS)))
        return text if text.strip() else "x"
    return "".join(dice.choice(PIECES) for _ in range(dice.randint(1, 6)))


def refused(model, place, value):
    """Return whether our checker finds a mistake in this value at its place."""
    data = value
    for step in reversed(place):
        data = [data] if step == 0 else {step: data}
    keys = [step for step in place if step != 0]
    _, problems = check(model, Document(data=data), "docs/x.md")
    others = check(model, Document(data={}), "docs/x.md")[1]
    known = {problem.message for problem in others}
    return [problem.message for problem in problems if problem.message not in known and is_about(problem, keys)]


def is_about(problem, keys):
    """Return whether a problem is about this value, not about other keys that its group lacks."""
    return not problem.message.endswith("is missing.") or problem.message.startswith(keys[-1])


def test_there_are_some_forty_rules():
    assert len(RULES) >= 40


def test_what_the_editor_refuses_the_checker_refuses_and_the_other_way_round(page):
    dice, cases = random.Random(20), []
    for number in range(ENTRIES):
        name, model, place, pattern = RULES[number % len(RULES)]
        value = entry(dice, number)
        cases.append((name, model, place, pattern, value))
    said = page.evaluate(
        """(cases) => cases.map(([pattern, value]) => {
            const [, source, flags] = /^\\/(.+)\\/(u)$/s.exec(pattern); // as Sveltia CMS reads a pattern
            return new RegExp(source, flags).test(value.trim()); // and what it tests
        })""",
        [[pattern, value] for *_, pattern, value in cases],
    )
    differ = [
        (name, place, value, allowed, found)
        for (name, model, place, _, value), allowed in zip(cases, said, strict=True)
        if value.strip() and allowed == bool(found := refused(model, place, value.strip()))
    ]
    assert differ == []


def test_the_words_on_every_key_come_from_the_guide():
    guide = (ROOT / "WRITING.md").read_text(encoding="utf-8")
    for name in ("article", "edition", "path", "quiz", "tags", "authors"):
        form = FORMS[name]
        said = words_of(guide, form.section)
        unsaid = [
            field.alias or key for key, field in form.model.model_fields.items() if (field.alias or key) not in said
        ]
        assert unsaid in ([], ["sent", "sent_hash"]), name
