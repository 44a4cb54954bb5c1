"""Renaming, merging and mending on all files of the blog, as they are and as other hands and systems would write them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from building import ROOT
from coach.content.tags import read_tags
from coach.editing.articles import rename_article
from coach.editing.fixes import fixed
from coach.editing.tags import merge_tags, rename_tag
from coach.publish.check import CheckResources, check_all
from coach.publish.texts import TextCache
from helpers import NOW, SETTINGS, site_of, sources
from sampling import samples

DOCS = ROOT / "docs"
SITE = {path.relative_to(DOCS).as_posix(): path.read_bytes() for path in sorted(DOCS.rglob("*.*"))}
# Mistakes that are there before, and must be the same afterwards.
MISTAKES = {
    "articles/2026/wrong.md": SITE["articles/2026/fit-before-quota.md"] + b"\n[x](none.md) and [y](fit-before-quota.md#none)\n",
    "old.md": b"---\ntitle: Old\n---\n[a](articles/2026/fit-before-quota.md) *b\n",
}  # fmt: skip
ARTICLES = sorted(one.id for one in site_of(SITE).library.listed)
TAGS = sorted(yaml.safe_load(SITE["tags.yml"]))
pytestmark = pytest.mark.long
RESOURCES = CheckResources(texts=TextCache())
FEW = how(max_examples=samples(4, 200))
NEW = "a-name-that-nothing-has"


def check(files):
    return [(one.path, one.message) for one in check_all(sources(files), SETTINGS, NOW, RESOURCES)]


# As other hands and systems would write the files.


def with_windows_ends(data):
    return data.replace(b"\n", b"\r\n")


def with_mark(data):
    return data if data.startswith(b"\xef\xbb\xbf") else b"\xef\xbb\xbf" + data


def with_comments(data):
    return re.sub(rb"(?m)^((?:  )?(?:tags|aliases|see_also|parent): .*[\]a-z])$", rb"\1  # [time]: respect", data)


def with_lines(data):
    """Return the text with lists of words on lines of their own, some in quotes, and remarks between them."""

    def lines(found):
        lead, words = found[1] + b"  ", found[3].split(b", ")
        marked = [b"'" + word + b"'" if at % 2 else word for at, word in enumerate(words)]
        return found[1] + found[2] + b":\n" + b"\n".join(lead + b"# one\n" + lead + b"- " + word for word in marked)

    return re.sub(rb"(?m)^((?:  )*)(tags|aliases|see_also): \[(.+)\]$", lines, data)


HANDS = st.lists(st.sampled_from([with_windows_ends, with_mark, with_comments, with_lines]), unique=True).map(
    lambda hands: sorted(hands, key=lambda hand: hand is with_windows_ends)  # last, so that the others see lines
)


def written_by(hands, files):
    made = dict(files)
    for hand in hands:
        made = {path: hand(data) if path.endswith((".md", ".yml")) else data for path, data in made.items()}
    return made


@FEW
@given(st.sampled_from(ARTICLES), HANDS)
def test_a_renamed_article_changes_its_name_and_nothing_else(name, hands):
    files = written_by(hands, SITE | MISTAKES)
    move = rename_article(sources(files), None, site_of(files).library.by_id[name], NEW, public=True)
    after = {**files, **move.files, move.new: move.data}
    del after[move.old]

    for path, data in move.files.items():
        assert data != files[path]
        assert data.replace(f"{NEW}.md".encode(), f"{name}.md".encode()) == files[path]
    added = rf'(?m)^(aliases: \["/articles/{name}/"\]|id: {name})\r?\n'.encode()
    assert re.subn(added, b"", move.data) == (files[move.old], 2)
    before = [(path.replace(f"/{name}.md", f"/{NEW}.md"), told.replace(name, NEW)) for path, told in check(files)]
    assert sorted((path, told.replace(name, NEW)) for path, told in check(after)) == sorted(before)


def merged(tags, old, into):
    """Return what a vocabulary says after a merge."""
    gone, left = tags[old], {id_: dict(tag) for id_, tag in tags.items() if id_ != old}
    own = left[into].get("aliases", [])
    left[into]["aliases"] = [*own, *(word for word in [old, *gone.get("aliases", [])] if word not in own)]
    for id_, tag in left.items():
        if tag.get("parent") == old:
            tag["parent"] = into if id_ != into else gone.get("parent") if gone.get("parent") != into else None
        also = tag.get("see_also", [])
        also = (
            [word for word in also if word != old] if into in also else [into if word == old else word for word in also]
        )
        tag["see_also"] = [word for word in also if word != id_]
    return {id_: {key: value for key, value in tag.items() if value} for id_, tag in left.items()}


def renamed(tags, old, new):
    """Return what a vocabulary says after a tag is renamed."""

    def named(word):
        return new if word == old else word

    left = {named(id_): dict(tag) for id_, tag in tags.items()}
    left[new]["aliases"] = [*left[new].get("aliases", []), old]
    for tag in left.values():
        tag["parent"] = named(tag.get("parent"))
        tag["see_also"] = [named(word) for word in tag.get("see_also", [])]
    return {id_: {key: value for key, value in tag.items() if value} for id_, tag in left.items()}


def vocabulary_of(data):
    return yaml.safe_load(data.decode("utf-8-sig"))


def only_lines_with(words, before, after, gone=()):
    """Fail if a line changed that has none of these words, and is none of those that are gone."""
    was, is_ = (Counter(data.decode().splitlines(keepends=True)) for data in (before, after))
    for line in was - is_ - Counter(gone):
        assert set(re.findall(r"[\w-]+", line)) & words or line.strip() in {"see_also:", "# one"}, line
    for line in is_ - was:
        found = re.findall(r"[\w-]+", line)
        assert set(found) & words or found[0] in {"aliases", "see_also", "tags"}, line


def block_of(data, tag):
    """Return the lines of a tag in the vocabulary."""
    lines = data.decode("utf-8-sig").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{tag}:"))
    last = next((number for number in range(first + 1, len(lines)) if lines[number][0].isalpha()), len(lines))
    return lines[first:last]


@FEW
@given(st.permutations(TAGS), HANDS, st.booleans())
def test_a_merged_or_renamed_tag_changes_its_words_and_nothing_else(tags, hands, merges):
    files = written_by(hands, SITE | MISTAKES)
    old, new = tags[0], tags[1] if merges else NEW
    found = sources(files)
    vocabulary, _ = read_tags(found.named("tags.yml"))
    changes = (merge_tags if merges else rename_tag)(found, vocabulary, old, new)

    model = (merged if merges else renamed)(vocabulary_of(files["tags.yml"]), old, new)
    assert vocabulary_of(changes["tags.yml"]) == model
    words = {old, new, *vocabulary.tags[old].aliases, *(vocabulary.tags[new].aliases if merges else ())}
    gone = block_of(files["tags.yml"], old) if merges else ()
    for path, data in changes.items():
        only_lines_with(words, files[path], data, gone)
    assert check(files | changes) == check(files)
    again = sources(files | changes)
    if not merges:
        assert rename_tag(again, read_tags(again.named("tags.yml"))[0], old, new) == {}, "it is done"


@how(max_examples=samples(2, 50))
@given(st.sampled_from(ARTICLES), st.permutations(TAGS))
def test_line_ends_and_marks_make_no_difference(name, tags):
    def changed(files):
        found = sources(files)
        vocabulary, _ = read_tags(found.named("tags.yml"))
        move = rename_article(found, None, site_of(files).library.by_id[name], NEW, public=True)
        return {**merge_tags(found, vocabulary, *tags[:2]), "moved": move.data} | {
            f"moved {path}": data for path, data in move.files.items()
        }

    plain = changed(SITE)
    for hand in (with_windows_ends, with_mark):
        assert changed(written_by([hand], SITE)) == {path: hand(data) for path, data in plain.items()}


BODIES = {path: data.decode() for path, data in SITE.items() if path.startswith("articles/")}


@st.composite
def damage(draw):
    """An article, and the same with slips that the checker is sure of."""
    path = draw(st.sampled_from(sorted(BODIES)))
    text = BODIES[path]
    for kind in draw(
        st.lists(st.sampled_from(["hidden", "ends", "blank", "link"]), min_size=1, max_size=3, unique=True)
    ):
        if kind == "hidden":
            places = [found.end() for found in re.finditer(r"[a-z](?=[a-z])", text)]
            at = draw(st.sampled_from(places))
            text = text[:at] + draw(st.sampled_from("\u200b\u2060\ufeff")) + text[at:]
        elif kind == "ends":
            at = draw(st.sampled_from([found.start() for found in re.finditer("\n", text)]))
            text = f"{text[:at]}\r{text[at:]}"
        elif kind == "blank":
            text = re.sub(r"(?m)^(##+|[-*]) ", lambda found: found[1] + "\u00a0", text)
            text = re.sub(r"(?m)^(title|date): ", lambda found: f"{found[1]}:\u3000", text)
        else:
            text = re.sub(r"\]\(([a-z])([a-z-]+\.md)", lambda found: f"]({found[1].upper()}{found[2]}", text, count=1)
    return path, text


@how(max_examples=samples(8, 500))
@given(damage(), st.booleans())
def test_what_is_sure_is_mended_and_nothing_else(slips, windows):
    path, text = slips
    files = dict(SITE) | {path: text.encode()}
    if windows:
        files = {name: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for name, data in files.items()}
    want = with_windows_ends(SITE[path]) if windows else SITE[path]
    for _ in range(3):  # behind front matter that could not be read there may be more
        found = sources(files)
        files |= fixed(found, check_all(found, SETTINGS, NOW, RESOURCES))

    assert files[path] == want
    assert check(files) == []
