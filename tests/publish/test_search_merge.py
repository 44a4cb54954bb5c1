"""One index made of parts is the same as one made at once."""

from __future__ import annotations

import gzip
import json
import logging
import shutil
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mkdocs_search
from building import files_of
from coach.publish import search_merge
from coach.publish.search.cbor import ARRAY, NUMBER, decode, encode, head, read_head, text
from coach.publish.search.record import Record, in_parts
from coach.publish.search.search_words import pack_words, read_words, words_in_order

LOG = logging.getLogger("search")
WORDS = ["call", "café", "order", "cafe", "price", "doubt", "zürich", "letter", "visit", "train"]


def record(number):
    """A page that shares some words with the others and has one of its own; some of them have accents."""
    words = [word for place, word in enumerate(WORDS) if (number >> place % 4) & 1]
    content = f"{' '.join(words)} only{number} {'often ' * (number % 7)}and {WORDS[number % 10]}"
    tags = ("Time",) if number % 2 else ()
    return Record(f"articles/a{number}/", f"Title {number}", f"About {number}", f"<p>{content}</p>", "article", tags)


RECORDS = [*(record(number) for number in range(90)), replace(record(90), kind="quiz", topics=("time",))]


def made(folder, part, monkeypatch, records=RECORDS):
    monkeypatch.setattr(mkdocs_search, "_PART", part)
    job = mkdocs_search.begin_search(folder / "site", folder / ".cache", LOG)
    job.index(records, 2)
    job.finish()
    return files_of(folder / "site/pagefind")


def opened(data):
    return gzip.decompress(data).removeprefix(b"pagefind_dcd")


def numbers(data, at):
    """Return a list of numbers below zero or not."""
    count, at = read_head(data, at)
    found = []
    for _ in range(count):
        negative = data[at] >> 5
        number, at = read_head(data, at)
        found.append(-1 - number if negative else number)
    return found, at


def pages(data, at, urls):
    """Return where a word stands, by page."""
    count, at = read_head(data, at)
    page, found = 0, {}
    for _ in range(count):
        number, at = decode(data, at + 1)
        page += number
        places, at = numbers(data, at)
        in_facts, at = numbers(data, at)
        found[urls[page]] = (places, in_facts)
    return found, at


def contents(files):
    """Return all that an index says: texts by address, and for each word and spelling its places."""
    (meta,) = (decode(opened(data))[0] for path, data in files.items() if path.endswith(".pf_meta"))
    fragments = [json.loads(opened(files[f"fragment/{name}.pf_fragment"])) for name, _ in meta[1]]
    urls = [fragment["url"] for fragment in fragments]
    words = {}
    for first, last, name in meta[2]:
        data = opened(files[f"index/{name}.pf_index"])
        count, at = read_head(data, 1)
        for _ in range(count):
            word, at = decode(data, at + 1)
            assert first <= word
            assert word <= last or word.startswith(last)
            words[word], at = pages(data, at, urls)
            forms, at = read_head(data, at)
            for _ in range(forms):
                form, at = decode(data, at + 1)
                words[word, form], at = pages(data, at, urls)
    return {fragment["url"]: fragment for fragment in fragments}, words


@pytest.mark.parametrize("chunk", [300, 24_000])
def test_an_index_made_of_parts_says_the_same_as_one_made_at_once(tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(search_merge, "_CHUNK", chunk)
    whole, parted = (made(tmp_path / str(part), part, monkeypatch) for part in (100_000, 400))

    assert len(in_parts(RECORDS, 400)) > 4
    assert contents(parted) == contents(whole)
    assert ("cafe", "café") in contents(whole)[1]
    assert json.loads(whole["kinds.json"]).keys() != json.loads(parted["kinds.json"]).keys()
    assert list(json.loads(parted["kinds.json"]).values()) == ["quiz"]


@pytest.mark.parametrize(("articles", "parts"), [(1, 1), (79, 1), (1000, 8), (10_000, 64)])
def test_ten_times_as_many_articles_come_in_parts_little_larger(articles, parts):
    records = [Record(f"articles/{number}/", "", "", "x" * 6300, "article") for number in range(articles)]

    assert len(in_parts(records, mkdocs_search._PART)) == parts


def test_one_changed_record_makes_one_part_anew_and_the_same_records_the_same_bytes(tmp_path, monkeypatch):
    first = made(tmp_path, 400, monkeypatch)
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / ".cache").glob("search-part-*")}

    assert made(tmp_path, 400, monkeypatch, [*RECORDS[:-1], replace(RECORDS[-1], title="Other")]) != first
    after = {path.name: path.stat().st_mtime_ns for path in (tmp_path / ".cache").glob("search-part-*")}
    assert len(after) == len(before) > 4
    assert len(after.items() - before.items()) == 1

    assert made(tmp_path / "elsewhere", 400, monkeypatch) == first


