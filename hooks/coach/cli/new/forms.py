"""The texts with which articles, pages and reading paths begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from coach.content.tags import fold
from coach.editing.yaml_nodes import as_word, mapping_of
from coach.source.schema import PLACEHOLDER
from coach.source.slips.comments import in_quotes
from coach.source.yaml_document import read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.content.config.messages import Catalogue
    from coach.content.tags import Vocabulary

_MOST_TAGS = 3  # that are proposed


def article(title: str, description: str, day: str, tags: Sequence[str], figure: str = "") -> str:
    """Return the front matter of a new article, a draft, and an empty line."""
    keys = [f"title: {as_yaml(title)}", f"description: {as_yaml(description)}".rstrip(), f"date: {day}"]
    listed = ", ".join(map(as_word, tags))
    return "\n".join(["---", *keys, f"tags: [{listed}]", *_figure(figure), "draft: true", "---", "", ""])


def page(title: str, description: str) -> str:
    """Return the text of a new page."""
    return "\n".join(
        ["---", f"title: {as_yaml(title)}", f"description: {as_yaml(description)}".rstrip(), "---", "", ""]
    )


def path(title: str, description: str, catalogue: Catalogue, figure: str = "") -> str:
    """Return the text of a new reading path, with a step whose words are a placeholder."""
    why = in_quotes(f"{PLACEHOLDER} {catalogue.form('new.why')}")
    keys = [f"title: {as_yaml(title)}", f"description: {as_yaml(description)}".rstrip()]
    return "\n".join([*keys, *_figure(figure), "steps:", "  - article:", f"    why: {why}", ""])


def _figure(kind: str) -> list[str]:
    return [f"figure: {{kind: {kind}}}"] if kind else []


def as_yaml(text: str) -> str:
    """Return text as YAML reads it back, with quotation marks only where we or other programs need them."""
    if not text:
        return ""
    line = f"title: {text}"
    document, problems = read_yaml(line, "")
    plain = document.data == {"title": text} and not problems and not document.cut and _is_text(line)
    return line.removeprefix("title: ") if plain else in_quotes(text)


def _is_text(line: str) -> bool:
    """Return whether other programs read text, and no number, day, "yes" or "no"."""
    root = mapping_of(yaml.compose(line, yaml.SafeLoader))
    return root is not None and root.value[0][1].tag == "tag:yaml.org,2002:str"


def proposed_tags(words: str, vocabulary: Vocabulary) -> list[str]:
    """Return the tags that words name, by their ids, labels or other words: at most three, in the words' order."""
    said = re.findall(r"[^\W_]+", words)
    runs = (fold("".join(said[at : at + length])) for at in range(len(said)) for length in (3, 2, 1))
    found = (vocabulary.spellings[run] for run in runs if run in vocabulary.spellings)
    return list(dict.fromkeys(found))[:_MOST_TAGS]
