"""Which of the files of docs/ are published: some are only if something links to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.content.article import image_path
from coach.site.linking.menu import linked_by_menus
from coach.site.linking.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.markdown.rendered import Rendered
    from coach.site.site import Site


def published_files(site: Site, texts: Mapping[str, Rendered]) -> dict[str, int]:
    """Return the sizes of the files that are published; `texts` are all rendered texts by Markdown.

    A document, archive or table is published if a text, an article's picture or recording or a menu names it.
    """
    if not site.if_linked:
        return dict(site.sizes)
    named = linked_by_menus(site.settings, site.targets)
    named |= {image_path(article) for article in site.library.articles if article.image}
    named |= {article.file.beside(article.audio) for article in site.library.articles if article.audio}
    for item in site.texts:
        for link in texts[item.file.body].links:
            named.add(resolve(link.target, item, site.targets).address or "")
    return {path: size for path, size in site.sizes.items() if path not in site.if_linked or path in named}
