"""A Markdown copy of each article beside its page, for programs that read text: its links are full addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.site.csp import address_for
from coach.site.generated_pages import GeneratedFile, copy_address
from coach.source.urls import absolute, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coach.content.article import Article
    from coach.io.templates import Pieces
    from coach.markdown.rendered import Rendered
    from coach.site.site import Site

# Where Markdown names an address: behind a link's words, and in a reference's definition.
_BEFORE = r"(?P<before>\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?)"
_NAMED = re.compile(rf"{_BEFORE}(?P<target>[^\s<>]*?)(?=[\s>]|\)|$)", re.MULTILINE)
_MORE = re.compile(r"^ *<!-- *more *-->\n*", re.MULTILINE)


def markdown_copies(site: Site, rendered: Mapping[str, Rendered], pieces: Pieces) -> Iterator[GeneratedFile]:
    """Yield the copy of each listed article that is out; `rendered` has their texts by address."""
    for article in site.library.listed:
        if not article.preview:
            yield GeneratedFile(copy_address(article), _copy(article, site, rendered[article.address], pieces))


def _copy(article: Article, site: Site, rendered: Rendered, pieces: Pieces) -> str:
    text = pieces.render_text(
        "components/copy/copy.md",
        title=article.title,
        description=article.description,
        names=", ".join(author.name for author in site.library.authors_of(article)),
        day=article.date.date().isoformat(),
        url=absolute(article.address, site.settings.site_url),
        text=_MORE.sub("", _with_full_addresses(article, site, rendered)).strip(),
    )
    return f"{text.strip()}\n"


def _with_full_addresses(article: Article, site: Site, rendered: Rendered) -> str:
    """Return the text with each address that the renderer found in it as a full one."""
    page = absolute(article.address, site.settings.site_url)
    found = {link.target: address_for(link, article, site.targets) for link in rendered.links}

    def full(named: re.Match[str]) -> str:
        target = named["target"]
        address = found.get(target)
        return named["before"] + (joined(page, address) if address else target)

    return _NAMED.sub(full, article.file.body)
