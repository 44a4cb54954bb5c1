"""`coach init`: a blog of one's own, whose placeholders the checker names until they are written."""

from __future__ import annotations

import re
import shutil

import pytest
import yaml

from building import ROOT, build, copy_project
from coach.cli.init.questions import QUESTIONS
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
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795953600")
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
        *("docs/authors.yml", "docs/tags.yml", "docs/articles/2026/erster-artikel.md", "docs/impressum.md"),
        "docs/assets/.gitkeep",  # GitHub shows no folder without a file
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
    hint = "still waits for your words. Write them in place of all that stands here, TODO: too."
    assert all(hint in line for line in told)


@pytest.mark.build
@pytest.mark.parametrize(
    "options",
    [(), ("--keep-quizzes",), ("--no-search", "--no-customers-view", "--quizzes"), ("--no-letters", "--no-quizzes")],
)
def test_once_they_are_written_the_site_is_built(project, options):
    init("--yes", *options)
    words = "Worte, die lang genug sind, um allein in einer Liste zu stehen, und mehr"
    for path in (project / "docs").rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"TODO: [^\"\n]*", words, text), encoding="utf-8")
    done = build(project, "--strict")

    assert done.returncode == 0, done.stderr
    quizzes = {"--keep-quizzes", "--quizzes"} & {*options}
    assert (project / "site/quizzes/pusher-or-builder/index.html").exists() == bool(quizzes)
    assert (project / "site/pagefind").exists() == ("--no-search" not in options)
    about = (project / "site/about/index.html").read_text(encoding="utf-8")
    assert ("CC BY 4.0" in about) == bool(quizzes)
    pages = [path.read_text(encoding="utf-8") for path in (project / "site").rglob("*.html")]
    letters = [text for text in pages if re.search("Brief|Abonnieren", text)]
    assert bool(letters) == ("--no-letters" not in options)


def test_without_letters_the_settings_say_so_and_keep_the_key(project):
    init("--yes", "--no-letters")
    settings = settings_of(project)

    assert settings["extra"]["coach"]["newsletter"] == {"key": "zweite-runde", "letters": False}
    links = [link["to"] for name in ("menu", "footer") for link in settings["extra"]["coach"][name]]
    assert not {"/newsletter/", "/subscribe/"} & {*links}
    assert not (project / "docs/subscribe.md").exists()


def test_readme_and_licence_are_the_new_owners(project):
    shutil.copy(ROOT / "LICENSE", project)
    init("--yes", "--no-quizzes")

    readme, licence = ((project / name).read_text(encoding="utf-8") for name in ("README.md", "LICENSE"))
    assert readme.startswith(f"# Zweite Runde\n\n{WISHES['tagline']}\n\nDie Texte liegen in `docs/`")
    assert "© Anna Beispiel" in readme
    assert "The texts and pictures in docs/ are © Anna Beispiel.\n\nMIT License\n\nCopyright (c) 2026 The" in licence
    assert "Creative Commons" not in licence + readme


