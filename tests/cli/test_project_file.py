"""What `coach` says of mkdocs.yml, of the clock, and of titles that a shell or YAML would read otherwise."""

from __future__ import annotations

import shutil
import subprocess

import pytest
import yaml

from building import ROOT, build, copy_project, write
from coach.cli.main import main
from coach.source.front_matter import read_markdown
from coach.source.sources import Source
from helpers import BASE, MENU, article

FILES = {**BASE, **MENU, "articles/2026/five-minutes.md": article()}
DOCS = {f"docs/{path}": data for path, data in FILES.items()}


@pytest.fixture
def project(request, tmp_path, monkeypatch):
    """The settings and docs/ of a small site, and what it is built with if the test builds it."""
    folder = tmp_path / "x"
    if request.node.get_closest_marker("build"):
        copy_project(folder, FILES)
    else:
        for path, data in {"mkdocs.yml": (ROOT / "mkdocs.yml").read_bytes(), **DOCS}.items():
            write(folder / path, data)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795953600")
    return folder


NO_KEY = "this line has no key. Write key: value; if it goes on with the text above, begin it with two blanks."
BROKEN = [
    ("site_name: ", "site_name ", f"1:1 {NO_KEY}"),
    ("extra:\n", "extra\n", f"41:1 {NO_KEY}"),
    ("    timezone", "\ttimezone", "43:1 this line begins with a tab. Indent with spaces; YAML does not take tabs."),
    ("hooks: [", "hooks:[", "8:6 there is no blank after this colon. Write hooks: [hooks/mkdocs_hooks.py]"),
    ("title: Start here", "title: Start: here", "53:22 this line cannot be read as YAML"),
]
WRONG = [
    ("site_name: The", "x_name: The", "1:1 site_name is missing. Write site_name: and the site's name."),
    (
        '!ENV [SITE_URL, "http://127.0.0.1:8000/"]',
        "example.com",
        '3:11 site_url "example.com" is not a full web address.',
    ),
    ("hooks: [hooks/mkdocs_hooks.py]", "", "1:1 hooks does not name hooks/mkdocs_hooks.py."),
    ("  custom_dir: overrides\n", "", "13:3 theme does not name this site's templates."),
    ("  name: material\n", "", "13:3 theme does not name this site's templates."),
    ("Europe/London", "Europe/Lodnon", '43:15 timezone "Europe/Lodnon" is unknown.'),
]


def _change(project, old, new):
    config = project / "mkdocs.yml"
    assert old in config.read_text()
    config.write_text(config.read_text().replace(old, new))


@pytest.mark.parametrize(("old", "new", "told"), [*BROKEN, *WRONG])
def test_a_mistake_in_mkdocs_yml_has_its_line(project, capsys, old, new, told):
    _change(project, old, new)

    assert main(["check"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith(f"mkdocs.yml:{told}")
    assert (said.out.count("\n"), said.err) == (1, "One mistake found.\n")


@pytest.mark.parametrize("text", ["", "a list\n", "- a\n", "extra: {coach: 7}\n", "theme: 3\n", "\x00", "&a [*a]"])
def test_no_mkdocs_yml_is_too_strange(project, capsys, text):
    (project / "mkdocs.yml").write_text(text)

    assert main(["check"]) == 1
    assert "mkdocs.yml:" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["new", "X"], ["tags"], ["freeze", "x"], ["newsletter", "new", "2026-12"]])
def test_each_command_names_the_line_of_a_broken_mkdocs_yml(project, capsys, command):
    _change(project, "site_name: ", "site_name ")

    assert main(command) == 2
    assert capsys.readouterr().err == f"coach: mkdocs.yml:1:1 {NO_KEY}\n"


@pytest.mark.build
@pytest.mark.parametrize(("old", "new"), [row[:2] for row in (*BROKEN[1:3], WRONG[1], WRONG[4])])
def test_a_build_with_a_broken_mkdocs_yml_ends_without_traceback(project, old, new):
    _change(project, old, new)

    result = build(project, "--strict")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


