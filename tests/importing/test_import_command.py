"""`coach import` from the first look to the built site, twice, interrupted, and over what a person has changed."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from building import build, copy_project
from coach.cli.importing.export import open_export
from coach.cli.main import main
from coach.importing.blog import ExportError
from importing.shared import item, meta, term, wxr
from own_site import CONFIG

SITE = "https://old.example/"
LONG = "<p>Ring one customer and ask one question, then wait for the whole answer before you say a word.</p>"


def picture(colour="#336699"):
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    return data.getvalue()


def attachment(number, name):
    address = f"<wp:attachment_url>{SITE}wp-content/uploads/2024/03/{name}</wp:attachment_url>"
    return item(number, kind="attachment", inside=address + meta("_wp_attachment_image_alt", "A desk"))


LINKED = (
    f'{LONG}<p>See <a href="{SITE}2024/03/be-there/#more-13">be there</a> and <a href="/?p=13">the same</a>.</p>'
    f'<p><img src="{SITE}wp-content/uploads/2024/03/desk-300x200.png" alt="A desk"></p>'
)
SALES = term("Sales") + term("calls", "post_tag")
POSTS = wxr(
    attachment(90, "desk.png"),
    item(12, LINKED, inside=SALES + meta("_thumbnail_id", "90") + meta("_wp_old_slug", "größe")),
    item(13, LONG, name="be-there", title="Be &amp; there", inside=SALES, local="2024-03-11 10:00:00", gmt="2024-03-11 09:00:00"),
    item(14, LONG, name="%e6%97%a5%e6%9c%ac", title="Nihon", inside=SALES),
    item(15, LONG, name="", title="A draft", status="draft", link=f"{SITE}?p=15", inside=SALES),
    item(16, "<p>A secret that nobody may read, ever, however it is imported.</p>", name="secret", title="Secret", password="x"),
    item(17, "<p>Hidden from all but those who log in, and it stays so.</p>", name="hidden", title="Hidden", status="private"),
    item(18, LONG, name="later", title="Later", status="future", local="2099-01-01 10:00:00", gmt="2099-01-01 09:00:00", inside=SALES),
    item(19, LONG, kind="page", name="services", title="Services", link=f"{SITE}services/"),
)  # fmt: skip


@pytest.fixture
def project(tmp_path, monkeypatch):
    folder = tmp_path / "project"
    copy_project(
        folder,
        {
            "index.md": "---\ntitle: Home\ndescription: A home page with a description that is long enough.\n---\nHello.\n",
            "tags.yml": "sales: {label: Selling, description: What it is about., aliases: [calls]}\n",
            "authors.yml": "anna-b: {name: Anna B, description: She writes.}\n",
        },
    )
    config = CONFIG.replace("https://berger.example.org/blog/", SITE).replace(", to: /about/}", ", to: /archive/}")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    (tmp_path / "old.xml").write_text(POSTS, encoding="utf-8")
    uploads = tmp_path / "uploads/2024/03"
    uploads.mkdir(parents=True)
    (uploads / "desk.png").write_bytes(picture())
    monkeypatch.chdir(folder)
    return folder


def run(*more):
    return main(["import", "../old.xml", "--media", "../uploads", *more])


def docs(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("docs/**/*") if path.is_file()
    }


def test_the_first_look_writes_nothing_but_the_table_of_words(project, capsys):
    before = docs(project)
    assert run() == 0

    said = capsys.readouterr().out
    assert "WordPress: 8 posts and pages (4 live, 2 private, 1 draft, 1 page)." in said
    assert "They become 5 articles and 1 pages." in said
    assert docs(project) == before
    assert not (project / "import-report.md").exists()
    assert (project / "import.yml").read_text(encoding="utf-8").count("Sales: sales  # 5 posts") == 1
    assert "anna: anna-b" in (project / "import.yml").read_text(encoding="utf-8")


def test_articles_have_their_old_dates_addresses_ids_links_and_pictures(project):
    assert run("--yes") == 0
    text = (project / "docs/articles/2024/fit-first.md").read_text(encoding="utf-8")

    for line in (
        "title: Fit first",
        "description: Ring one customer and ask one question, then wait for the whole answer before you say a word.",
        "date: 2024-03-04T10:00:00+01:00",
        "tags: [sales]",
        "guid: https://old.example/?p=12",
        'image: {src: "../../assets/2024/desk.png", alt: "A desk"}',
        'aliases: ["/2024/03/fit-first/", "/2024/03/größe/", "/?p=12"]',
        "See [be there](be-there.md) and [the same](be-there.md).",
        "![A desk](../../assets/2024/desk.png)",
    ):
        assert line in text
    assert (project / "docs/assets/2024/desk.png").read_bytes() == picture()
    assert "title: Be & there" in (project / "docs/articles/2024/be-there.md").read_text(encoding="utf-8")
    assert "draft: true" in (project / "docs/articles/2024/a-draft.md").read_text(encoding="utf-8")


def test_nothing_private_is_written_unless_it_is_asked_for_and_then_as_a_draft(project):
    assert run("--yes") == 0
    assert not [path for path, data in docs(project).items() if b"secret" in data.lower() or b"Hidden from" in data]
    report = (project / "import-report.md").read_text(encoding="utf-8")
    assert "**Secret** (post 16): not written" in report
    assert "that nobody may read" not in report

    assert run("--yes", "--private") == 0
    for name in ("secret", "hidden"):
        assert "\ndraft: true\n" in (project / f"docs/articles/2024/{name}.md").read_text(encoding="utf-8")


@pytest.mark.build
def test_the_strict_build_passes_every_old_address_leads_on_and_nothing_is_sent_twice(project):
    assert run("--yes") == 0
    feed = project / "old-feed.xml"
    items = "".join(
        f"<item><title>{title}</title><link>{SITE}2024/03/{name}/</link><guid>{SITE}?p={number}</guid><pubDate>{date}</pubDate></item>"
        for number, name, title, date in (
            (12, "fit-first", "Fit first", "Mon, 04 Mar 2024 09:00:00 +0000"),
            (13, "be-there", "Be there", "Mon, 11 Mar 2024 09:00:00 +0000"),
        )
    )
    feed.write_text(f"<rss version='2.0'><channel><title>Old</title>{items}</channel></rss>", encoding="utf-8")
    result = build(project, "--strict")
    assert result.returncode == 0, result.stderr

    site = project / "site"
    for address, target in {
        "2024/03/fit-first/": "articles/fit-first/",
        "2024/03/größe/": "articles/fit-first/",
        "p/12/": "articles/fit-first/",
        "2024/03/日本/": "articles/nihon/",
        "p/14/": "articles/nihon/",
        "page_id/19/": "services/",
    }.items():
        assert f"url={SITE}{quote(target)}" in (site / address / "index.html").read_text(encoding="utf-8"), address
    assert (site / "services/index.html").exists()
    ids = [one.findtext("guid") for one in etree.parse(str(site / "feed.xml")).iter("item")]
    assert ids == [f"{SITE}?p={number}" for number in (13, 14, 12)] or set(ids) == {
        f"{SITE}?p={n}" for n in (12, 13, 14)
    }
    assert main(["guard", "--feed", "old-feed.xml", "site"]) == 0
    report = (project / "import-report.md").read_text(encoding="utf-8")
    assert "Write `old_feeds: [/feed/, /feed/atom/]`, or what" in report
    assert "`sales` was in docs/tags.yml before" in report
    assert "`[/category/x/, /tag/x/]`" in report


def test_a_page_without_a_word_is_named_and_not_written(project, tmp_path, capsys):
    empty = item(20, "", kind="page", name="blog", title="Blog", link=f"{SITE}blog/")
    hidden = item(21, LONG, name="hidden", title="Hidden", status="private")
    (tmp_path / "old.xml").write_text(wxr(item(12, LONG), empty, hidden), encoding="utf-8")

    run("--yes")
    assert not (project / "docs/blog.md").exists()
    assert "2 stay behind; 1 of them were not public." in capsys.readouterr().out
    assert "**Blog** (page 20): not written" in (project / "import-report.md").read_text(encoding="utf-8")


@pytest.mark.build
def test_the_old_feed_has_the_last_word_on_ids_and_tags_lead_on(project, tmp_path):
    posts = wxr(item(12, LONG, inside=term("Old calls").replace('"x"', '"old-calls"')))
    (tmp_path / "old.xml").write_text(posts, encoding="utf-8")
    entry = f"<item><title>x</title><link>{SITE}2024/03/fit-first/</link><guid>tag:old,12</guid></item>"
    (tmp_path / "feed.xml").write_text(
        f"<rss version='2.0'><channel><title>Old</title>{entry}</channel></rss>", encoding="utf-8"
    )
    config = project / "mkdocs.yml"
    feeds = config.read_text(encoding="utf-8").replace("  coach:\n", "  coach:\n    old_feeds: [/feed/]\n", 1)
    config.write_text(feeds, encoding="utf-8")
    (project / "import.yml").write_text("tags: {Old calls: calls-of-old}\n", encoding="utf-8")

    assert run("--yes", "--feed", "../feed.xml") == 0
    assert "guid: tag:old,12\n" in (project / "docs/articles/2024/fit-first.md").read_text(encoding="utf-8")
    assert 'aliases: ["/category/old-calls/"]' in (project / "docs/tags.yml").read_text(encoding="utf-8")
    assert build(project, "--strict").returncode == 0
    site = project / "site"
    assert "url=https://old.example/tags/calls-of-old/" in (site / "category/old-calls/index.html").read_text(
        encoding="utf-8"
    )
    assert '<guid isPermaLink="false">tag:old,12</guid>' in (site / "feed/index.xml").read_text(encoding="utf-8")


def test_a_feed_that_is_none_is_named(project, tmp_path, capsys):
    (tmp_path / "feed.xml").write_text("nothing", encoding="utf-8")

    assert run("--yes", "--feed", "../feed.xml") == 2
    assert "feed.xml cannot be read: it is no feed." in capsys.readouterr().err


def test_a_second_run_changes_nothing_and_what_a_person_changed_or_deleted_stays(project, capsys):
    assert run("--yes") == 0
    before = docs(project)
    assert run("--yes") == 0
    assert docs(project) == before

    edited, deleted = project / "docs/articles/2024/fit-first.md", project / "docs/articles/2024/be-there.md"
    edited.write_text("---\ntitle: Mine\n---\nMy words.\n", encoding="utf-8")
    deleted.unlink()
    capsys.readouterr()
    run("--yes")
    assert edited.read_text(encoding="utf-8").endswith("My words.\n")
    assert not deleted.exists()
    assert "2 were changed or deleted by somebody" in capsys.readouterr().out


def test_another_choice_in_the_table_changes_what_nobody_touched(project):
    run("--yes")
    table = project / "import.yml"
    table.write_text(table.read_text(encoding="utf-8").replace("Sales: sales", "Sales: fit"), encoding="utf-8")
    run("--yes")

    assert "tags: [fit, sales]" in (project / "docs/articles/2024/fit-first.md").read_text(encoding="utf-8")
    assert 'fit:\n  label: "Sales"\n' in (project / "docs/tags.yml").read_text(encoding="utf-8")


def test_what_did_not_move_is_named_until_the_table_lets_it_go(project, tmp_path):
    body = '<p>One <a href="/gone/">word</a>.</p><p><img src="https://dead.example/a.png" alt="A desk"></p>'
    (tmp_path / "old.xml").write_text(
        wxr(item(12, body, excerpt="A sentence about the post that is long enough for lists.")), encoding="utf-8"
    )
    assert run("--yes") == 1
    report = (project / "import-report.md").read_text(encoding="utf-8")
    assert "## What is left to do: 2 places" in report
    assert '- [ ] line 10: no page has the address "https://old.example/gone/".' in report

    table = project / "import.yml"
    words = table.read_text(encoding="utf-8")
    assert "links: keep\n" in words
    words = words.replace("links: keep", "links: text").replace("pictures: keep", "pictures: link")
    table.write_text(words, encoding="utf-8")
    assert run("--yes") == 0
    article = (project / "docs/articles/2024/fit-first.md").read_text(encoding="utf-8")
    assert article.endswith("One word.\n\n[A desk](https://dead.example/a.png)\n")
    report = (project / "import-report.md").read_text(encoding="utf-8")
    assert "What is left to do" not in report
    assert "This link leads to nothing that moved, and only its words stay: https://old.example/gone/." in report
    assert "is missing, and a link stands in its place: https://dead.example/a.png." in report


def test_pictures_are_fetched_once_also_over_an_interruption(project, tmp_path, capsys):
    asked = []

    class Old(SimpleHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            super().do_GET()

        def log_message(self, *_):
            pass

    served = tmp_path / "served/wp-content/uploads/2024/03"
    served.mkdir(parents=True)
    (served / "desk.png").write_bytes(picture())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Old, directory=str(tmp_path / "served")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}/"
    (tmp_path / "old.xml").write_text(POSTS.replace(SITE, here), encoding="utf-8")
    try:
        for _ in range(2):
            main(["import", "../old.xml", "--fetch", "--yes"])
    finally:
        server.shutdown()
        server.server_close()

    assert (project / "docs/assets/2024/desk.png").read_bytes() == picture()
    assert asked == ["/wp-content/uploads/2024/03/desk.png"]
    assert "![A desk](../../assets/2024/desk.png)" in (project / "docs/articles/2024/fit-first.md").read_text(
        encoding="utf-8"
    )
    assert "Fetching" in capsys.readouterr().err


def test_another_folder_can_be_written_into(project):
    before = docs(project)
    run("--yes", "--into", "draft")

    assert docs(project) == before
    assert (project / "draft/articles/2024/fit-first.md").is_file()


def test_a_trial_in_another_folder_does_not_keep_the_real_one_from_being_written(project):
    run("--yes", "--into", "draft")
    assert run("--yes") == 0

    assert (project / "docs/articles/2024/fit-first.md").is_file()
    assert (project / "draft/import-report.md").is_file()


def test_posts_of_two_blogs_with_one_number_do_not_take_each_others_place(project, tmp_path):
    run("--yes")
    before = (project / "docs/articles/2024/fit-first.md").read_bytes()
    (tmp_path / "second.xml").write_text(
        POSTS.replace(SITE, "https://second.example/")
        .replace("https://old.example", "https://second.example")
        .replace("Fit first", "Other"),
        encoding="utf-8",
    )
    main(["import", "../second.xml", "--yes"])

    assert (project / "docs/articles/2024/fit-first.md").read_bytes() == before
    assert "title: Other" in (project / "docs/articles/2024/fit-first-2.md").read_text(encoding="utf-8")


def test_a_picture_that_came_along_stays_when_its_folder_is_not_named_again(project):
    run("--yes")
    before = docs(project)
    main(["import", "../old.xml", "--yes"])

    assert docs(project) == before


def test_words_that_the_table_does_not_name_are_told(project, capsys):
    (project / "import.yml").write_text("tags: {Other: other}\n", encoding="utf-8")
    run()

    assert 'import.yml does not name 2 of them, and they go: "Sales", "calls"' in capsys.readouterr().out


def test_who_stops_it_is_told_that_nothing_is_lost(project, capsys, monkeypatch):
    stop_after(monkeypatch, 1)
    assert main(["import", "../old.xml", "--yes"]) == 2

    assert "stopped. Run it again: nothing is written twice." in capsys.readouterr().err


def test_a_media_folder_that_is_none_is_named(project, capsys):
    assert main(["import", "../old.xml", "--media", "mkdocs.yml"]) == 2
    assert "mkdocs.yml is neither a folder nor a zip." in capsys.readouterr().err


ACTIONS = st.lists(st.sampled_from(["run", "edit", "delete", "break off", "own file"]), min_size=1, max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_whatever_happens_between_two_runs_nothing_of_a_person_is_lost(project, monkeypatch, actions):
    for path in [*project.glob("docs/articles/**/*.md"), *project.glob("import*"), project / "docs/services.md"]:
        path.unlink(missing_ok=True)
    (project / "docs/tags.yml").write_text(
        "sales: {label: Selling, description: About., aliases: [calls]}\n", encoding="utf-8"
    )
    mine: dict[Path, str] = {}
    for number, action in enumerate([*actions, "run"]):
        act(action, number, project, mine, monkeypatch)
        for path, text in mine.items():
            assert path.read_text(encoding="utf-8") == text


def act(action, number, project, mine, monkeypatch):
    """Run the import, whole or broken off, or do what a person does to a file; `mine` are the words of the person."""
    files = sorted((project / "docs/articles/2024").glob("*.md"))
    own = project / "docs/articles/2024/be-there.md"
    if action == "run":
        run("--yes")
    elif action == "break off":
        with monkeypatch.context() as patch:
            stop_after(patch, number + 1)
            assert run("--yes") == 2
    elif action == "own file" and not own.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        mine[own] = f"---\ntitle: Own\n---\nOwn {number}.\n"
        own.write_text(mine[own], encoding="utf-8")
    elif action == "edit" and files:
        mine[files[number % len(files)]] = f"Words of a person, {number}.\n"
        files[number % len(files)].write_text(f"Words of a person, {number}.\n", encoding="utf-8")
    elif action == "delete" and files:
        mine.pop(files[number % len(files)], None)
        files[number % len(files)].unlink()


def stop_after(patch, files):
    """Let the program be killed when it writes one more file than this, or its record for the second time."""
    from coach.cli.importing import writing

    whole, count, records = writing.replace_file, [0], [0]

    def broken(path, data):
        if "docs" in Path(path).parts:
            count[0] += 1
        else:
            records[0] += 1
        if count[0] > files or records[0] > 1:
            raise KeyboardInterrupt
        whole(path, data)

    patch.setattr(writing, "replace_file", broken)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tags: [a]", "below tags stands one line for each old word"),
        ("tags: {a: 'Not A Tag'}", '"Not A Tag", which "a" becomes'),
        ("shortcodes: {box: maybe}", '"box" is "maybe"; it may be keep, drop or text'),
        ("tags: {a: b", "import.yml cannot be read: look at line"),
        ("just words", "does not have the keys"),
        ("links: maybe", 'links is "maybe"; it may be keep or text'),
        ("pictures: text", 'pictures is "text"; it may be keep, link or drop'),
        ("tag: {a: b}", '"tag" is none of authors, links, pictures, shortcodes, tags, untagged'),
    ],
)
def test_a_mistake_in_the_table_is_named(project, capsys, text, said):
    (project / "import.yml").write_text(text, encoding="utf-8")

    assert run("--yes") == 2
    assert said in capsys.readouterr().err


def test_what_is_no_export_is_named(project, capsys):
    (project.parent / "old.xml").write_text("<html></html>", encoding="utf-8")
    assert run() == 2
    assert "nobody here knows this kind of export" in capsys.readouterr().err
    assert main(["import", "../nothing.zip"]) == 2


# Zips


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return path


def test_a_zip_is_read_in_place_and_nothing_in_it_leads_out(tmp_path):
    names = [
        "a.html",
        "../../b.html",
        "/etc/c.html",
        "C:\\d.html",
        "folder/../../e.html",
        "__MACOSX/f.html",
        "ok/g.html",
    ]
    export = open_export(zipped(tmp_path / "x.zip", dict.fromkeys(names, "text")))

    assert list(export.sizes) == ["a.html", "ok/g.html"]
    assert export.read("ok/g.html") == b"text"
    with pytest.raises(ExportError):
        export.read("../../b.html")
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]


def test_a_file_that_is_far_longer_than_it_was_packed_is_not_there(tmp_path):
    export = open_export(zipped(tmp_path / "x.zip", {"bomb.html": b"0" * 50_000_000, "a.html": "a"}))

    assert list(export.sizes) == ["a.html"]


def test_a_damaged_zip_is_named(tmp_path):
    path = zipped(tmp_path / "x.zip", {"a.html": "words " * 1000})
    data = bytearray(path.read_bytes())
    data[60:80] = b"\0" * 20
    path.write_bytes(data)
    with pytest.raises(ExportError):
        open_export(path).read("a.html")


def test_a_folder_shows_no_hidden_files_and_no_links_out_of_it(tmp_path):
    (tmp_path / "blog/.git").mkdir(parents=True)
    (tmp_path / "blog/.git/config").write_text("x")
    (tmp_path / "blog/a.md").write_text("x")
    (tmp_path / "secret.md").write_text("x")
    (tmp_path / "blog/out.md").symlink_to(tmp_path / "secret.md")

    assert list(open_export(tmp_path / "blog").sizes) == ["a.md"]


def test_the_record_survives_other_line_ends(project):
    run("--yes")
    path = project / "docs/articles/2024/be-there.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    record = json.loads((project / "import-record.json").read_text(encoding="utf-8"))
    assert "articles/2024/be-there.md" in record["written"]
    run("--yes")

    assert b"\r\n" not in path.read_bytes(), "Git had changed the line ends, and nobody the words"
