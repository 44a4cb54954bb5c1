"""`coach newsletter` as its users run it."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from building import copy_project
from coach.cli.main import main
from coach.publish.mail.drafts.fitness import is_public
from helpers import AUTHORS, TAGS, page
from newsletter.published import SMALL


@pytest.fixture
def project(tmp_path, monkeypatch):
    docs = {**SMALL, "index.md": page("Home"), "tags.yml": TAGS, "authors.yml": AUTHORS}
    folder = copy_project(tmp_path / "x", docs)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795953600")
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


@pytest.fixture
def public(project, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://second-sale.org/")
    monkeypatch.setenv("BUTTONDOWN_TOKEN", "b7e1")
    return project


def push(*options):
    return main(["newsletter", "push", "2026-05", "--provider", "buttondown", "--api", "http://127.0.0.1:9", *options])


def test_push_without_a_token_says_what_to_do(public, monkeypatch, capsys):
    monkeypatch.delenv("BUTTONDOWN_TOKEN")
    assert push() == 2
    told = capsys.readouterr()
    assert "BUTTONDOWN_TOKEN" in told.out + told.err
    assert not (public / "docs/newsletter/ledger.yml").exists()


def test_push_without_a_provider_says_what_to_do(public, capsys):
    assert main(["newsletter", "push", "2026-05"]) == 2
    assert "no provider. Write provider: under newsletter: in mkdocs.yml" in capsys.readouterr().err


def test_a_dry_run_shows_links_that_readers_can_follow(public, capsys):
    assert push("--dry-run") == 0
    shown = capsys.readouterr().out
    assert "https://second-sale.org/articles/five-minutes/" in shown.replace('\\"', '"')
    assert "127.0.0.1:8000" not in shown
    assert "{{ unsubscribe_url }}" in shown


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("date: 2026-05-28", "date: 2026-05-28\ndraft: true", "2026-05 is a draft. Take draft: true out of"),
        ("date: 2026-05-28", "date: 2026-05-28\nsent: 2026-05-29\nsent_hash: aa", "2026-05 was sent on 2026-05-29"),
        ("date: 2026-05-28", "date: 2027-05-28", "2026-05 comes on 2027-05-28, and its page is not there before."),
        ("date: 2026-05-28", "date: 2026-05-28\narticles: [nowhere]", 'unknown article "nowhere"'),
        ("five-minutes.md", "six-minutes.md", "this edition has mistakes. Mend them and push again:"),
    ],
)
def test_an_edition_that_is_not_to_be_sent_is_refused(public, capsys, old, new, said):
    path = public / "docs/newsletter/2026-05.md"
    path.write_text(path.read_text().replace(old, new))

    assert push() == 1
    assert said in capsys.readouterr().err
    assert not (public / "docs/newsletter/ledger.yml").exists()


def test_links_to_this_machine_are_refused_with_the_cure(project, monkeypatch, capsys):
    monkeypatch.setenv("BUTTONDOWN_TOKEN", "b7e1")
    assert push() == 1
    told = capsys.readouterr().err
    assert "would lead to http://127.0.0.1:8000/, which nobody but you can open." in told
    assert "SITE_URL=https://your-site.org/ coach newsletter push 2026-05" in told


def test_merge_codes_in_subject_and_preheader_arrive_as_typed(public, capsys):
    path = public / "docs/newsletter/2026-05.md"
    path.write_text(path.read_text().replace("title: A letter", 'title: "Dear {{ name }}, *|FNAME|* and {$x}"'))

    assert push("--dry-run") == 0
    subject = next(line for line in capsys.readouterr().out.splitlines() if '"subject"' in line)
    assert not any(code in subject for code in ("{{", "*|", "{$"))
    assert "Dear {{ name }}, *|FNAME|* and {$x}" in subject.replace("\N{WORD JOINER}", "")


def test_the_hash_covers_the_titles_of_listed_articles(public, capsys):
    def digest():
        assert push("--dry-run") == 0
        return next(line for line in capsys.readouterr().out.splitlines() if '"hash"' in line)

    before = digest()
    path = public / "docs/articles/2026/five-minutes.md"
    path.write_text(path.read_text().replace("title: ", "title: Once more, ", 1))
    assert digest() != before


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://second-sale.org/", True),
        ("http://second-sale.github.io/talk/", True),
        ("https://xn--bcher-kva.example.org:8443/", True),
        ("http://8.8.8.8/", True),
        ("http://127.0.0.1:8000/", False),
        ("http://127.1.2.3/", False),
        ("http://127.1/", False),
        ("http://2130706433/", False),
        ("http://[::1]:8000/", False),
        ("http://0.0.0.0:8000/", False),
        ("http://192.168.1.20/", False),
        ("http://localhost:8000/", False),
        ("http://LOCALHOST./", False),
        ("http://site.localhost/", False),
        ("http://mac.local/", False),
        ("http://intranet/", False),
        ("https://second-sale.test/", False),
        ("second-sale.org", False),
        ("/", False),
        ("", False),
        ("file:///srv/site/", False),
    ],
)
def test_which_addresses_people_elsewhere_can_open(address, public):
    assert is_public(address) == public


@pytest.mark.build
def test_the_guard_reads_what_the_build_writes(project, capsys):
    from building import build

    assert build(project, "--strict").returncode == 0
    assert main(["guard", "site", "site"]) == 0
    old = project / "old.json"
    old.write_bytes((project / "site/manifest.json").read_bytes().replace(b"five-minutes", b"fife-minutes"))
    assert main(["guard", str(old), "site"]) == 1
    assert "id: fife-minutes" in capsys.readouterr().out
