"""Gathers what links can lead to from everything that a build reads and makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.content.article import Article
from coach.site.linking.targets import Targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coach.content.pages import Page
    from coach.site.linking.redirects import Redirect
    from coach.site.newsletter.editions import Edition
    from coach.source.sources import Sources


def gather_targets(
    sources: Sources,
    written: Sequence[Page | Article | Edition],
    unseen: Iterable[Article | Edition],
    redirects: Iterable[Redirect],
    others: Iterable[str],
) -> Targets:
    """Return everything that a link can lead to.

    `written` is what authors wrote and this build shows, `unseen` what readers do not see (yet), shown or not;
    `others` are the addresses of pages and files that nobody wrote.
    """
    files = {path: path for path in sources.others}
    files |= {item.file.source.path: item.address for item in written}
    hidden = {item.file.source.path: item for item in unseen}
    owners = {item.address: item.file.source.path for item in written}
    moved = {redirect.address: redirect.target for redirect in redirects}
    addresses = frozenset({*owners, *sources.others, *others})
    hidden_at = {
        address: item
        for path, item in hidden.items()
        for address in (item.address, *(item.aliases if isinstance(item, Article) else ()))
        if (address not in addresses or owners.get(address) == path)
        and moved.get(address, item.address) == item.address
    }
    texts = (source.path for source in sources.under("", ".md"))
    left_out = frozenset(path for path in texts if path not in files and path not in hidden)
    left_out |= sources.left_out
    return Targets(files, addresses, hidden, hidden_at, moved, left_out, kept_back=sources.kept_back)
