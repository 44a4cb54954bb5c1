"""The terms of docs/glossary.yml and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple
from unicodedata import normalize

from pydantic import StringConstraints

from coach.content.article import way_out, why_hidden
from coach.content.article_fields import Names
from coach.content.tags import fold
from coach.source.keyed_yaml import read_entries
from coach.source.problems import Problem, suggest
from coach.source.schema import Fields, Slug, Text, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coach.content.article import Article
    from coach.content.settings import Settings
    from coach.source.sources import Sources
    from coach.source.yaml_document import Document

FILE = "glossary.yml"
ADDRESS = "glossary/"


class TermFields(Fields):
    """All keys of a term."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("term", "meaning")
    EXAMPLES: ClassVar[dict[str, str]] = {
        "term": "term: Second sale",
        "meaning": "meaning: and one or two sentences that say what it means here",
        "aliases": "aliases: [second sales]",
        "not_in": "not_in: [a phrase in which the word means something else]",
        "see": "see: id-of-an-article",
    }

    term: Annotated[Text, StringConstraints(max_length=60)] | None = None
    meaning: Annotated[Text, StringConstraints(max_length=300)] | None = None
    aliases: Names = ()
    not_in: Names = ()
    see: Slug | None = None


class Term(NamedTuple):
    """One of the house's words; `see` is the id of an article that readers can see, or None.

    In the phrases in `not_in` the word means something else.
    """

    id: str
    word: str
    meaning: str
    aliases: tuple[str, ...] = ()
    see: str | None = None
    not_in: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The word and its other forms."""
        return (self.word, *self.aliases)


def read_glossary(
    sources: Sources, articles: Mapping[str, Article], settings: Settings
) -> tuple[tuple[Term, ...], list[Problem]]:
    """Return the terms in alphabetical order, and the mistakes; none of both without the file."""
    source = sources.named(FILE)
    if source is None:
        return (), []
    document, problems = read_entries(source, settings.coach.locale)
    terms, typeset = [], settings.catalogue.typeset
    for id_ in document.data:
        fields, mistakes = check(TermFields, document, source.shown, (id_,))
        problems += mistakes
        message, hint = _unseen(fields.see, articles)
        if message:
            problems.append(Problem(source.shown, *document.place((id_, "see")), message, hint))
        if fields.term and fields.meaning:
            aliases, not_in = (tuple(map(typeset, words)) for words in (fields.aliases, fields.not_in))
            see = None if message else fields.see
            terms.append(Term(id_, typeset(fields.term), typeset(fields.meaning), aliases, see, not_in))
    problems += _twice(terms, document, source.shown)
    return tuple(sorted(terms, key=_alphabetical)), problems


def _alphabetical(term: Term) -> tuple[str, str]:
    """Return the key by which terms are sorted: letters with accents stand with those without."""
    return "".join(one for one in normalize("NFKD", term.word) if one.isalnum()).casefold(), term.word


def _unseen(id_: str | None, articles: Mapping[str, Article]) -> tuple[str, str]:
    """Return message and hint if readers cannot see the article of this id."""
    if id_ is None:
        return "", ""
    if id_ not in articles:
        hint = suggest(id_, articles, "Write the id of an article: its file name without .md.")
        return f'unknown article "{id_}".', hint
    hidden = why_hidden(articles[id_])
    return (f'"{id_}" is {hidden}.', way_out(articles[id_])) if hidden else ("", "")


def _twice(terms: list[Term], document: Document, path: str) -> Iterator[Problem]:
    """Yield a problem for each word that stands for two terms, or twice for one."""
    owners: dict[str, Term] = {}
    for term in terms:
        for number, word in enumerate(term.spellings):
            if (other := owners.get(fold(word))) is None:
                owners[fold(word)] = term
                continue
            at = document.place((term.id, "aliases", number - 1) if number else (term.id, "term"))
            message = f'"{word}" already stands for "{other.word}".'
            yield Problem(path, *at, message, "Take it out here or there.")
