"""What helps with a facet or line: articles and tags that exist, and at least one article that readers can see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.quizzes.lint.finding import Finding
from coach.source.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from coach.content.article import Article
    from coach.content.tags import Vocabulary
    from coach.quizzes.quiz import Quiz

_TAGS, _ARTICLES = "The tags are listed in docs/tags.yml.", "Write the id of an article: its file name without .md."


def help_rules(
    quiz: Quiz, vocabulary: Vocabulary, articles: Mapping[str, Article], live: Collection[str]
) -> Iterator[Finding]:
    """Find help that does not exist; `live` are the ids of articles that readers can see."""
    group = "facets" if quiz.facets else "lines"
    for number, part in enumerate(quiz.parts):
        at, help_ = (group, number), quiz.helps[part.id]
        for tag in help_.tags:
            if vocabulary.find(tag) is None:
                hint = suggest(tag, vocabulary.words(), _TAGS)
                yield Finding((*at, "tags"), f'unknown tag "{tag}".', hint)
        for article in help_.articles:
            if article not in articles:
                hint = suggest(article, articles, _ARTICLES)
                yield Finding((*at, "articles"), f'unknown article "{article}".', hint)
        helping = help_articles(quiz=quiz, id_=part.id, vocabulary=vocabulary, articles=articles)
        if not any(article in live for article in helping):
            message = f'nothing that readers can see helps with "{part.id}".'
            yield Finding(at, message, "Name a published article under articles, or a tag that has one.")


def help_articles(*, quiz: Quiz, id_: str, vocabulary: Vocabulary, articles: Mapping[str, Article]) -> Iterator[str]:
    """Yield the ids of articles that help with a facet or line: those named, then those of its tags, newest first."""
    help_ = quiz.helps[id_]
    yield from (article for article in help_.articles if article in articles)
    tags = {tag.id for word in help_.tags if (tag := vocabulary.find(word))}
    newest = sorted(articles.values(), key=lambda article: (article.date, article.id), reverse=True)
    yield from (article.id for article in newest if tags & set(article.tags) and article.id not in help_.articles)
