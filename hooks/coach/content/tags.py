"""The tag vocabulary: docs/tags.yml."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator

from coach.content.article_fields import Names, not_twice, old_address
from coach.source.keyed_yaml import place_in_list, read_entries
from coach.source.problems import Problem, suggest
from coach.source.schema import Fields, Slug, Text, check, listed
from coach.source.sources import START
from coach.source.urls import alias_address, questions_of
from coach.source.yaml_document import Document

if TYPE_CHECKING:
    from collections.abc import Collection

    from coach.source.sources import Source

FILE = "tags.yml"


def tag_alias(alias: str) -> str | None:
    """Return the address that an alias of a tag means: /category/sales/ is category/sales/; None for a word."""
    return alias_address(alias) if alias.startswith("/") else None


def _word_or_address(alias: str) -> str:
    if alias.startswith("/"):
        old_address(alias)
    return alias


TagAlias = Annotated[Text, AfterValidator(_word_or_address)]


class TagFields(Fields):
    """All keys of a tag."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("label",)
    EXAMPLES: ClassVar[dict[str, str]] = {
        "label": "label: Service recovery",
        "aliases": "aliases: [another-word, /category/old-name/]",
        "see_also": "see_also: [another-tag]",
        "start_here": "start_here: [id-of-an-article]",
    }

    label: Text | None = None
    description: Text | None = None
    aliases: Annotated[tuple[TagAlias, ...], BeforeValidator(listed), AfterValidator(not_twice)] = ()
    parent: Slug | None = None
    see_also: Names = ()
    start_here: Names = ()
    quiz: Slug | None = None


@dataclass(frozen=True)
class Tag:
    """One tag of the vocabulary; `aliases` are other words for it, `addresses` those of its page elsewhere before."""

    id: str
    label: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    parent: str | None = None
    see_also: tuple[str, ...] = ()
    start_here: tuple[str, ...] = ()
    quiz: str | None = None

    @property
    def address(self) -> str:
        """The address of the tag's page."""
        return f"tags/{self.id}/"

    @property
    def questions(self) -> list[str]:
        """What its old addresses ask for, as /?cat=3 asks for cat."""
        return questions_of(self.addresses)


@dataclass(frozen=True)
class Vocabulary:
    """All tags by id, in the order of the file; `spellings` maps folded ids, labels and aliases to ids."""

    tags: dict[str, Tag]
    spellings: dict[str, str]
    document: Document = field(default_factory=Document)
    path: str = ""

    def find(self, word: str) -> Tag | None:
        """Return the tag with this id, label or alias, whatever its case, hyphens and blanks; None for none."""
        return self.tags.get(self.spellings.get(fold(word), ""))

    def words(self) -> list[str]:
        """Return every id and alias, for suggestions."""
        return [*self.tags, *(alias for tag in self.tags.values() for alias in tag.aliases)]


def fold(word: str) -> str:
    """Return the word in the form in which tags are compared: lower case, no hyphens, underscores or blanks."""
    return "".join(character for character in word.casefold() if character not in "-_ ")


def read_tags(source: Source | None, folder: str = "docs", locale: str = "") -> tuple[Vocabulary, list[Problem]]:
    """Return the vocabulary, and the mistakes in its file, which lies in `folder`."""
    if source is None:
        hint = "It names the tags; see WRITING.md."
        return Vocabulary({}, {}), [Problem(f"{folder}/{FILE}", *START, "this file is missing.", hint)]
    document, problems = read_entries(source, locale)
    tags = {}
    for id_ in document.data:
        fields, mistakes = check(TagFields, document, source.shown, (id_,))
        problems += mistakes
        tags[id_] = _tag(id_, fields)
    spellings, clashes = _spellings(tags.values(), document, source.shown)
    problems += [*clashes, *_reference_problems(tags, document, source.shown)]
    return Vocabulary(tags, spellings, document, source.shown), problems


def _tag(id_: str, fields: TagFields) -> Tag:
    return Tag(
        id=id_,
        label=fields.label or id_.replace("-", " ").capitalize(),
        description=fields.description or "",
        aliases=tuple(alias for alias in fields.aliases if tag_alias(alias) is None),
        addresses=tuple(address for alias in fields.aliases if (address := tag_alias(alias)) is not None),
        parent=fields.parent,
        see_also=fields.see_also,
        start_here=fields.start_here,
        quiz=fields.quiz,
    )


def _spellings(tags: Collection[Tag], document: Document, path: str) -> tuple[dict[str, str], list[Problem]]:
    """Return the tag's id for each folded spelling; the first tag to claim a spelling has it."""
    spellings: dict[str, str] = {}
    problems = []
    for tag in tags:
        if (other := spellings.setdefault(fold(tag.id), tag.id)) != tag.id:
            message = f'the tag "{tag.id}" is the tag "{other}" written otherwise.'
            problems.append(Problem(path, *document.key_place((tag.id,)), message, "Keep one of them."))
    for tag in tags:
        spellings.setdefault(fold(tag.label), tag.id)
    for tag in tags:
        for alias in tag.aliases:
            if (other := spellings.setdefault(fold(alias), tag.id)) != tag.id:
                place = place_in_list(document, (tag.id, "aliases"), alias)
                message = f'"{alias}" already leads to the tag "{other}".'
                problems.append(Problem(path, *place, message, "Take it out here or there."))
    return spellings, problems


def _reference_problems(tags: dict[str, Tag], document: Document, path: str) -> list[Problem]:
    """Report parents and neighbours that are unknown or the tag itself, and cycles of parents."""
    problems = []
    for tag in tags.values():
        named = [("parent", tag.parent)] if tag.parent else []
        named += [("see_also", word) for word in tag.see_also]
        for key, word in named:
            place = place_in_list(document, (tag.id, key), word)
            if word not in tags:
                problems.append(Problem(path, *place, f'unknown tag "{word}".', suggest(word, tags, "Take it out.")))
            elif word == tag.id:
                problems.append(Problem(path, *place, f'the tag "{word}" names itself.', "Take it out."))
        if _in_a_cycle(tag, tags):
            place = document.place((tag.id, "parent"))
            message = f'the parents of "{tag.id}" lead back to it.'
            problems.append(Problem(path, *place, message, "Take one of them out."))
    return problems


def _in_a_cycle(tag: Tag, tags: dict[str, Tag]) -> bool:
    seen = {tag.id}
    above = tags.get(tag.parent or "")
    while above and above.id not in seen:
        seen.add(above.id)
        above = tags.get(above.parent or "")
    return above is not None and above.id == tag.id and tag.parent != tag.id
