"""The mistakes that `mkdocs serve` shows on the pages, in one file which every page loads.

No page holds them itself: a mistake that comes or goes changes this file, and neither a page nor its cache key.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from coach.site.generated_pages import GeneratedFile
from coach.source.problems import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coach.publish.build import Build
    from coach.site.site import Site
    from coach.source.problems import Problem

FOLDER = "components/live-check/"
_TEMPLATE = f"{FOLDER}mistakes.html"
# Files of docs/ that make a page of their name, also where they are left out because of a mistake.
_NAMED = re.compile(r"(?:(articles)/(?:.+/)?|(newsletter|paths|quizzes)/)([^/]+)\.(?:md|yml)")


def mistakes_file(build: Build, problems: Iterable[Problem]) -> GeneratedFile:
    """Return the file with all problems, by the page of the file that has them."""
    told = in_order(problems)
    pages = by_page(build.site, told)
    content = build.pieces.render(_TEMPLATE, pages=pages, total=len(told), site=_fingerprint(build.site))
    return GeneratedFile(_TEMPLATE, content)


def by_page(site: Site, problems: Iterable[Problem]) -> dict[str | None, list[Problem]]:
    """Return the problems by the address of their file's page; None stands for files that have no page."""
    known = {item.file.path: item.address for item in (*site.articles, *site.texts)}
    found: dict[str | None, list[Problem]] = {}
    for problem in problems:
        path = problem.path
        address = known[path] if path in known else _named(path.removeprefix(f"{site.settings.docs}/"))
        found.setdefault(address, []).append(problem)
    return found


def _named(path: str) -> str | None:
    found = _NAMED.fullmatch(path)
    return f"{found[1] or found[2]}/{found[3]}/" if found else None


def _fingerprint(site: Site) -> str:
    """Return what stands for the pages that there are: it changes when one comes or goes."""
    return blake2b("\n".join(sorted(site.targets.addresses)).encode(), digest_size=8).hexdigest()
