"""`coach init`: a blog of one's own, whose placeholders the checker names until they are written."""

from __future__ import annotations

import re

import pytest
import yaml

from building import build, copy_project
from coach.cli.main import main

WISHES = {
    "name": "Zweite Runde",
    "author": "Anna Beispiel",
    "tagline": 'Für "Ingenieure": die verkaufen.',
    "address": "https://anna.github.io/blog",
    "locale": "de_DE",
    "timezone": "Europe/Berlin",
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    folder = copy_project(tmp_path / "x")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    return folder


def init(*options, **wishes):
    said = {**WISHES, **wishes}
    return main(["init", *(part for key, value in said.items() for part in (f"--{key}", value)), *options])


def files_in(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def settings_of(folder):
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV ", "")
    return yaml.safe_load(text)


def test_nothing_of_this_blog_stays_but_the_machine(project, capsys):
    machine = {path: data for path, data in files_in(project).items() if path.startswith(("hooks/", "overrides/"))}
    assert init("--yes") == 0

    assert "Zweite Runde: " in capsys.readouterr().out
    files = files_in(project)
    assert {path: data for path, data in files.items() if path.startswith(("hooks/", "overrides/"))} == machine
    assert {path for path in files if path.startswith("docs/")} == {
        *(f"docs/{name}.md" for name in ("index", "about", "start-here", "subscribe")),
        *("docs/authors.yml", "docs/tags.yml", "docs/articles/2026/first-article.md"),
    }
    text = "".join(data.decode() for path, data in files.items() if path.startswith(("docs/", "mkdocs.yml")))
    assert not re.search("second.sale", text, re.IGNORECASE)
    coach = settings_of(project)["extra"]["coach"]
    assert (coach["locale"], coach["timezone"], coach["tagline"]) == ("de_DE", "Europe/Berlin", WISHES["tagline"])
    assert coach["newsletter"]["key"] == "zweite-runde"
    assert [link["title"] for link in coach["menu"]][:2] == ["Hier beginnen", "Artikel"]
    assert settings_of(project)["site_url"] == ["SITE_URL", "https://anna.github.io/blog/"]


def test_the_checker_names_each_placeholder_and_nothing_else(project, capsys):
    init("--yes")
    capsys.readouterr()
    assert main(["check"]) == 1

    told = capsys.readouterr().out.splitlines()
    texts = [path.read_text(encoding="utf-8") for path in (project / "docs").rglob("*.*")]
    assert len(told) == sum(text.count("TODO:") for text in texts) > 10
    assert all("still waits for your words. Write them in place of TODO:" in line for line in told)


@pytest.mark.build
@pytest.mark.parametrize("options", [(), ("--keep-quizzes",), ("--no-search", "--no-customers-view", "--keep-quizzes")])
def test_once_they_are_written_the_site_is_built(project, options):
    init("--yes", *options)
    words = "Worte, die lang genug sind, um allein in einer Liste zu stehen, und mehr"
    for path in (project / "docs").rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"TODO: [^\"\n]*", words, text), encoding="utf-8")
    done = build(project, "--strict")

    assert done.returncode == 0, done.stderr
    assert (project / "site/quizzes/pusher-or-builder/index.html").exists() == ("--keep-quizzes" in options)
    assert (project / "site/pagefind").exists() == ("--no-search" not in options)
    about = (project / "site/about/index.html").read_text(encoding="utf-8")
    assert ("CC BY 4.0" in about) == ("--keep-quizzes" in options)


def test_an_own_domain_is_told_to_the_host(project):
    init("--yes", address="https://runde.example.org/")
    assert (project / "docs/CNAME").read_text() == "runde.example.org\n"


def test_a_second_time_is_refused(project, capsys):
    init("--yes")
    before = files_in(project)
    assert init("--yes") == 2
    assert "this is a blog of its own already: key: zweite-runde in mkdocs.yml." in capsys.readouterr().err
    assert files_in(project) == before


@pytest.mark.parametrize(
    ("options", "wishes", "said"),
    [
        ((), {}, "nothing was changed. Say --yes if the files may be removed."),
        (("--yes",), {"locale": "fr_FR"}, 'there are no words in the language "fr". Known: de, en.'),
        (("--yes",), {"locale": "german"}, '"german" is no language and country. Write it as in de_DE.'),
        (("--yes",), {"timezone": "Europe/Berlín"}, 'Did you mean "Europe/Berlin"?'),
        (("--yes",), {"address": "anna.example.org"}, '"anna.example.org" is no address. Write it whole'),
        (("--yes",), {"name": " "}, "name may not be empty."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(project, capsys, options, wishes, said):
    before = files_in(project)
    assert init(*options, **wishes) == 2
    assert said in capsys.readouterr().err
    assert files_in(project) == before


def test_what_was_not_said_is_asked_for_by_its_flag(project, capsys):
    assert main(["init", "--name", "X", "--yes"]) == 2
    assert 'say --author, as in --author "Ada Example".' in capsys.readouterr().err


def test_on_a_terminal_each_thing_is_asked(project, monkeypatch, capsys):
    answers = iter(["Next Round", "Ada", "For engineers.", "", "en_GB", "Europe/London", "yes"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: print(question) or next(answers))
    assert main(["init"]) == 0

    assert "What is the blog called? [Second Round]" in capsys.readouterr().out
    assert settings_of(project)["site_name"] == "Next Round"
    assert next(answers, None) is None
