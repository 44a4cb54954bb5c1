"""Captions, galleries and pull quotes, in the tree of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from collections.abc import Iterable


class Figures(Treeprocessor):
    """Makes a figure of a picture that stands alone and has a title, of a gallery box and of a quote box."""

    def run(self, root: Element) -> None:
        """Change the tree."""
        for parent in list(root.iter()):
            kind = parent.get("class", "")
            if kind == "admonition gallery":
                _gallery(parent)
            elif kind == "admonition quote":
                _pull_quote(parent)
            else:
                for child in parent:
                    if child.tag == "p" and (image := _only_picture(child)) is not None and image.get("title"):
                        _caption(child, image)


def _only_picture(paragraph: Element) -> Element | None:
    """Return the picture of a paragraph that holds nothing else, also if the picture is a link."""
    element, words = paragraph, paragraph.text or ""
    while len(element) == 1:
        element = element[0]
        words += (element.text or "") + (element.tail or "")
        if element.tag == "img":
            return element if not words.strip() else None
        if element.tag != "a":
            return None
    return None


def _caption(paragraph: Element, image: Element) -> None:
    paragraph.tag = "figure"
    SubElement(paragraph, "figcaption").text = image.attrib.pop("title")


def _title(box: Element) -> str:
    """Take the title of a box away, and return it; "" if it is only the name of its kind."""
    title = next((child for child in box if child.get("class") == "admonition-title"), None)
    if title is None:
        return ""
    box.remove(title)
    words = "".join(title.itertext()).strip()
    return "" if words.lower() == box.get("class", "").removeprefix("admonition ") else words


def _gallery(box: Element) -> None:
    words = _title(box)
    pictures = list(box.iter("img"))
    texts = [child for child in box if _without_pictures(child)]
    box.tag = "figure"
    box.set("class", "gallery")
    _empty(box)
    for image in pictures:
        image.tail = ""
        cell = SubElement(box, "figure")
        cell.append(image)
        if image.get("title"):
            SubElement(cell, "figcaption").text = image.attrib.pop("title")
    if words or texts:
        caption = SubElement(box, "figcaption")
        caption.text = words
        caption.extend(texts)


def _without_pictures(element: Element) -> bool:
    """Take the pictures out of an element, and return whether it has words left."""
    for parent in list(element.iter()):
        before = None
        for child in list(parent):
            if child.tag != "img":
                before = child
                continue
            tail = child.tail or ""
            parent.remove(child)
            if before is None:
                parent.text = (parent.text or "") + tail
            else:
                before.tail = (before.tail or "") + tail
    return element.tag != "img" and bool("".join(element.itertext()).strip())


def _pull_quote(box: Element) -> None:
    source = _title(box)
    inner = list(box)
    box.tag = "figure"
    box.set("class", "pull")
    _empty(box)
    quotation = SubElement(box, "blockquote")
    _append(quotation, inner)
    if source:
        SubElement(box, "figcaption").text = source


def _empty(element: Element) -> None:
    for child in list(element):
        element.remove(child)
    element.text = ""


def _append(parent: Element, children: Iterable[Element]) -> None:
    for child in children:
        parent.append(child)
