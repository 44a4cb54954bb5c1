"""Renaming a tag, and merging one into another: in the vocabulary, articles and quizzes at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from coach.content.tags import FILE, fold
from coach.editing.edits import Edit, EditError, settled, text_of
from coach.editing.yaml_nodes import YamlText, as_word, mapping_of
from coach.source.problems import suggest
from coach.source.schema import LONGEST_ID, SLUG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from coach.content.tags import Vocabulary
    from coach.source.sources import Source, Sources

_EMPTY_LINE = re.compile(r"[ \t]*\r?\n")
_ENDS_EMPTY = re.compile(r"\n[ \t]*\r?\n\Z")


def rename_tag(sources: Sources, vocabulary: Vocabulary, old: str, new: str) -> dict[str, bytes]:
    """Return the files of docs/ that change when the tag `old` is called `new`, by path.

    The old id becomes an alias, so its address leads on and what still has it stays right.
    """
    if old == new:
        return {}
    if _is_done(vocabulary, old, new):
        return dict(_with_word(sources, lambda word: fold(word) == fold(old) != fold(new), new))
    _known(vocabulary, old)
    other = vocabulary.find(new)
    if not re.fullmatch(SLUG, new) or len(new) > LONGEST_ID:
        raise EditError(f'"{new}" is no id of a tag: small letters a-z, digits and single hyphens.')
    if other and other.id != old:
        raise EditError(f'"{new}" is the tag "{other.id}". To make one of both: coach tags merge {old} {other.id}')
    changes = dict(_with_word(sources, lambda word: fold(word) == fold(old), new))
    return {FILE: _vocabulary(sources, lambda yaml_: _renamed(yaml_, old, new)), **changes}


def merge_tags(sources: Sources, vocabulary: Vocabulary, old: str, into: str) -> dict[str, bytes]:
    """Return the files of docs/ that change when the tag `old` becomes a part of the tag `into`, by path.

    The vocabulary comes last, since it alone knows the other words for `old`: written in this order, whoever is
    interrupted can begin again.
    """
    if old == into:
        raise EditError(f'"{old}" is one tag already.')
    _known(vocabulary, into)
    if _is_done(vocabulary, old, into):
        return dict(_with_word(sources, lambda word: fold(word) == fold(old), into))
    _known(vocabulary, old)
    words = {fold(word) for word in (old, *vocabulary.tags[old].aliases)}
    changes = dict(_with_word(sources, lambda word: fold(word) in words, into))
    return {**changes, FILE: _vocabulary(sources, lambda yaml_: _merged(yaml_, old, into))}


def _is_done(vocabulary: Vocabulary, old: str, new: str) -> bool:
    """Return whether the vocabulary has the new name already, as after an interruption."""
    found = vocabulary.find(old)
    return old not in vocabulary.tags and new in vocabulary.tags and found is not None and found.id == new


def _known(vocabulary: Vocabulary, tag: str) -> None:
    if tag not in vocabulary.tags:
        found = vocabulary.find(tag)
        hint = f' Its id is "{found.id}".' if found else f" {suggest(tag, vocabulary.words())}".rstrip()
        raise EditError(f'there is no tag "{tag}" in docs/{FILE}.{hint}')


def _vocabulary(sources: Sources, edits: Callable[[YamlText], Iterable[Edit]]) -> bytes:
    source = sources.named(FILE)
    if source is None:
        raise EditError(f"there is no docs/{FILE}.")
    return settled(text_of(source), lambda text: edits(YamlText(source, text))).encode()


def _with_word(sources: Sources, is_old: Callable[[str], bool], new: str) -> Iterator[tuple[str, bytes]]:
    """Yield the articles and quizzes in whose lists of tags an old word becomes the new one."""
    for source in (*sources.under("articles/", ".md"), *sources.under("quizzes/", ".yml")):
        if b"tags" not in source.data:
            continue
        try:
            text = settled(text_of(source), lambda text, source=source: _of_lists(source, text, is_old, new))  # type: ignore[misc]
        except EditError:  # the old word is an alias now, so what cannot be changed stays right
            continue
        if text.encode() != source.data:
            yield source.path, text.encode()


def _of_lists(source: Source, text: str, is_old: Callable[[str], bool], new: str) -> Iterator[Edit]:
    yaml_ = YamlText(source, text)
    for list_ in yaml_.lists("tags"):
        yield from _in_list(yaml_, list_, is_old, new)


def _in_list(yaml_: YamlText, list_: yaml.SequenceNode, is_old: Callable[[str], bool], new: str) -> Iterator[Edit]:
    """Yield the edits of one list of tags: the first old word becomes the new one, unless that is there."""
    words = yaml_.words(list_)
    has = any(fold(word.value) == fold(new) and not is_old(word.value) for word in words)
    for word in words:
        if is_old(word.value) and word.value != new:
            yield yaml_.without_item(list_, word) if has else yaml_.replaced(word, new)
            has = True


def _renamed(yaml_: YamlText, old: str, new: str) -> Iterator[Edit]:
    names = _Names(yaml_, old, new)
    for key, value in yaml_.entries():
        yield from names.parent(value)
        yield from names.see_also(value)
        if key.value == old:
            yield from _with_aliases(yaml_, mapping_of(value), [old], without=new)
            yield yaml_.replaced(key, new)


def _merged(yaml_: YamlText, old: str, into: str) -> Iterator[Edit]:
    entries = {key.value: (key, value) for key, value in yaml_.entries()}
    if old not in entries:
        return
    key, gone = entries[old]
    words = [old, *(word.value for word in yaml_.words(yaml_.get("aliases", gone)))]
    above = yaml_.get("parent", gone)
    names = _Names(yaml_, old, into)
    for id_, (_, value) in entries.items():
        if id_ == into:
            yield from _with_aliases(yaml_, mapping_of(value), words)
            yield from names.parent_of_itself(value, above.value if isinstance(above, yaml.ScalarNode) else "")
            yield from names.see_also(value, itself=True)
        elif id_ != old:
            yield from names.parent(value)
            yield from names.see_also(value)
    root = mapping_of(yaml_.root)
    in_braces = root is not None and root.flow_style
    yield _without_key(yaml_, root, old) if root and in_braces else _without_tag(yaml_, key, gone, entries[into][0])


def _without_tag(yaml_: YamlText, key: yaml.Node, gone: yaml.Node, into: yaml.Node) -> Edit:
    """Return the edit that takes out a tag; the comment directly above it goes to the tag that it becomes a part of."""
    cut, place = yaml_.without_lines(yaml_.start(key), yaml_.end(gone)), yaml_.line(into)
    above = yaml_.comment_above(cut.start)
    comment = yaml_.text[above : cut.start]
    empty = _EMPTY_LINE.match(yaml_.text, cut.end) if _ENDS_EMPTY.search(yaml_.text[:above]) else None
    end = empty.end() if empty else cut.end  # of two empty lines around it one stays
    if place > cut.start:
        return Edit(above, place, yaml_.text[end:place] + comment)
    return Edit(place, end, comment + yaml_.text[place:above])


@dataclass(frozen=True)
class _Names:
    """The edits by which a tag that names the `old` one names the `new` one."""

    yaml_: YamlText
    old: str
    new: str

    def parent(self, tag: yaml.Node) -> Iterator[Edit]:
        parent = self.yaml_.get("parent", tag)
        if isinstance(parent, yaml.ScalarNode) and parent.value == self.old:
            yield self.yaml_.replaced(parent, self.new)

    def parent_of_itself(self, tag: yaml.Node, above: str) -> Iterator[Edit]:
        """Yield the edit for the new tag itself: it is below what the old one was below, if that is another."""
        parent, mapping = self.yaml_.get("parent", tag), mapping_of(tag)
        if mapping and isinstance(parent, yaml.ScalarNode) and parent.value == self.old:
            other = above not in {"", self.new}
            yield self.yaml_.replaced(parent, above) if other else _without_key(self.yaml_, mapping, "parent")

    def see_also(self, tag: yaml.Node, *, itself: bool = False) -> Iterator[Edit]:
        """Yield the edits of a list of neighbours: no tag names itself, nor another twice."""
        also, mapping = self.yaml_.get("see_also", tag), mapping_of(tag)
        words = self.yaml_.words(also)
        gone = next((word for word in words if word.value == self.old), None)
        if gone is None or mapping is None or not isinstance(also, yaml.SequenceNode):
            return
        if not itself and all(word.value != self.new for word in words):
            yield self.yaml_.replaced(gone, self.new)
        elif len(words) == 1:
            yield _without_key(self.yaml_, mapping, "see_also")
        else:
            yield self.yaml_.without_item(also, gone)


def _without_key(yaml_: YamlText, mapping: yaml.MappingNode, name: str) -> Edit:
    key, value = next(one for one in yaml_.entries(mapping) if one[0].value == name)
    start, end = yaml_.start(key), yaml_.end(value)
    if not mapping.flow_style:
        return yaml_.without_lines(start, end)
    rest = yaml_.text[end:]
    blanks = len(rest) - len(rest.lstrip(" \t"))
    if rest[blanks : blanks + 1] == ",":
        after = rest[blanks + 1 :]
        return Edit(start, end + blanks + 1 + len(after) - len(after.lstrip(" \t")), "")
    return Edit(yaml_.text.rindex(",", 0, start), end, "")


def _with_aliases(
    yaml_: YamlText, mapping: yaml.MappingNode | None, words: list[str], without: str = ""
) -> Iterator[Edit]:
    """Yield the edit that adds words to a tag's aliases, and takes out the one that is its id now."""
    if not mapping or not mapping.value:
        raise EditError(f"docs/{FILE}: a tag has no keys. Give it a label, and try again.")
    aliases = yaml_.get("aliases", mapping)
    if not isinstance(aliases, yaml.SequenceNode):
        yield yaml_.with_key(mapping, "aliases", f"[{', '.join(map(as_word, words))}]")
        return
    have = yaml_.words(aliases)
    fresh = [word for word in words if all(one.value != word for one in have)]
    now_id = next((one for one in have if without and one.value == without), None)
    if now_id is not None and fresh:
        yield yaml_.replaced(now_id, fresh.pop(0))
    elif now_id is not None:
        yield yaml_.without_item(aliases, now_id)
    for word in fresh:
        yield yaml_.with_item(aliases, word)
