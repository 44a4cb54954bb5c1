"""The files that a new blog begins with; what only its owner can write is a placeholder, which the checker names."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from coach.source.schema import PLACEHOLDER
from coach.source.urls import slugify

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from coach.content.config.messages import Catalogue

# The links of header and footer, with the messages that name them.
_MENU = {
    "start-here/": "home.start",
    "archive/": "llms.articles",
    "quizzes/": "quizzes.title",
    "newsletter/": "init.letters",
}
_FOOTER = {
    "about/": "init.about",
    "subscribe/": "init.subscribe",
    "archive/": "archive.title",
    "paths/": "paths.title",
    "tags/": "tags.title",
    "homework/": "homework.title",
    "shelf/": "shelf.title",
    "quizzes/": "quizzes.title",
    "mirror/": "mirror.title",
    "privacy/": "privacy.title",
}
_PAGES = {"about": "init.about", "start-here": "home.start", "subscribe": "init.subscribe"}
_CC_BY = "https://creativecommons.org/licenses/by/4.0/legalcode"
_OUR_TEXTS = re.compile(rf"The articles and pages in docs/ are [^:]*: {re.escape(_CC_BY)}")
_OF_LETTERS = {"newsletter/", "subscribe/", "subscribe"}
_IMPRINT = "impressum"  # the page that the law of German-speaking countries asks for


@dataclass(frozen=True)
class Wishes:
    """What the owner of a new blog has said; `address` and `repository`, both full addresses, may be ""."""

    name: str
    author: str
    address: str
    locale: str
    timezone: str
    tagline: str
    search: bool = True
    customers_view: bool = True
    quizzes: bool = False
    letters: bool = True
    repository: str = ""

    @property
    def german(self) -> bool:
        """Whether the blog is in German."""
        return self.locale.partition("_")[0] == "de"

    def slug(self, words: str) -> str:
        """Return the words as an id, spelled as the blog's language spells them."""
        return slugify(words, self.locale)


def new_settings(text: str, wishes: Wishes, catalogue: Catalogue) -> str:
    """Return the text of mkdocs.yml with the new blog's facts; everything else in it stays as it is."""
    address = wishes.address or "http://127.0.0.1:8000/"
    facts = {
        "site_name": _quoted(wishes.name),
        "site_description": _quoted(wishes.tagline),
        "site_url": f"!ENV [SITE_URL, {_quoted(address)}]",
        "copyright": _quoted(f"© {wishes.author}"),
        "timezone": wishes.timezone,
        "mark": "initials",
        "tagline": _quoted(wishes.tagline),
        "key": wishes.slug(wishes.name) or "blog",
        "title": _quoted(catalogue.form("init.letters")),
        "description": _quoted(catalogue.form("init.letters_about")),
        "provider": "none",
    }
    kept = text[: text.index("    menu:")].rstrip("\n")
    for key, value in facts.items():
        if line := re.search(rf"^ *{key}: (.*)$", kept, flags=re.MULTILINE):
            kept = f"{kept[: line.start(1)]}{value}{kept[line.end(1) :]}"
    if not wishes.letters:
        kept = re.sub(r"^      (title|description): .*\n", "", kept, flags=re.MULTILINE)
        kept = re.sub(r"^      provider: .*$", "      letters: false", kept, flags=re.MULTILINE)
    lines = [kept, f"    locale: {wishes.locale}"]
    lines += [f"    repository: {wishes.repository}"] * bool(wishes.repository)
    lines += ["    search: false"] * (not wishes.search) + ["    customers_view: false"] * (not wishes.customers_view)
    for name, links in (("menu", _MENU), ("footer", _FOOTER)):
        lines.append(f"    {name}:")
        wanted = {to: key for to, key in links.items() if wishes.letters or to not in _OF_LETTERS}
        wanted |= {f"{_IMPRINT}/": "init.imprint"} if name == "footer" and wishes.german else {}
        lines += [f"      - {{title: {_quoted(catalogue.form(key))}, to: /{to}}}" for to, key in wanted.items()]
    return "\n".join([*lines, ""])


