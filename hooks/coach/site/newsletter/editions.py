"""Editions of the newsletter: docs/newsletter/<YYYY-MM>.md, a letter and what goes with it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import AfterValidator, StringConstraints

from coach.content.article import left_out, skipped_times, way_out, why_hidden
from coach.content.article_fields import Names
from coach.content.library import newest_first
from coach.source.dates import Day, Moment, settle
from coach.source.front_matter import read_markdown
from coach.source.problems import Problem, naming, suggest, suggest_quiz
from coach.source.schema import Fields, Slug, Text, check, mistake
from coach.source.slips.consequences import LEFT_OUT, is_about, unclear_keys, with_consequence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from coach.content.article import Article
    from coach.content.settings import Settings
    from coach.quizzes.quiz import Quiz
    from coach.source.front_matter import MarkdownFile
    from coach.source.sources import Sources

FOLDER = "newsletter/"
_ARTICLES = "Write the id of an article."
# Embeddings, overrides and isolates (Unicode Standard Annex 9, "Explicit Directional Formatting Characters").
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NAME = re.compile(r"newsletter/(\d{4}-(?:0[1-9]|1[0-2]))\.md")


class QuestionFields(Fields):
    """One question of a quiz: the quiz's id and the item's."""

    id: Slug
    item: Slug


def _steady(text: str) -> str:
    """Refuse characters that change the direction of the text after them: a subject could show what it does not say."""
    if found := _TURNS.search(text):
        raise mistake(
            f"{{key}} has a hidden character, U+{ord(found[0]):04X}, that turns the direction of the text.",
            "Delete it and type the words again; Hebrew and Arabic need none.",
        )
    return text


Subject = Annotated[Text, StringConstraints(max_length=78), AfterValidator(_steady)]


class EditionFields(Fields):
    """All keys of an edition."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("title", "description", "date")
    HIDING: ClassVar[tuple[str, ...]] = ("draft",)
    EXAMPLES: ClassVar[dict[str, str]] = {
        "title": "title: and the subject line",
        "description": "description: and the preheader, what a mail program shows behind the subject",
        "date": "date: 2026-03-31",
        "articles": "articles: [id-of-an-article]",
        "quiz": "quiz: {id: pusher-or-builder, item: order-date}",
    }

    title: Subject | None = None
    subject_b: Subject | None = None
    description: Annotated[Text, StringConstraints(min_length=30, max_length=160), AfterValidator(_steady)] | None = (
        None
    )
    date: Moment | None = None
    articles: Names = ()
    quiz: QuestionFields | None = None
    homework: Text | None = None
    draft: bool = False
    sent: Day | None = None
    sent_hash: Annotated[Text, AfterValidator(str.lower)] | None = None


@dataclass(frozen=True)
class Edition:
    """One edition; `articles` are ids, the newest first. `subject` and `preheader` are what a mail program shows.

    `subject_b` is a second subject for a provider's test of two, or "".
    """

    id: str
    subject: str
    preheader: str
    date: dt.datetime
    file: MarkdownFile
    articles: tuple[str, ...] = ()
    quiz: str | None = None
    item: str | None = None
    homework: str = ""
    subject_b: str = ""
    draft: bool = False
    sent: dt.date | None = None
    sent_hash: str = ""

    @property
    def address(self) -> str:
        """The address of the edition's page."""
        return f"{FOLDER}{self.id}/"

    @property
    def hash(self) -> str:
        """A hash of everything that a reader of the mail would see: twelve hexadecimal digits."""
        letter = (self.id, self.subject, self.preheader, self.file.body.strip())
        parts = [*letter, self.articles, self.quiz, self.item, self.homework]
        parts += [self.subject_b] if self.subject_b else []
        return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:12]


def read_editions(
    sources: Sources, settings: Settings, articles: Mapping[str, Article], quizzes: Mapping[str, Quiz]
) -> tuple[list[Edition], list[Problem]]:
    """Return all editions, the oldest first, each with its articles, and the mistakes in their files."""
    if not settings.coach.newsletter.letters:
        hint = "Remove the file, or take letters: false out of mkdocs.yml."
        unwanted = sources.under(FOLDER, ".md")
        return [], [Problem(source.shown, 1, 1, "this site has no letters.", hint) for source in unwanted]
    editions, problems = [], []
    for source in sources.under(FOLDER, ".md"):
        with naming(source.shown):
            file, mistakes = read_markdown(source, LEFT_OUT.format("edition"))
            edition, wrong = _read_edition(file, settings)
        problems += [*mistakes, *wrong]
        if edition:
            editions.append(edition)
    editions.sort(key=lambda edition: (edition.date, edition.id))
    settled = []
    for before, edition in zip([None, *editions], editions, strict=False):
        chosen, wrong = _settle(edition, before, articles, quizzes)
        settled.append(chosen)
        problems += wrong
    return settled, problems


