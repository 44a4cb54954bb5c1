"""The forms of YAML that authors fill in, and what the guide says of their keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coach.content.article_fields import ArticleFields
from coach.content.authors import AuthorFields
from coach.content.pages import HomeFields, PageFields
from coach.content.reading_paths import PathFields
from coach.content.tags import TagFields
from coach.quizzes.fields import QuizFields
from coach.site.archived_comments import CommentsFields
from coach.site.glossary.terms import TermFields
from coach.site.newsletter.editions import EditionFields

if TYPE_CHECKING:
    from coach.source.schema import Fields

_ROW = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \| (.+?) \|", re.MULTILINE)
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


class Form(NamedTuple):
    """One form of YAML: its model, the section of the guide with its keys, its files, and whether ids stand above."""

    model: type[Fields]
    section: str
    files: str
    by_id: bool = False


FORMS = {
    "article": Form(ArticleFields, "An article", "docs/articles/**/*.md"),
    "page": Form(PageFields, "Pages", "docs/*.md"),
    "home": Form(HomeFields, "Pages", "docs/index.md"),
    "edition": Form(EditionFields, "The newsletter", "docs/newsletter/*.md"),
    "tags": Form(TagFields, "Tags", "docs/tags.yml", by_id=True),
    "authors": Form(AuthorFields, "Authors", "docs/authors.yml", by_id=True),
    "glossary": Form(TermFields, "The house's words", "docs/glossary.yml", by_id=True),
    "path": Form(PathFields, "Reading paths", "docs/paths/*.yml"),
    "quiz": Form(QuizFields, "Quizzes", "docs/quizzes/*.yml"),
    "comments": Form(CommentsFields, "Moving in from another blog", "docs/comments/*.yml"),
}


def words_of(guide: str, section: str) -> dict[str, str]:
    """Return what the guide says of each key in a section."""
    parts = _SECTION.split(guide)
    text = next((body for title, body in zip(parts[1::2], parts[2::2], strict=True) if title == section), "")
    words: dict[str, str] = {}
    for keys, said in _ROW.findall(text):
        for key in re.findall(r"\w+", keys):
            words.setdefault(key, re.sub(r"\[([^\]]*)\]\([^)]*\)|[`*]", r"\1", said).strip())
    return words
