"""References by id in articles, pages and tags: to tags, authors, quizzes, pictures and other articles."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from coach.content.article import way_out, why_hidden
from coach.site.linking.hints import put_it
from coach.source.keyed_yaml import place_in_list
from coach.source.problems import KnownWords, Near, Problem, suggest, suggest_quiz

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from coach.content.article import Article
    from coach.content.article_fields import ImageFields
    from coach.content.authors import Author
    from coach.content.pages import Page
    from coach.content.reading_paths import Paths
    from coach.content.tags import Vocabulary
    from coach.source.front_matter import MarkdownFile

_FROM_HERE = "Write the path from the article's file, as in ../../assets/desk.jpg."
_FEW_TAGS = 30  # so many are named in a hint


@dataclass(frozen=True)
class Known:
    """All that may be referred to; `uses` are the numbers of articles by tag."""

    vocabulary: Vocabulary
    authors: Mapping[str, Author]
    quizzes: Collection[str]
    files: Collection[str]
    articles: Mapping[str, Article]
    uses: Mapping[str, int]


def know(
    vocabulary: Vocabulary,
    authors: Mapping[str, Author],
    articles: Iterable[Article],
    quizzes: Collection[str],
    files: Collection[str],
) -> Known:
    """Return all that may be referred to."""
    found = list(articles)
    by_id = {article.id: article for article in found}
    return Known(vocabulary, authors, quizzes, files, by_id, count_uses(found, vocabulary))


def count_uses(articles: Iterable[Article], vocabulary: Vocabulary) -> dict[str, int]:
    """Return how many articles carry each tag."""
    found = (vocabulary.find(word) for article in articles for word in article.tags)
    return dict(Counter(tag.id for tag in found if tag))


def settle_references(article: Article, known: Known) -> tuple[Article, list[Problem]]:
    """Return the article with valid references only, tags by their ids, and a problem for each invalid one."""
    problems: list[Problem] = []
    settled = replace(
        article,
        tags=_tags(article, known, problems),
        authors=_authors(article, known, problems),
        quiz=_known_quiz(article.file, article.quiz, known, problems),
        image=_image(article, known, problems),
        audio=_audio(article, known, problems),
        related=_related(article, known, problems),
    )
    return settled, problems


def wrong_references(articles: Iterable[Article], known: Known) -> list[Problem]:
    """Return a problem for each invalid reference of these articles."""
    return [problem for article in articles for problem in settle_references(article, known)[1]]


def _tags(article: Article, known: Known, problems: list[Problem]) -> tuple[str, ...]:
    found = []
    for word in article.tags:
        if tag := known.vocabulary.find(word):
            found.append(tag.id)
        elif known.vocabulary.tags:  # without any, the fault is not this article's
            place = place_in_list(article.file.document, ("tags",), word)
            problems.append(Problem(article.file.path, *place, f'unknown tag "{word}".', _tag_hint(word, known)))
    return tuple(dict.fromkeys(found))


def _tag_hint(word: str, known: Known) -> str:
    words = KnownWords(known.vocabulary.words())
    near = words.nearest(word)
    tag = known.vocabulary.find(near) if near else None
    if tag is None:
        tags = known.vocabulary.tags
        return f"There are {', '.join(tags)}." if len(tags) <= _FEW_TAGS else "The tags are listed in docs/tags.yml."
    count = known.uses.get(tag.id, 0)
    hint = f'Did you mean "{tag.id}"? ({count} article{"" if count == 1 else "s"})'
    return Near(hint, word, tag.id, sure=words.is_sure(word))


def _authors(article: Article, known: Known, problems: list[Problem]) -> tuple[str, ...]:
    for author in article.authors:
        if known.authors and author not in known.authors:
            place = place_in_list(article.file.document, ("authors",), author)
            hint = suggest(author, known.authors, "The authors are listed in docs/authors.yml.")
            problems.append(Problem(article.file.path, *place, f'unknown author "{author}".', hint))
    found = tuple(author for author in article.authors if author in known.authors)
    return found or tuple(known.authors)[:1]


def _known_quiz(file: MarkdownFile, quiz: str | None, known: Known, problems: list[Problem]) -> str | None:
    if quiz is None or quiz in known.quizzes:
        return quiz
    hint = suggest_quiz(quiz, known.quizzes)
    problems.append(Problem(file.path, *file.document.place(("quiz",)), f'unknown quiz "{quiz}".', hint))
    return None


def _image(article: Article, known: Known, problems: list[Problem]) -> ImageFields | None:
    """Return the article's picture, named as its file is: accents can be written in two ways that look the same."""
    if article.image is None:
        return None
    wanted = _Wanted(article.image.src, ("image", "src"), "picture")
    src = _file(wanted, article, known, problems)
    return article.image.model_copy(update={"src": src}) if src else None


