"""Our own Markdown for what other tools have tags for."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

_ID = re.compile(r"[\w-]{11}")
_RUN = re.compile("`+")
_MARKUP = re.compile(r"[\[\]<>*_`\x02]")
KINDS = {
    "note": "note", "info": "note", "default": "note", "primary": "note", "abstract": "note", "example": "note",
    "alert": "note", "callout": "note", "notice": "note", "admonition": "note", "aside": "note", "noticeinfo": "note",
    "hint": "tip", "tip": "tip", "success": "tip", "important": "important", "warning": "warning", "warn": "warning",
    "noticewarn": "warning", "attention": "warning", "caution": "caution", "danger": "caution", "error": "caution",
}  # fmt: skip


def youtube(written: str) -> str:
    """Return the address of a video by its address or id, or "" if it is none."""
    written = written.strip()
    if _ID.fullmatch(written):
        return f"https://www.youtube.com/watch?v={written}"
    inner = re.fullmatch(r"([\w-]{11})[?&]([^\s]*)", written)
    if inner:
        begin = parse_qs(inner[2]).get("start", parse_qs(inner[2]).get("t", [""]))[0]
        return f"https://www.youtube.com/watch?v={inner[1]}" + (f"&t={begin}" if begin else "")
    return written if is_video(written) else ""


def vimeo(written: str) -> str:
    """Return the address of a video by its address or number, or "" if it is none."""
    written = written.strip()
    return (
        f"https://vimeo.com/{written}" if re.fullmatch(r"\d{4,12}", written) else written if is_video(written) else ""
    )


def is_video(written: str) -> bool:
    """Return whether it is an address of YouTube or Vimeo."""
    try:
        parts = urlsplit(written if "//" in written else "")
    except ValueError:
        return False
    host = (parts.hostname or "").removeprefix("www.")
    return host in {"youtube.com", "youtu.be", "youtube-nocookie.com", "m.youtube.com", "vimeo.com", "player.vimeo.com"}


def video(link: str, title: str) -> str:
    """Return the block of a video; its length is not known, and is for its author to fill in."""
    return f"```video\ntitle: {_quoted(title or 'Video')}\nlink: {link}\n```"


def audio(file: str, title: str) -> str:
    """Return the block of a recording."""
    return f"```audio\ntitle: {_quoted(title or 'Recording')}\nfile: {_quoted(file)}\n```"


def _quoted(words: str) -> str:
    """Return the words as YAML, in quotes if they need them."""
    line = " ".join(words.split())
    if re.fullmatch(r"[A-Za-z./][^:#\"'{}\[\]&*!|>%@`\\]*", line):
        return line
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def picture(source: str, alt: str, caption: str = "", link: str = "") -> str:
    """Return the picture, with its caption as its title, or below it if there is markup in the caption."""
    alt, caption = (" ".join(words.split()) for words in (alt, caption))
    source = f"<{source}>" if re.search(r"[\s()]", source) else source
    alt = re.sub(r"([\[\]])", r"\\\1", alt)
    marked = bool(_MARKUP.search(caption))
    title = ' "{}"'.format(caption.replace('"', "”")) if caption and not marked else ""
    shown = f"![{alt}]({source}{title})"
    shown = f"[{shown}]({link})" if link else shown
    return f"{shown}\n\n/// caption\n{caption}\n///" if marked else shown


def fence(code: str, language: str) -> str:
    """Return the code in a fence that is longer than any run of backticks in it."""
    ticks = "`" * max(3, *(len(run) + 1 for run in _RUN.findall(code)), 3)
    code = re.sub(r"\A[ \t]*\n|\n[ \t]*\Z", "", code)
    return f"{ticks}{language}\n{code}\n{ticks}"


def box(inner: str, kind: str, title: str, sign: str = "!!!") -> str:
    """Return the text in a box of one of our kinds."""
    words = " ".join(title.split()).replace('"', "”")
    head = f"{sign} {kind}" + (f' "{words}"' if words else "")
    lines = [f"    {line}" if line.strip() else "" for line in inner.strip("\n").split("\n")]
    return "\n".join([head, "", *lines])


def folded(inner: str, title: str) -> str:
    """Return the text in a box that is folded until a reader opens it."""
    return box(inner, "note", title, "???")


def quotation(inner: str, source: str) -> str:
    """Return the text as a quotation, with its source below it."""
    lines = [f"> {line}".rstrip() for line in inner.strip().split("\n")]
    return "\n".join([*lines, *([">", f"> — {source}"] if source else [])])
