"""run.py, which does what make does: on a bare clone, without make and a shell."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys

import pytest
import run

from building import ROOT, copy_project, environment
from helpers import BASE, MENU, article


@pytest.fixture
def alone(tmp_path):
    """Return a function that runs run.py in a small project, with nothing on the path but this Python."""
    folder = copy_project(tmp_path / "a clone", {**BASE, **MENU, "articles/2026/five.md": article()})
    for name in ("run.py", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (tmp_path / "nothing").mkdir()

    def go(*arguments, **environ):
        env = environment(**{"PATH": str(tmp_path / "nothing"), "VENV": str(ROOT / ".venv"), **environ})
        python = os.path.realpath(sys.executable)
        return subprocess.run(
            [python, str(folder / "run.py"), *arguments],
            env=env,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    go.folder = folder
    return go


def test_make_has_a_target_for_each_command_and_calls_it():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (targets,) = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)

    assert set(targets.split()) == set(run.COMMANDS) - {"coach"}
    assert set(re.findall(r"^\t(?!\$\(RUN\)|  )(.*)$", text, re.MULTILINE)) == set()


def test_every_command_says_what_it_does(alone):
    listed = alone("help").stdout.splitlines()
    assert [line.split()[2] for line in listed] == list(run.COMMANDS)
    assert all(re.search(r"run\.py [a-z-]+ +[A-Z].{10,}", line) for line in listed)


@pytest.mark.build
def test_an_author_needs_nothing_but_python(alone):
    assert alone("check").stderr == "No mistakes found.\n"
    begun = alone("new", 'It\'s $5 "off"')
    assert (begun.stdout, begun.stderr) == ("docs/articles/2026/its-5-off.md\n", "")
    checked = alone("check", "--format", "json")
    assert checked.returncode == 1
    assert '"docs/articles/2026/its-5-off.md"' in checked.stdout
    (alone.folder / "docs/articles/2026/its-5-off.md").unlink()

    built = alone("site")
    assert built.returncode == 0, built.stderr
    assert (alone.folder / "site/articles/five/index.html").exists()
    assert alone("clean").returncode == 0
    assert not (alone.folder / "site").exists()


def test_without_node_the_types_are_left_out_or_required(alone):
    assert alone("types", NODE="").returncode == 0
    told = alone("types", NODE="required")
    assert (told.returncode, told.stderr) == (1, "Node.js is not here: the types of the scripts are not checked.\n")


@pytest.mark.parametrize(
    ("arguments", "environ", "said"),
    [
        (["built"], {}, 'run.py: there is no command "built". python run.py help lists them.\n'),
        (["lock"], {}, "run.py: there is no uv here; install it first.\n"),
        (["check"], {"VENV": "nowhere"}, "run.py: there is no coach in "),
    ],
)
def test_what_cannot_be_run_is_refused_in_a_sentence(alone, arguments, environ, said):
    env = {"VENV": str(ROOT / ".venv"), **environ}
    told = subprocess.run(
        [sys.executable, str(alone.folder / "run.py"), *arguments],
        env=environment(PATH=str(alone.folder), **env),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert told.stderr.startswith(said)


def test_a_part_of_a_clone_is_told_that_it_is_one(alone):
    (alone.folder / "requirements.lock").unlink()
    told = alone("check", VENV="")
    assert (told.returncode, told.stderr) == (
        2,
        "run.py: requirements.lock is missing: run.py works in the folder of a whole clone.\n",
    )


def test_a_blog_made_from_this_one_is_not_held_to_tests_that_read_this_one(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("GENERATOR", raising=False)
    assert not run.of_another()

    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("key: second-sale", "key: berger")
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    assert [run.test([]), run.core([])] == [0, 0]
    assert "Yours is looked through by run.py check and run.py site." in capsys.readouterr().err
    monkeypatch.setenv("GENERATOR", "yes")
    assert not run.of_another()


def test_the_environment_is_renewed_when_what_it_was_made_from_changes(tmp_path, monkeypatch):
    installed = []
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "GIVEN", "")
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "call", lambda command, **_: installed.append(command) or 0)
    (tmp_path / ".venv").mkdir()

    run.prepare()
    assert len(installed) >= 2
    assert any("--require-hashes" in command for command in installed)
    made = len(installed)
    run.prepare()
    assert len(installed) == made
    (tmp_path / "requirements.lock").write_text("another")
    run.prepare()
    assert len(installed) > made


@pytest.mark.parametrize(
    ("given", "port"), [((), 8000), (("-a", "127.0.0.1:{}"), 0), (("--dev-addr=127.0.0.1:{}",), 0)]
)
def test_a_port_that_is_taken_is_told_and_no_traceback(capsys, monkeypatch, given, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        monkeypatch.setattr(run, "SERVED_AT", f"127.0.0.1:{number}" if port else run.SERVED_AT)
        assert run.serve([one.format(number) for one in given]) == 1

    said = capsys.readouterr().err
    assert said.startswith(
        f"Port {number} is taken, perhaps by serve in another window. Stop it there with Ctrl and C, or "
    )
    assert "python run.py serve -a 127.0.0.1:" in said


def test_a_free_port_is_served():
    assert run.why_not_served("127.0.0.1", 0) == ""
    assert run.served_at(["--strict"]) == ("127.0.0.1", 8000)
    assert run.served_at(["-a", "[::1]:9000"]) == ("::1", 9000)
