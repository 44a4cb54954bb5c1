"""`coach new --quiz` and `--checklist`, and the two quizzes that the authors' guide shows."""

from __future__ import annotations

import re
from itertools import count

import pytest
import yaml

from building import ROOT, write
from coach.cli.main import main
from helpers import BASE, MENU, article

LISTENING = {"articles/2026/five-minutes.md": article(tags="[listening]")}
KINDS = ["profile", "checklist"]
FLAGS = {"profile": "--quiz", "checklist": "--checklist"}


@pytest.fixture
def project(tmp_path, monkeypatch):
    docs = {f"docs/{path}": text for path, text in {**BASE, **MENU, **LISTENING}.items()}
    messages = {
        path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "overrides/messages").iterdir()
    }
    for path, data in {"mkdocs.yml": (ROOT / "mkdocs.yml").read_bytes(), **docs, **messages}.items():
        write(tmp_path / path, data)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795953600")
    return tmp_path


def told(capsys):
    """Return the exit code and the messages of the checker."""
    capsys.readouterr()
    return main(["check"]), capsys.readouterr().out.splitlines()


def answered(text):
    """Return a draft with words in place of each TODO, as an author writes them: of one length, questions as such."""
    number = count(100)
    text = re.sub(r"(tags:\n *- )'TODO: [^'\n]*'", r"\1listening", text)
    text = re.sub(r"(?<=intro: )'TODO: .*'", "Worte davor.", text)
    words = lambda _: f"'What we wrote as number {next(number)}, so that it is long enough for a list: what did we do?'"  # noqa: E731
    return re.sub(r"'TODO: (?:[^']|'')*'", words, text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("locale", ["en_GB", "de_DE"])
def test_a_new_quiz_waits_for_its_words_and_is_whole_with_them(project, capsys, kind, locale):
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("  coach:\n", f"  coach:\n    locale: {locale}\n")
    settings.write_text(text, encoding="utf-8")
    assert main(["new", FLAGS[kind], "Größe: wie, und wann?"]) == 0

    name = "groesse-wie-und-wann" if locale == "de_DE" else "grosse-wie-und-wann"
    assert capsys.readouterr().out.splitlines() == [
        f"docs/quizzes/{name}.yml",
        f"python run.py check names what waits for your words; python run.py coach freeze {name} comes last.",
    ]
    path = project / f"docs/quizzes/{name}.yml"
    text = path.read_text(encoding="utf-8")
    assert ("Eine ehrliche Zeile" in text, "One honest line" in text) == (locale == "de_DE", locale == "en_GB")
    assert yaml.safe_load(text)["kind"] == kind
    code, lines = told(capsys)
    assert code == 1
    many = text.count("TODO:") - 1  # the introduction is read when the rest is whole
    assert many > 15
    said = (
        f"docs/quizzes/{name}.yml:2:14 {many} places in {name}.yml still wait for your words; the first is in line 2."
    )
    said += (
        " Until this file has no mistakes, the quiz is left out of the site. Each begins with TODO: search for that."
    )
    assert lines == [said]

    path.write_text(answered(text), encoding="utf-8")
    assert "TODO" not in path.read_text(encoding="utf-8")
    assert main(["freeze", name]) == 0
    assert told(capsys) == (0, [])


def test_an_introduction_alone_waits_too(project, capsys):
    main(["new", "--quiz", "Tea"])
    path = project / "docs/quizzes/tea.yml"
    words = answered(path.read_text(encoding="utf-8")).replace("Worte davor.", "'TODO: what to think of'")
    path.write_text(words, encoding="utf-8")
    main(["freeze", "tea"])
    _, (line,) = told(capsys)
    assert line.endswith(
        "this line still waits for your words. Write them in place of all that stands here, TODO: too."
    )


def test_a_quiz_is_never_written_over_and_is_of_one_kind(project, capsys):
    assert main(["new", "--quiz", "Tea"]) == 0
    before = (project / "docs/quizzes/tea.yml").read_bytes()
    assert main(["new", "--checklist", "Tea"]) == 2
    assert (project / "docs/quizzes/tea.yml").read_bytes() == before
    with pytest.raises(SystemExit):
        main(["new", "--quiz", "--checklist", "Tea"])


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_guide_shows_is_a_quiz_without_mistakes(project, capsys, kind):
    text = (ROOT / f"tests/cli/cases/{kind}.yml").read_text(encoding="utf-8")
    assert f"```yaml\n{text}```\n" in (ROOT / "WRITING.md").read_text(encoding="utf-8")
    write(project / "docs/quizzes/mine.yml", text)

    assert main(["freeze", "mine"]) == 0
    assert told(capsys) == (0, [])
