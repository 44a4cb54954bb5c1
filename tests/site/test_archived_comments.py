"""Comments that came over from another site: read, threaded, checked, shown, and hidden by a setting."""

from __future__ import annotations

import lxml.html
import pytest

from building import build, copy_project
from helpers import article, page, site_of

FILES = {"index.md": page("Home"), "articles/2026/one.md": article("One")}
COMMENTS = """comments:
- name: Ada
  date: 2019-04-14T08:00:00+00:00
  text: |
    First <b>words</b>.

    And more.
- {name: Bert, text: An answer., answers: 1}
- {name: Cem, text: To Bert., answers: 2}
- {name: Dora, text: Deeper., answers: 3}
- {name: Eve, text: Deepest., answers: 4}
- {name: Finn, text: On its own.}
"""


def told(text, name="one"):
    site = site_of({**FILES, f"comments/{name}.yml": text})
    return site, [str(one) for one in site.problems]


def test_answers_stand_in_what_they_answer_and_deep_ones_beside_it():
    site, problems = told(COMMENTS)
    assert problems == []

    def outline(comments):
        return {one.name: outline(one.answers) for one in comments}

    assert outline(site.comments["one"]) == {"Ada": {"Bert": {"Cem": {}, "Dora": {}, "Eve": {}}}, "Finn": {}}
    assert site.comments["one"][0].paragraphs == ("First <b>words</b>.", "And more.")


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        (COMMENTS, "onne", 'docs/comments/onne.yml:1:1 there is no article with the id "onne", so these comments are shown nowhere. Did you mean "one"?'),
        ("comments:\n- {name: Ada, text: Hm, answers: 3}\n", "one", "docs/comments/one.yml:2:34 a comment answers one that stands above it, and number 3 does not. Count from 1, or leave answers out."),
        ("comments:\n- {name: Ada}\n", "one", "docs/comments/one.yml:2:3 comments.text is missing."),
        ("- name: Ada\n", "one", "docs/comments/one.yml:1:1"),
        ("comments: [\n", "one", "docs/comments/one.yml"),
    ],
    ids=["no such article", "answers none", "no words", "a list", "no YAML"],
)  # fmt: skip
def test_a_mistake_is_named(text, name, message):
    _, problems = told(text, name)

    assert problems
    assert problems[0].startswith(message)


@pytest.mark.build
def test_they_stand_below_their_article_as_plain_text_unless_switched_off(tmp_path):
    article_id = "five-minutes-means-five-minutes"
    folder = copy_project(tmp_path / "copy")
    file = folder / f"docs/comments/{article_id}.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(COMMENTS, encoding="utf-8")
    assert build(folder, "--strict").returncode == 0
    place = folder / f"site/articles/{article_id}/index.html"
    (section,) = lxml.html.parse(str(place)).xpath("//section[@class='archived']")
    assert section.xpath(".//strong/text()") == ["Ada", "Bert", "Cem", "Dora", "Eve", "Finn"]
    assert "First <b>words</b>." in section.text_content()
    assert section.xpath("string(.//time)") == "14 April 2019"
    assert not (folder / "site/comments").exists()

    file.write_text(COMMENTS.replace("An answer.", "Another answer."), encoding="utf-8")
    assert build(folder, "--strict").returncode == 0
    assert "Another answer." in place.read_text(encoding="utf-8"), "the page is not the one of before"
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("  coach:\n", "  coach:\n    archived_comments: false\n", 1),
        encoding="utf-8",
    )
    assert build(folder, "--strict").returncode == 0
    assert "archived" not in place.read_text(encoding="utf-8")
