"""One build: the site, its rendered texts, and the variables of each template."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from coach.content.article import Article
from coach.content.config.notice import with_notice
from coach.content.pages import Page
from coach.io.cache import Cache
from coach.io.disk.files import read_data
from coach.markdown.html.elsewhere import clean
from coach.pictures.image_set import Pictures
from coach.pictures.marks.mark import PLAIN, Look
from coach.publish.browser_storage import choose_stored, parts_of
from coach.publish.check import check_texts, make_recipe, with_anchors
from coach.publish.feeds.feeds import picture_of
from coach.publish.feeds.recorded import recorded_files, recording_problems
from coach.publish.mail.placeholders import Provider, choose_provider
from coach.publish.related import RelatedCache
from coach.publish.sharing import HOME, choose_look, plan_cards, plan_plates
from coach.publish.texts import TextCache, begin_rendering
from coach.quizzes.evidence import FILE, Evidence
from coach.recordings.recording import Recordings
from coach.site.blocks import block_facts
from coach.site.csp import address_for
from coach.site.linking.outside import sign_outside
from coach.site.linking.published import published_files
from coach.site.linking.redirects import Redirect
from coach.site.linking.resolve import resolve
from coach.site.newsletter.editions import Edition
from coach.site.pictures import drawing, shown_pictures
from coach.site.site import Site, read_site
from coach.source.front_matter import bodies
from coach.source.problems import naming
from coach.source.urls import absolute, between, card_address, figure_address

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from coach.content.settings import Settings
    from coach.io.templates import Pieces
    from coach.markdown.rendered import Block, Image, Rendered
    from coach.pictures.cards import Card
    from coach.pictures.marks.figure import Plate
    from coach.pictures.store import FilePictures
    from coach.publish.browser_storage import Stored
    from coach.publish.feeds.items import Picture
    from coach.quizzes.catalog import Intro
    from coach.recordings.store import FileRecordings
    from coach.site.curation.related import Related
    from coach.site.generated_pages import GeneratedPage
    from coach.source.problems import Problem
    from coach.source.sources import Sources


@dataclass(frozen=True)
class Resources:
    """What a build needs besides docs/ and settings: templates, caches, and how many processes it may use.

    Texts, pictures and related articles that are not in the cache are made anew, the first two by `jobs` processes or
    threads.
    """

    pieces: Pieces
    texts: TextCache = field(default_factory=TextCache)
    pictures: FilePictures | None = None
    recordings: FileRecordings | None = None
    jobs: int = 1
    kept: Cache = field(default_factory=Cache)


@dataclass
class Build:
    """A build in progress. `texts` holds every rendered text by its Markdown; `html` puts in links and blocks."""

    site: Site
    texts: dict[str, Rendered]
    preview: bool
    pieces: Pieces
    provider: Provider
    related_cache: RelatedCache
    stored: tuple[Stored, ...] = ()
    pictures: Pictures = field(default_factory=Pictures)
    recordings: Recordings = field(default_factory=Recordings)
    look: Look = PLAIN
    evidence: Evidence | None = None
    rendered: dict[str, Rendered] = field(default_factory=dict)
    finished: dict[str, str] = field(default_factory=dict)
    booklets: dict[str, int] = field(default_factory=dict)  # length in bytes by address

    def html(self, address: str) -> str:
        """Return the text of the page at `address` as HTML, its links resolved; "" for a generated page."""
        if address not in self.finished:
            item = self._by_address.get(address)
            with naming(item.file.path if item else address):
                self.finished[address] = self._render(item) if item else ""
        return self.finished[address]

    @cached_property
    def _by_address(self) -> dict[str, Page | Article | Edition | Intro]:
        return {item.address: item for item in self.site.texts}

    def _render(self, item: Page | Article | Edition | Intro) -> str:
        rendered = self.rendered[item.address] = self.texts[item.file.body]
        html = rendered.html(
            lambda link: address_for(link, item, self.site.targets),
            lambda block: self._show(block, item),
            lambda image: self._draw(image, item),
        )
        return sign_outside(html, lambda: self._leaves, self.site.settings.site_url)

    @cached_property
    def _leaves(self) -> str:
        return self.pieces.render("components/leaves/leaves.html")

    def _draw(self, image: Image, item: Page | Article | Edition | Intro, name: str = "block.html") -> str:
        """Return the HTML of a picture in a text with its size; "" if its size is not known."""
        facts = drawing(image, resolve(image.link.target, item, self.site.targets).address, self.pictures)
        return self.pieces.show("picture", name, root=between("", item.address), **facts) if facts else ""

    def _show(self, block: Block, item: Page | Article | Edition | Intro, name: str = "block.html") -> str:
        """Return the HTML of a block; "" for an invalid one, which `check_texts` reports."""
        facts = block_facts(block, item, self.site.catalog, self.site.settings.catalogue.text_words)
        return self.pieces.show(block.kind, name, root=between("", item.address), **facts) if facts else ""

    def article_elsewhere(self, article: Article) -> str:
        """Return an article as HTML for feeds: absolute URLs, blocks as plain text, its picture first."""
        return self._elsewhere(article, picture_of(article, self.site))

    def edition_elsewhere(self, edition: Edition) -> str:
        """Return an edition's letter as HTML for feeds and mail."""
        return self._elsewhere(edition, None)

    def _elsewhere(self, item: Article | Edition, picture: Picture | None) -> str:
        base = absolute(item.address, self.site.settings.site_url)
        with naming(item.file.path):
            html = self.rendered[item.address].html(
                lambda link: address_for(link, item, self.site.targets),
                lambda block: self._show(block, item, "feed.html"),
                lambda image: self._draw(image, item, "feed.html").strip(),
            )
            return clean(html, base, (picture.url, picture.alt) if picture else None)

    @property
    def related(self) -> Related:
        """The related articles of each article."""
        return self.related_cache.related

    @cached_property
    def newest_edition(self) -> Edition | None:
        """The newest edition that readers see."""
        return next((edition for edition in reversed(self.site.editions) if not edition.draft), None)

    @cached_property
    def cards(self) -> dict[str, Card]:
        """The card pictures by the address of their page; none under `serve`, or if cards are switched off."""
        wanted = self.site.settings.coach.cards and not self.preview
        return plan_cards(self.site, self.look, self.pieces) if wanted else {}

    @cached_property
    def plates(self) -> dict[str, Plate]:
        """The figures alone that the letters show, by the address of their article; none where there are no cards."""
        return plan_plates(self.site, self.look, self.pieces) if self.cards else {}

    @property
    def drawn(self) -> dict[str, Card | Plate]:
        """All cards and figures alone by the address of their file."""
        plates = {figure_address(page): plate for page, plate in self.plates.items()}
        return {**{self.card_of(page): card for page, card in self.cards.items()}, **plates}

    def card_of(self, address: str) -> str:
        """Return the address of the card that the page at `address` is shared with, or ""."""
        return card_address(address if address in self.cards else HOME) if self.cards else ""

    def text_problems(self) -> list[Problem]:
        """Return the mistakes in links, pictures, recordings and blocks, in order of file and line."""
        left_out = {item.address: self.texts[item.file.body] for item in self.site.left_out}
        found = check_texts(self.site, {**left_out, **self.rendered}, self.pictures.faults)
        return sorted({*found, *recording_problems(self.site, self.recordings, self.pictures)})

    def facts(self, item: Page | Article | Edition | GeneratedPage | Redirect) -> dict[str, Any]:
        """Return the template variables of this page."""
        if isinstance(item, Edition):
            page = {"title": item.subject, "description": item.preheader, "address": item.address}
            return {**page, "template": "edition.html", "indexed": not item.draft, "edition": item}
        if isinstance(item, Article):
            stops, archived = self.site.paths.of_article(item.id), self.site.comments.get(item.id, ())
            return self._facts(item, "article.html", article=item, stops=stops, archived=archived)
        if isinstance(item, Page):
            path = self.site.paths.paths.get(item.path or "")
            return self._facts(item, item.template, home=item.home, path=path, lists_coaching=item.coaching)
        if isinstance(item, Redirect):
            target = absolute(item.target, self.site.settings.site_url)
            page = {"title": item.title, "address": item.address, "template": "redirect.html"}
            return {**page, "target": target, "leads_to": item.target}
        return self._facts(item, item.template, **item.data)

    def _facts(self, item: Page | Article | GeneratedPage, template: str, **more: Any) -> dict[str, Any]:
        return {
            "title": item.title,
            "description": item.description,
            "address": item.address,
            "template": template,
            "indexed": item.listed and not (isinstance(item, Article) and item.preview),
            **more,
        }


