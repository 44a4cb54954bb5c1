"""Renaming an article: its file, its address, and the links to it, while its id stays what feeds know it by."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import yaml

from coach.editing.edits import Edit, EditError, apply, settled, text_of
from coach.editing.yaml_nodes import YamlText, as_word, mapping_of
from coach.markdown.lines import Lines
from coach.source.schema import LONGEST_ID, SLUG
from coach.source.urls import alias_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.content.article import Article
    from coach.source.sources import Source, Sources

_BEGINNING = r"(?:\]\(\s*|^ {0,3}\[(?!\^)[^\]\n]+\]:\s*)"
_LINK = re.compile(_BEGINNING + r"([^\s()<>\"'#?]+)", re.MULTILINE)
_IN_ANGLES = re.compile(_BEGINNING + r"<([^<>\n#?]+)", re.MULTILINE)
_IN_HTML = re.compile(r"<[a-z][^<>]*?\b(?:href|src)\s*=\s*[\"']?([^\s<>\"'#?]+)", re.IGNORECASE)
_IN_SETTINGS = re.compile(r"\bto:\s*[\"']?([^\s\"'#?,}]+)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Names that are no article's, or no file's on Windows.
_TAKEN = re.compile(r"readme|index|con|prn|aux|nul|(?:com|lpt)\d")


@dataclass(frozen=True)
class Move:
    """A file of docs/ that moves: its paths before and after, its new text, and the other files that change."""

    old: str
    new: str
    data: bytes
    files: dict[str, bytes] = field(default_factory=dict)


def rename_article(sources: Sources, settings: Source | None, article: Article, new: str, *, public: bool) -> Move:
    """Return what changes when an article gets the address /articles/<new>/ and its file that name.

    `settings` is mkdocs.yml, whose menu may lead to the file. `public` says that readers may know the old address: it
    leads on then.
    """
    old = article.file.source
    if not re.fullmatch(SLUG, new) or len(new) > LONGEST_ID or _TAKEN.fullmatch(new):
        raise EditError(f'"{new}" is no name of an article: small letters a-z, digits and single hyphens.')
    path = posixpath.join(posixpath.dirname(old.path), f"{new}.md")
    if path == old.path and article.slug == new:
        raise EditError(f'the article is called "{new}" already.')
    if path != old.path and (there := sources.named(path)):
        raise EditError(f"{there.shown} is there already.")
    text = settled(text_of(old), lambda text: _edits(old, text, article, new, public=public))
    text = apply(text, _links(old, text, old.path, path))
    files: dict[str, bytes] = {}
    for source in (*sources.texts, *([settings] if settings else [])):
        if source.path != old.path and _may_name(source, old.path):
            changed = apply(text_of(source), _links(source, text_of(source), old.path, path)).encode()
            files |= {source.path: changed} if changed != source.data else {}
    return Move(old.path, path, text.encode(), files)


def _edits(source: Source, text: str, article: Article, new: str, *, public: bool) -> Iterator[Edit]:
    """Yield what the front matter still lacks: the id written out, the new slug, the old address among the aliases."""
    yaml_ = YamlText(source, text)
    root = mapping_of(yaml_.root)
    if not root or not root.value:
        raise EditError(f"{source.shown} has no keys. Give it a title, and try again.")
    slug, id_, aliases = (yaml_.get(key) for key in ("slug", "id", "aliases"))
    if isinstance(slug, yaml.ScalarNode) and slug.value not in {"", new}:
        yield yaml_.replaced(slug, new)
    if id_ is None or not id_.value:
        yield yaml_.with_key(root, "id", as_word(article.id))
    address = f"/{article.address}"
    words = yaml_.words(aliases)
    written = [alias_address(word.value) for word in words]
    back = next((word for word in words if alias_address(word.value) == f"articles/{new}/"), None)
    if back is not None and isinstance(aliases, yaml.SequenceNode):
        alone = len(words) == 1 and not public
        yield (
            yaml_.replaced(back, address)
            if public and article.address not in written
            else (_emptied(yaml_, aliases) if alone else yaml_.without_item(aliases, back))
        )
    elif public and article.address not in written:
        yield with_alias(yaml_, root, address)


def with_alias(yaml_: YamlText, root: yaml.MappingNode, address: str) -> Edit:
    """Return the edit that puts an old address, as in /articles/one/, among the aliases."""
    aliases = yaml_.get("aliases")
    if isinstance(aliases, yaml.SequenceNode):
        return yaml_.with_item(aliases, address)
    return yaml_.with_key(root, "aliases", f'["{address}"]')


def _emptied(yaml_: YamlText, list_: yaml.SequenceNode) -> Edit:
    return Edit(yaml_.start(list_), yaml_.end(list_), "[]")


def _may_name(source: Source, path: str) -> bool:
    if not source.path.endswith((".md", "mkdocs.yml")):
        return False
    name = posixpath.basename(path)
    return name.encode() in source.data or quote(name).encode() in source.data or b"%" in source.data


def _links(source: Source, text: str, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits of the links to a file in a Markdown file, or in the settings."""
    for start, written in _addresses(source, text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), unquote(written)))
        if target == old and not written.startswith("/"):
            name = written.rpartition("/")[2]
            begin = start + len(written) - len(name)
            yield Edit(begin, begin + len(name), posixpath.basename(new))


def _addresses(source: Source, text: str) -> Iterator[tuple[int, str]]:
    """Yield where each address of a link begins, and the address; code and comments have none."""
    if source.path.endswith(".yml"):
        yield from ((found.start(1), found[1]) for found in _IN_SETTINGS.finditer(text))
        return
    lines = Lines(text.replace("\r\n", "\n"))
    ends = [found.start() - number for number, found in enumerate(re.finditer("\r\n", text))]  # in the text of lines
    bare = _COMMENT.sub(lambda found: " " * len(found[0]), lines.plain)
    for found in (*_LINK.finditer(lines.prose), *_IN_ANGLES.finditer(bare), *_IN_HTML.finditer(bare)):
        yield found.start(1) + bisect_left(ends, found.start(1)), found[1]
