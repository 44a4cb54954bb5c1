"""Alerts and tasks, in the tree of a text before what stands in its lines is converted."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from coach.markdown.dialect.arrange import END_OF_QUOTATION

_ALERT = re.compile(r"\[!(note|tip|important|warning|caution)\][-+]?[ \t]*([^\n]*)(?:\n|$)", re.IGNORECASE)
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_TICKS = {" ": "\u2610", "x": "\u2611", "X": "\u2611"}


class AlertsAndTasks(Treeprocessor):
    """Makes boxes of quotations that begin with [!NOTE] (as on GitHub), and signs of [ ] and [x] in front of items."""

    def run(self, root: Element) -> None:
        """Change the tree."""
        for element in root.iter():
            for child in [child for child in element if child.tag == "p" and child.text == END_OF_QUOTATION]:
                element.remove(child)
            if element.tag == "blockquote" and len(element):
                _alert(element)
            elif element.tag == "li":
                _task(element)


def _alert(quotation: Element) -> None:
    first = quotation[0]
    found = _ALERT.match((first.text or "").lstrip()) if first.tag == "p" else None
    if not found:
        return
    kind = found[1].lower()
    quotation.tag = "div"
    quotation.set("class", f"admonition {kind}")
    title = Element("p", {"class": "admonition-title"})
    title.text = found[2].strip() or kind.capitalize()
    title.tail = "\n"
    first.text = (first.text or "").lstrip()[found.end() :]
    if not first.text.strip() and not len(first):
        quotation.remove(first)
    quotation.insert(0, title)


def _task(item: Element) -> None:
    words = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    if found := _TASK.match(words.text or ""):
        item.set("class", "task")
        words.text = f"{_TICKS[found[1]]} {(words.text or '')[found.end() :]}"
