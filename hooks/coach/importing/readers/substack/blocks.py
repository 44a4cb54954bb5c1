"""The blocks of Substack's editor: those that only work there go, the others become plain HTML.

Sources: github.com/TryGhost/migrate (mg-substack) and public posts. Each block has a class, and its facts as JSON in
`data-attrs`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from coach.importing.readers.markup import attributes, new, of_class, quoted, replace, text_of, words
from coach.importing.readers.values import block, line, site_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

_WIDGETS = {
    "subscription-widget-wrap": "A form to subscribe",
    "subscription-widget-wrap-editor": "A form to subscribe",
    "subscription-widget": "A form to subscribe",
    "subscribe-widget": "A form to subscribe",
    "subscribe-footer": "A form to subscribe",
    "share-dialog": "A box to share",
    "post-ufi": "A bar to like and share",
    "poll-embed": "A poll",
    "native-video-embed": "A video that only Substack has",
    "native-audio-embed": "A sound that only Substack has",
    "community-chat": "An invitation to the chat",
    "install-substack-app-embed": "An invitation to the app",
    "directMessage": "A button to write a message",
    "comment": "A preview of a note",
    "image-link-expand": "",
}
_ACTIONS = ("subscribe", "comments", "comment", "share", "gift", "chat", "donate", "account", "leaderboard")
_HERE = ("%%share_url%%", "%%checkout_url%%", "%%half_magic_comments_url%%", "javascript:")


def own_site(tree: HtmlElement, slug: str) -> str:
    """Return the address of the site that buttons and links of a post know as its own, "" if none does."""
    found = Counter(site_of(address) for address in _own_links(tree, slug))
    del found[""]
    return found.most_common(1)[0][0] if found else ""


def _own_links(tree: HtmlElement, slug: str) -> Iterator[str]:
    for link in tree.iter("a"):
        address = line(link.get("href"))
        path = _parts(address)[0].rstrip("/")
        if slug and (path == f"/p/{slug}" or path.startswith(f"/p/{slug}/")):
            yield address
    for widget in of_class(tree, "subscription-widget-wrap", "subscription-widget-wrap-editor", "button-wrapper"):
        address = line(attributes(widget).get("url"))
        if _parts(address)[0].rstrip("/") == "/subscribe":
            yield address


def has_paywall(tree: HtmlElement) -> bool:
    """Return whether what follows a place in the text was only for those who paid."""
    return next(of_class(tree, "paywall-jump", "paywall"), None) is not None


def clean_up(tree: HtmlElement) -> list[str]:
    """Change a post's tree in place, and return what was left out, as sentences; [""] if only the form changed."""
    notes = []
    for name, what in _WIDGETS.items():
        for widget in of_class(tree, name):
            notes.append(f"{what} was left out{quoted(widget)}." if what else "")
            widget.drop_tree()
    for name in ("captioned-button-wrap", "button-wrapper"):
        notes += [_settle_button(button) for button in of_class(tree, name)]
    for name, make in _BLOCKS.items():
        for old in list(of_class(tree, name)):
            if old.getparent() is not None:
                replace(old, *make(old, attributes(old)))
                notes.append("")
    for jump in of_class(tree, "paywall-jump"):
        jump.drop_tree()
        notes.append("")
    return notes


def _settle_button(button: HtmlElement) -> str:
    """A button of Substack's goes; one that leads elsewhere, as to a calendar, is a link in a paragraph."""
    links = list(button.iter("a"))
    if all(_is_action(line(link.get("href"))) for link in links):
        button.drop_tree()
        return f"A button was left out{quoted(button)}."
    button.tag = "div" if len(button.findall("p")) else "p"
    button.attrib.clear()
    return ""


def _is_action(address: str) -> bool:
    path, query = _parts(address)
    names = {*parse_qs(query).get("action", ()), *(["gift"] if "gift=true" in query else [])}
    place = path.strip("/").rpartition("/")[2] if path.startswith("/p/") else path.strip("/")
    return not address or address.startswith(_HERE) or place in _ACTIONS or bool(names & {*_ACTIONS})


