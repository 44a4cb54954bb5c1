"""`coach fix --live`: articles whose files were renamed by hand keep their id and their address."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from building import ROOT
from coach.cli.main import main
from coach.editing.moved import restored
from coach.publish.deployment.guard import guard
from coach.publish.deployment.manifest import manifest_text
from coach.publish.files import make_manifest
from helpers import article, site_of
from sampling import samples

LONG = "One two three four five six seven eight nine ten eleven twelve. " * 4
FILES = {
    "articles/2026/one.md": article("One", body=f"The first. {LONG}"),
    "articles/2026/two.md": article("Two", date="2026-04-15", body="Quite another text, which says something else."),
}
OLD = make_manifest(site_of(FILES), ())


def after(files, old=OLD):
    site = site_of(files)
    return restored(site.library.by_id, old, make_manifest(site, ()))


def moved(path, text, old="articles/2026/one.md"):
    return {path: text, **{name: data for name, data in FILES.items() if name != old}}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_renamed_file_gets_id_and_alias(end):
    text = FILES["articles/2026/one.md"].replace("\n", end)
    found = after(moved("articles/2025/uno.md", text))

    lines = f'title: One{end}aliases: ["/articles/one/"]{end}id: one{end}'
    assert found == {"articles/2025/uno.md": text.replace(f"title: One{end}", lines).encode()}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (article("One", body=f"The very first. {LONG}"), True),  # the same day and almost the same text
        (article("One", date="2026-04-20", body=f"The very first. {LONG}"), False),  # another day
        (article("One", body="A text that has nothing in common with it."), False),
        (article("One", date="2026-04-20", body=f"The first. {LONG}"), True),  # the same text; the guard names the date
        (article("One", body=f"The first. {LONG}", id="uno"), False),  # somebody wrote another id
        (article("One", body=f"The first. {LONG}", draft="true"), False),
        (article("One", body=f"The first. {LONG}", unlisted="true"), False),
    ],
)
def test_only_what_is_surely_the_old_article(text, told):
    assert bool(after(moved("articles/2026/uno.md", text))) is told


def test_two_that_could_be_it_are_none():
    copies = {"articles/2026/a.md": FILES["articles/2026/one.md"], "articles/2026/b.md": FILES["articles/2026/one.md"]}

    assert after({**copies, "articles/2026/two.md": FILES["articles/2026/two.md"]}) == {}


def test_an_id_that_is_written_needs_the_old_address_alone():
    old = {**FILES, "articles/2026/one.md": article("One", id="first", aliases="[/old/]")}
    new = moved("articles/2026/uno.md", old["articles/2026/one.md"])
    found = after(new, make_manifest(site_of(old), ()))

    want = new["articles/2026/uno.md"].replace("[/old/]", '[/old/, "/articles/one/"]')
    assert found == {"articles/2026/uno.md": want.encode()}


def test_an_address_that_leads_on_already_is_not_added():
    new = moved("articles/2026/uno.md", article("One", body=f"The first. {LONG}", id="one", aliases="[/articles/one/]"))

    assert after(new) == {}


def test_front_matter_with_anchors_stays():
    text = article("One", body=f"The first. {LONG}").replace("tags: [time]", "tags: &a [time]")

    assert after(moved("articles/2026/uno.md", text)) == {}


SITE = {path.relative_to(ROOT / "docs").as_posix(): path.read_bytes() for path in (ROOT / "docs").rglob("*.*")}
ARTICLES = sorted(f"articles/{one.date.year}/{one.id}.md" for one in site_of(SITE).library.listed)


@how(suppress_health_check=list(HealthCheck), deadline=None, max_examples=samples(4, 100))
@given(st.sets(st.sampled_from(ARTICLES), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_of_the_blogs_own_articles_the_guard_has_nothing_to_say_afterwards(names, chance):
    old = make_manifest(site_of(SITE), ())
    files = dict(SITE)
    for number, name in enumerate(sorted(names)):
        files[f"articles/{chance.choice(['2025', '2026'])}/moved-{number}.md"] = files.pop(name)
    assert guard(replace(old, feeds={}), make_manifest(site_of(files), ())), "it does before"
    files |= after(files, old)

    assert guard(old, make_manifest(site_of(files), ())) == []


@pytest.fixture
def project(begin):
    return begin(FILES)


def test_the_command_shows_it_and_writes_it(project, capsys):
    one, uno = (project / f"docs/articles/2026/{name}.md" for name in ("one", "uno"))
    (project / "manifest.json").write_text(manifest_text(OLD), encoding="utf-8")
    one.rename(uno)
    before = uno.read_bytes()

    assert main(["fix", "--live", "manifest.json"]) == 0
    assert '+aliases: ["/articles/one/"]\n+id: one\n' in capsys.readouterr().out
    assert uno.read_bytes() == before
    assert main(["fix", "--live", "manifest.json", "--yes"]) == 0
    assert b'title: One\naliases: ["/articles/one/"]\nid: one\n' in uno.read_bytes()
    assert main(["fix", "--live", "manifest.json"]) == 0
    assert "Nothing changes." in capsys.readouterr().out


@pytest.mark.parametrize(("live", "told"), [("none.json", "there is no none.json."), ("mkdocs.yml", "is no manifest")])
def test_what_is_no_manifest_is_told(project, capsys, live, told):
    assert main(["fix", "--live", live]) == 2
    assert told in capsys.readouterr().err
