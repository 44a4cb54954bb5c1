"""Files of articles that were renamed or moved by hand: they get the id and the old address that readers know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.editing.articles import with_alias
from coach.editing.edits import EditError, settled, text_of
from coach.editing.yaml_nodes import YamlText, as_word, mapping_of
from coach.publish.deployment.moves import Move, reachable, sure_moves
from coach.source.urls import alias_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coach.content.article import Article
    from coach.editing.edits import Edit
    from coach.publish.deployment.manifest import Manifest
    from coach.source.sources import Source


def restored(articles: Mapping[str, Article], old: Manifest, new: Manifest) -> dict[str, bytes]:
    """Return the files of docs/ that change, by path, so that moved articles stay what the old manifest calls them.

    `articles` are those of the new manifest, by id. An article whose id is written out keeps that id.
    """
    there, files = reachable(new), {}
    for move in sure_moves(old, new):
        source = articles[move.new.id].file.source
        address = "" if move.old.address in there else f"/{move.old.address}"
        try:
            text = settled(text_of(source), lambda text: _edits(source, text, move, address))  # noqa: B023 - called at once
        except EditError:
            continue
        if text.encode() != source.data:
            files[source.path] = text.encode()
    return files


def _edits(source: Source, text: str, move: Move, address: str) -> Iterator[Edit]:
    """Yield what the front matter still lacks; nothing if another id is written there."""
    yaml_ = YamlText(source, text)
    root, id_ = mapping_of(yaml_.root), yaml_.get("id")
    if not root or not root.value or (id_ and id_.value not in {"", move.old.id}):
        return
    if move.old.id != move.new.id and not (id_ and id_.value):
        yield yaml_.with_key(root, "id", as_word(move.old.id))
    written = {alias_address(word.value) for word in yaml_.words(yaml_.get("aliases"))}
    if address and alias_address(address) not in written:
        yield with_alias(yaml_, root, address)