def _parts(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.path, parts.query


# What each block becomes, from its element and its facts.


def _picture(old: HtmlElement, _: dict[str, Any]) -> list[HtmlElement]:
    """A figure with its picture, without the sizes for other screens, and with its caption."""
    image, caption = next(old.iter("img"), None), next(old.iter("figcaption"), None)
    if image is None:
        return [old_words(old)] if words(old) else []
    figure = new("figure", new("img", **_image(line(image.get("src")), image)))
    link = line(next((a.get("href") for a in image.iterancestors("a")), ""))
    if link and not _is_picture(link):
        figure = new("figure", new("a", figure[0], href=link))
    if caption is not None:
        caption.attrib.clear()
        figure.append(caption)
        caption.tail = None
    return [figure]


def _image(source: str, image: HtmlElement) -> dict[str, str]:
    facts = attributes(image)
    return {"src": block(facts.get("src")) or source, "alt": line(image.get("alt")) or line(facts.get("alt"))}


def _is_picture(link: str) -> bool:
    return "substackcdn.com" in link or "substack-post-media" in link or "bucketeer-" in link


def _gallery(old: HtmlElement, facts: dict[str, Any]) -> list[HtmlElement]:
    gallery = facts.get("gallery") if isinstance(facts.get("gallery"), dict) else {}
    images = gallery.get("images") if isinstance(gallery, dict) else ()
    found = [line(image.get("src")) for image in images or () if isinstance(image, dict)]
    alt = line(gallery.get("alt")) if isinstance(gallery, dict) else ""
    caption = line(gallery.get("caption")) if isinstance(gallery, dict) else ""
    if not found:
        return _picture(old, facts)
    figures = [new("figure", new("img", src=source, alt=alt)) for source in found if source]
    return [*figures, *([new("p", new("em", caption))] if caption else [])]


def old_words(old: HtmlElement) -> HtmlElement:
    """Return a paragraph with the words of a block that is otherwise unknown."""
    return new("p", words(old))


def _youtube(old: HtmlElement, facts: dict[str, Any]) -> list[HtmlElement]:
    return _frame(old, "https://www.youtube.com/embed/", line(facts.get("videoId")), "youtube2-")


def _vimeo(old: HtmlElement, facts: dict[str, Any]) -> list[HtmlElement]:
    return _frame(old, "https://player.vimeo.com/video/", line(facts.get("videoId")), "vimeo-")


def _frame(old: HtmlElement, player: str, video: str, prefix: str) -> list[HtmlElement]:
    name = video or line(old.get("id")).removeprefix(prefix)
    return [new("iframe", src=player + name)] if name else list(old.iter("iframe"))


def _tweet(old: HtmlElement, facts: dict[str, Any]) -> list[HtmlElement]:
    """A quotation with its author and a link; older exports have the words in the block itself."""
    address = line(facts.get("url")) or line(next((link.get("href") for link in old.iter("a")), ""))
    text = block(facts.get("full_text"))
    if not text.strip():
        text, name = words(old), address
    else:
        name = " ".join(
            filter(None, [line(facts.get("name")), f"(@{facts.get('username')})", line(facts.get("date"))[:10]])
        )
    lines = [new("p", text_of(part) if "</" in part else part) for part in text.split("\n") if part.strip()]
    lines += _within(facts)
    return [new("blockquote", *lines, new("p", "— ", new("a", name, href=address)))] if lines or address else []


def _within(facts: dict[str, Any]) -> list[HtmlElement]:
    """The post of Twitter that another one quotes, and the page that it previews."""
    quoted, page = _facts(facts, "quoted_tweet"), _facts(facts, "expanded_url")
    inside = []
    if text := line(text_of(block(quoted.get("full_text")))):
        who = f"{line(quoted.get('name'))} (@{line(quoted.get('username'))})"
        inside.append(new("blockquote", new("p", f"{who}: {text}")))
    if address := line(page.get("url")):
        inside.append(new("p", new("a", line(page.get("title")) or address, href=address)))
    return inside


def _facts(facts: dict[str, Any], name: str) -> dict[str, Any]:
    found = facts.get(name)
    return found if isinstance(found, dict) else {}


def _card(old: HtmlElement, facts: dict[str, Any]) -> list[HtmlElement]:
    """The preview of another post is a link with its title."""
    address = line(facts.get("canonical_url") or facts.get("url"))
    title = line(facts.get("title")) or words(old) or address
    return [new("p", new("a", title, href=address))] if address else [old_words(old)] if title else []


def _file(old: HtmlElement, _: dict[str, Any]) -> list[HtmlElement]:
    link = next((line(link.get("href")) for link in old.iter("a") if link.get("href")), "")
    return [new("p", new("a", words(old) or link, href=link))] if link else [old_words(old)]


def _mention(old: HtmlElement, facts: dict[str, Any]) -> list[HtmlElement]:
    return [new("span", line(facts.get("name")) or words(old))]


def _formula(old: HtmlElement, facts: dict[str, Any]) -> list[HtmlElement]:
    return [
        new("pre", new("code", block(facts.get("persistentExpression")) or words(old), **{"class": "language-latex"}))
    ]


_BLOCKS: dict[str, Callable[[HtmlElement, dict[str, Any]], list[HtmlElement]]] = {
    "image-gallery-embed": _gallery,
    "captioned-image-container": _picture,
    "youtube-wrap": _youtube,
    "vimeo-wrap": _vimeo,
    "tweet": _tweet,
    "twitter-embed": _tweet,
    "digest-post-embed": _card,
    "embedded-post-wrap": _card,
    "embedded-publication-wrap": _card,
    "file-embed-wrapper": _file,
    "mention-wrap": _mention,
    "latex-rendered": _formula,
}
