"""What a file of docs/ is, by its path: a text, a file for readers, or one that is never published."""

from __future__ import annotations

import posixpath
import re
from enum import Enum
from typing import NamedTuple

from coach.source.files.names import name_mistake


class Kind(Enum):
    """What becomes of a file."""

    TEXT = "read"
    PUBLISHED = "published"
    IF_LINKED = "published if a text links to it"
    NEVER = "never published"
    MISTAKE = "not published, and its author is told"


class Verdict(NamedTuple):
    """What becomes of a file, and for a mistake what is wrong and what to do."""

    kind: Kind
    message: str = ""
    hint: str = ""


# Folders of editors, package managers and systems.
_FOLDERS = frozenset({"node_modules", "__pycache__", "__macosx", "cvs", "@eadir", "#recycle", "$recycle.bin"})
_FOLDERS |= {"lost+found", "system volume information"}
# Hidden files that servers ask for.
_SERVED = re.compile(r"\.nojekyll|\.well-known/(?!\.|.*/\.).+")
# Backups, and files of editors, office programs, browsers and systems.
_LEFTOVER = re.compile(
    r"""
    .*~ | ~\$.* | ~wr[adls]\d+\..* | \#.*\# | 4913 | 5036 | 5159    # Emacs, Word, Vim
    | .*\.(?:bak|bkp|backup|old|orig|rej|sw[a-px]|tmp|temp|save|autosave|asd|wbk|sav|mine|r\d+)[\d.]*
    | .*\.(?:part|partial|crdownload|download|lnk|url|webloc|desktop|lock)
    | thumbs\.db(?::.*)? | ehthumbs(?:_vista)?\.db | desktop\.ini | icon[\r\n]
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_MARKDOWN = re.compile(r"\.(?:markdown|mkdn?|mdown|mdwn|mdtxt|mdtext|mdx?|rmd|qmd)(?:\.txt)?$", re.IGNORECASE)
_YAML = re.compile(r"\.ya?ml(?:\.txt)?$", re.IGNORECASE)
_DATA_FOLDERS = ("paths/", "quizzes/", "newsletter/", "comments/")
_DATA = {"tags": "tags.yml", "tag": "tags.yml", "authors": "authors.yml", "author": "authors.yml"}
_TEXT_FOLDERS = ("articles/", "newsletter/")
_DOWNLOAD = "if readers shall download it, move it to docs/assets/"
_OFFICE = (".docx", ".doc", ".odt", ".rtf", ".pages")
_OTHER_TEXTS = (".txt", ".text", ".rst", ".adoc", ".asciidoc", ".textile", ".org", ".wiki")
# What pages load or browsers show by themselves, by ending. Pictures are here whether browsers show them or not: the
# author is told about those that they do not.
_PICTURES = "jpg jpeg jpe jfif pjpeg pjp png apng gif webp avif ico svg svgz heic heif hif heics avci tif tiff bmp dib"
_PICTURES += " jp2 j2k jpx jpf jxl jxr psd xcf cur mpo jps dng cr2 cr3 nef arw orf rw2 raf pef srw"
_MEDIA = "mp3 m4a m4b aac aif aiff amr caf wma ogg oga opus flac wav weba mp4 m4v webm ogv mov mkv avi 3gp vtt srt"
_WEB = "css js mjs map json webmanifest xml xsl html htm woff woff2 ttf otf eot wasm"
_ASSETS = frozenset(f".{ending}" for ending in f"{_PICTURES} {_MEDIA} {_WEB}".split())
# Files at the root that other programs ask for by their names.
_ASKED_FOR = re.compile(r"CNAME|_headers|_redirects|(?:app-)?ads\.txt|humans\.txt|security\.txt|[0-9a-f]{8,128}\.txt")
_READ = Verdict(Kind.TEXT)
_PUBLISHED = Verdict(Kind.PUBLISHED)
_NEVER = Verdict(Kind.NEVER)
_IF_LINKED = Verdict(Kind.IF_LINKED)


def kind_of_file(path: str, *, wanted: bool = False) -> Verdict:
    """Return what becomes of the file at a path in docs/; with `wanted` it is no leftover, whatever its name says."""
    if not wanted and is_leftover(path):
        return _NEVER
    message, hint = name_mistake(path)
    if not message:
        message, hint = _mistake(path)
    if message:
        return Verdict(Kind.MISTAKE, message, hint)
    if _is_text(path):
        return _READ
    is_served = bool(_SERVED.fullmatch(path) or _ASKED_FOR.fullmatch(path))
    ending = posixpath.splitext(path)[1].lower()
    return _PUBLISHED if is_served or ending in _ASSETS else _IF_LINKED


def is_leftover(path: str) -> bool:
    """Return whether a file or folder is hidden, a backup, or an editor's or the system's own."""
    if _SERVED.fullmatch(path) or path == ".well-known":
        return False
    *folders, name = path.split("/")
    if any(part.startswith(".") for part in (*folders, name)):
        return True
    return any(part.lower() in _FOLDERS for part in (*folders, name)) or bool(_LEFTOVER.fullmatch(name))


def _is_text(path: str) -> bool:
    return path.endswith(".md") or path in _DATA.values() or (path.startswith(_DATA_FOLDERS) and path.endswith(".yml"))


def _mistake(path: str) -> tuple[str, str]:
    """Return what is wrong with a file that its author meant to be read, and what to do; two "" for nothing."""
    folder, name = posixpath.split(path)
    if name.lower() == "readme.md":
        return 'a file "README.md" is no page of the site.', "Rename it, as in about.md, or take it out of docs/."
    if path == "404.md":
        hint = "Delete it; the words of that page stand in overrides/404.html."
        return "the site makes its own page for wrong addresses.", hint
    if path == "articles/index.md":
        return "the site makes the lists of articles by itself.", "Delete it, or give the article another name."
    if (found := _MARKDOWN.search(name)) and found[0] != ".md":
        return f'files that end in "{found[0]}" are not read.', f"Rename it to {name[: found.start()]}.md."
    return _other_text(path, name) or _data_mistake(folder, name)


def _other_text(path: str, name: str) -> tuple[str, str] | None:
    """Return what is wrong with a text of another program, or without an ending, where ours are expected."""
    stem, ending = posixpath.splitext(name)
    if not ending and path.startswith((*_TEXT_FOLDERS, *_DATA_FOLDERS)):
        return _without_ending(path)
    if not path.startswith(_TEXT_FOLDERS):
        return None
    message = f'files that end in "{ending}" are not read.'
    if name.lower().endswith(_OFFICE):
        return message, f"Save its text as {stem}.md, plain text in UTF-8; {_DOWNLOAD}."
    return (message, f"Rename it to {stem}.md; {_DOWNLOAD}.") if name.lower().endswith(_OTHER_TEXTS) else None


def _without_ending(path: str) -> tuple[str, str]:
    folder, name = posixpath.split(path)
    ending = ".yml" if f"{folder}/".startswith(("paths/", "quizzes/", "comments/")) else ".md"
    return "this file has no ending, and is not read.", f"Name it {name}{ending}."


def misnamed_text(path: str, beginning: str) -> tuple[str, str]:
    """Return what is wrong with a file that begins with front matter, and whose ending says that it is no text."""
    stem, ending = posixpath.splitext(posixpath.basename(path))
    if path == "robots.txt" or not re.match(r"\ufeff?---[ \t]*\r?\n\s*[a-z_]+[ \t]*:", beginning):
        return "", ""
    return (
        (f'files that end in "{ending}" are not read.', f"Rename it to {stem}.md.") if ending else _without_ending(path)
    )


def _data_mistake(folder: str, name: str) -> tuple[str, str]:
    found = _YAML.search(name)
    if not found:
        return "", ""
    stem, ending = name[: found.start()], found[0]
    if not folder and stem.lower() in _DATA and name not in _DATA.values():
        return "this file is not read.", f"Rename it to {_DATA[stem.lower()]}."
    if not f"{folder}/".startswith(_DATA_FOLDERS):
        return "", ""
    if ending != ".yml":
        return f'files that end in "{ending}" are not read.', f"Rename it to {stem}.yml."
    if folder not in {"paths", "quizzes", "quizzes/frozen", "newsletter", "comments"}:
        top = folder.partition("/")[0]
        return f"files in a folder of docs/{top}/ are not read.", f"Move it to docs/{top}/."
    return "", ""
