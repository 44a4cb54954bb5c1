"""The cache keys of articles' pages: a key covers everything that the page shows."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from coach.publish.feeds.feeds import picture_of
from coach.site.linking.menu import PERHAPS, offer_link
from coach.site.pictures import lead_picture, portrait

if TYPE_CHECKING:
    from coach.content.article import Article
    from coach.publish.build import Build


class PageKeys:
    """The cache keys of articles' pages: two pages with one key have the same bytes.

    A key covers the whole of an article and what its page shows of others: the older and newer one, related ones and
    those next on its paths, each with all its fields; tags, authors and quizzes, settings, and `fingerprint`, which
    covers templates, code and the parts that all articles' pages share. A test compares what article.html uses with
    this.
    """

    def __init__(self, build: Build, fingerprint: str) -> None:
        self.build = build
        site = build.site
        everywhere = (
            fingerprint,
            build.preview,
            build.provider,
            bool(build.newest_edition),
            sorted(PERHAPS & site.targets.addresses),
            site.settings,
            build.look,
            offer_link(site.settings, site.targets),
            list(site.library.vocabulary.tags.values()),
            list(site.library.authors.values()),
            list(site.catalog.quizzes.values()),
        )
        self._everywhere = blake2b(repr(everywhere).encode("utf-8", "surrogatepass")).digest()
        self._facts = {article.id: _facts(article) for article in site.articles}

    def of(self, article: Article) -> str:
        """Return the key of the article's page."""
        build, library = self.build, self.build.site.library
        nears, stops = build.related.of(article.id), build.site.paths.of_article(article.id)
        steps = [step.article for stop in stops for step in (stop.previous, stop.next) if step and step.article]
        has_page = build.site.targets.addresses.__contains__
        beside = [other.id for other in (library.older(article), library.newer(article)) if other]
        shown = [
            self._facts[article.id],
            [self._facts[id_] for id_ in (*beside, *(near.id for near in nears), *steps)],
            (nears, stops, build.site.comments.get(article.id)),
            lead_picture(article, build.rendered[article.address], build.pictures),
            picture_of(article, build.site),
            build.recordings.of(article),
            build.card_of(article.address),
            [has_page(tag.address) for tag in library.tags_of(article)],
            [(has_page(one.address), portrait(one, build.pictures)) for one in library.authors_of(article)],
        ]
        data = "\0".join((repr(shown), article.file.body, build.html(article.address)))
        return blake2b(data.encode("utf-8", "surrogatepass"), digest_size=16, key=self._everywhere).hexdigest()


def _facts(article: Article) -> str:
    """Return all fields of an article but its file, as text."""
    return repr([(name, value) for name, value in vars(article).items() if name != "file"])