def _audio(article: Article, known: Known, problems: list[Problem]) -> str | None:
    """Return the article's recording, likewise."""
    if article.audio is None:
        return None
    wanted = _Wanted(article.audio, ("audio",), "recording")
    return _file(wanted, article, known, problems)


class _Wanted(NamedTuple):
    """A file that an article names: as it is written, its key, and what messages call it."""

    name: str
    key: tuple[str, ...]
    what: str


def _file(wanted: _Wanted, article: Article, known: Known, problems: list[Problem]) -> str | None:
    """Return a file's name as it is on the disk, or None and a problem."""
    path, folder = article.file.beside(wanted.name), posixpath.dirname(article.file.source.path)
    if path in known.files:
        return wanted.name
    same = (file for file in known.files if normalize("NFC", file) == normalize("NFC", path))
    if not path.isascii() and (found := next(same, None)):
        return posixpath.relpath(found, folder)
    place = article.file.document.place(wanted.key)
    near = {posixpath.relpath(file, folder): None for file in known.files if file.endswith(path[-4:])}
    name = wanted.name.replace("\\", "/")
    hint = suggest(name, near, put_it(posixpath.basename(name), article.file.source.path) or _FROM_HERE)
    if "\\" in wanted.name and name in near:
        hint = f'Write it with forward slashes: "{name}".'
    problems.append(Problem(article.file.path, *place, f'there is no {wanted.what} "{wanted.name}".', hint))
    return None


def _related(article: Article, known: Known, problems: list[Problem]) -> tuple[str, ...]:
    wrong = {id_: _unfit(id_, known.articles, article) for id_ in article.related}
    problems += _complaints(article.file, "related", wrong)
    return tuple(id_ for id_, (message, _) in wrong.items() if not message)


def _complaints(file: MarkdownFile, key: str, wrong: Mapping[str, tuple[str, str]]) -> list[Problem]:
    """Return a problem for each id under `key` that has a message."""
    return [
        Problem(file.path, *place_in_list(file.document, (key,), id_), message, hint)
        for id_, (message, hint) in wrong.items()
        if message
    ]


def _unfit(id_: str, articles: Mapping[str, Article], asker: Article | None) -> tuple[str, str]:
    other = articles.get(id_)
    if other is None:
        hint = "Write the id of an article: its file name without .md."
        return f'unknown article "{id_}".', suggest(id_, articles, hint)
    if asker is not None and other.id == asker.id:
        return f'"{id_}" is this article itself.', "Take it out."
    if hidden := why_hidden(other, asker):
        return f'"{id_}" is {hidden}.', way_out(other)
    return "", ""


def settle_page(page: Page, known: Known, paths: Paths) -> tuple[Page, list[Problem]]:
    """Return the page with valid references only, and a problem for each invalid one."""
    problems: list[Problem] = []
    if page.path and page.path not in paths.paths:
        place = page.file.document.place(("path",))
        hint = suggest(page.path, paths.paths, "The paths are the files in docs/paths; write one's name without .yml.")
        problems.append(Problem(page.file.path, *place, f'unknown path "{page.path}".', hint))
        page = replace(page, path=None)
    if page.home is None:
        return page, problems
    wrong = {id_: _unfit(id_, known.articles, None) for id_ in page.home.featured}
    problems += _complaints(page.file, "featured", wrong)
    kept = {
        "quiz": _known_quiz(page.file, page.home.quiz, known, problems),
        "featured": tuple(id_ for id_, (message, _) in wrong.items() if not message),
    }
    return replace(page, home=page.home.model_copy(update=kept)), problems


def tag_references(vocabulary: Vocabulary, known: Known) -> list[Problem]:
    """Return a problem for each article and quiz in the vocabulary that is unknown or hidden."""
    problems = []
    for tag in vocabulary.tags.values():
        for id_ in tag.start_here:
            message, hint = _unfit(id_, known.articles, None)
            if message:
                place = place_in_list(vocabulary.document, (tag.id, "start_here"), id_)
                problems.append(Problem(vocabulary.path, *place, message, hint))
        if tag.quiz and tag.quiz not in known.quizzes:
            place = vocabulary.document.place((tag.id, "quiz"))
            hint = suggest_quiz(tag.quiz, known.quizzes)
            problems.append(Problem(vocabulary.path, *place, f'unknown quiz "{tag.quiz}".', hint))
    return problems
