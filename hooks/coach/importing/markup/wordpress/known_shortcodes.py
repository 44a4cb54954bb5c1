"""The shortcodes that WordPress itself and its best known plugins have, as elements of HTML."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from lxml import etree, html
from lxml.html import builder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NAMES = "actionscript3 applescript as3 bash c coldfusion cpp csharp css delphi diff erlang fsharp go groovy haskell"
_NAMES += " html java javafx javascript jfx js json jscript latex matlab objc perl php powershell python r ruby scala"
_LANGUAGES = frozenset(f"{_NAMES} shell sql swift typescript vb vbnet xml yaml".split())
_BREAK = re.compile(r"<br\s*/?>\n?|</?p>\n?", re.IGNORECASE)
_NAMED = re.compile(r"<(pre|code)\b[^>]{0,500}?\blang(?:uage)?=[\"']([\w+#-]+)[\"'][^>]{0,500}>", re.IGNORECASE)
_CODECOLORER = re.compile(r"cc[a-z]{0,4}(?:_(\w+))?")
_CODES = {"code", "sourcecode", "source", "cc", "syntax", *_LANGUAGES}
_SOUNDS = ("src", "mp3", "m4a", "ogg", "wav", "flac", "wma")
_FILMS = ("src", "mp4", "m4v", "webm", "ogv", "mov", "wmv", "flv")


def known_shortcode(name: str, *, ends: bool) -> Callable[[dict[str, str], str], Any] | None:
    """Return what makes an element (or None: its text alone) of a shortcode's values and text; None if unknown.

    A language without an end is a word in brackets.
    """
    if name in _LANGUAGES and not ends:
        return None
    coloured = _CODECOLORER.fullmatch(name)
    if name not in _CODES and not coloured:
        return _KNOWN.get(name)
    usual = name if name in _LANGUAGES else (coloured[1] or "") if coloured else ""
    return lambda values, inner: _code(values.get("lang") or values.get("language") or usual, inner)


def _caption(values: dict[str, str], inner: str) -> Any:
    whole = html.fragment_fromstring(inner or " ", create_parent="figure")
    pictures = whole.findall(".//img")
    if not pictures:
        return None
    holder = pictures[-1]
    while holder.getparent() is not None and holder.getparent() is not whole:
        holder = holder.getparent()
    caption = builder.FIGCAPTION()
    caption.text, holder.tail = holder.tail, None
    for after in list(holder.itersiblings()):
        caption.append(after)
    if values.get("caption"):
        caption.text = unescape(values["caption"])
    if (caption.text or "").strip() or len(caption):
        whole.append(caption)
    return whole


def _gallery(values: dict[str, str], _: str) -> Any:
    figures = [builder.FIGURE(builder.IMG(src=url)) for url in values.get("urls", "").split()]
    return builder.DIV(*figures, {"class": "gallery"}) if figures else builder.DIV()


def _media(tag: str, names: Sequence[str]) -> Callable[[dict[str, str], str], Any]:
    def made(values: dict[str, str], _: str) -> Any:
        source = next((values[name] for name in (*names, "0") if values.get(name)), "").lstrip(":")
        return builder.DIV(etree.Element(tag, src=source)) if source else None

    return made


def _embed(values: dict[str, str], inner: str) -> Any:
    link = inner.strip() or values.get("url") or values.get("src") or values.get("0", "")
    return builder.P(link) if link else None


def _player(host: str) -> Callable[[dict[str, str], str], Any]:
    def made(values: dict[str, str], inner: str) -> Any:
        given = values.get("id") or values.get("url") or values.get("href")
        named = given or values.get("0", "").lstrip("=") or inner.strip()
        return builder.P(named if "/" in named else f"{host}{named}") if named else None

    return made


def _code(language: str, inner: str) -> Any:
    lines = inner if "\n" in inner.strip() else _BREAK.sub("\n", inner)  # an editor may have made its lines <br>
    code = builder.CODE(unescape(lines).strip("\r\n"))
    if language:
        code.set("class", f"language-{language.lower()}")
    return builder.PRE(code)


def plain_code(text: str) -> str:
    """Return a text in which code of a named language, whose signs some plugins leave as they are, is safe HTML."""
    done, at = [], 0
    while begin := _NAMED.search(text, at):
        end = re.compile(f"</{begin[1]}>", re.IGNORECASE).search(text, begin.end())
        if not end:
            break
        code = _code(begin[2], text[begin.end() : end.start()])
        done += [text[at : begin.start()], html.tostring(code, encoding="unicode")]
        at = end.end()
    return "".join([*done, text[at:]])


_KNOWN: dict[str, Callable[[dict[str, str], str], Any]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "audio": _media("audio", _SOUNDS),
    "video": _media("video", _FILMS),
    "embed": _embed,
    "youtube": _player("https://www.youtube.com/watch?v="),
    "dailymotion": _player("https://www.dailymotion.com/video/"),
    "dewplayer": _media("audio", _SOUNDS),
    "vimeo": _player("https://vimeo.com/"),
}
