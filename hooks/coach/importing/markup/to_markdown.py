"""HTML as Markdown of this site. The library is markdownify; what it does not know of this site's marks is here."""

from __future__ import annotations

import re
from typing import Any, Protocol

from markdownify import ATX, MarkdownConverter

from coach.importing.markup.escape import escape
from coach.importing.markup.tree import (
    PLAIN,
    at_margin,
    begins_line,
    is_plain_table,
    label,
    larger_of,
    largest,
    media,
    safe,
    stands_alone,
)
from coach.markdown.blocks.audio import ENDINGS
from coach.markdown.blocks.video import player_of
from coach.source.slips.comments import in_quotes

_ADDRESS = re.compile(r"\s*(https?://\S+)\s*")
_EDGE = re.compile(r"\A\xa0+|\xa0+\Z")  # a blank that does not break is one there as well
_BREAKS = re.compile(r"((?:[ \t]*\n){2,}|\A[ \t]*\n|[ \t]*\n[ \t]*\Z)")
_FENCE = re.compile(r"`{3,}")


class Addresses(Protocol):
    """Where the links and pictures of a post lead from now on."""

    def link(self, address: str) -> str:
        """Return the new address of a link, as it stands in the article."""
        ...

    def shows_more(self, address: str) -> bool:
        """Return whether a link around a picture leads only to the picture again, or to a page that did not move."""
        ...

    def picture(self, address: str, alt: str, larger: str = "") -> tuple[str, str]:
        """Return the new address and the description of a picture; `larger` is the same one in its full size."""
        ...


def _marked(name: str) -> Any:
    """Return markdownify's converter of words between marks, which end before an empty line and before a last break."""
    plain = getattr(MarkdownConverter, name)

    def convert(self: Any, el: Any, text: str, parent_tags: Any) -> str:
        return "".join(
            plain(self, el, _EDGE.sub(" ", part), parent_tags)
            if part.strip()
            else "\n\n"
            if part.count("\n") > 1
            else part
            for part in _BREAKS.split(text)
        )

    return convert


