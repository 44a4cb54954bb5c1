"""What coaches are told about their quiz files: cases/mistakes.yml, and what is made of the right ones."""

from __future__ import annotations

import pytest
import yaml

from building import ROOT
from coach.cli.main import main
from coach.publish.check import check_all
from coach.quizzes.catalog import helps_of
from coach.quizzes.frozen import freeze, frozen_path
from coach.quizzes.scale import read_scale
from helpers import NOW, SETTINGS, messages, site_of, sources
from quizzes.shared import CASES, CHECKLIST, PROFILE, files, quiz_of

MISTAKES = yaml.safe_load((CASES / "mistakes.yml").read_text(encoding="utf-8"))


def told(docs):
    return [str(problem).removeprefix("docs/quizzes/tea.yml:") for problem in check_all(sources(docs), SETTINGS, NOW)]


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["case"])
def test_a_mistake_is_named_with_place_and_hint(case):
    text = (CASES / case.get("file", "profile.yml")).read_text(encoding="utf-8")
    assert text.count(case["old"]) >= 1

    assert told(files(text.replace(case["old"], case["new"], 1))) == case["problems"].splitlines()


@pytest.mark.parametrize("text", [PROFILE, CHECKLIST], ids=["profile", "checklist"])
def test_a_right_quiz_has_no_problems_and_a_page(text):
    site = site_of(files(text))

    assert messages(site) == []
    assert {"quizzes/", "quizzes/tea/"} <= {page.address for page in site.generated}


def test_facets_take_turns_on_the_page():
    quiz = quiz_of((ROOT / "docs/quizzes/pusher-or-builder.yml").read_text(encoding="utf-8"))

    assert [item.facet for item in quiz.items[:6]] == [facet.id for facet in quiz.facets]
    assert len(quiz.items) == 24


def test_the_end_named_left_stands_left():
    morning, noon, *_ = quiz_of(PROFILE).items

    assert (morning.self_left, morning.self_right) == ("I drink tea early on", "I drink coffee early")
    assert (noon.self_left, noon.customer_right) == ("I drink coffee at noon", "Drinks tea at noon")


def test_named_articles_help_before_those_of_its_tags():
    site = site_of(files())

    assert [article.id for article in helps_of(site.catalog.quizzes["tea"], site.library)["cups"]] == ["five-minutes"]


# Versions


def test_words_may_change_and_the_fingerprint_stays():
    words = PROFILE.replace("I drink tea at noon", "I have tea at noon").replace("Mostly tea", "Mainly tea")

    assert words != PROFILE
    assert quiz_of(words).scale.fingerprint == quiz_of(PROFILE).scale.fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: noon", "id: midday"),
        ("topic: In the morning\n        left: high", "topic: In the morning\n        left: low"),
        ("to: 39}", "to: 38}"),
        ("  - id: cups", "  - id: mugs"),
    ],
)
def test_what_changes_a_score_changes_the_fingerprint(old, new):
    text = (
        PROFILE.replace(old, new).replace("from: 0, to: 39", "from: 0, to: 38")
        if "39" in old
        else PROFILE.replace(old, new)
    )

    assert quiz_of(text).scale.fingerprint != quiz_of(PROFILE).scale.fingerprint


def test_a_new_quiz_must_be_kept():
    assert told(files(frozen=False)) == [
        "1:1 this quiz is new, and its definition is not kept. "
        "Run coach freeze tea, so that links to results keep their meaning."
    ]


def test_a_change_of_scoring_must_be_kept_too():
    docs = {**files(), "quizzes/tea.yml": PROFILE.replace("id: noon", "id: midday")}

    (message,) = told(docs)
    assert message.startswith("1:1 the scoring of this quiz has changed, and its definition is not kept.")


def test_a_kept_definition_cannot_be_changed():
    path = frozen_path(quiz_of(PROFILE))
    docs = files()
    docs[path] = docs[path].replace("noon", "midday")

    assert told(docs) == [
        f"docs/{path}:1:1 this frozen definition was changed, and old links would be scored wrongly. Bring it back as it was.",
        "1:1 this quiz is new, and its definition is not kept. "
        "Run coach freeze tea, so that links to results keep their meaning.",
    ]


@pytest.mark.parametrize(
    "data", ["", "[]", "kind: x", "items: 3\nkind: profile\nzones: []", "{", "kind: [", "a: &a [*a]"]
)
def test_a_broken_kept_definition_is_a_problem(data):
    found = told({**files(), "quizzes/frozen/tea-000000.yml": data})

    assert found == [
        "docs/quizzes/frozen/tea-000000.yml:1:1 this frozen definition was changed, "
        "and old links would be scored wrongly. Bring it back as it was."
    ]


def test_a_scale_survives_the_way_through_its_file():
    quiz = quiz_of(PROFILE)

    assert read_scale(yaml.safe_load(freeze(quiz))) == quiz.scale


def test_freeze_writes_the_definition_once(tmp_path, monkeypatch, capsys):
    from building import copy_project

    monkeypatch.chdir(copy_project(tmp_path / "x", files(frozen=False)))
    path = tmp_path / "x/docs" / frozen_path(quiz_of(PROFILE))

    assert main(["freeze", "tea"]) == 0
    assert path.read_text(encoding="utf-8") == freeze(quiz_of(PROFILE))
    path.write_text("mine")
    assert main(["freeze", "tea"]) == 0
    assert path.read_text() == "mine"
    assert main(["freeze", "tee"]) == 2
    assert 'Did you mean "tea"?' in capsys.readouterr().err


def test_an_article_can_name_the_quiz_and_a_wrong_name_has_a_hint():
    from helpers import article

    docs = {
        **files(),
        "articles/2026/x.md": article(
            "X", body="```quiz\ntae\n```\n\n````\n```quiz\nno\n```\n````\n\n```quiz\ntea\n```"
        ),
    }

    assert told(docs) == ['docs/articles/2026/x.md:8:1 unknown quiz "tae". Did you mean "tea"?']


def test_all_published_quizzes_are_kept():
    names = {path.stem for path in (ROOT / "docs/quizzes").glob("*.yml")}

    assert names == {"pusher-or-builder", "would-they-hire-you", "better-for-them", "the-mirror", "one-real-question"}
    for name in names:
        quiz = quiz_of((ROOT / f"docs/quizzes/{name}.yml").read_text(encoding="utf-8"), name)
        assert (ROOT / "docs" / frozen_path(quiz)).read_text(encoding="utf-8") == freeze(quiz)


def test_a_quiz_cannot_take_the_address_of_the_page_on_how_quizzes_count():
    site = site_of(files(name="about"))

    assert (
        "docs/quizzes/about.yml:1:1 the address /quizzes/about/ belongs to the page on how quizzes count; "
        in " ".join(messages(site))
    )
    assert site.catalog.quizzes == {}
    assert site_of(files(name="about-tea")).catalog.quizzes.keys() == {"about-tea"}
