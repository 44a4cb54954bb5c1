"""The search records of the site."""

from __future__ import annotations

from dataclasses import replace

from jinja2 import DictLoader

from coach.io.templates import Pieces
from coach.publish.build import Resources, start_build
from coach.publish.search.record import as_lines, plain_words, read_lines
from coach.publish.search.records import search_records
from helpers import COACHING, NOW, SETTINGS, article, page, sources

FILES = {
    "index.md": page("Home"),
    "quiet.md": page("Quiet", unlisted="true"),
    "articles/2026/five.md": article("Five", body="# A head\n\nSome *words*.\n\n- one\n- two", aliases="[/old/]"),
    "articles/2026/draft.md": article("Draft", draft="true"),
    "articles/2026/later.md": article("Later", date="2027-01-01"),
    "articles/2026/unlisted.md": article("Unlisted", unlisted="true"),
}


PATH = "title: A path\ndescription: What it is for, said in one sentence that is long enough.\n"


def records(more=None, *, preview=False):
    build = start_build(
        sources({**FILES, **(more or {})}), SETTINGS, NOW, Resources(Pieces(DictLoader({}))), preview=preview
    )
    return list(search_records(build))


def test_only_listed_pages_that_readers_see_have_a_record():
    assert [record.url for record in records()] == ["articles/five/", ""]
    assert records(preview=True) == records()


def test_a_record_holds_the_words_of_a_page_and_what_it_is():
    record = records()[0]

    assert (record.title, record.kind, record.tags, record.date) == ("Five", "article", ("Time",), "14 April 2026")
    assert plain_words(record.html) == "A head Some words. one two"


def test_the_coaching_of_a_path_has_a_record_of_its_own():
    files = {"paths/a.yml": f"{PATH}steps: [{{article: five, why: Now.}}]\n{COACHING}"}
    (record,) = [one for one in records(files) if one.url == "coaching/a/"]

    assert (record.title, record.description, record.kind) == ("Coach: A path", "What this is “for”.", "page")
    assert plain_words(record.html).startswith("What came of it? a name. Who saw it?")
    assert plain_words(record.html).endswith("One sits, & one stands. My sheet. Whom I ring. What I ask.")


def test_lines_hold_all_of_the_records():
    made = records()
    odd = [replace(made[0], title='Six "\u2028\ud800', html="a\nb"), *made[1:]]

    assert read_lines(as_lines(made, "en")) == ("en", made)
    assert made == records()
    assert read_lines(as_lines(odd, "de")) == ("de", odd)
    assert as_lines(odd, "en") != as_lines(made, "en")
    assert as_lines([], "en") == b'"en"'


def test_plain_words_are_what_a_reader_sees():
    html = "<p>a<br>b</p><table><tr><td>c</td><td>d</td></tr></table><script>x</script><p hidden>y</p><svg>z</svg>"

    assert plain_words(html) == "a b c d"
    assert plain_words("<p>un<em>real</em> &amp; &lt;b&gt;</p>") == "unreal & <b>"
    assert plain_words(" ") == ""
