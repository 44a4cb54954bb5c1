"""What an author may have meant by a link that leads nowhere."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from coach.site.linking.resolve import path_from, plain_target
from coach.source.problems import Near, suggest
from coach.source.urls import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.site.linking.targets import Targets
    from coach.source.urls import Written

ASSETS = "assets/"
_FOR_ASSETS = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|heic|tiff?|bmp|pdf|docx?|xlsx?|pptx?|mp3|m4a|mp4|zip)", re.IGNORECASE
)
_NAMES_FILES = "Links name a file, relative to this one."
_ENDINGS = "com|org|net|edu|gov|info|eu|uk|de|at|ch|fr|nl|it|es|us|ca|au|io|co|app|dev"
_DOMAIN = re.compile(rf"(?:www\.[\w-]+\.[\w.-]+|(?:[\w-]+\.)+(?:{_ENDINGS}))(?::\d+)?(?:/.*)?", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_PHONE = re.compile(r"\+?[\d ()./-]{6,}")
_FEWEST_DIGITS = 5
_NO_COLON = re.compile(r"https?\W{0,2}//?(?=\w)", re.IGNORECASE)


def meant(target: str, item: Written, targets: Targets) -> str:
    """Return the hint for a target in the text of `item` that leads nowhere."""
    target = targets.within(plain_target(target)) or plain_target(target)
    head = unquote(target.partition("#")[0].partition("?")[0])
    if head.startswith("/"):
        return _address_hint(head, item, targets)
    if full := _as_full_address(target, head):
        return f'Write "{full}".'
    if "\\" in head:
        known = _first_known(head, item, targets)
        head = head.replace("\\", "/")
        return f'Write it with forward slashes: "{known}".' if known else _near_name(head, item, targets)
    if near := _first_known(head, item, targets):
        wanted = path_from(item.file.source.path, head)
        other_case = not near.startswith("/") and path_from(item.file.source.path, near).casefold() == wanted.casefold()
        hint = f'It is written "{near}": capitals count.' if other_case else f'Did you mean "{near}"?'
        return Near(hint, head, near, sure=_is_only(near, targets))
    return _near_name(head, item, targets)


def _as_full_address(target: str, head: str) -> str:
    """Return the full address of a site, mailbox or telephone that was written without its scheme; "" for others."""
    if _NO_COLON.match(head):
        return _NO_COLON.sub("https://", target, count=1)
    if _DOMAIN.fullmatch(head):
        return f"https://{target}"
    if _MAIL.fullmatch(head):
        return f"mailto:{target}"
    digits = re.sub(r"[^+0-9]", "", head)
    return f"tel:{digits}" if _PHONE.fullmatch(head) and len(digits) >= _FEWEST_DIGITS else ""


def _address_hint(head: str, item: Written, targets: Targets) -> str:
    path = head.strip("/")
    for one in (path, path.removeprefix("docs/"), f"{path.removeprefix('docs/')}.md"):
        if one in targets.files:
            return Near(f'Did you mean "{_relative(one, item)}"?', head, _relative(one, item), sure=True)
    return suggest(head, targets.known_addresses, "It has no page.")


def _first_known(head: str, item: Written, targets: Targets) -> str:
    """Return the first of the usual slips that names something of the site, as a link would name it."""
    head = head.replace("\\", "/")
    for path in _slips(head, item):
        if found := path if path in targets.files else targets.by_small_letters.get(path.casefold()):
            return _relative(found, item)
    as_browsers_do = posixpath.normpath(posixpath.join(item.address, head))
    address = "" if as_browsers_do == "." else f"{as_browsers_do}/"
    if address in targets.by_address:
        return _relative(targets.by_address[address], item)
    return f"/{address}" if address in targets.addresses or address in targets.moved else ""


def _slips(head: str, item: Written) -> Iterator[str]:
    """Yield the paths in docs/ that the target may stand for."""
    for path in (path_from(item.file.source.path, head), head.lstrip("./"), head.lstrip("./").removeprefix("docs/")):
        yield path
        stem = posixpath.splitext(path)[0] if path.endswith((".html", ".htm")) else path
        yield f"{stem}.md"
        yield f"{stem}/index.md"


def _near_name(head: str, item: Written, targets: Targets) -> str:
    wanted = path_from(item.file.source.path, head)
    name = posixpath.basename(wanted)
    near = targets.by_name.get(targets.known_names.nearest(name), "")
    if near and posixpath.splitext(near)[1] == posixpath.splitext(wanted)[1]:
        path = _relative(near, item)
        sure = targets.known_names.is_sure(name) and _is_only(near, targets)
        return Near(f'Did you mean "{path}"?', head, path, sure=sure)
    return put_it(name, item.file.source.path) or _NAMES_FILES


def put_it(name: str, path: str) -> str:
    """Return the hint for a picture, recording or document that is nowhere, in the text at `path`; or ""."""
    stem, ending = posixpath.splitext(name)
    if not _FOR_ASSETS.fullmatch(ending):
        return ""
    if not re.fullmatch(r"[\w.-]+", name):
        name = f"{slugify(stem) or 'picture'}{ending.lower()}"
    shown = posixpath.relpath(f"{ASSETS}{name}", posixpath.dirname(path) or ".")
    return f"Put the file into docs/{ASSETS} and write {shown}."


def _is_only(near: str, targets: Targets) -> bool:
    """Return whether no other file has this name, however it is written."""
    name = posixpath.basename(near).casefold()
    return sum(posixpath.basename(file).casefold() == name for file in targets.files) == 1


def _relative(path: str, item: Written) -> str:
    return posixpath.relpath(path, posixpath.dirname(item.file.source.path) or ".")
