"""The core's pages and files as objects of MkDocs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page

from coach.source.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

# MkDocs dates its compressed sitemap by its pages; any fixed day keeps the bytes the same.
_ALWAYS = "2026-01-01"


class CoachPage(Page):
    """A page whose text the core renders. It is not in MkDocs' navigation."""

    def __init__(self, file: File, config: MkDocsConfig, facts: Mapping[str, Any], render: Callable[[], str]) -> None:
        super().__init__(facts["title"], file, config)
        self.update_date = _ALWAYS
        self.facts = facts
        self.render_body = render

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs hands it over
        """Set what the core has read already."""
        self.markdown = ""
        self.meta = {"title": self.facts["title"], "template": self.facts["template"]}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs hands them over
        """Let the core convert the text."""
        self.content = self.render_body()


def place_file(file: File, address: str) -> File:
    """Return the file with the core's address instead of the one that MkDocs derives from its path."""
    file.dest_uri = file_of(address)
    file.url = quote(address) or "./"
    file.inclusion = InclusionLevel.NOT_IN_NAV
    return file


def generated_file(address: str, config: MkDocsConfig) -> File:
    """Return a file that exists in memory only, for a page at the address."""
    source = f"{file_of(address).removesuffix('.html')}.md"
    return place_file(File.generated(config, source, content=""), address)