CLOCK = 'SOURCE_DATE_EPOCH is "yesterday". It must be a whole number of seconds since 1970, or not be set.'


@pytest.mark.parametrize(
    "command",
    [["check"], ["new", "X"], ["tags"], ["explain", "related", "five-minutes"], ["newsletter", "preview", "x"]],
)
def test_each_command_tells_of_a_clock_that_is_no_number(project, monkeypatch, capsys, command):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")

    assert main(command) == 2
    assert capsys.readouterr().err == f"coach: {CLOCK}\n"


@pytest.mark.build
@pytest.mark.parametrize("options", [[], ["--strict"]])
def test_a_build_tells_of_a_clock_that_is_no_number(project, options):
    result = build(project, *options, SOURCE_DATE_EPOCH="yesterday")

    assert result.returncode == 1
    assert (result.stdout + result.stderr).strip() == CLOCK


@pytest.mark.build
def test_a_build_takes_an_empty_clock_for_none(project):
    assert build(project, "--strict", SOURCE_DATE_EPOCH="").returncode == 0


TITLES = [
    'He said "no"', "It's $5 #1: y", "a\\b", "- x", "#1 in sales", "[x", "{y", "@z", "'q'", '"q" and r', "null", "true",
    "1984", "2026-04-14", "e: #", "x: y", "x #y", "x\ny\tz", "x\x07y", 'Call: "yes" \\ no', "\udcff x", "“Curly”", "x" * 300,
    "!x", "&x", "*x", "%x", "`x", ">x", "|x", "?x", "? x", "x:", "éa b\u2028c",
]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_a_new_article_has_the_title_that_was_given(project, capsys, title):
    assert main(["new", "--", title]) == 0
    path = project / capsys.readouterr().out.strip()

    file, problems = read_markdown(Source(path.name, path.read_bytes()))
    meant = " ".join(title.replace("\x07", "").replace("\udcff", "?").split())
    assert (file.document.data["title"], problems, file.document.cut) == (meant, (), {})
    assert yaml.safe_load(path.read_text().split("---")[1])["date"] is not None


@pytest.mark.parametrize("title", ["Привет", "🎉", "…", "---"])
def test_a_title_without_latin_letters_asks_for_a_name(project, capsys, title):
    assert main(["new", "--", title]) == 2
    assert capsys.readouterr().err.endswith("Say how its file is named: --name two-words.\n")

    assert main(["new", "--name", "Two words", "--", title]) == 0
    assert capsys.readouterr().out == "docs/articles/2026/two-words.md\n"


def test_messages_name_the_folder_as_mkdocs_yml_does(project, capsys):
    (project / "docs").rename(project / "texts")
    (project / "texts/tags.yml").unlink()
    _change(project, "docs_dir: docs", "docs_dir: texts/")

    assert main(["check"]) == 1
    assert capsys.readouterr().out == "texts/tags.yml:1:1 this file is missing. It names the tags; see WRITING.md.\n"


@pytest.mark.posix
def test_make_check_and_make_new_end_with_words_of_coach(project):
    (project / "docs/articles/2026/five-minutes.md").write_text(article(title="We are #1"))
    for name in ("Makefile", "run.py"):
        shutil.copy(ROOT / name, project)
    make = ["make", "--no-print-directory", f"VENV={ROOT}/.venv"]

    check = subprocess.run([*make, "check"], capture_output=True, text=True, check=False)
    assert (check.returncode, check.stderr) == (0, "One mistake found.\n")
    assert subprocess.run([*make, "check", "FORMAT=github"], capture_output=True, check=False).returncode == 2

    new = subprocess.run([*make, "new", 'TITLE=It\'s $5 "off"'], capture_output=True, text=True, check=False)
    assert (new.stdout, new.stderr) == ("docs/articles/2026/its-5-off.md\n", "")
    none = subprocess.run([*make, "new"], capture_output=True, text=True, check=False)
    assert none.stderr == 'coach: an article needs a title, in quotes: coach new "Its title".\n'
