"""The page of the house's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.site.generated_pages import GeneratedPage
from coach.site.glossary.terms import ADDRESS, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def plan_glossary(terms: Sequence[Term]) -> Iterator[GeneratedPage]:
    """Yield the page, if there are any words."""
    if terms:
        yield GeneratedPage(ADDRESS, "glossary.html", data={"terms": terms})
