"""What search knows of the site."""

from __future__ import annotations

from dataclasses import replace

from jinja2 import DictLoader

from coach.publish.build import Outfit, start_build
from coach.publish.search.record import plain_words, records_digest
from coach.publish.search.records import search_records
from coach.templates import Pieces
from helpers import NOW, SETTINGS, article, page, sources

FILES = {
    "index.md": page("Home"),
    "quiet.md": page("Quiet", unlisted="true"),
    "articles/2026/five.md": article("Five", body="# A head\n\nSome *words*.\n\n- one\n- two", aliases="[/old/]"),
    "articles/2026/draft.md": article("Draft", draft="true"),
    "articles/2026/later.md": article("Later", date="2027-01-01"),
    "articles/2026/unlisted.md": article("Unlisted", unlisted="true"),
}


def records(*, preview=False):
    build = start_build(sources(FILES), SETTINGS, NOW, Outfit(Pieces(DictLoader({}))), preview=preview)
    return list(search_records(build))


def test_only_listed_pages_that_readers_see_have_a_record():
    assert [record.url for record in records()] == ["articles/five/", ""]
    assert records(preview=True) == records()


def test_a_record_holds_the_words_of_a_page_and_what_it_is():
    record = records()[0]

    assert (record.title, record.kind, record.tags, record.date) == ("Five", "article", ("Time",), "14 April 2026")
    assert record.content == "A head Some words. one two"


def test_the_digest_changes_with_any_word_and_with_nothing_else():
    made = records()

    assert records_digest(made) == records_digest(records())
    assert records_digest([replace(made[0], title="Six"), *made[1:]]) != records_digest(made)


def test_plain_words_are_what_a_reader_sees():
    html = "<p>a<br>b</p><table><tr><td>c</td><td>d</td></tr></table><script>x</script><p hidden>y</p><svg>z</svg>"

    assert plain_words(html) == "a b c d"
    assert plain_words("<p>un<em>real</em> &amp; &lt;b&gt;</p>") == "unreal & <b>"
    assert plain_words(" ") == ""
