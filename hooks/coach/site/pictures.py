"""The pictures in texts: their template variables, and their mistakes."""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import TYPE_CHECKING, Any

from coach.content.article import image_path
from coach.pictures.image_set import SHOWN, Fault
from coach.site.linking.resolve import resolve
from coach.site.links import Finder
from coach.source.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coach.content.article import Article
    from coach.content.authors import Author
    from coach.markdown.rendered import Image, Rendered
    from coach.pictures.image_set import ImageSet, Pictures
    from coach.site.linking.targets import Targets
    from coach.site.site import Site
    from coach.source.urls import Written


_OTHER_KIND = Fault('browsers do not show a file like "{}".', "Save it as JPEG or PNG.")


def shown_pictures(site: Site, texts: Mapping[str, Rendered]) -> frozenset[str]:
    """Return the paths in docs/ of all pictures in texts, above articles and of authors; `texts` are by Markdown."""
    authors = {author.picture for author in site.library.authors.values()}
    return frozenset(path for path in _named(site.texts, site, texts) | authors if path.lower().endswith(SHOWN))


def _named(items: Iterable[Written], site: Site, texts: Mapping[str, Rendered]) -> set[str]:
    """Return the addresses of everything that these items and the articles' front matter show as a picture."""
    found = {
        resolve(target, item, site.targets).address or "" for item in items for target in texts[item.file.body].pictures
    }
    return found | _leading(site).keys()


def _leading(site: Site) -> dict[str, Article]:
    return {image_path(article): article for article in site.library.articles if article.image}


def drawing(image: Image, path: str | None, pictures: Pictures) -> dict[str, Any] | None:
    """Return the template variables of a picture in a text; None if its size is not known."""
    found = pictures.sets.get(path or "")
    if found is None:
        return None
    others = dict(image.attributes)
    width, height = _wanted_size(found, others.pop("width", ""), others.pop("height", ""))
    return {"set": found, "width": width, "height": height, "eager": image.opens, "attributes": others}


def _wanted_size(found: ImageSet, width: str, height: str) -> tuple[int, int]:
    """Return the size at which a picture is shown: what its author wrote, in proportion, or else its own."""
    if width.isdecimal() and int(width) > 0:
        return int(width), max(1, round(found.height * int(width) / found.width))
    if height.isdecimal() and int(height) > 0:
        return max(1, round(found.width * int(height) / found.height)), int(height)
    return found.width, found.height


def lead_picture(article: Article, text: Rendered, pictures: Pictures) -> dict[str, Any] | None:
    """Return the template variables of an article's picture; None if it has none, or shows it in its text."""
    if article.image is None:
        return None
    path = image_path(article)
    folder = posixpath.dirname(article.file.source.path)
    in_text = {posixpath.normpath(posixpath.join(folder, target)) for target in text.pictures}
    found = pictures.sets.get(path)
    if found is None or path in in_text:
        return None
    words = {"alt": article.image.alt}
    return {"set": found, "width": found.width, "height": found.height, "eager": True, "attributes": words}


_PORTRAIT = 96  # pixels wide


def portrait(author: Author, pictures: Pictures) -> dict[str, Any] | None:
    """Return the template variables of an author's picture; None if there is none. The name stands beside it."""
    found = pictures.sets.get(author.picture)
    if found is None:
        return None
    width = min(_PORTRAIT, found.width)
    height = max(1, round(found.height * width / found.width))
    return {"set": found, "width": width, "height": height, "eager": False, "attributes": {"alt": ""}}


def picture_problems(text: Rendered, item: Written, targets: Targets, faults: Mapping[str, Fault]) -> list[Problem]:
    """Return a problem for each picture in a text that browsers cannot show, at its line."""
    problems = []
    finder, seen = Finder(item.file), Counter[str]()
    for link in text.links if text.pictures else ():
        address = resolve(link.target, item, targets).address if link.element == "img" else None
        if fault := _fault_of(address, faults):
            place = finder.find(link.target, seen[link.target])
            problems.append(Problem(item.file.path, *place, fault.message.format(link.target), fault.hint))
        seen[link.target] += 1
    return problems


def _fault_of(address: str | None, faults: Mapping[str, Fault]) -> Fault | None:
    if not address:
        return None
    return faults.get(address) or (None if address.lower().endswith(SHOWN) else _OTHER_KIND)


def other_problems(site: Site, texts: Mapping[str, Rendered], faults: Mapping[str, Fault]) -> list[Problem]:
    """Return a problem for each faulty picture that leads an article, or is shown nowhere; `texts` are by address.

    Pictures that are shown nowhere are published too, since somebody may link to them.
    """
    problems = []
    leading = _leading(site)
    for path, article in leading.items():
        if article.image and (fault := _fault_of(path, faults)):
            place = article.file.document.place(("image", "src"))
            problems.append(Problem(article.file.path, *place, fault.message.format(article.image.src), fault.hint))
    there = [item for item in site.checked if item.address in texts]
    known = _named(there, site, {item.file.body: texts[item.address] for item in there}) if faults else set[str]()
    for path, fault in faults.items():
        if path not in known:
            name = path.rpartition("/")[2]
            problems.append(Problem(f"{site.settings.docs}/{path}", 1, 1, fault.message.format(name), fault.hint))
    return problems
