"""What the tags mean that many blogs have, whatever tool they are of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.importing.markup.dialects import blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.importing.markup.dialects.tags import Tag

_PATH = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]\S*)?|https?://\S+|/\S+|[^\n]+\.(?:jpe?g|png|gif|webp|svg)",
                   re.IGNORECASE)  # fmt: skip
# A picture and words without quotes, as Octopress and Pelican's plugins have them.
_FREE_WORDS = re.compile(
    r"(?:[\w-]+\s+){0,3}([\w./:%-]+\.(?:jpe?g|png|gif|webp|svg))(?:\s+\d+){0,2}\s+((?![\"'])(?!\w+=)\D[^\n]*)",
    re.IGNORECASE,
)
_SOURCES = ("src", "source", "url", "image_path", "image", "path", "file", "filename", "img", "href_img")
_IDS = ("id", "video_id", "videoid", "youtubeid", "youtubeslug", "video", "v", "url", "src", "link", "href", "slug")
_LINKED = {
    "tweet": "https://twitter.com/i/status/{}", "x": "https://twitter.com/i/status/{}",
    "twitter": "https://twitter.com/i/status/{}", "instagram": "https://www.instagram.com/p/{}/",
    "slideshare": "https://www.slideshare.net/slideshow/embed_code/{}", "gist": "https://gist.github.com/{}",
    "speakerdeck": "https://speakerdeck.com/player/{}", "codepen": "https://codepen.io/pen/{}",
    "gslides": "https://docs.google.com/presentation/d/{}", "scribd": "https://www.scribd.com/document/{}",
    "embed": "", "oembed": "", "bookmark": "", "link_preview": "", "linkpreview": "", "spotify": "", "soundcloud": "",
    "originalpostembed": "",
}  # fmt: skip
_WRAPPERS = {"markdown", "md", "rawhtml", "html", "fragment", "center", "div", "section", "unsafe", "raw_html"}
_VIDEOS = {"youtube", "yt", "youtubeembed", "youtubeplayer", "youtubevideo", "youtube-video", "lite-youtube",
           "liteyoutube", "youtube_embed", "embed/youtube", "vimeo", "vimeoplayer", "vimeo_embed", "embed/vimeo",
           "video", "videoembed", "embedvideo", "responsive-embed"}  # fmt: skip
_PICTURES = {
    "figure",
    "img",
    "image",
    "picture",
    "imgcap",
    "image_with_class",
    "fig",
    "photo",
    "rimg",
    "imgh",
    "imagecap",
}
_CODE = {"highlight", "codeblock", "code", "code-block", "prism", "sourcecode", "terminal"}
_QUOTATIONS = {"quote", "blockquote", "pullquote", "epigraph", "quotes"}
_FOLDED = {"details", "expand", "accordion", "spoiler", "collapse", "collapsible"}
_NOTHING = {"toc", "tableofcontents", "table_of_contents", "clear", "clearfix"}
_FORMERLY_CODE = re.compile(r"(?:lang(?:uage)?[:=])?([A-Za-z][\w+#.-]{0,30})")


def word_of(tag: Tag) -> str:
    """Return the name by which the tag's meaning is looked up: in small letters, of an include the file's."""
    name = tag.name.partition(" ")[2] or tag.name
    return re.sub(r"\.(?:html?|md|liquid|njk|webc)$", "", name.rpartition("includes/")[2].lstrip("_")).lower()


def is_code(tag: Tag) -> bool:
    """Return whether what stands between this tag and its end is code."""
    return tag.kind in {"liquid", "hugo"} and word_of(tag) in _CODE


def is_free(tag: Tag) -> bool:
    """Return whether it is a picture with words that are in no quotes."""
    return tag.kind == "liquid" and word_of(tag) in _PICTURES and bool(_FREE_WORDS.fullmatch(tag.rest.strip()))


def converter(tag: Tag) -> Callable[[str], str] | None:
    """Return what makes our Markdown of the text between this tag and its end, or None if nothing does."""
    word, change = word_of(tag), None
    href = tag.get("href", "to", "url")
    if is_code(tag):
        change = _around(blocks.fence, _language(tag))
    elif tag.kind == "component" and word in {"figure", "image"} and (shown := _picture(tag)):
        change = _around("{1}\n\n{0}".format, shown)
    elif tag.kind == "component" and word in {"link", "a", "anchor"} and href:
        change = _around("[{}]({})".format, href)
    elif word in _WRAPPERS:
        change = _around("{}".format)
    elif word in _QUOTATIONS:
        by = tag.get("author", "by", "cite", "source", "attribution") or ", ".join(tag.unnamed)
        change = _around(blocks.quotation, by)
    elif word in _FOLDED:
        title = tag.get("title", "summary", "label", "heading") or " ".join(tag.unnamed)
        change = _around(blocks.folded, title)
    elif word in blocks.KINDS:
        change = _around(blocks.box, *_kind_and_title(tag, word))
    return change


def _around(make: Callable[..., str], *more: str) -> Callable[[str], str]:
    """Return the function of a text that hands these arguments on behind it."""
    return lambda inner: make(inner, *more)


def _kind_and_title(tag: Tag, word: str) -> tuple[str, str]:
    """Return which of our boxes it is, and its title."""
    unnamed, title = tag.unnamed, tag.get("title", "summary", "label", "heading")
    said = tag.get("type", "kind", "style", "variant", "class", "level") or (unnamed[0] if unnamed else "")
    kind = blocks.KINDS.get(said.lower(), "")
    return kind or blocks.KINDS[word], title or " ".join(unnamed[1:] if kind else unnamed)


def meaning(tag: Tag) -> str | None:
    """Return our Markdown for a tag that stands alone, or None if it is not known or says too little."""
    word, found = word_of(tag), None
    file = tag.get("src", "url", "file") or next(iter(tag.unnamed), "")
    content = tag.get("content", "text", "message", "body")
    if word in _NOTHING:
        found = ""
    elif word in _VIDEOS or blocks.is_video(next(iter(tag.unnamed), "")):
        found = _video(tag, word)
    elif word in _PICTURES:
        found = _picture(tag)
    elif tag.kind != "component" and word in {"ref", "relref", "link", "post_url"} and tag.unnamed:
        found = _reference(tag)
    elif word == "audio" and file:
        found = blocks.audio(file, tag.get("title", "caption"))
    elif word in _LINKED:
        found = _link(tag, word)
    elif word in blocks.KINDS and content:
        found = blocks.box(content, *_kind_and_title(tag, word))
    return found


def _video(tag: Tag, word: str) -> str | None:
    said = tag.get(*_IDS) or next(iter(tag.unnamed), "")
    on_vimeo = "vimeo" in word or tag.get("provider", "type", "service", "host").lower() == "vimeo"
    link = blocks.vimeo(said) if on_vimeo else blocks.youtube(said)
    rest = " ".join(words for words in tag.unnamed if words != said and " " in words)
    return blocks.video(link, tag.get("title", "caption", "alt", "label") or rest) if link else None


def _picture(tag: Tag) -> str | None:
    source, words = tag.get(*_SOURCES), []
    if is_free(tag) and (free := _FREE_WORDS.fullmatch(tag.rest.strip())):
        return blocks.picture(free[1], "", free[2])
    for value in tag.unnamed:
        if not source and _PATH.fullmatch(value):
            source = value
        elif source and not re.fullmatch(r"\d+(?:px|%)?", value):
            words.append(value)
    if not source:
        return None
    alt = tag.get("alt") or (words[-1] if words else "")
    others = [] if word_of(tag) == "image_with_class" else words[:-1]
    caption = tag.get("caption", "figcaption", "title") or " ".join(others)
    by = tag.get("attr", "credit", "attribution")
    return blocks.picture(source, alt, " ".join(filter(None, (caption, by))), tag.get("link", "href"))


def _reference(tag: Tag) -> str:
    """Return the path of the file that a link leads to, from the folder of the site's content."""
    path = tag.unnamed[0].lstrip("/")
    if word_of(tag) == "post_url":
        folder, _, name = path.rpartition("/")
        path = f"{folder}/_posts/{name}.md".lstrip("/")
    return path if path.startswith("#") else f"/{path}"


def _link(tag: Tag, word: str) -> str | None:
    named = tag.get("url", "href", "src", "link", "id", "tweet_id", "user")
    said = next((value for value in (named, *tag.unnamed) if value.startswith(("http://", "https://"))), "")
    if said:
        words = [value for value in tag.unnamed if value != said and " " in value]
        return f"[{words[0]}]({said})" if words else f"<{said}>"
    parts = tag.unnamed or [named]
    if word == "gist":
        parts = ["/".join(parts[:2]) if len(parts) > 1 and not re.search(r"[/.]", parts[0] + parts[1]) else parts[0]]
    user, number = tag.get("user"), tag.get("id")
    if word in {"tweet", "x", "twitter"} and user and number:
        return f"<https://twitter.com/{user}/status/{number}>"
    fits = _LINKED[word] and parts[0] and re.fullmatch(r"[\w/=.-]+", parts[0])
    return f"<{_LINKED[word].format(parts[0])}>" if fits else None


def _language(tag: Tag) -> str:
    said = tag.get("lang", "language") or next(iter(tag.unnamed), "")
    found = _FORMERLY_CODE.fullmatch(said)
    return found[1].lower() if found and found[1].lower() not in {"linenos", "text", "none"} else ""