def test_quizzes_that_are_kept_keep_their_licence(project):
    shutil.copy(ROOT / "LICENSE", project)
    init("--yes", "--quizzes", locale="en_GB")

    for name in ("README.md", "LICENSE"):
        assert re.search(r"quizzes .*The Second Sale, under .*CC BY 4.0", (project / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("locale", "there"), [("de_DE", True), ("de_AT", True), ("de_CH", True), ("en_GB", False)])
def test_a_german_blog_begins_with_an_imprint(project, locale, there):
    init("--yes", locale=locale)

    footer = settings_of(project)["extra"]["coach"]["footer"]
    assert ({"title": "Impressum", "to": "/impressum/"} in footer) == there
    path = project / "docs/impressum.md"
    assert path.exists() == there
    assert not there or "TODO: Wer für diese Website verantwortlich ist" in path.read_text(encoding="utf-8")


def test_ids_are_in_the_sites_language(project):
    init("--yes", author="Jörg Groß")

    assert (project / "docs/tags.yml").read_text(encoding="utf-8").startswith("erstes-schlagwort:")
    assert (project / "docs/authors.yml").read_text(encoding="utf-8").startswith("joerg-gross:")


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


def test_without_a_terminal_everything_that_is_missing_or_wrong_is_named_at_once(project, capsys):
    before = files_in(project)
    assert main(["init", "--name", "X", "--locale", "de", "--timezone", "Berlin", "--yes"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        'coach: say --author, as in --author "Ada Example".',
        'say --tagline, as in --tagline "For engineers who sell.".',
        '"de" is no language and country. Write it as in de_DE.',
        '"Berlin" is no time zone. Did you mean "Europe/Berlin"?',
    ]
    assert files_in(project) == before


@pytest.fixture
def typed(monkeypatch):
    """Return a function that says what somebody will type in, and gives a list of what was asked."""

    def prepare(*answers):
        asked, left = [], iter(answers)

        def answer(question):
            asked.append(question)
            return next(left)

        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("builtins.input", answer)
        return asked, left

    return prepare


def test_on_a_terminal_each_thing_is_asked(project, typed):
    asked, left = typed("Next Round", "Ada", "For engineers.", "", "en_GB", "", "no", "yes", "n", "no", "yes")
    assert main(["init"]) == 0

    assert asked[0] == "What is the blog called? (as in: Second Round) "
    assert settings_of(project)["site_name"] == "Next Round"
    coach = settings_of(project)["extra"]["coach"]
    assert (coach["search"], coach["newsletter"]["letters"]) == (False, False)
    assert next(left, None) is None


def test_what_stands_in_brackets_is_what_enter_takes(project, typed):
    asked, _ = typed("Runde", "Ada", "Ein Satz.", "", "de_AT", "", "", "", "", "", "yes")
    assert main(["init"]) == 0

    usual = [re.findall(r"\[(.+)\]", question) for question in asked]
    parts = [["no"], ["yes"], ["yes"], ["yes"]]
    assert usual == [[], [], [], [], ["en_GB"], ["Europe/Vienna"], *parts, ["no"]]
    coach = settings_of(project)["extra"]["coach"]
    assert (coach["timezone"], coach["newsletter"]["provider"], coach.get("search")) == ("Europe/Vienna", "none", None)
    assert not (project / "docs/quizzes").exists()


@pytest.mark.parametrize(
    ("address", "answers", "written"),
    [
        ("https://Ada.github.io/blog/", [""], "https://github.com/ada/blog"),
        ("https://ada.github.io/", ["hm", "yes"], "https://github.com/ada/ada.github.io"),
        ("https://ada.github.io/blog/", ["no"], None),
        ("https://ada.example.org/", [], None),
    ],
)
def test_where_the_files_lie_is_asked_if_the_address_tells_it(project, typed, address, answers, written):
    asked, left = typed("Runde", "Ada", "Ein Satz.", address, "de_AT", "", "", "", "", "", *answers, "yes")
    assert main(["init"]) == 0

    assert next(left, None) is None
    assert settings_of(project)["extra"]["coach"].get("repository") == written
    assert len([question for question in asked if "Do its files lie at https://github.com/ada" in question]) == len(
        answers
    )


def test_where_the_files_lie_can_be_said_and_is_never_guessed(project, capsys):
    assert init("--yes", "--repository", "anna") == 2
    assert '"anna" is no repository at GitHub. Write it as in https://github.com/ada/blog' in capsys.readouterr().err
    assert init("--yes", "--repository", "Anna/texte") == 0
    assert settings_of(project)["extra"]["coach"]["repository"] == "https://github.com/Anna/texte"


def test_without_a_terminal_the_line_is_proposed(project, capsys):
    assert init("--yes") == 0
    line = "If its files lie at https://github.com/anna/blog: repository: https://github.com/anna/blog below coach: in"
    assert line in capsys.readouterr().out
    assert "repository" not in settings_of(project)["extra"]["coach"]


def test_enter_removes_nothing(project, typed, capsys):
    before = files_in(project)
    typed("Runde", "Ada", "Ein Satz.", "", "de_AT", "", "", "", "", "", "")
    assert main(["init"]) == 2
    assert "nothing was changed" in capsys.readouterr().err
    assert files_in(project) == before


def test_a_wrong_answer_is_asked_again_with_its_reason(project, typed, capsys):
    words = ["", " ", "Runde", "Ada", "Ein Satz.", "ada.org", "", "de", "fr_FR", "de_CH", "Zürich", "", "hm", "no"]
    _, left = typed(*words, "", "", "", "yes")
    assert main(["init", "--timezone", "Europe/Zurick"]) == 0

    assert next(left, None) is None
    assert [line for line in capsys.readouterr().out.splitlines() if not line.startswith(("Runde", "python"))] == [
        "name may not be empty.",
        "name may not be empty.",
        '"ada.org" is no address. Write it whole, as in https://ada.github.io/blog/',
        '"de" is no language and country. Write it as in de_DE.',
        'there are no words in the language "fr". Known: de, en. CONTRIBUTING.md says how to add one.',
        '"Europe/Zurick" is no time zone. Did you mean "Europe/Zurich"?',
        '"Zürich" is no time zone. As in Europe/Berlin.',
        "answer yes or no.",
    ]
    coach = settings_of(project)["extra"]["coach"]
    assert (coach["locale"], coach["timezone"]) == ("de_CH", "Europe/Zurich")


def test_a_closed_keyboard_changes_nothing(project, monkeypatch, capsys):
    def closed(_):
        raise EOFError

    before = files_in(project)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", closed)
    assert main(["init"]) == 2
    assert "nothing was changed" in capsys.readouterr().err
    assert files_in(project) == before


@pytest.mark.parametrize(("locale", "told"), [("de_DE", True), ("en_US", False)])
def test_its_last_words_need_no_make_and_say_that_kept_quizzes_are_in_english(project, capsys, locale, told):
    assert init("--yes", "--quizzes", locale=locale) == 0

    last = capsys.readouterr().out
    assert "python run.py check names what waits" in last
    assert ("The quizzes are in English: translate" in last) == told


def test_the_workflow_asks_the_same_questions_and_so_says_the_readme():
    workflow = yaml.load((ROOT / ".github/workflows/init.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    inputs = workflow["on"]["workflow_dispatch"]["inputs"]
    assert [*inputs] == [question.flag.replace("-", "_") for question in QUESTIONS]
    for question in QUESTIONS:
        if question.is_part:
            assert inputs[question.flag.replace("-", "_")]["default"] == str(question.usual == "yes").lower()
    assert "English" in inputs["quizzes"]["description"]
    (step,) = re.findall(r"^3\. .*$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [question.called for question in QUESTIONS if question.called not in step] == []
