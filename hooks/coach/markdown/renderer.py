"""Markdown to HTML with a placeholder for every link, picture and block; see rendered.py."""

from __future__ import annotations

import re
from html import unescape
from itertools import count
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from coach.markdown.dialect.dialect import Dialect
from coach.markdown.fast_path import use_fast_path
from coach.markdown.page_ids import PageIds, slug_for
from coach.markdown.rendered import BLOCK_MARK, MARK, Block, Heading, Homework, Link, Rendered
from coach.markdown.slips.slips import find_slips
from coach.source.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element


_FENCES = "pymdownx.superfences"
_LINK_IN_HTML = re.compile(
    r"""(?P<head><(?P<tag>[a-zA-Z][\w-]*)\b[^<>]*?\s(?P<name>href|src|poster)\s*=\s*)(?P<quote>["'])(?P<target>.*?)(?P=quote)""",
    re.DOTALL,
)
_ID_IN_HTML = re.compile(r"""<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*["']([^"']+)["']""")
_IMAGE_IN_HTML = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)


class Renderer:
    """Markdown with a fixed set of extensions, set up once and used for all texts."""

    def __init__(self, extensions: Sequence[str], configs: Mapping[str, Any], blocks: Sequence[str] = ()) -> None:
        """`blocks` are the kinds of fenced blocks that become placeholders."""
        self._observer = _Observer()
        options = dict(configs)
        if _FENCES in extensions:
            fences = [{"name": kind, "class": kind, "format": self._observer.fence} for kind in blocks]
            options[_FENCES] = {**options.get(_FENCES, {}), "custom_fences": fences}
        options["toc"] = {"slugify": slug_for, **options.get("toc", {})}
        own = [Dialect(), PageIds(), self._observer]
        self._markdown = Markdown(extensions=[*extensions, *own], extension_configs=options)
        use_fast_path(self._markdown)

    def render(self, body: str) -> Rendered:
        """Return the rendered text. The result depends on the body and the extensions only."""
        self._markdown.reset()
        self._observer.reset()
        marked = self._markdown.convert(body)
        return Rendered(
            marked=marked,
            links=tuple(self._observer.links),
            blocks=tuple(self._observer.blocks),
            anchors=frozenset(self._observer.anchors),
            headings=tuple(_headings(getattr(self._markdown, "toc_tokens", []))),
            nameless_images=tuple(self._observer.nameless_images),
            homework=tuple(self._observer.homework),
            boxes=frozenset(self._observer.boxes),
            slips=tuple(find_slips(body)),
        )


def _headings(tokens: list[Any]) -> list[Heading]:
    found = []
    for token in tokens:
        found.append(Heading(token["level"], token["id"], typeset(unescape(token["name"]))))
        found += _headings(token["children"])
    return found


class _Observer(Extension):
    """A Markdown extension that records links, blocks, anchors and pictures, and inserts the placeholders."""

    def __init__(self) -> None:
        super().__init__()
        self.reset()

    def reset(self) -> None:
        self.links: list[Link] = []
        self.blocks: list[Block] = []
        self.anchors: set[str] = set()
        self.nameless_images: list[str] = []
        self.homework: list[Homework] = []
        self.boxes: set[str] = set()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        # After all other treeprocessors, and before the postprocessor "raw_html" (30) restores raw HTML.
        md.treeprocessors.register(_TreeObserver(self, md), "coach-links", -100)
        md.postprocessors.register(_RawObserver(self, md), "coach-raw-links", 31)

    def fence(self, source: str, language: str, *_: Any, **__: Any) -> str:
        """Record the block and return its placeholder; superfences calls this."""
        self.blocks.append(Block(language, source))
        return BLOCK_MARK.format(len(self.blocks) - 1)

    def take(self, target: str, element: str) -> str:
        """Record the link and return its placeholder."""
        self.links.append(Link(target, element))
        return f"{MARK}{len(self.links) - 1}{MARK}"


