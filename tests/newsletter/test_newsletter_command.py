"""`coach newsletter` as its users run it."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from building import copy_project
from coach.cli.main import main
from helpers import AUTHORS, TAGS, page
from newsletter.published import SMALL


@pytest.fixture
def project(tmp_path, monkeypatch):
    docs = {**SMALL, "index.md": page("Home"), "tags.yml": TAGS, "authors.yml": AUTHORS}
    folder = copy_project(tmp_path / "x", docs)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    monkeypatch.delenv("BUTTONDOWN_TOKEN", raising=False)
    return folder


def test_new_begins_a_draft_and_never_overwrites_one(project, capsys):
    assert main(["newsletter", "new", "2026-12"]) == 0
    path = project / "docs/newsletter/2026-12.md"
    assert "draft: true" in path.read_text()
    path.write_text("mine")

    assert main(["newsletter", "new", "2026-12"]) == 2
    assert path.read_text() == "mine"
    assert main(["newsletter", "new", "december"]) == 2
    assert '"december" is no month. Write it as in 2026-12.' in capsys.readouterr().err


def test_preview_is_a_mail_with_both_parts(project):
    assert main(["newsletter", "preview", "2026-05"]) == 0

    mail = message_from_bytes((project / "2026-05.eml").read_bytes(), policy=policy.default)
    assert mail["Subject"] == "A letter"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "Hello" in mail.get_body(("plain",)).get_content()


def test_an_unknown_edition_has_a_hint(project, capsys):
    assert main(["newsletter", "preview", "2026-06"]) == 2
    assert 'there is no edition "2026-06". Did you mean "2026-05"?' in capsys.readouterr().err


def test_push_without_a_token_says_what_to_do(project, capsys):
    assert main(["newsletter", "push", "2026-05"]) == 2
    told = capsys.readouterr()
    assert "BUTTONDOWN_TOKEN" in told.out + told.err
    assert not (project / "docs/newsletter/ledger.yml").exists()


@pytest.mark.build
def test_the_guard_reads_what_the_build_writes(project, capsys):
    from building import build

    assert build(project, "--strict").returncode == 0
    assert main(["guard", "site", "site"]) == 0
    old = project / "old.json"
    old.write_bytes((project / "site/manifest.json").read_bytes().replace(b"five-minutes", b"fife-minutes"))
    assert main(["guard", str(old), "site"]) == 1
    assert "id: fife-minutes" in capsys.readouterr().out
