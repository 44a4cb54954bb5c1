"""Structured data of each page for search engines: schema.org as JSON-LD.

After developers.google.com/search/docs/appearance/structured-data (article, breadcrumb, profile-page).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from coach.content.article import Article
from coach.content.authors import Author
from coach.content.coaching.coaching import MINUTES, Coaching
from coach.content.reading_paths import ReadingPath
from coach.publish.feeds.feeds import picture_of
from coach.quizzes.quiz import Quiz
from coach.recordings.recording import Recordings
from coach.site.newsletter.editions import Edition
from coach.source.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from coach.content.reading_paths import Step
    from coach.site.linking.menu import MenuLink
    from coach.site.site import Site

Data = dict[str, Any]
_LOGO = "assets/mark.svg"
_NONE = Recordings()


class LinkedData:
    """Makes the structured data of the pages of a site."""

    def __init__(self, site: Site, links: Sequence[MenuLink] = (), recordings: Recordings = _NONE) -> None:
        """`links` are those of header and footer, which name the pages above others."""
        self.site, self.links, self.recordings = site, links, recordings
        self.settings = site.settings
        self.language = site.settings.coach.language

    def of(self, address: str | None, title: str, description: str, card: str) -> Data:
        """Return the data of the page at `address`, None for a page without one, as 404.html; `card` may be ""."""
        nodes = [self._publisher, self._website]
        if address:
            page = {"name": title, "description": description, "url": self._url(address), "inLanguage": self.language}
            images = [self._url(card)] if card else []
            nodes += [self._page(address, page, images), *self._trail(address, title)]
        return {"@context": "https://schema.org", "@graph": nodes}

    @cached_property
    def _publisher(self) -> Data:
        home = self._url("")
        logo = {"@type": "ImageObject", "url": self._url(_LOGO)}
        name = self.settings.site_name
        same = [link.to for link in self.settings.coach.social]
        found: Data = {"@type": "Organization", "@id": f"{home}#publisher", "name": name, "url": home, "logo": logo}
        return {**found, "sameAs": same} if same else found

    @cached_property
    def _website(self) -> Data:
        return {
            "@type": "WebSite",
            "@id": f"{self._url('')}#website",
            "name": self.settings.site_name,
            "description": self.settings.description,
            "url": self._url(""),
            "inLanguage": self.language,
            "publisher": {"@id": self._publisher["@id"]},
        }

    def _page(self, address: str, page: Data, images: list[str]) -> Data:
        item = self._items.get(address)
        if isinstance(item, Article):
            return self._article(item, page, images)
        page |= {"isPartOf": {"@id": self._website["@id"]}, **({"image": images} if images else {})}
        if isinstance(item, Edition):
            authors = list(self.site.library.authors.values())[:1]
            return {"@type": "BlogPosting", **page, **self._posted(page, item.date, item.date, authors)}
        if isinstance(item, Quiz | Coaching):
            kind, minutes = ("Quiz", item.minutes) if isinstance(item, Quiz) else ("LearningResource", MINUTES)
            return {"@type": kind, **page, "timeRequired": f"PT{minutes}M", "isAccessibleForFree": True}
        if isinstance(item, ReadingPath):
            return {"@type": "CreativeWorkSeries", **page, "hasPart": [self._part(step) for step in item.steps]}
        if isinstance(item, Author):
            return {"@type": "ProfilePage", **page, "mainEntity": self._author(item)}
        return {"@type": "CollectionPage" if address in self._generated else "WebPage", **page}

    def _article(self, article: Article, page: Data, images: list[str]) -> Data:
        """Return an article; one that was first published elsewhere has its canonical URL."""
        picture = picture_of(article, self.site)
        images = [*([picture.url] if picture else []), *images]
        paths = [stop.path for stop in self.site.paths.of_article(article.id)]
        page |= {"url": article.canonical or page["url"]}
        posted = self._posted(page, article.date, article.changed, self.site.library.authors_of(article))
        series = [{"@type": "CreativeWorkSeries", "name": p.title, "url": self._url(p.address)} for p in paths]
        return {
            "@type": "BlogPosting",
            **page,
            **posted,
            **({"image": images} if images else {}),
            **self._audio(article),
            "keywords": [tag.label for tag in self.site.library.tags_of(article)],
            "wordCount": article.words,
            "timeRequired": f"PT{article.minutes}M",
            "isPartOf": [{"@id": self._website["@id"]}, *series],
        }

    def _audio(self, article: Article) -> Data:
        found = self.recordings.of(article)
        if found is None:
            return {}
        url = self._url(quote(found.path))
        kind = {"@type": "AudioObject", "contentUrl": url, "encodingFormat": found.type}
        return {"audio": {**kind, "duration": f"PT{found.seconds}S", "contentSize": str(found.length)}}

    def _posted(self, page: Data, first: datetime, last: datetime, authors: Any) -> Data:
        return {
            "headline": page["name"],
            "datePublished": first.isoformat(),
            "dateModified": last.isoformat(),
            "author": [self._author(author) for author in authors],
            "publisher": {"@id": self._publisher["@id"]},
            "mainEntityOfPage": page["url"],
        }

    def _author(self, author: Author) -> Data:
        kind = "Person" if author.kind == "person" else "Organization"
        found: Data = {"@type": kind, "name": author.name, "url": self._url(author.address)}
        if author.role and kind == "Person":
            found["jobTitle"] = author.role
        if author.picture:
            found["image"] = self._url(author.picture)
        if author.links:
            found["sameAs"] = [link.to for link in author.links]
        return found

    def _part(self, step: Step) -> Data:
        if step.quiz:
            quiz = self.site.catalog.quizzes[step.quiz]
            return {"@type": "Quiz", "name": quiz.title, "url": self._url(quiz.address), "position": step.number}
        article = self.site.library.by_id[step.article or ""]
        url = self._url(article.address)
        return {"@type": "BlogPosting", "headline": article.title, "url": url, "position": step.number}

    def _trail(self, address: str, title: str) -> Iterator[Data]:
        """Yield the breadcrumbs from the home page to this one, without parent pages that have no name."""
        above = [(page, name) for page in _parents(address) if (name := self._names.get(page))]
        steps = [("", self.settings.site_name), *above, (address, title)]
        crumbs = [
            {"@type": "ListItem", "position": number, "name": name, "item": self._url(page)}
            for number, (page, name) in enumerate(steps, 1)
        ]
        yield {"@type": "BreadcrumbList", "itemListElement": crumbs}

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names of parent pages: as header and footer call them, and the labels of tags."""
        tags = self.site.library.vocabulary.tags.values()
        return {link.address: link.title for link in self.links if link.address} | {
            tag.address: tag.label for tag in tags
        }

    @cached_property
    def _items(self) -> dict[str, Any]:
        site = self.site
        items: list[Article | Edition | Quiz | ReadingPath | Coaching | Author]
        items = [*site.library.articles, *site.editions, *site.catalog.quizzes.values()]
        items += [*site.paths.paths.values(), *(coaching for _, coaching in site.paths.coached)]
        items += site.library.authors.values()
        return {item.address: item for item in items}

    @cached_property
    def _generated(self) -> frozenset[str]:
        return frozenset(page.address for page in self.site.generated)

    def _url(self, address: str) -> str:
        return absolute(address, self.settings.site_url)


def _parents(address: str) -> list[str]:
    """Return the addresses above this one, from the top; articles lie below the archive."""
    parts = address.strip("/").split("/")[:-1]
    above = ["/".join(parts[: end + 1]) + "/" for end in range(len(parts))]
    return ["archive/" if page == "articles/" else page for page in above]
