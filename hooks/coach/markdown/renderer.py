"""Markdown to HTML with a placeholder for every link, picture and block; see rendered.py."""

from __future__ import annotations

import re
from html import unescape
from itertools import count
from typing import TYPE_CHECKING, Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import RawHtmlPostprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER, HTML_PLACEHOLDER_RE, STX

from coach.markdown.dialect.dialect import Dialect
from coach.markdown.fast_path import use_fast_path
from coach.markdown.html.allowed import is_safe
from coach.markdown.html.excerpt import MORE
from coach.markdown.html.sanitizer import Sanitizer
from coach.markdown.limits import hopeless
from coach.markdown.page_ids import PageIds, slug_for
from coach.markdown.rendered import BLOCK_MARK, MARK, Block, Heading, Homework, Link, Rendered
from coach.markdown.set_type import TextWords, name_boxes, set_type
from coach.markdown.slips.slips import find_slips
from coach.source.problems import Mistake
from coach.source.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from coach.source.typography import Quotes


_FENCES, _FOOTNOTES = "pymdownx.superfences", "footnotes"
# A comment of one line that divides an article's excerpt from the rest.
_MORE = re.compile(r"<!--[ \t]*more[ \t]*-->", re.IGNORECASE)
_MORE_MARK = f"{MARK}more{MARK}"
# HTML that Markdown keeps aside, and the paragraph that holds nothing else.
_STASHED = re.compile("(<p>)?" + HTML_PLACEHOLDER % "([0-9]+)" + "(?(1)</p>)")
_IMAGE = re.compile(r'<img((?: [^\s=]+="[^"]*")*)>')


class Renderer:
    """Markdown with a fixed set of extensions, set up once and used for all texts."""

    def __init__(
        self,
        extensions: Sequence[str],
        configs: Mapping[str, Any],
        blocks: Sequence[str] = (),
        words: TextWords | None = None,
    ) -> None:
        """`blocks` are the kinds of fenced blocks that become placeholders, `words` those of the language."""
        self._options = (tuple(extensions), dict(configs), tuple(blocks))
        self._words = words or TextWords()
        self._sanitizer = Sanitizer()
        self._set_up()

    def _set_up(self) -> None:
        extensions, configs, blocks = self._options
        self._observer = _Observer(self._words)
        if _FENCES in extensions:
            fences = [{"name": kind, "class": kind, "format": self._observer.fence} for kind in blocks]
            configs = {**configs, _FENCES: {**configs.get(_FENCES, {}), "custom_fences": fences}}
        if _FOOTNOTES in extensions and self._words.footnote:
            configs = {_FOOTNOTES: {"BACKLINK_TITLE": self._words.footnote}, **configs}
        configs = {**configs, "toc": {"slugify": slug_for, **configs.get("toc", {})}}
        own = [Dialect(), PageIds(), self._observer]
        self._markdown = Markdown(extensions=[*extensions, *own], extension_configs=configs)
        use_fast_path(self._markdown)

    def render(self, body: str) -> Rendered:
        """Return the rendered text. The result depends on the body, the extensions and the words only.

        A text that Markdown cannot convert is empty, and one of its slips says so.
        """
        if hint := hopeless(body):
            return _unrendered(hint)
        try:
            return self._convert(body)
        except Exception as error:  # noqa: BLE001 - whatever an extension stumbles over: the other texts go on
            self._set_up()  # the parser has stopped in the middle
            return _unrendered(f"Take parts of it out until it can. What stopped it: {error!r}")

    def _convert(self, body: str) -> Rendered:
        self._markdown.reset()
        self._observer.reset()
        html = self._markdown.convert(body)
        marked = self._sanitizer.clean(_MORE.sub(_MORE_MARK, html)).replace(_MORE_MARK, MORE)
        return Rendered(
            marked=marked,
            links=(*self._sanitizer.links, *self._refused()),
            blocks=tuple(self._observer.blocks),
            anchors=frozenset(self._sanitizer.anchors),
            headings=tuple(_headings(getattr(self._markdown, "toc_tokens", []), self._words.quotes)),
            nameless_images=(*self._observer.nameless_images, *_nameless(marked, self._sanitizer.links)),
            homework=tuple(self._observer.homework),
            boxes=frozenset(self._observer.boxes),
            slips=tuple(find_slips(body)),
        )

    def _refused(self) -> list[Link]:
        """Return the links of the last text that were written as Markdown, and that browsers could not follow."""
        taken = {link.target for link in self._sanitizer.links}
        return [link for link in self._observer.written if link.target not in taken]


