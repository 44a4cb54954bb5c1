"""What other tools write on lines of their own, or as variables: imports, contents, attributes, the site's URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.importing.markup.dialects.code import Aside, between

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MORE = "<!-- more -->"
_RAW = (
    re.compile(r"\{%-?\s{0,9}(?:raw|verbatim)\s{0,9}-?%\}"),
    re.compile(r"\{%-?\s{0,9}end(?:raw|verbatim)\s{0,9}-?%\}"),
)
_ESCAPED = re.compile(r"\{\{([<%])/\*((?:[^{}*]|\*(?!/))*+)\*/([>%])\}\}")
_COMMENTS = (
    (re.compile(r"\{%-?\s{0,9}comment\s{0,9}-?%\}"), re.compile(r"\{%-?\s{0,9}endcomment\s{0,9}-?%\}")),
    (re.compile(r"\{\{-?\s{0,9}/\*"), re.compile(r"\*/\s{0,9}-?\}\}")),
    (re.compile(r"\{\s{0,9}/\*"), re.compile(r"\*/\s{0,9}\}")),
    (re.compile(r"\{#-?(?=\s)"), re.compile(r"\s-?#\}")),
)
# Without a name, only files of a site are imported: other languages write `import "fmt"` too.
_IMPORT = re.compile(
    r"^import[ \t]+(?:([\w*{][^;'\"]{0,400}?)\s+from\s+([\"'])([^\"'\n]{1,300})\2"
    r"|([\"'])(?:\.{1,2}/[^\"'\n]{1,300}|[^\"'\n]{1,300}\.(?:css|scss|js|ts))\4);?[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export[ \t]+(?:const|let|var|function|default|async)[ \t][^\n]*(?:\n[^\n]+)*(?:\n|\Z)", re.MULTILINE
)
_MORE = re.compile(
    r"<!--\s{0,9}(?:more|excerpt|truncate|teaser_end|read[ -]more|summary|cut|endexcerpt|fold)\s{0,9}-->", re.IGNORECASE
)
_CONTENTS = re.compile(
    r"^[ \t]*(?:\[TOC\]|\[\[_?TOC_?\]\]|\[\[toc\]\]|<!--[ \t]{0,9}toc[ \t]{0,9}-->|\$\{toc\})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_KRAMDOWN_CONTENTS = re.compile(
    r"^[ \t]*(?:[-*+]|1\.)[ \t]+[^\n]{0,40}\n[ \t]*\{:[^{}\n]{0,60}\btoc\b[^{}\n]{0,60}\}[ \t]*$", re.MULTILINE
)
_ATTRIBUTES = re.compile(
    r"\{:[ \t]*((?:(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[\w/.-]+)|(?:no_)?toc\b)[ \t]*+)++)\}"
    r"|\{::?/?(?:nomarkdown|options[^{}\n]{0,200})?/?\}"
)
_ID = re.compile(r"(?:^|\s)#([\w:-]+)")
_SITE = re.compile(
    r"\{\{-?\s{0,9}(?:site\.(?:baseurl|url|github\.url|BaseURL)|\.?[Ss]ite\.[Bb]ase[Uu][Rr][Ll]|baseurl|base_url)"
    r"\s{0,9}(?:\|[^{}]*+)?\}\}"
)
_PATH = re.compile(
    r"\{\{-?\s{0,9}[\"']([^\"'{}\n]{0,500})[\"']\s{0,9}\|\s{0,9}(?:relative_url|absolute_url|url|prepend:[^{}]{0,80}|absURL|relURL)"
    r"[^{}]{0,80}\}\}"
)  # fmt: skip
_PELICAN = re.compile(
    r"(?<=[(\"'<:\s=])(?:\{(?:static|filename|attach|photo)\}|\|(?:filename|attach|static)\|)(?=[\w./-])"
)


def settle_lines(text: str, aside: Aside, notes: list[str]) -> tuple[str, Mapping[str, str]]:
    """Return the text without what belongs to the tool, and the paths that MDX imports, by name."""
    text = between(text, *_RAW, lambda raw: aside.put(_inside(raw)))
    text = _ESCAPED.sub(lambda found: aside.put(f"{{{{{found[1]}{found[2]}{found[3]}}}}}"), text)
    for opening, closing in _COMMENTS:
        text = between(text, opening, closing, _left_out(aside, notes))
    text, imports = _imports(text, aside, notes)
    text = _MORE.sub(MORE, text)
    text = _CONTENTS.sub("", _KRAMDOWN_CONTENTS.sub("", text))
    text = _ATTRIBUTES.sub(_attributes, text)
    text = _PATH.sub(_path, text)
    return _PELICAN.sub("", _SITE.sub("", text)), imports


def _path(found: re.Match[str]) -> str:
    path = found[1].strip()
    return path if "://" in path else f"/{path.lstrip('/')}"


def _inside(raw: str) -> str:
    """Return what is between the tags."""
    return raw[raw.index("%}") + 2 : raw.rindex("{%")]


def _left_out(aside: Aside, notes: list[str]) -> Callable[[str], str]:
    def change(comment: str) -> str:
        words = " ".join(aside.back(comment).split())
        notes.append(f"A comment was left out: {words[:100]}")
        return ""

    return change


def _imports(text: str, aside: Aside, notes: list[str]) -> tuple[str, Mapping[str, str]]:
    imports: dict[str, str] = {}

    def imported(found: re.Match[str]) -> str:
        if found[1] and re.fullmatch(r"\w+", found[1]):
            imports[found[1]] = found[3]
        return ""

    def exported(found: re.Match[str]) -> str:
        notes.append(f"A line of program was left out: {' '.join(aside.back(found[0]).split())[:100]}")
        return ""

    return _EXPORT.sub(exported, _IMPORT.sub(imported, text)), imports


def _attributes(found: re.Match[str]) -> str:
    """Return what is kept of kramdown's attributes: the id, to which links lead."""
    named = _ID.search(found[1] or "")
    return f"{{: #{named[1]} }}" if named else ""
