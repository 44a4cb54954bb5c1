"""How good a tag's page is, from Stub to A, and what it lacks for the next grade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.content.library import Library
    from coach.content.tags import Tag
    from coach.site.curation.cooccurrence import Cooccurrence

LONG_ENOUGH = 150
GRADES = ("Stub", "C", "B", "A")


@dataclass(frozen=True)
class Grade:
    """A tag's grade, and why it is not the next one (empty for an A)."""

    tag: str
    grade: str
    articles: int
    why: str


def grade_tags(library: Library, cooccurrence: Cooccurrence) -> list[Grade]:
    """Return a grade for each tag, in the order of the vocabulary."""
    return [_grade(tag, library, cooccurrence) for tag in library.vocabulary.tags.values()]


def _grade(tag: Tag, library: Library, cooccurrence: Cooccurrence) -> Grade:
    """Grade by what can be measured; the idea is LessWrong's tag grading scheme.

    C: a description and an article. B: three articles and a neighbouring tag. A: a description of 150 characters or
    more, and two articles to start with.
    """
    articles = cooccurrence.uses.get(tag.id, 0)
    starts = [id_ for id_ in tag.start_here if id_ in library.by_id]
    steps = (
        ((bool(tag.description), "a description"), (articles > 0, "an article")),
        (
            (articles >= 3, f"three articles (it has {articles})"),
            (bool(tag.see_also or tag.parent), "a neighbouring tag"),
        ),
        (
            (len(tag.description) >= LONG_ENOUGH, f"a description of {LONG_ENOUGH} characters"),
            (len(starts) >= min(2, articles), "two articles to start with"),
        ),
    )
    reached = 0
    for needs in steps:
        lacking = [what for met, what in needs if not met]
        if lacking:
            return Grade(tag.id, GRADES[reached], articles, f"lacks {' and '.join(lacking)}")
        reached += 1
    return Grade(tag.id, GRADES[reached], articles, "")