def new_files(wishes: Wishes, catalogue: Catalogue, today: dt.date) -> Iterator[tuple[str, str]]:
    """Yield path in docs/ and text of each file of the new blog."""

    def todo(what: str) -> str:
        return f"{PLACEHOLDER} {catalogue.form(f'init.todo_{what}')}"

    about, day = todo("description"), f"{today}"
    home = {"title": wishes.name, "description": about, "headline": todo("headline")}
    yield "index.md", _text(home, todo("home"))
    pages = {name: key for name, key in _PAGES.items() if wishes.letters or name not in _OF_LETTERS}
    for name, key in pages.items():
        words = [todo(key.partition(".")[2])]
        words += [catalogue.form("init.quizzes")] * (name == "about" and wishes.quizzes)
        yield f"{name}.md", _text({"title": catalogue.form(key), "description": about}, *words)
    author = {"name": wishes.author, "description": todo("author")}
    yield "authors.yml", _entry(wishes.slug(wishes.author) or "author", author)
    if wishes.german:
        yield f"{_IMPRINT}.md", _text({"title": catalogue.form("init.imprint"), "description": about}, todo("imprint"))
    tag = first_tag(wishes, catalogue)
    yield "tags.yml", _entry(tag, {"label": todo("tag")})
    first = {"title": todo("title"), "description": about, "date": day, "tags": [tag]}
    name = wishes.slug(catalogue.form("init.first_article"))
    yield f"articles/{today.year}/{name}.md", _text(first, todo("article"))
    parts = urlsplit(wishes.address)
    host = parts.hostname or ""
    if host and not host.endswith(".github.io") and not parts.path.strip("/"):
        yield "CNAME", f"{host}\n"  # GitHub Pages serves this name


def _text(front: Mapping[str, object], *words: str) -> str:
    return "\n".join(["---", *(f"{key}: {_quoted(value)}" for key, value in front.items()), "---", "", *words, ""])


def _entry(id_: str, fields: dict[str, str]) -> str:
    return "\n".join([f"{id_}:", *(f"  {key}: {_quoted(value)}" for key, value in fields.items()), ""])


def first_tag(wishes: Wishes, catalogue: Catalogue) -> str:
    """Return the id of the tag that the new blog begins with."""
    return wishes.slug(catalogue.form("init.first_tag")) or "first-tag"


def readme(wishes: Wishes, catalogue: Catalogue) -> str:
    """Return the README of the new blog's repository."""
    parts = [
        f"# {wishes.name}",
        wishes.tagline,
        *(catalogue.form(f"init.readme_{part}") for part in ("write", "later")),
    ]
    parts.append(catalogue.form("init.readme_rights").replace("{author}", wishes.author))
    parts += [catalogue.form("init.quizzes")] * wishes.quizzes
    return "\n\n".join([*parts, ""])


def own_licence(text: str, wishes: Wishes) -> str:
    """Return LICENSE for the new blog: what it says of docs/ is of its owner, and that of the code is as it was."""
    quizzes = f"\nThe quizzes in docs/quizzes are by The Second Sale, under CC BY 4.0: {_CC_BY}" * wishes.quizzes
    return _OUR_TEXTS.sub(lambda _: f"The texts and pictures in docs/ are © {wishes.author}.{quizzes}", text)


def own_quiz(text: str, tag: str) -> str:
    """Return a quiz of this blog for another one: its help is looked for under this tag there."""
    text = re.sub(r"^( *)tags: \[.*\]$", rf"\1tags: [{tag}]", text, flags=re.MULTILINE)
    return re.sub(r"^ *articles: \[.*\]\n", "", text, flags=re.MULTILINE)


def removed(paths: Iterable[str], wishes: Wishes) -> list[str]:
    """Return those of the paths in docs/ that are this blog's own texts; quizzes stay if they are wanted."""
    folders = ("articles/", "newsletter/", "paths/", *(() if wishes.quizzes else ("quizzes/",)))
    pages = {"coaching.md", "evidence.md", "style.md", "glossary.yml", *(() if wishes.letters else ("subscribe.md",))}
    return sorted(path for path in paths if path.startswith(folders) or path in pages)


def _quoted(value: object) -> str:
    """Return a text or list as YAML reads it back."""
    return json.dumps(value, ensure_ascii=False)
