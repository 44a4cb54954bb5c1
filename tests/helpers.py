"""A small docs/ in memory, so that a test need only contain what it is about."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coach.content.config.newsletter import NewsletterFields
from coach.content.settings import CoachFields, Settings, with_catalogue
from coach.io.disk.files import read_messages
from coach.site.curation.related import Related, relate
from coach.site.site import Site, read_site
from coach.source.files.sort import Entry, Sorting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.source.sources import Sources

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)

EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc"),
    *("pymdownx.blocks.caption", "pymdownx.caret", "pymdownx.details", "pymdownx.magiclink", "pymdownx.mark"),
    *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tilde"),
)

SETTINGS = Settings(
    site_name="The Second Sale",
    site_url="https://example.org/second-sale/",
    site_urls=("https://example.org/second-sale/",),
    coach=CoachFields(
        timezone=ZoneInfo("Europe/London"), publish_time=time(7), newsletter=NewsletterFields(key="second-sale")
    ),
    extensions=EXTENSIONS,
)
SETTINGS, _ = with_catalogue(SETTINGS, read_messages(Path(__file__).resolve().parent.parent / "overrides"))

TAGS = """
time: {label: Time, aliases: [timing]}
respect: {label: Respect}
listening: {label: Listening}
service-recovery: {label: Service recovery}
trust: {label: Trust}
value: {label: Value}
"""
AUTHORS = "desk: {name: The desk, description: Those who write here.}"


def article(title: str = "Five minutes", date: str = "2026-04-14", body: str = "Text.", **keys: str) -> str:
    """Return a valid article; a test adds keys of its own (`tags="[time]"`)."""
    lines = {
        "title": title,
        "description": "A description that is long enough to stand alone in a list.",
        "date": date,
        "tags": "[time]",
        **keys,
    }
    front = "\n".join(f"{key}: {value}" for key, value in lines.items())
    return f"---\n{front}\n---\n{body}\n"


def page(title: str = "About", body: str = "Text.", **keys: str) -> str:
    """Return a valid plain page."""
    more = "".join(f"\n{key}: {value}" for key, value in keys.items())
    description = "A description that is long enough to stand alone in a list."
    return f"---\ntitle: {title}\ndescription: {description}{more}\n---\n{body}\n"


# What a site needs to be built without a warning, and what the menu and the articles' pages lead to.
BASE = {"index.md": page("Home"), "start-here.md": page("Start here"), "tags.yml": TAGS, "authors.yml": AUTHORS}
# What a manager does with a reading path, for the end of its file.
COACHING = """\
coaching:
  opening: What this is "for".
  questions:
    - {question: What came of it?, listen_for: a name.}
    - question: Who saw it?
    - question: Where was that?
    - question: When does she hear of it?
    - question: How did you find out?
  exercise: {title: Two chairs, minutes: 6, text: "One sits, & one stands."}
  handout: {title: My sheet, lines: [Whom I ring, What I ask]}
"""
MENU = {f"{name}.md": page(name.title()) for name in ("coaching", "subscribe", "about")}


def sources(files: Mapping[str, str | bytes]) -> Sources:
    """Return docs/ with these files, with default tags.yml and authors.yml where they have none."""
    whole = {"tags.yml": TAGS, "authors.yml": AUTHORS, **files}
    data = {path: text.encode() if isinstance(text, str) else text for path, text in whole.items()}
    sorting = Sorting("docs", data.get)
    for path in sorted(data):
        sorting.add(Entry(path, size=len(data[path])))
    return sorting.sources()


def site_of(files: Mapping[str, str | bytes], *, now: datetime = NOW, preview: bool = False) -> Site:
    """Return the site made of these files."""
    return read_site(sources(files), SETTINGS, now, preview=preview)


def messages(site: Site) -> list[str]:
    """Return the site's problems as an author reads them."""
    return [str(problem) for problem in site.problems]


def related_of(site: Site) -> Related:
    """Return the related articles of the site."""
    return relate(site.library, site.paths)
