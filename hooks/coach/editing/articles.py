"""Renaming an article: its file, its address, and the links to it, while its id stays what feeds know it by."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import yaml

from coach.editing.edits import Edit, EditError, apply, text_of
from coach.editing.yaml_nodes import YamlText, as_word, mapping_of
from coach.markdown.lines import Lines
from coach.source.schema import LONGEST_ID, SLUG
from coach.source.urls import alias_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.content.article import Article
    from coach.source.sources import Source, Sources

_LINK = re.compile(r"(?:\]\([ \t]*<?|\]:[ \t]*<?|(?:href|src)=[\"'])([^\s()<>\"'#?]+)")
_YAML_LINK = re.compile(r"[\"']?((?:\.{1,2}/)*[\w./%-]+\.md)(?=[\"'#\s,}\]]|\Z)")


@dataclass(frozen=True)
class Move:
    """The files of docs/ that change or are new, by path, and the path that goes."""

    gone: str
    files: dict[str, bytes] = field(default_factory=dict)


def rename_article(sources: Sources, article: Article, new: str, *, public: bool) -> Move:
    """Return what changes when an article gets the address /articles/<new>/ and its file that name.

    `public` says that readers may know the old address, which then leads on.
    """
    old = article.file.source
    if not re.fullmatch(SLUG, new) or len(new) > LONGEST_ID:
        raise EditError(f'"{new}" is no name of an article: small letters a-z, digits and single hyphens.')
    path = posixpath.join(posixpath.dirname(old.path), f"{new}.md")
    if path == old.path and article.slug == new:
        raise EditError(f'the article is called "{new}" already.')
    there = sources.named(path)
    text = _renamed(old, article, new, public=public)
    if there and path != old.path and there.data != text.encode():
        raise EditError(f"{there.shown} is there already.")
    files = {path: text.encode()}
    for source in sources.texts:
        if source.path != old.path and (edits := list(_links(source, old.path, path))):
            files[source.path] = apply(text_of(source), edits).encode()
    return Move("" if path == old.path else old.path, files)


def _renamed(source: Source, article: Article, new: str, *, public: bool) -> str:
    """Return the text of the article with its id written out, and the old address among its aliases."""
    text = text_of(source)
    yaml_ = YamlText(source, text)
    root = mapping_of(yaml_.root)
    if not root or not root.value:
        raise EditError(f"{source.shown} has no keys. Give it a title, and try again.")
    edits = list(_links(source, source.path, posixpath.join(posixpath.dirname(source.path), f"{new}.md")))
    slug = yaml_.get("slug")
    if isinstance(slug, yaml.ScalarNode):
        edits.append(yaml_.replaced(slug, new))
    if yaml_.get("id") is None:
        edits.append(yaml_.with_key(root, f"id: {as_word(article.id)}"))
    address = f"/{article.address}"
    aliases = yaml_.get("aliases")
    written = [] if aliases is None else [alias_address(word.value) for word in yaml_.words(aliases)]
    fresh = f"articles/{new}/"
    if isinstance(aliases, yaml.SequenceNode):
        back = next((word for word in yaml_.words(aliases) if alias_address(word.value) == fresh), None)
        if back is not None and public:
            edits.append(yaml_.replaced(back, address))
        elif back is not None:
            edits.append(yaml_.without_item(aliases, back))
        elif public and article.address not in written:
            edits.append(yaml_.with_item(aliases, address))
    elif public:
        edits.append(yaml_.with_key(root, f'aliases: ["{address}"]'))
    return apply(text, edits)


def _links(source: Source, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits of the links to a file in a Markdown file, or of the paths to it in a YAML file."""
    name = posixpath.basename(old)
    if name.encode() not in source.data and quote(name).encode() not in source.data:
        return
    text = text_of(source)
    shown = Lines(text).plain if source.path.endswith(".md") else text
    pattern = _LINK if source.path.endswith(".md") else _YAML_LINK
    for found in pattern.finditer(shown):
        written = found[1]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), unquote(written)))
        if target == old and not written.startswith("/"):
            start = found.start(1) + len(written) - len(written.rpartition("/")[2])
            yield Edit(start, found.end(1), posixpath.basename(new))
