"""The text of a post of Medium without what stands elsewhere in the export, and with its embeds as links.

Sources: the files of public exports and github.com/TryGhost/migrate (mg-medium-export), for the classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.importing.readers.markup import new, of_class, replace, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TRACKER = "medium.com/_/stat"
_GISTS = "https://gist.github.com/"
_HEADINGS = ("h1", "h2", "h3", "h4", "blockquote")


def clean_up(body: HtmlElement, title: str, summary: str) -> list[str]:
    """Change a post's tree in place: its title and summary go, since the file names them beside it; return notes."""
    _drop_first_line(body)
    _drop_same(body, title, "graf--title")
    _drop_same(body, summary, "graf--subtitle")
    notes = [*_drop_trackers(body), *_link_scripts(body)]
    _link_cards(body)
    _name_languages(body)
    _unwrap(body)
    return notes


def _drop_first_line(body: HtmlElement) -> None:
    """Each section begins with a line; the first one divides nothing."""
    for divider in of_class(body, "section-divider"):
        if divider.tag == "div":
            divider.drop_tree()
            return


def _drop_same(body: HtmlElement, text: str, name: str) -> None:
    """Drop the element of a class, or the first heading, if its words are those that the file gives beside the text."""
    first = next(body.iter(*_HEADINGS), None)
    marked = next(of_class(body, name), first if name == "graf--title" else None)
    if marked is not None and text and _same(words(marked), text):
        marked.drop_tree()


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    """A text without what Medium changes in titles: spaces, quotation marks, a full stop."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "'‘’\"“”.")


def _drop_trackers(body: HtmlElement) -> list[str]:
    found = [image for image in body.iter("img") if _TRACKER in (image.get("src") or "")]
    for image in found:
        image.drop_tree()
    return ["A picture that counted readers was left out."] if found else []


def _link_scripts(body: HtmlElement) -> list[str]:
    """Code that a script would have fetched from GitHub is a link; the quotations beside other scripts stay."""
    notes = []
    for script in list(body.iter("script")):
        source = (script.get("src") or "").removesuffix(".js")
        if source.startswith(_GISTS):
            replace(script, new("p", new("a", source, href=source)))
            notes.append(f"What was shown from {source} is a link.")
        else:
            script.drop_tree()
            notes.append(f"A script was left out: {source}.")
    return notes


def _link_cards(body: HtmlElement) -> None:
    """The preview of another page is a paragraph with its link; its picture was a background."""
    for card in of_class(body, "graf--mixtapeEmbed"):
        for picture in of_class(card, "mixtapeImage"):
            picture.drop_tree()
        if card.tag == "div":
            card.tag = "p"


def _name_languages(body: HtmlElement) -> None:
    """Code has its lines and its language as other tools write them."""
    for code in list(body.iter("pre")):
        for line_break in list(code.iter("br")):
            line_break.tail = "\n" + (line_break.tail or "")
            line_break.drop_tree()
        language = code.get("data-code-block-lang")
        inside = code.find("code")
        if inside is None:
            inside = next(of_class(code, "pre--content"), None)
        if inside is not None and language:
            inside.tag = "code"
            inside.set("class", f"language-{language}")


def _unwrap(body: HtmlElement) -> None:
    """Sections and boxes that only placed the text are gone; the lines between sections stay."""
    for name in ("section", "section-content", "section-inner", "section-divider", "aspectRatioPlaceholder"):
        for box in of_class(body, name):
            if box.tag in {"section", "div"}:
                box.drop_tag()
    for box in of_class(body, "aspectRatioPlaceholder-fill"):
        box.drop_tree()
