"""A small site published in memory: every feed, mail and manifest by its address."""

from __future__ import annotations

from dataclasses import replace

from jinja2 import FileSystemLoader

from building import ROOT
from coach.content.config.newsletter import NewsletterFields
from coach.content.settings import CoachFields
from coach.io.templates import Pieces
from coach.publish.build import Resources, start_build
from coach.publish.files import publish
from helpers import NOW, SETTINGS, article, sources

RESOURCES = Resources(Pieces(FileSystemLoader(str(ROOT / "overrides"))))


def settings(**newsletter):
    coach = CoachFields.model_validate(
        {
            **SETTINGS.coach.model_dump(),
            "tagline": "A tagline.",
            "newsletter": NewsletterFields(**{"key": "second-sale", **newsletter}),
        }
    )
    return replace(SETTINGS, coach=coach, description="What it is.")


def published(files, *, now=NOW, site=None, preview=False, **newsletter):
    """Return what is published of these files, as text by address."""
    build = start_build(sources(files), site or settings(**newsletter), now, RESOURCES, preview=preview)
    for item in build.site.texts:
        build.html(item.address)
    made = {one.address: one.content for one in publish(build)}
    return {address: content if isinstance(content, str) else content.decode() for address, content in made.items()}


def edition(title="A letter", date="2026-05-28", body="Hello [there](../articles/2026/five-minutes.md).", **keys):
    """Return a valid edition."""
    lines = {"title": title, "description": "What a mail program shows behind the subject.", "date": date, **keys}
    front = "\n".join(f"{key}: {value}" for key, value in lines.items())
    return f"---\n{front}\n---\n{body}\n"


SMALL = {
    "articles/2026/five-minutes.md": article(),
    "newsletter/2026-05.md": edition(),
}
