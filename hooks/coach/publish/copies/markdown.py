"""A Markdown copy of each article beside its page, for programs that read text: its links are full addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.site.csp import address_for
from coach.site.generated_pages import GeneratedFile, copy_address
from coach.source.urls import absolute, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.content.article import Article
    from coach.publish.build import Build

# Where Markdown names an address: behind a link's words, and in a reference's definition.
_NAMED = re.compile(
    r"(?P<before>\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?)(?P<target>[^\s<>]*?)(?=[\s>]|\)|$)", re.MULTILINE
)
_MORE = re.compile(r"^ *<!-- *more *-->\n*", re.MULTILINE)


def markdown_copies(build: Build) -> Iterator[GeneratedFile]:
    """Yield the copy of each listed article that is out."""
    for article in build.site.library.listed:
        if not article.preview:
            yield GeneratedFile(copy_address(article), _copy(article, build))


def _copy(article: Article, build: Build) -> str:
    site = build.site
    return (
        build.pieces.render_text(
            "components/copy/copy.md",
            title=article.title,
            description=article.description,
            names=", ".join(author.name for author in site.library.authors_of(article)),
            day=article.date.date().isoformat(),
            url=absolute(article.address, site.settings.site_url),
            text=_MORE.sub("", _with_full_addresses(article, build)).strip(),
        ).rstrip()
        + "\n"
    )


def _with_full_addresses(article: Article, build: Build) -> str:
    """Return the text with each address that the renderer found in it as a full one; code keeps what only looks so."""
    site, page = build.site, absolute(article.address, build.site.settings.site_url)
    found = {link.target: address_for(link, article, site.targets) for link in build.rendered[article.address].links}

    def full(named: re.Match[str]) -> str:
        target = named["target"]
        address = found.get(target)
        return named["before"] + (joined(page, address) if address else target)

    return _NAMED.sub(full, article.file.body)
