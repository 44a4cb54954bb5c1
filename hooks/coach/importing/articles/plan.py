"""What an import writes: the files of docs/, and the report on each post."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.content.tags import fold
from coach.importing.articles.addresses import Targets
from coach.importing.articles.anchors import relink_anchors
from coach.importing.articles.comments import comments_text
from coach.importing.articles.front_matter import front_matter
from coach.importing.articles.names import description_of, name_of, title_of
from coach.importing.articles.post_addresses import PostAddresses, relative, year_of
from coach.importing.blog import State
from coach.importing.conventions import feeds_of, lists_of
from coach.importing.mapping import words_of
from coach.importing.markup.convert import convert
from coach.importing.markup.missing import without_missing
from coach.markdown.plain_text import plain
from coach.source.schema import PLACEHOLDER
from coach.source.urls import slugify

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from collections.abc import Mapping as Table
    from datetime import tzinfo

    from coach.importing.articles.addresses import OldSite
    from coach.importing.articles.pictures import Pictures
    from coach.importing.blog import Blog, Post
    from coach.importing.mapping import Mapping

_LONGEST_TITLE = 90


@dataclass(frozen=True)
class Choices:
    """How to import: the site that moves, its new zone and language, and what its owner wants."""

    site: OldSite
    zone: tzinfo
    locale: str = ""
    untitled: str = "Untitled"
    private: bool = False
    default_author: str = ""


@dataclass
class Entry:
    """One line of the report: a post, the file that it became ("" if none), and what to know about it."""

    origin: str
    title: str
    file: str
    notes: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """Everything to write, by path in docs/, and the report."""

    files: dict[str, bytes] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)  # file by origin
    tags: Counter[str] = field(default_factory=Counter)
    featured: list[str] = field(default_factory=list)
    comments: int = 0
    tag_aliases: dict[str, list[str]] = field(default_factory=dict)  # other words and old addresses of each tag
    old_feeds: list[str] = field(default_factory=list)


class Planner:
    """Plans one import. `places` are the files that an earlier run chose for each origin, `taken` those of others."""

    def __init__(
        self, blog: Blog, mapping: Mapping, choices: Choices, pictures: Pictures, places: Table[str, str]
    ) -> None:
        self.blog, self.mapping, self.choices, self.pictures = blog, mapping, choices, pictures
        self.places, self.counts = places, words_of(blog)
        known = {slugify(plain(word), choices.locale): tag for word, tag in mapping.tags.items() if tag}
        self.targets = Targets(choices.site, tags=known)
        self._guids: set[str] = set()
        self.plan = Plan()

    def make(self, taken: Collection[str]) -> Plan:
        """Return the plan; `taken` are the names and paths in docs/ that are not free."""
        shown = list(self._shown())
        names: set[str] = set(taken)
        for post in shown:
            file = self.places.get(post.origin) or self._free(post, names)
            names |= {file, posixpath.basename(file)}
            self.plan.origins[post.origin] = file
        # Live posts come first: an address that a draft had too leads to what readers know.
        for post in sorted(shown, key=lambda one: one.state is not State.LIVE):
            self.targets.add(post.addresses, self.plan.origins[post.origin])
            self.targets.add_origin(post.origin, self.plan.origins[post.origin])
        for post in shown:
            self._write(post)
        texts = {file: self.plan.files[file].decode() for file in self.plan.origins.values()}
        self.plan.files.update({file: text.encode() for file, text in relink_anchors(texts)})
        self.plan.files.update(self.pictures.files)
        self._lists()
        self.plan.old_feeds = [self.choices.site.below(feed) for feed in feeds_of(self.blog)]
        return self.plan

    def _lists(self) -> None:
        """Find what leads on to the tags from the old lists of their posts."""
        tags = {word: tag for word, tag in self.mapping.tags.items() if self.plan.tags[tag]}
        owners = {fold(plain(word)): tag for word, tag in tags.items()} | {fold(tag): tag for tag in self.plan.tags}
        for word, address in lists_of(self.blog, self.counts):
            tag = tags.get(word, "")
            if tag and (found := self.targets.tag_alias(address, tag, owners)):
                self.plan.tag_aliases.setdefault(tag, []).append(found)

    def _shown(self) -> Iterator[Post]:
        """Yield the posts that are written; a private one is only named, unless its owner wants it as a draft."""
        for post in self.blog.posts:
            title = title_of(post, self.choices.untitled)
            if post.state is State.PRIVATE and not self.choices.private:
                note = "It was not public, and is not written. With --private it comes as a draft."
                self.plan.entries.append(Entry(post.origin, title, "", [*post.notes, note]))
            elif post.page and not post.text.strip() and not post.description:
                note = "It is a page without a word, such as a list that the old tool made, and is not written."
                self.plan.entries.append(Entry(post.origin, title, "", [*post.notes, note]))
            else:
                yield post

    def _free(self, post: Post, names: Collection[str]) -> str:
        """Return the path of a post's file, with a number behind its name if that is taken."""
        name = name_of(post, title_of(post, self.choices.untitled), self.choices.locale)
        page = post.page and post.state is State.LIVE
        year = post.date.astimezone(self.choices.zone).year if post.date else self._year()
        folder = "" if page else f"articles/{year}/"
        number = 1
        while True:
            file = f"{folder}{name}{f'-{number}' if number > 1 else ''}.md"
            if file not in names and (page or posixpath.basename(file) not in names):
                return file
            number += 1

    def _year(self) -> int:
        """Return the year of posts without a date: that of the newest one."""
        return max((post.date.year for post in self.blog.posts if post.date), default=2000)

    def _write(self, post: Post) -> None:
        title = title_of(post, self.choices.untitled)
        file = self.plan.origins[post.origin]
        entry = Entry(post.origin, title, file, list(post.notes))
        addresses = PostAddresses(file, post.origin, self.targets, self.pictures)
        made = convert(post, self.mapping.shortcodes, addresses)
        entry.notes += [f"Left out: {count} × {what}." for what, count in sorted(made.gone.items())]
        entry.notes += [f"[{name}] is a shortcode that nobody knows here: {self._fate(name)}." for name in made.unknown]
        entry.notes += made.notes
        text = without_missing(made.text, addresses.gone(self.mapping))
        keys = self._keys(post, title, file, text, entry)
        self.plan.files[file] = f"{front_matter(keys)}\n{text}".encode()
        if post.comments and file.startswith("articles/"):
            name = posixpath.basename(file).removesuffix(".md")
            self.plan.files[f"comments/{name}.yml"] = comments_text(post.comments).encode()
            self.plan.comments += len(post.comments)
        entry.notes += addresses.told(self.mapping)
        self.plan.entries.append(entry)

    def _fate(self, name: str) -> str:
        fates = {"drop": "it is taken out", "text": "what is in it stays"}
        return fates.get(self.mapping.shortcodes.get(name, ""), "it stands there as it was")

    def _keys(self, post: Post, title: str, file: str, text: str, entry: Entry) -> dict[str, object]:
        page = not file.startswith("articles/")
        keys: dict[str, object] = {"title": title, "description": self._description(post, text, entry)}
        if len(title) > _LONGEST_TITLE:
            entry.notes.append(f"The title has {len(title)} characters; {_LONGEST_TITLE} are the most. Shorten it.")
        if not page:
            keys |= self._article_keys(post, file, entry)
        new = f"{file.removesuffix('.md')}/" if page else f"articles/{posixpath.basename(file).removesuffix('.md')}/"
        aliases, lost = self.targets.aliases(post.addresses, new) if post.state is State.LIVE else ([], [])
        entry.notes += [f"Nothing can lead on from its old address {address}." for address in lost]
        keys |= {"aliases": aliases} if aliases else {}
        return keys

    def _description(self, post: Post, text: str, entry: Entry) -> str:
        words, old = description_of(post, text)
        if not words:
            entry.notes.append("It has no description, and too little text for one: write it.")
            return f"{PLACEHOLDER} one or two sentences that could stand alone."
        if not old:
            entry.notes.append("Its description is its beginning: write a better one.")
        return words

    def _article_keys(self, post: Post, file: str, entry: Entry) -> dict[str, object]:
        tags = self.mapping.tags_of(post, self.counts)
        authors = self.mapping.authors_of(post)
        self.plan.tags.update(tags)
        keys: dict[str, object] = {"date": self._date(post, entry), "tags": tags}
        if authors and authors != [self.choices.default_author]:
            keys["authors"] = authors
        if post.updated and post.date and post.updated > post.date:
            keys["updated"] = post.updated.astimezone(self.choices.zone).date()
        if post.state is not State.LIVE or not post.date:
            keys["draft"] = True
            entry.notes += (
                ["It was no post for everybody, and comes as a draft."] if post.state is State.PRIVATE else []
            )
            entry.notes += ["It was a page, and comes as a draft of an article."] if post.page else []
        elif post.guid in self._guids:
            entry.notes.append("Another post has the same guid; feed readers may show this one again.")
        elif post.guid:
            keys["guid"] = post.guid
            self._guids.add(post.guid)
        if post.featured and post.state is State.LIVE:
            self.plan.featured.append(posixpath.basename(file).removesuffix(".md"))
        keys |= self._image(post, file, entry)
        return keys

    def _date(self, post: Post, entry: Entry) -> object:
        if post.date is None:
            entry.notes.append("It has no date, and comes as a draft: give it one.")
            return f"{self._year()}-01-01"
        moment = post.date if post.date.tzinfo else post.date.replace(tzinfo=self.choices.zone)
        return moment.replace(microsecond=0)

    def _image(self, post: Post, file: str, entry: Entry) -> dict[str, object]:
        if not post.image:
            return {}
        place = self.pictures.take(post.image, post.origin, year_of(file))
        if not place:
            entry.notes.append(f"Its picture is missing: {post.image}.")
            return {}
        alt = " ".join((post.image_alt or self.pictures.alts.get(post.image, "")).split())
        if not alt:
            entry.notes.append("Say what its picture shows (image, alt).")
        return {"image": {"src": relative(place, file), "alt": alt or f"{PLACEHOLDER} what it shows."}}
