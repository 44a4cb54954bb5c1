"""import.yml: what becomes of the old blog's words, authors and shortcodes. Its owner edits it between two runs."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from coach.importing.blog import ExportError
from coach.markdown.plain_text import plain
from coach.source.urls import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.content.authors import Author
    from coach.content.tags import Vocabulary
    from coach.importing.blog import Blog, Post

FILE = "import.yml"
MOST_TAGS = 5
WORTH_A_TAG = 3  # posts: a word of fewer becomes none of its own
_SECTIONS = {"tags", "untagged", "authors", "shortcodes", "links", "pictures"}
_FEW = 20  # posts: in a small blog every word is worth a tag
_CHOICES = {"keep", "drop", "text"}
_OF_LINKS = ("keep", "text")
_OF_PICTURES = ("keep", "link", "drop")


@dataclass
class Mapping:
    """What becomes of each old word (a tag, "" for none), author and shortcode; `untagged` is the last resort.

    `links` says what becomes of links that lead to nothing that moved ("keep", "text"), `pictures` of those that are
    missing ("keep", "link", "drop").
    """

    tags: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    shortcodes: dict[str, str] = field(default_factory=dict)
    untagged: str = "blog"
    links: str = "keep"
    pictures: str = "keep"

    def tags_of(self, post: Post, counts: Counter[str]) -> list[str]:
        """Return one to five tags of a post: those of its categories first, then those that most posts have."""
        words = [*post.categories, *sorted(post.tags, key=lambda word: (-counts[word], word))]
        found = dict.fromkeys(self.tags.get(word, "") for word in words)
        return [tag for tag in found if tag][:MOST_TAGS] or [self.untagged]

    def authors_of(self, post: Post) -> list[str]:
        """Return the ids of a post's authors; those whom nobody named stay out."""
        return [id_ for id_ in dict.fromkeys(self.authors.get(one, "") for one in post.authors) if id_]


def words_of(blog: Blog) -> Counter[str]:
    """Return how many posts have each category and tag."""
    return Counter(word for post in blog.posts for word in dict.fromkeys((*post.categories, *post.tags)))


def propose(
    blog: Blog, vocabulary: Vocabulary, authors: dict[str, Author], unknown: Counter[str], locale: str
) -> Mapping:
    """Return what the first look proposes: words that the vocabulary has, and new ones that three posts have."""
    counts = words_of(blog)
    least = WORTH_A_TAG if len(blog.posts) >= _FEW else 1
    tags = {word: _tag(word, vocabulary, locale, new=count >= least) for word, count in counts.most_common()}
    known = {author.name.casefold(): id_ for id_, author in authors.items()}
    names = {key: name for key, name, _ in blog.authors}
    written = dict.fromkeys(one for post in blog.posts for one in post.authors)
    return Mapping(
        tags=tags,
        authors={one: _author(one, names.get(one, one), known, authors, locale) for one in written},
        shortcodes=dict.fromkeys(sorted(unknown), "keep"),
        untagged=next((tag for tag in tags.values() if tag), "blog"),
    )


def _tag(word: str, vocabulary: Vocabulary, locale: str, *, new: bool) -> str:
    if tag := vocabulary.find(plain(word)):
        return tag.id
    return slugify(plain(word), locale) if new else ""


def _author(one: str, name: str, known: dict[str, str], authors: dict[str, Author], locale: str) -> str:
    return known.get(name.casefold()) or (one if one in authors else slugify(name, locale) or slugify(one, locale))


_HEAD = """# What `coach import` makes of {source}. Edit it, then run the command again with --yes.

# Each category and tag of the old blog, and the tag of docs/tags.yml that it becomes: one that is there, or a new
# one. Two may become the same; with nothing behind the colon it goes. An article has at most five.
{tags}
# The tag of articles that would have none.
untagged: {untagged}

# Each author, and the id in docs/authors.yml.
{authors}
# Shortcodes that only the old blog knew. keep: leave it as it stands; drop: take it out with what is in it;
# text: leave only what is in it.
{shortcodes}
# Links to pages of the old blog that did not move. keep: they stay, and the checker names each; text: only their words.
links: {links}
# Pictures that are missing. keep: the checker names each; link: a link to where they were; drop: they go.
pictures: {pictures}
"""