def test_after_one_change_the_pages_of_other_parts_keep_their_address_and_are_not_written_again(tmp_path, monkeypatch):
    made(tmp_path, 400, monkeypatch)
    before = texts_by_inode(tmp_path)
    made(tmp_path, 400, monkeypatch, [*RECORDS[:-1], replace(RECORDS[-1], title="Other")])
    after = texts_by_inode(tmp_path)

    changed = {path.parent.name for path, _, _ in after - before}
    assert len(changed) == 1
    assert len({path.parent.name for path, _, _ in after & before}) > 4
    assert not any(path.exists() for path, _, _ in before - after)


def texts_by_inode(folder):
    return {(path, path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.glob("site/pagefind/fragment/*/*")}


@pytest.mark.parametrize("where", ["fragment", "index", "."])
def test_an_index_in_parts_is_not_written_where_a_link_leads(tmp_path, monkeypatch, where):
    fresh = made(tmp_path, 400, monkeypatch)
    (tmp_path / "outside").mkdir()
    linked = tmp_path / "site/pagefind" / where
    shutil.rmtree(linked)
    linked.symlink_to(tmp_path / "outside")
    shutil.rmtree(tmp_path / ".cache")

    assert made(tmp_path, 400, monkeypatch) == fresh
    assert list((tmp_path / "outside").iterdir()) == []


def test_parts_that_are_of_another_kind_are_refused():
    with pytest.raises(ValueError, match="another form"):
        read_words([b"\x81" + head(ARRAY, 1) + b"\x82" + text(b"word") + encode([[1, [], 2]])])


PLACES = st.lists(st.integers(0, 100_000), max_size=4)
PAGES = st.lists(st.tuples(st.integers(0, 70_000), PLACES, PLACES), min_size=1, max_size=30)


def word(name, pages, others=()):
    """Return a word as Pagefind writes it."""
    return b"\x83" + text(name) + encode(pages) + head(ARRAY, len(others)) + b"".join(others)


@given(st.dictionaries(st.text("abcx~'", min_size=1, max_size=40), PAGES, max_size=12))
@settings(deadline=None)
def test_plain_words_are_read_the_same_beside_one_that_is_not(words):
    plain = [word(name.encode(), pages) for name, pages in sorted(words.items())]
    form = b"\x82" + text("é".encode()) + encode([[2, [1], []]])
    strange = word(b"zz", [], [form])

    chunks = [b"\x81" + head(ARRAY, len(plain)) + b"".join(plain)]
    beside = [b"\x81" + head(ARRAY, len(plain) + 1) + b"".join(plain) + strange]
    *others, none, accent = read_words(beside)

    assert read_words(chunks) == others
    assert (none[0], none[3]) == (b"zz", 0)
    assert accent == (b"zz\t" + "é".encode(), 2, 2, 1, encode([[1], []])[1:])
    for (name, pages), (found, first, last, count, data) in zip(sorted(words.items()), others, strict=True):
        assert (found, first, last) == (name.encode(), pages[0][0], sum(page for page, _, _ in pages))
        assert encode(pages) == head(ARRAY, count) + b"\x83" + head(NUMBER, first) + data


def test_a_part_without_words_changes_nothing():
    postings = [(b"call", 0, 2, 2, b"x"), (b"time", 1, 1, 1, b"y")]
    parts = [pack_words([]), pack_words(postings), pack_words([])]

    assert list(words_in_order(parts, [0, 0, 3])) == postings
    assert list(words_in_order(parts[:1], [0])) == []


@pytest.mark.parametrize(
    "value", [0, 23, 24, 255, 256, 65_535, 65_536, 2**32 - 1, "", "é" * 300, [], [[1, "a"], "b"] * 20]
)
def test_cbor_is_read_as_it_was_written(value):
    assert decode(encode(value)) == (value, len(encode(value)))