def _unrendered(hint: str) -> Rendered:
    """Return an empty text, with a slip that says why."""
    message = "this text cannot be turned into a page, and is left out."
    return Rendered("", (), (), frozenset(), (), (), slips=(Mistake(0, message, hint),))


def _nameless(marked: str, links: Sequence[Link]) -> list[str]:
    """Return the pictures without an alt attribute, which are raw HTML: an empty one marks a decoration."""
    found = []
    for image in _IMAGE.findall(marked):
        if ' alt="' not in image:
            source = re.search(rf' src="{MARK}(\d+){MARK}"', image)
            found.append(links[int(source[1])].target if source else "")
    return found


def _headings(tokens: list[Any], quotes: Quotes) -> list[Heading]:
    found = []
    for token in tokens:
        found.append(Heading(token["level"], token["id"], typeset(unescape(token["name"]), quotes=quotes)))
        found += _headings(token["children"], quotes)
    return found


class _Observer(Extension):
    """A Markdown extension that records links, pictures without words, boxes and blocks, which become placeholders."""

    def __init__(self, words: TextWords) -> None:
        super().__init__()
        self.words = words
        self.reset()

    def reset(self) -> None:
        self.written: list[Link] = []
        self.blocks: list[Block] = []
        self.nameless_images: list[str] = []
        self.homework: list[Homework] = []
        self.boxes: set[str] = set()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        # After all other treeprocessors.
        md.treeprocessors.register(_TreeObserver(self, md), "coach-observer", -100)
        md.postprocessors.register(_RawHtml(md), "raw_html", 30)

    def fence(self, source: str, language: str, *_: Any, **__: Any) -> str:
        """Record the block and return its placeholder; superfences calls this."""
        self.blocks.append(Block(language, source))
        return BLOCK_MARK.format(len(self.blocks) - 1)


class _TreeObserver(Treeprocessor):
    """Records what was written as Markdown."""

    def __init__(self, observer: _Observer, md: Markdown) -> None:
        super().__init__()
        self.observer = observer
        self.md = md
        self.taken: set[str | None] = set()

    def run(self, root: Element) -> None:
        name_boxes(root, self.observer.words.boxes)
        set_type(root, self.observer.words.quotes)
        self.taken = {element.get("id") for element in root.iter()}
        for element in root.iter():
            if element.tag == "div" and element.get("class", "").startswith("admonition "):
                self.box(element)
            elif element.tag == "a":
                self.write(element.get("href", ""), "a")
            elif element.tag == "img":
                target = self.write(element.get("src", ""), "img")
                if not (element.get("alt") or "").strip() and is_safe(target):
                    self.observer.nameless_images.append(target)

    def write(self, target: str, element: str) -> str:
        """Record an address, unless it is one of mail, which Markdown writes in its own way; return it."""
        target = target.replace(AMP_SUBSTITUTE, "&")
        if target and STX not in target:
            self.observer.written.append(Link(target, element))
        return target

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


class _RawHtml(RawHtmlPostprocessor):
    """Puts the raw HTML back that Markdown keeps aside, in a time that depends on the text alone.

    Markdown's own looks for each piece of HTML of the whole text, and is asked for each heading anew.
    """

    def run(self, text: str) -> str:
        """Return the text with the HTML in it; HTML may hold further pieces."""
        while STX in text and (restored := _STASHED.sub(self._restore, text)) != text:
            text = restored
        return text

    def _restore(self, match: re.Match[str]) -> str:
        stash = self.md.htmlStash.rawHtmlBlocks
        number = int(match[2])
        if number >= len(stash):
            return match[0]
        html: str = self.stash_to_string(stash[number])  # type: ignore[arg-type]
        if match[1] and not self.isblocklevel(html):
            return match[0].replace(HTML_PLACEHOLDER % number, html)
        return html