class Converter(MarkdownConverter):
    """Converts one post, whose title names the videos in it."""

    def __init__(self, addresses: Addresses, title: str) -> None:
        super().__init__(heading_style=ATX, bullets="-", escape_asterisks=False, escape_underscores=False)
        self.addresses, self.title = addresses, title

    # Text

    def process_text(self, el: Any, parent_tags: Any = None) -> str:
        """Return a string with its marks escaped, more of them where a line begins."""
        self._begins = begins_line(el)
        return str(super().process_text(el, parent_tags))  # type: ignore[misc]  # markdownify finds these by name

    def escape(self, text: str, parent_tags: Any) -> str:
        """Return a string with its marks escaped."""
        shown = escape(text or "", begins=self._begins)
        return shown.replace("|", r"\|") if {"td", "th"} & set(parent_tags) else shown

    convert_b, convert_strong, convert_del = _marked("convert_b"), _marked("convert_b"), _marked("convert_del")
    convert_i, convert_em = _marked("convert_em"), _marked("convert_em")
    convert_s, convert_strike = _marked("convert_del"), _marked("convert_del")

    # Links, pictures, sound and film

    def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
        """Return a link; one that is the address of a player, alone in its paragraph, is a video."""
        href = str(el.get("href") or "").strip()
        if el.get("class") == ["player"] and stands_alone(el):
            return self._video(href, el.get_text().strip())
        around_picture = el.find("img") is not None and not el.get_text().strip()
        if not href or href.startswith("javascript:") or (around_picture and self.addresses.shows_more(href)):
            return text
        el["href"] = safe(self.addresses.link(href))
        el.attrs.pop("title", None)
        text = _EDGE.sub(" ", text if el.find("img") else re.sub(r"(?<!\\)([\[\]])", r"\\\1", text))
        return str(super().convert_a(el, text, parent_tags))  # type: ignore[misc]  # markdownify finds these by name

    def _video(self, link: str, title: str) -> str:
        name = title if title and "://" not in title else self.title or "Video"
        return f"\n\n```video\ntitle: {in_quotes(name)}\nlink: {in_quotes(link)}\n```\n\n"

    def convert_p(self, el: Any, text: str, parent_tags: Any) -> str:
        """Return a paragraph; one that is the address of a video is that."""
        found = _ADDRESS.fullmatch(el.get_text())
        if found and player_of(found[1]) and not el.find("img") and at_margin(el):
            return self._video(found[1], "")
        return str(super().convert_p(el, text, parent_tags))  # type: ignore[misc]  # markdownify finds these by name

    def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - as above
        """Return a picture with what it shows."""
        address = largest(el)
        if not address:
            return ""
        new, alt = self.addresses.picture(address, " ".join(str(el.get("alt") or "").split()), larger_of(el))
        return f"![{label(alt)}]({safe(new)})"

    def convert_figure(self, el: Any, text: str, parent_tags: Any) -> str:
        """Return a picture with its caption, or what else a figure holds."""
        caption = el.find("figcaption")
        if caption is None or not caption.get_text().strip() or el.find("figure"):
            return f"\n\n{text.strip()}\n\n"
        words = self._inside(caption, parent_tags)
        caption.extract()
        whole = self._inside(el, parent_tags)
        if not whole or not at_margin(el):
            return f"\n\n{whole}\n\n{words}\n\n"
        if whole.startswith("![") and whole.endswith(")") and not caption.find(True) and '"' not in words:
            return f'\n\n{whole[:-1]} "{" ".join(words.split())}")\n\n'
        return f"\n\n{whole}\n\n/// caption\n{words}\n///\n\n"

    def _inside(self, el: Any, parent_tags: Any) -> str:
        return "".join(map(str, (self.process_element(child, parent_tags) for child in el.children))).strip()  # type: ignore[attr-defined]

    def convert_audio(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - as above
        """Return a recording; one of another site is a link."""
        new, _ = self.addresses.picture(media(el), "")
        if not new:
            return text
        if "://" in new or not new.lower().endswith(ENDINGS) or not at_margin(el):
            return f"\n\n[{self._named(new)}]({safe(new)})\n\n"
        return f"\n\n```audio\ntitle: {in_quotes(self.title or 'Recording')}\nfile: {in_quotes(new)}\n```\n\n"

    def convert_video(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - as above
        """Return a film as a link."""
        new, _ = self.addresses.picture(media(el), "")
        return f"\n\n[{self._named(new)}]({safe(new)})\n\n" if new else text

    def _named(self, address: str) -> str:
        return label(address.rpartition("/")[2] or self.title)

    # Footnotes, as footnotes.py marks them

    def convert_span(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - as above
        """Return the mark of a footnote, or what stands in the span."""
        return f"[^{el['data-note']}]" if el.get("data-note") else text

    def convert_div(self, el: Any, text: str, parent_tags: Any) -> str:
        """Return a footnote, or what stands in the box."""
        if el.get("data-note"):
            body = text.strip().replace("\n", "\n    ")
            return f"\n\n[^{el['data-note']}]: {body}\n\n"
        if "gallery" in el.get("class", []):
            body = "\n".join(f"    {line}".rstrip() for line in text.strip().split("\n"))
            title = f" {in_quotes(str(el['title']).replace(chr(34), chr(39)))}" if el.get("title") else ""
            return f"\n\n!!! gallery{title}\n\n{body}\n\n" if body.strip() and at_margin(el) else text
        return str(super().convert_div(el, text, parent_tags))  # type: ignore[misc]  # markdownify finds these by name

    # Blocks

    def convert_hr(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - as above
        """Return a rule, or the mark that ends an excerpt."""
        return "\n\n<!-- more -->\n\n" if el.get("class") == ["more"] else "\n\n* * *\n\n"

    def convert_pre(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - as above
        """Return code between fences that are longer than any within it."""
        code = el.get_text().strip("\n")
        language = next((one[9:] for one in (el.code or {}).get("class", []) if one.startswith("language-")), "")
        fence = max([*_FENCE.findall(code), "``"], key=len) + "`"
        return f"\n\n{fence}{language}\n{code}\n{fence}\n\n" if code else ""

    def convert_table(self, el: Any, text: str, parent_tags: Any) -> str:
        """Return a table; one with more than Markdown can say stays HTML."""
        if is_plain_table(el):
            caption = el.find("caption")
            words = self._inside(caption, parent_tags) if caption else ""
            if caption:
                caption.extract()
                text = self._inside(el, parent_tags)
            told = f"/// caption\n{words}\n///\n\n" if words else ""
            return f"\n\n{text.strip()}\n\n{told}"
        return f"\n\n{self._as_html(el)}\n\n"

    def convert_details(self, el: Any, text: str, parent_tags: Any) -> str:
        """Return a folded box."""
        head = el.find("summary")
        title = " ".join(head.get_text().split()) if head else ""
        if head:
            head.extract()
            text = self._inside(el, parent_tags)
        body = "\n".join(f"    {line}".rstrip() for line in text.strip().split("\n"))
        return f"\n\n??? note {in_quotes(title or self.title)}\n\n{body}\n\n"

    def _as_html(self, el: Any) -> str:
        for one in [el, *el.find_all(recursive=True)]:
            kept = {"colspan", "rowspan", "href", "src", "alt", "scope", "headers"}
            one.attrs = {name: value for name, value in one.attrs.items() if name in kept}
            if one.name == "a" and one.get("href"):
                one["href"] = self.addresses.link(str(one["href"]))
            elif one.name == "img" and one.get("src"):
                one["src"], one["alt"] = self.addresses.picture(str(one["src"]), str(one.get("alt") or ""))
        return re.sub(r"\n\s*\n", "\n", str(el))


def _plain(name: str) -> Any:
    def made(self: Converter, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG001 - as above
        el.attrs = {key: value for key, value in el.attrs.items() if key in {"title", "datetime"}}
        if not text.strip() or "_noformat" in parent_tags:
            return text
        el.string = "\0"
        before, _, after = str(el).partition("\0")
        return f"{before}{text}{after}"

    made.__name__ = f"convert_{name}"
    return made


for _name in PLAIN:
    setattr(Converter, f"convert_{_name}", _plain(_name))