class _TreeObserver(Treeprocessor):
    """Records what was written as Markdown."""

    def __init__(self, observer: _Observer, md: Markdown) -> None:
        super().__init__()
        self.observer = observer
        self.md = md
        self.taken: set[str | None] = set()

    def run(self, root: Element) -> None:
        set_type(root)
        self.taken = {element.get("id") for element in root.iter()}
        for element in root.iter():
            if element.tag == "div" and element.get("class", "").startswith("admonition "):
                self.box(element)
            if anchor := element.get("id"):
                self.observer.anchors.add(anchor)
            for name in ("href", "src"):
                target = element.get(name)
                if target is not None and not target.startswith("\x02"):
                    element.set(name, self.observer.take(target, str(element.tag)))
                    if element.tag == "img" and not (element.get("alt") or "").strip():
                        self.observer.nameless_images.append(target)

    def box(self, element: Element) -> None:
        kind = element.get("class", "").removeprefix("admonition ")
        self.observer.boxes.add(kind)
        if kind == "homework":
            names = ("homework" if number == 1 else f"homework-{number}" for number in count(1))
            anchor = next(name for name in names if name not in self.taken)
            self.taken.add(anchor)
            element.set("id", anchor)
            title, *rest = [self.plain(child) for child in element]
            self.observer.homework.append(Homework(anchor, title, " ".join(rest)))

    def plain(self, element: Element) -> str:
        """Return the text of an element; Markdown's own placeholders in it are replaced by what they stand for."""
        return unescape(HTML_PLACEHOLDER_RE.sub(self.kept, " ".join("".join(element.itertext()).split())))

    def kept(self, match: re.Match[str]) -> str:
        kept = self.md.htmlStash.rawHtmlBlocks[int(match[1])]
        return re.sub(r"<[^>]*>", "", kept) if isinstance(kept, str) else ""


class _RawObserver(Postprocessor):
    """Records what was written as raw HTML, which Markdown stashes until the end."""

    def __init__(self, observer: _Observer, md: Markdown) -> None:
        super().__init__()
        self.observer = observer
        self.md = md

    def run(self, text: str) -> str:
        stash = self.md.htmlStash.rawHtmlBlocks
        for index, raw in enumerate(stash):
            # Markdown runs its postprocessors for each heading too: HTML with placeholders was handled before.
            if isinstance(raw, str) and "<" in raw and MARK not in raw and not raw.startswith("<!--"):
                stash[index] = self.observe(raw)
        return text

    def observe(self, raw: str) -> str:
        self.observer.anchors.update(unescape(anchor) for anchor in _ID_IN_HTML.findall(raw))
        self.observer.nameless_images += _nameless(raw)
        return _LINK_IN_HTML.sub(self.replace, raw)

    def replace(self, match: re.Match[str]) -> str:
        mark = self.observer.take(unescape(match["target"]), match["tag"].lower())
        return f"{match['head']}{match['quote']}{mark}{match['quote']}"


def _nameless(raw: str) -> list[str]:
    """Return the pictures in raw HTML that have no alt attribute; an empty one marks a decoration."""
    images = (image for image in _IMAGE_IN_HTML.findall(raw) if not re.search(r"\salt\s*=", image))
    return [
        unescape(found[1]) if (found := re.search(r"""\ssrc\s*=\s*["']([^"']*)""", image)) else "" for image in images
    ]


_CODE = {"code", "pre", "kbd", "samp", "script", "style"}
_BLOCKS = {"p", "li", "td", "th", "dt", "dd", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption"}


def set_type(root: Element) -> None:
    """Set quotation marks and dashes in all text but code; whether a mark opens depends on the text before it.

    Markdown's own smarty extension repeats all inline patterns for this, which takes half as long again as everything
    else.
    """
    before = ""
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        element, done = waiting.pop()
        if done:
            if element.tail:
                element.tail = typeset(element.tail, before)
                before = element.tail
            continue
        before = "" if element.tag in _BLOCKS else before
        waiting.append((element, True))
        if element.tag in _CODE:
            before = "x"
            continue
        if element.text and not isinstance(element.text, AtomicString):
            element.text = typeset(element.text, before)
            before = element.text
        waiting += [(child, False) for child in reversed(element)]