def start_build(sources: Sources, settings: Settings, now: datetime, resources: Resources, *, preview: bool) -> Build:
    """Read docs/, render all texts, encode the pictures, and return the build."""
    settings = with_notice(settings, now)
    rendering = begin_rendering(bodies(sources), make_recipe(settings), resources.texts, resources.jobs)
    site = read_site(sources, settings, now, preview=preview)  # while other processes render
    related_cache = RelatedCache(site.library, site.paths, resources.kept)
    if rendering.pool:
        assert related_cache.related  # found while other processes render; else it can wait
    texts = rendering.finish(item.file.body for item in site.checked)
    site = with_anchors(site, {item.address: texts[item.file.body] for item in site.checked})
    site = replace(site, sizes=published_files(site, texts))
    shown = shown_pictures(site, texts)
    pictures = Pictures()
    if resources.pictures:
        make = resources.pictures.preview if preview else partial(resources.pictures.make, shown=shown)
        pictures = make(site.sizes, jobs=resources.jobs)
    return Build(
        site=replace(site, sizes=_published_sizes(site.sizes, pictures)),
        texts=texts,
        preview=preview,
        pieces=resources.pieces,
        provider=choose_provider(read_data("publish/mail/providers.yml"), settings.coach.newsletter),
        stored=choose_stored(read_data("publish/browser_storage.yml"), parts_of(site), settings.coach.newsletter.key),
        pictures=pictures,
        recordings=store.measure(recorded_files(site)) if (store := resources.recordings) else Recordings(),
        look=choose_look(settings, site.sizes.keys() - pictures.withheld, resources.pictures),
        related_cache=related_cache,
        evidence=Evidence(read_data(FILE)),
    )


def _published_sizes(sizes: Mapping[str, int], pictures: Pictures) -> dict[str, int]:
    """Return the files of docs/ that are published, with their lengths in bytes."""
    return {path: pictures.lengths.get(path, size) for path, size in sizes.items() if path not in pictures.withheld}
