"""The terms of the glossary on articles' pages; feeds, mail, lists and search have the text without."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coach.content.article import FOLDER, Article
from coach.site.glossary.explain import Explainer
from coach.site.glossary.terms import ADDRESS, Term
from coach.source.urls import between

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.publish.build import Build


def explaining(build: Build) -> Callable[[str, Article], str]:
    """Return the function that links the terms in an article's HTML, but those that lead on to it themselves."""
    terms = build.site.glossary if ADDRESS in build.site.targets.addresses else ()

    @cache
    def show(term: Term, words: str) -> str:
        address = between(f"{ADDRESS}#{term.id}", f"{FOLDER}x/")
        facts = {"address": address, "meaning": term.meaning, "words": words}
        return build.pieces.render("components/glossary/term.html", **facts).strip()

    explainer = Explainer(terms, show)

    def explained(html: str, article: Article) -> str:
        return explainer.explain(html, (term.id for term in terms if term.see == article.id))

    return explained
