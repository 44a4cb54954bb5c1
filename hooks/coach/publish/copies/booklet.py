"""A reading path as a booklet to take along: its articles as an EPUB, in their order and with the reasons for each."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote
from zlib import ZLIB_RUNTIME_VERSION

import lxml.html

from coach.io.cache import key_of
from coach.io.fingerprint import code_of, fingerprint
from coach.pictures.cards import HEIGHT, WIDTH, Card, draw_card
from coach.pictures.lettering import Typeface
from coach.publish.copies.epub import pack_epub
from coach.publish.copies.xhtml import as_xhtml
from coach.publish.feeds.items import global_id
from coach.site.generated_pages import GeneratedFile
from coach.source.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from coach.content.article import Article
    from coach.content.reading_paths import ReadingPath, Step
    from coach.io.cache import Cache
    from coach.publish.build import Build
    from coach.quizzes.quiz import Quiz

_TEMPLATES = "components/booklet/"
_CODE = ("publish/copies", "pictures/cards.py", "pictures/lettering.py", "pictures/marks")
_PACKAGES = ("lxml", "pillow", "uharfbuzz", "fontpkg-source-serif-4", "resvg-py")
_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
}
_COVER = "EPUB/cover.png"
_COVER_HEIGHT, _PAPER = 1800, (0xFB, 0xF8, 0xF3)


@dataclass(frozen=True)
class Tools:
    """What makes booklets: the bytes of a published picture by its path, the font of covers, and the cache."""

    picture: Callable[[str], bytes]
    font: Callable[[], bytes]
    cache: Cache


class Chapter(NamedTuple):
    """One step as a file of the booklet: an article with its text as XHTML, or a quiz, which the site has."""

    file: str
    step: Step
    title: str
    url: str
    article: Article | None = None
    quiz: Quiz | None = None
    text: str = ""


class Picture(NamedTuple):
    """A picture in the booklet; `path` is that in docs/."""

    path: str
    file: str
    type: str


def make_booklets(build: Build, tools: Tools) -> Iterator[GeneratedFile]:
    """Yield the booklet of each path that has an article which readers can see."""
    if not build.site.settings.coach.booklets:
        return
    for path in build.site.paths.paths.values():
        chapters = _chapters(path, build)
        if any(chapter.article for chapter in chapters):
            yield GeneratedFile(path.booklet, _Booklet(path, chapters, build, tools).data())


def _chapters(path: ReadingPath, build: Build) -> list[Chapter]:
    site, found = build.site, []
    for step in path.steps:
        file = f"step-{step.number:02}.xhtml"
        if step.quiz:
            quiz = site.catalog.quizzes[step.quiz]
            found.append(Chapter(file, step, quiz.title, absolute(quiz.address, site.settings.site_url), quiz=quiz))
        elif (article := site.library.by_id.get(step.article or "")) and not article.preview:
            url = absolute(article.address, site.settings.site_url)
            found.append(Chapter(file, step, article.title, url, article))
    return found


class _Booklet:
    """One booklet while it is made."""

    def __init__(self, path: ReadingPath, chapters: list[Chapter], build: Build, tools: Tools) -> None:
        self.path, self.build, self.tools = path, build, tools
        files = {chapter.url: chapter.file for chapter in chapters}
        html = {one.file: build.article_elsewhere(one.article) for one in chapters if one.article}
        self.pictures = self._pictures(html.values())
        inside = {self._url(quote(one.path)): one.file for one in self.pictures}
        self.chapters = [one._replace(text=as_xhtml(html.get(one.file, ""), files, inside)) for one in chapters]

    def data(self) -> bytes:
        """Return the EPUB, from the cache if nothing in it has changed."""
        files = self._files()
        card = Card(self.path.title, self.build.site.settings.site_name, look=self.build.look)
        versions = fingerprint(_PACKAGES, code_of(*_CODE)) + ZLIB_RUNTIME_VERSION
        key = key_of(versions, repr(card), *(part for name in sorted(files) for part in (name, files[name])))
        return self.tools.cache.cached(
            "booklet", key, lambda: pack_epub({**files, "EPUB/cover.png": self._cover(card)})
        )

    def _files(self) -> dict[str, bytes]:
        """Return all files but the cover's picture."""
        facts = self._facts()
        made = {
            "META-INF/container.xml": self._show("container", facts),
            "EPUB/package.opf": self._show("package", facts),
            "EPUB/nav.xhtml": self._show("nav", facts),
            "EPUB/cover.xhtml": self._show("cover", facts),
            "EPUB/style.css": self.build.pieces.render_text(f"{_TEMPLATES}style.html"),
            **{f"EPUB/{one.file}": self._show("chapter", {**facts, "chapter": one}) for one in self.chapters},
        }
        pictures = {f"EPUB/{one.file}": self.tools.picture(one.path) for one in self.pictures}
        return {name: text.encode() for name, text in made.items()} | pictures

    def _show(self, name: str, facts: dict[str, Any]) -> str:
        return self.build.pieces.render(f"{_TEMPLATES}{name}.html", **facts).strip() + "\n"

    def _facts(self) -> dict[str, Any]:
        site = self.build.site
        articles = [one.article for one in self.chapters if one.article]
        authors = [author.name for article in articles for author in site.library.authors_of(article)]
        return {
            "path": self.path,
            "chapters": self.chapters,
            "pictures": self.pictures,
            "id": global_id(site.settings.coach.newsletter.key, f"booklet:{self.path.id}"),
            "language": site.settings.coach.language,
            "direction": site.settings.catalogue.direction,
            "authors": list(dict.fromkeys(authors)),
            "authors_of": site.library.authors_of,
            "site_name": site.settings.site_name,
            "url": self._url(self.path.address),
            "changed": max(article.changed for article in articles),
            "modified": f"{max(article.changed for article in articles).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "size": (WIDTH, _COVER_HEIGHT),
        }

    def _pictures(self, html: Iterable[str]) -> list[Picture]:
        """Return the pictures of docs/ that the articles show, and that every reading program can."""
        bodies = (lxml.html.fragment_fromstring(text, create_parent=True) for text in html if text)
        known = {self._url(quote(path)): path for path in self.build.site.sizes}
        paths = [known[src] for body in bodies for src in body.xpath(".//img/@src") if src in known]
        kinds = {path: _TYPES.get(posixpath.splitext(path)[1].lower(), "") for path in dict.fromkeys(paths)}
        right = [(path, kind) for path, kind in kinds.items() if kind]
        return [
            Picture(path, f"images/{number:02}{posixpath.splitext(path)[1].lower()}", kind)
            for number, (path, kind) in enumerate(right, 1)
        ]

    def _cover(self, card: Card) -> bytes:
        """Return the cover: the card of the path on a sheet of paper."""
        from PIL import Image  # noqa: PLC0415 - a build that finds all booklets in the cache does not load Pillow

        cover = Image.new("RGB", (WIDTH, _COVER_HEIGHT), _PAPER)
        with Image.open(BytesIO(draw_card(card, Typeface(self.tools.font())))) as drawn:
            cover.paste(drawn.convert("RGB"), (0, (_COVER_HEIGHT - HEIGHT) // 3))
        data = BytesIO()
        cover.quantize(64, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
        return data.getvalue()

    def _url(self, address: str) -> str:
        return absolute(address, self.build.site.settings.site_url)