def write_mapping(mapping: Mapping, counts: Counter[str], unknown: Counter[str], source: str) -> str:
    """Return import.yml, with the number of posts beside each word."""
    return _HEAD.format(
        source=source,
        tags=_lines("tags", mapping.tags, {word: f"{counts[word]} posts" for word in mapping.tags}),
        untagged=_quoted(mapping.untagged),
        authors=_lines("authors", mapping.authors, {}),
        shortcodes=_lines("shortcodes", mapping.shortcodes, {one: f"{unknown[one]} times" for one in unknown}),
        links=mapping.links,
        pictures=mapping.pictures,
    )


def _lines(name: str, table: dict[str, str], remarks: dict[str, str]) -> str:
    if not table:
        return f"{name}: {{}}\n"
    return "".join([f"{name}:\n", *(f"{_line(key, value, remarks.get(key, ''))}\n" for key, value in table.items())])


def _line(key: str, value: str, remark: str = "") -> str:
    return f"  {_quoted(key)}: {_quoted(value) if value else ''}".rstrip() + (f"  # {remark}" if remark else "")


def _quoted(text: str) -> str:
    """Return text as YAML reads it back: without quotation marks where it needs none."""
    plain_ = re.fullmatch(r"[A-Za-z][\w-]*(?: [\w-]+)*", text) and isinstance(yaml.safe_load(text), str)
    return text if plain_ else json.dumps(text, ensure_ascii=False)


def read_mapping(text: str) -> Mapping:
    """Return what an edited import.yml says; ExportError, in words for its owner, if it is none."""
    try:
        data = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ExportError(f"{FILE} cannot be read{f': look at line {mark.line + 1}' if mark else ''}.") from None
    if not isinstance(data, dict):
        raise ExportError(f"{FILE} does not have the keys tags, authors and shortcodes.")
    strange = sorted(map(str, data.keys() - _SECTIONS))
    if strange:
        raise ExportError(f'{FILE}: "{strange[0]}" is none of {", ".join(sorted(_SECTIONS))}.')
    tags, authors, shortcodes = (_table(data, key) for key in ("tags", "authors", "shortcodes"))
    wrong = next((name for name, choice in shortcodes.items() if choice not in _CHOICES), None)
    if wrong:
        raise ExportError(f'{FILE}: "{wrong}" is "{shortcodes[wrong]}"; it may be keep, drop or text.')
    for word, tag in {**tags, **authors}.items():
        if tag and slugify(tag) != tag:
            raise ExportError(
                f'{FILE}: "{tag}", which "{word}" becomes, may have only small letters, digits and hyphens.'
            )
    links, pictures = _choice(data, "links", _OF_LINKS), _choice(data, "pictures", _OF_PICTURES)
    return Mapping(tags, authors, shortcodes, str(data.get("untagged") or "blog"), links, pictures)


def _choice(data: dict[str, Any], key: str, choices: tuple[str, ...]) -> str:
    value = str(data.get(key) or choices[0])
    if value not in choices:
        raise ExportError(f'{FILE}: {key} is "{value}"; it may be {", ".join(choices[:-1])} or {choices[-1]}.')
    return value


def _table(data: dict[str, Any], key: str) -> dict[str, str]:
    value = data.get(key) or {}
    if not isinstance(value, dict):
        raise ExportError(f"{FILE}: below {key} stands one line for each old word, with a colon behind it.")
    return {str(one): str(other or "") for one, other in value.items()}


def new_tags(mapping: Mapping, vocabulary: Vocabulary, used: Iterable[str]) -> dict[str, str]:
    """Return the tags that the vocabulary does not have yet, each with a label: the old word that most posts had."""
    labels: dict[str, str] = {}
    for word, tag in mapping.tags.items():
        labels.setdefault(tag, plain(word))
    return {tag: labels.get(tag, tag.replace("-", " ").capitalize()) for tag in used if tag not in vocabulary.tags}
