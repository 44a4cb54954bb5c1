"""The whole site as data: everything read, checked and linked before any page is rendered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from coach.content.article import FOLDER, Article, read_article
from coach.content.authors import FILE as AUTHORS
from coach.content.authors import read_authors
from coach.content.library import Library, newest_first
from coach.content.pages import Page, read_page
from coach.content.reading_paths import Paths, read_paths
from coach.content.tags import FILE as TAGS
from coach.content.tags import read_tags
from coach.quizzes.catalog import Intro, QuizCatalog, intro_of, lint_catalog, read_catalog
from coach.quizzes.lint.words import words_of
from coach.site.address_claims import Claims
from coach.site.archived_comments import ArchivedComment, read_archived_comments
from coach.site.curation.cooccurrence import Cooccurrence, count_cooccurrence
from coach.site.generated_pages import (
    ALWAYS_PUBLISHED,
    OWN_FILES,
    GeneratedFile,
    GeneratedPage,
    card_addresses,
    optional_addresses,
    plan_customers_view,
    plan_files,
    plan_optional,
    plan_pages,
    published_addresses,
)
from coach.site.glossary.page import plan_glossary
from coach.site.glossary.terms import Term, read_glossary
from coach.site.linking.gather import gather_targets
from coach.site.linking.redirects import Redirect, plan_redirects
from coach.site.linking.targets import LeftOut
from coach.site.newsletter.editions import FOLDER as NEWSLETTER
from coach.site.newsletter.editions import Edition, read_editions, unread_editions
from coach.site.references import Known, know, settle_page, settle_references, tag_references, wrong_references
from coach.source.front_matter import MarkdownFile, read_markdown
from coach.source.problems import in_order, naming
from coach.source.slips.consequences import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from coach.content.settings import Settings
    from coach.content.tags import Vocabulary
    from coach.site.linking.targets import Targets
    from coach.source.problems import Problem
    from coach.source.sources import Sources

T = TypeVar("T")


@dataclass(frozen=True)
class Site:
    """The site to build. `articles` are all that were read, `library` holds those that are shown.

    `sizes` are those of the files of docs/ that are not texts; the ones in `if_linked` are published only if something
    links to them, see `published_files`.
    """

    settings: Settings
    library: Library
    articles: tuple[Article, ...]
    pages: tuple[Page, ...]
    catalog: QuizCatalog
    paths: Paths
    cooccurrence: Cooccurrence
    editions: tuple[Edition, ...]
    sizes: Mapping[str, int]
    if_linked: frozenset[str]
    generated: tuple[GeneratedPage, ...]
    files: tuple[GeneratedFile, ...]
    redirects: tuple[Redirect, ...]
    targets: Targets
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]
    comments: Mapping[str, tuple[ArchivedComment, ...]]  # by the id of their article
    glossary: tuple[Term, ...] = ()

    @property
    def written(self) -> tuple[Page | Article | Edition, ...]:
        """Everything that somebody wrote and readers see."""
        return (*self.pages, *self.library.articles, *self.editions)

    @property
    def checked(self) -> tuple[Page | Article | Edition | Intro | LeftOut, ...]:
        """Every text that is checked: of files that are left out for a mistake too."""
        return (*self.texts, *self.left_out)

    @property
    def texts(self) -> tuple[Page | Article | Edition | Intro, ...]:
        """Every text that is rendered: what is written, and the introductions of quizzes."""
        return (*self.written, *(intro_of(quiz) for quiz in self.catalog.quizzes.values()))


def read_site(sources: Sources, settings: Settings, now: datetime, *, preview: bool = False) -> Site:
    """Return the site at the moment `now`, with every mistake in docs/ but those in links.

    With `preview`, drafts and scheduled articles are shown too, as in `mkdocs serve`.
    """
    return _Reading(sources, settings, now, preview=preview).site()


class _Made(NamedTuple):
    """What nobody wrote: pages and files, and their addresses."""

    pages: tuple[GeneratedPage, ...]
    files: tuple[GeneratedFile, ...]
    addresses: tuple[str, ...]


class _Reading:
    """One pass from sources to site; every step adds its problems."""

    def __init__(self, sources: Sources, settings: Settings, now: datetime, *, preview: bool) -> None:
        self.sources, self.settings, self.now, self.preview = sources, settings, now, preview
        self.problems: list[Problem] = [*sources.problems]
        self.claims = Claims(self.problems)
        self.quotes, self.locale = settings.catalogue.quotes, settings.coach.locale

    def site(self) -> Site:
        vocabulary = self.keep(read_tags(self.sources.named(TAGS), self.settings.docs, self.locale))
        authors = self.keep(
            read_authors(self.sources.named(AUTHORS), self.settings.docs, self.quotes, self.sources.others, self.locale)
        )
        catalog = self.keep(read_catalog(self.sources, self.quotes))
        pages, articles = self.pages(), self.articles()
        known = know(vocabulary, authors, articles, catalog.names, self.sources.others)
        self.glossary = self.keep(read_glossary(self.sources, known.articles, self.settings))
        self.problems += lint_catalog(catalog, vocabulary, known.articles, words_of(self.settings.catalogue))
        articles = [self.keep(settle_references(article, known)) for article in articles]
        shown = [article for article in articles if not article.hidden or (self.preview and article.preview)]
        common, keeps_case = self.settings.catalogue.words("related.common"), not self.settings.catalogue.lowercase
        library = Library(newest_first(shown), vocabulary, authors, common, keeps_case)
        paths = self.keep(read_paths(self.sources, known.articles, catalog.names, self.quotes))
        self.problems += [*tag_references(vocabulary, known), *wrong_references(self.claims.homeless, known)]
        pages = [self.keep(settle_page(page, known, paths)) for page in pages]
        cooccurrence = count_cooccurrence(library.listed)
        editions = self.editions(known, catalog)
        made, redirects = self.make(library, catalog, paths, cooccurrence, editions), self.redirects(library, pages)
        return Site(
            settings=self.settings,
            library=library,
            articles=tuple(articles),
            pages=tuple(pages),
            catalog=catalog,
            paths=paths,
            cooccurrence=cooccurrence,
            editions=tuple(editions),
            glossary=self.glossary,
            comments=self.keep(read_archived_comments(self.sources, known.articles, self.settings)),
            sizes={path: size for path, size in self.sources.others.items() if path not in self.claims.covered},
            if_linked=self.sources.if_linked,
            generated=made.pages,
            files=made.files,
            redirects=redirects,
            targets=self.targets([*pages, *library.articles, *editions], articles, redirects, made.addresses),
            left_out=tuple(self.claims.left_out),
            problems=tuple(self.told(vocabulary)),
        )

    def make(
        self, library: Library, catalog: QuizCatalog, paths: Paths, together: Cooccurrence, editions: list[Edition]
    ) -> _Made:
        """Return the pages and files that nobody wrote."""
        view = self.settings.coach.customers_view
        files = tuple(plan_files(library, catalog, customers_view=view))
        published = [*published_addresses(library, paths, editions), *(file.address for file in files), *OWN_FILES]
        published += (path.booklet for path in paths.paths.values() if self.settings.coach.booklets)
        published += (*optional_addresses(self.settings.coach), *card_addresses(library, catalog, paths, editions))
        self.claims.take_published(published)
        planned = [
            *plan_pages(library, catalog, paths, together, editions),
            *plan_glossary(self.glossary),
            *(plan_customers_view(catalog) if view else ()),
            *plan_optional(self.settings.coach),
        ]
        generated = tuple(page for page in planned if self.claims.take_generated(page))
        return _Made(generated, files, (*(page.address for page in generated), *published))

    def redirects(self, library: Library, pages: list[Page]) -> tuple[Redirect, ...]:
        """Return the redirects of old addresses that are free."""
        aliases = plan_redirects(library, pages, library.vocabulary.document, library.vocabulary.path)
        return tuple(redirect for redirect in aliases if self.claims.take_alias(redirect))

    def targets(
        self,
        written: list[Page | Article | Edition],
        articles: Iterable[Article],
        redirects: Iterable[Redirect],
        addresses: Iterable[str],
    ) -> Targets:
        """Return everything that links can lead to."""
        unseen: list[Article | Edition] = [*(article for article in articles if article.hidden), *self.unseen_editions]
        found = gather_targets(self.sources, written, unseen, redirects, addresses)
        return replace(found, site_urls=self.settings.site_urls)

    def told(self, vocabulary: Vocabulary) -> list[Problem]:
        """Return the problems; without any tag those of tags.yml alone, since most others come from that."""
        told = in_order(self.problems)
        return told if vocabulary.tags else [one for one in told if one.path.endswith(f"/{TAGS}")]

    def keep(self, result: tuple[T, Iterable[Problem]]) -> T:
        """Record the problems and return the value."""
        value, problems = result
        self.problems += problems
        return value

    def read(self, read: Callable[[MarkdownFile], tuple[T, Iterable[Problem]]], *, articles: bool) -> list[T]:
        """Return what `read` makes of each file that is an article, or of each that is none."""
        found = []
        for source in self.sources.under("", ".md"):
            if not source.path.startswith(NEWSLETTER) and source.path.startswith(FOLDER) == articles:
                with naming(source.shown):
                    file = self.keep(read_markdown(source, LEFT_OUT.format("article") if articles else ""))
                    found.append(self.keep(read(file)))
        return found

    def pages(self) -> list[Page]:
        self.claims.take_files(self.sources, self.settings.docs)
        self.claims.take_published(ALWAYS_PUBLISHED)
        found = self.read(lambda file: read_page(file, self.quotes), articles=False)
        return self.claims.taken(found, self.claims.take_page)

    def articles(self) -> list[Article]:
        """Return the articles; of two with one id or one address the older one, and a problem names the other.

        What readers see goes before drafts, however old those are. Articles that are left out claim nothing.
        """
        found = self.read(lambda file: read_article(file, self.settings, self.now), articles=True)
        left_out = [article for article in found if article.left_out]
        dated = [article for article in found if not article.left_out]
        oldest_first = sorted(dated, key=lambda one: (one.preview, one.date, one.file.path))
        self.claims.left_out += [LeftOut(article.file) for article in left_out]
        return [*left_out, *self.claims.taken(oldest_first, self.claims.take_article)]

    def editions(self, known: Known, catalog: QuizCatalog) -> list[Edition]:
        """Return the editions that are shown, the oldest first."""
        found = self.keep(read_editions(self.sources, self.settings, known.articles, catalog.quizzes))
        self.claims.left_out += map(LeftOut, unread_editions(self.sources, self.settings, found))
        self.unseen_editions = [edition for edition in found if edition.draft or edition.date > self.now]
        shown = [edition for edition in found if self.preview or edition not in self.unseen_editions]
        return self.claims.taken(shown, self.claims.take_page)