def unread_editions(sources: Sources, settings: Settings, editions: Iterable[Edition]) -> list[MarkdownFile]:
    """Return the files that make none of these editions, for a mistake of their own."""
    read = {edition.file.path for edition in editions}
    wanted = sources.under(FOLDER, ".md") if settings.coach.newsletter.letters else ()
    return [read_markdown(source)[0] for source in wanted if source.shown not in read]


def _read_edition(file: MarkdownFile, settings: Settings) -> tuple[Edition | None, list[Problem]]:
    name = _NAME.fullmatch(file.source.path)
    if not name:
        hint = "An edition is named by its month, as in 2026-03.md."
        return None, [Problem(file.path, 1, 1, f'the file name "{file.source.stem}.md" names no month.', hint)]
    if file.broken:
        return None, []
    fields, problems = check(EditionFields, file.document, file.path)
    if fields.subject_b and fields.subject_b == fields.title:
        place = file.document.place(("subject_b",))
        hint = "Write another, so that there is something to compare, or take it out."
        problems.append(Problem(file.path, *place, "subject_b is the same as title.", hint))
    if fields.date is None:
        return None, left_out(file, problems, "edition")
    if unclear := unclear_keys(file.document, EditionFields.HIDING, EditionFields.model_fields, problems):
        words = "Until it is mended, this edition is a draft."
        problems, _ = with_consequence(problems, lambda one: is_about(one, file.document, unclear), words)
    edition = Edition(
        id=name[1],
        subject=settings.catalogue.typeset(fields.title or name[1]),
        preheader=settings.catalogue.typeset(fields.description or ""),
        date=settle(fields.date, settings.coach.publish_time, settings.coach.timezone),
        file=file,
        articles=fields.articles,
        quiz=fields.quiz.id if fields.quiz else None,
        item=fields.quiz.item if fields.quiz else None,
        homework=settings.catalogue.typeset(fields.homework or ""),
        subject_b=settings.catalogue.typeset(fields.subject_b or ""),
        draft=fields.draft or bool(unclear),
        sent=fields.sent,
        sent_hash=fields.sent_hash or "",
    )
    return edition, [*problems, *skipped_times(file, settings, fields.date)]


def _settle(
    edition: Edition, before: Edition | None, articles: Mapping[str, Article], quizzes: Mapping[str, Quiz]
) -> tuple[Edition, list[Problem]]:
    """Return the edition with its articles and without invalid references, and a problem for each of those."""
    problems = _question_problems(edition, quizzes)
    if problems:
        edition = replace(edition, quiz=None, item=None)
    for id_ in edition.articles:
        if message := _unfit(id_, articles):
            place = edition.file.document.place(("articles",))
            hint = way_out(articles[id_], "Take it out.") if id_ in articles else suggest(id_, articles, _ARTICLES)
            problems.append(Problem(edition.file.path, *place, message, hint))
    picked = tuple(id_ for id_ in edition.articles if not _unfit(id_, articles))
    edition = replace(edition, articles=picked or _since(before, edition, articles.values()))
    return edition, problems + _frozen_problems(edition)


def _unfit(id_: str, articles: Mapping[str, Article]) -> str:
    if id_ not in articles:
        return f'unknown article "{id_}".'
    hidden = why_hidden(articles[id_])
    return f'"{id_}" is {hidden}.' if hidden else ""


def _since(before: Edition | None, edition: Edition, articles: Iterable[Article]) -> tuple[str, ...]:
    """Return the listed articles published after the previous edition and up to this one, the newest first."""
    found = [
        article
        for article in articles
        if article.listed
        and not article.hidden
        and article.date <= edition.date
        and (not before or article.date > before.date)
    ]
    return tuple(article.id for article in newest_first(found))


def _question_problems(edition: Edition, quizzes: Mapping[str, Quiz]) -> list[Problem]:
    if edition.quiz is None:
        return []
    place = edition.file.document.place(("quiz",))
    quiz = quizzes.get(edition.quiz)
    if quiz is None:
        hint = suggest_quiz(edition.quiz, quizzes)
        return [Problem(edition.file.path, *place, f'unknown quiz "{edition.quiz}".', hint)]
    items = [item.id for item in quiz.items]
    if edition.item in items:
        return []
    hint = suggest(edition.item or "", items, "Write the id of one of its items.")
    return [Problem(edition.file.path, *place, f'the quiz "{quiz.id}" has no item "{edition.item}".', hint)]


def _frozen_problems(edition: Edition) -> list[Problem]:
    """Report an edition that was changed after it was sent."""
    if edition.sent is None or edition.sent_hash == edition.hash:
        return []
    place = edition.file.document.place(("sent",))
    if not edition.sent_hash:
        hint = f"Write below it: sent_hash: {edition.hash}"
        message = "a sent edition is frozen by its hash, and this one has none."
        return [Problem(edition.file.path, *place, message, hint)]
    hint = "Bring it back as it was: what was sent cannot be changed."
    return [Problem(edition.file.path, *place, f"this edition was sent on {edition.sent} and has changed since.", hint)]
