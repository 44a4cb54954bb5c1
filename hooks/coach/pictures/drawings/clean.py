"""Drawings as they are published: without editors' notes, and only if they neither run nor load anything.

What browsers do not draw is left out without a word, as metadata of other pictures is. What runs, loads, or would be
missed is a fault, and the drawing is not published.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coach.pictures.drawings.addresses import clean_css, in_drawing
from coach.pictures.drawings.allowed import ATTRIBUTES, ELEMENTS, LINKS, REFUSED, SVG, XHTML, XLINK
from coach.pictures.drawings.refused import RefusedError, has_element, loads, runs_script
from coach.pictures.drawings.size import drawing_size
from coach.pictures.image_set import UNREADABLE, Fault

Element = Any  # the stubs of lxml know neither its lines nor its entities

NAMELESS = Fault(
    'the drawing "{}" lacks its xmlns, so browsers do not show it.',
    'Begin it with <svg xmlns="http://www.w3.org/2000/svg".',
)
_INTERNAL: Any = "internal"  # entities that the file itself explains; lxml limits how far they may unfold
_MOST_NESTED = 3  # drawings in drawings


@dataclass(frozen=True)
class Drawing:
    """A drawing as it is published, and its size in pixels, if it says one."""

    data: bytes
    size: tuple[int, int] | None


def read_drawing(data: bytes, depth: int = 0) -> Drawing | Fault:
    """Return the drawing, byte for byte where nothing had to go, or why it is not published."""
    from lxml import etree  # noqa: PLC0415 - loaded when there is a drawing to read

    parser = etree.XMLParser(resolve_entities=_INTERNAL, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return UNREADABLE
    if etree.QName(root).localname != "svg":
        return UNREADABLE
    if etree.QName(root).namespace is None:
        return NAMELESS
    size = drawing_size({str(name): str(value) for name, value in root.attrib.items()})
    try:
        cleaning = _Cleaning(depth)
        cleaning.prolog(root)
        cleaning.element(root)
    except RefusedError as error:
        return error.fault
    if not cleaning.changed:
        return Drawing(data, size)
    etree.cleanup_namespaces(root)
    return Drawing(etree.tostring(root, encoding="utf-8", xml_declaration=False, with_tail=False), size)


class _Cleaning:
    """One pass over a drawing; raises RefusedError at what is refused."""

    def __init__(self, depth: int) -> None:
        self.changed, self._depth, self._line = False, depth, 1

    def prolog(self, root: Element) -> None:
        """Look at what stands around the root, which is left out when the drawing is written anew."""
        around = [*root.itersiblings(preceding=True), *root.itersiblings()]
        for one in around:
            if getattr(one, "target", "") == "xml-stylesheet":
                raise loads(str(one.text), one.sourceline or 1)
        if around or root.getroottree().docinfo.doctype:
            self.changed = True

    def element(self, element: Element) -> None:
        """Clean one element and all in it."""
        self.changed |= any(uri not in {SVG, XLINK} for uri in element.nsmap.values())
        self._line = line = element.sourceline or 1
        for name, value in element.attrib.items():
            self._attribute(element, str(name), str(value), line)
        if element.tag == f"{{{SVG}}}style" and element.text:
            self._set_text(element, clean_css("".join(element.itertext()), line, self._nested))
        for child in list(element):
            if self._stays(child):
                self.element(child)
            else:
                _drop(child)
                self.changed = True

    def _stays(self, child: Element) -> bool:
        """Return whether an element is kept; comments, instructions and what browsers do not draw are not."""
        if not isinstance(child.tag, str):
            if type(child).__name__ == "_Entity":
                raise loads(str(child.text), child.sourceline or 1)  # one that no part of the file explains
            return False
        namespace, _, name = child.tag.rpartition("}")
        if namespace[1:] in {SVG, XHTML, ""} and name in REFUSED:
            if name == "foreignObject" and _has_other_choice(child):
                return False
            raise has_element(name, child.sourceline or 1)
        return namespace[1:] == SVG and name in ELEMENTS

    def _attribute(self, element: Element, name: str, value: str, line: int) -> None:
        if name.lower().startswith("on"):
            raise runs_script(f'{name}="{value}"', line)
        if name in LINKS:
            new = self._link(element, value, line)
        elif name not in ATTRIBUTES:
            new = None
        else:
            new = clean_css(value, line, self._nested) if name == "style" or "(" in value or "\\" in value else value
            _check_animation(name, value, line)
        if new is None:
            del element.attrib[name]
        elif new != value:
            element.set(name, new)
        self.changed |= new != value

    def _link(self, element: Element, value: str, line: int) -> str | None:
        """Return what stays of a link; those of <a> to elsewhere go, as pictures cannot be clicked."""
        try:
            return in_drawing(value, line, self._nested)
        except RefusedError as error:
            if element.tag == f"{{{SVG}}}a" and "script" not in str(error):
                return None
            raise

    def _set_text(self, element: Element, text: str) -> None:
        if text != "".join(element.itertext()) or len(element):
            self.changed = True
            for child in list(element):
                element.remove(child)
            element.text = text

    def _nested(self, data: bytes) -> bytes:
        found: Any = read_drawing(data, self._depth + 1) if self._depth < _MOST_NESTED else UNREADABLE
        if isinstance(found, Fault):
            raise RefusedError("shows another drawing that runs or loads something", self._line, found.hint)
        return bytes(found.data)


def _check_animation(name: str, value: str, line: int) -> None:
    """Refuse an animation of what an element links to or runs."""
    animated = value.strip().rpartition(":")[2].lower()
    if name == "attributeName" and (animated == "href" or animated.startswith("on")):
        raise runs_script(f'{name}="{value}"', line)


def _has_other_choice(element: Element) -> bool:
    """Return whether the element is one of several in a <switch>, so that browsers show the next one."""
    parent = element.getparent()
    return parent is not None and parent.tag == f"{{{SVG}}}switch" and len(parent) > 1


def _drop(element: Element) -> None:
    """Remove an element, and leave the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
