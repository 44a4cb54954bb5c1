"""Full addresses, as authors write and mistype them: web, mail and telephone, and files of their own computer."""

from __future__ import annotations

import re
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from coach.markdown.html.allowed import is_safe, why_refused

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):|//")
_OWN_DISK = re.compile(r"file:|[a-zA-Z]:[\\/]|\\|~[\\/]", re.IGNORECASE)
_WEB = ("http", "https")
_USUAL = (*_WEB, "mailto", "tel")
# Schemes that are right, and near enough to those above to be taken for a slip.
_OTHERS = ("ftp", "ftps", "sftp", "telnet", "teams", "mms", "sms", "geo", "news", "nntp", "shttp")
_SLIPS = {"ttp": "http", "ttps": "https"}
_EXAMPLE = "Write it as in https://example.com/page/."


def leads_outside(target: str) -> bool:
    """Return whether the target, as its author wrote it, is a full address."""
    return bool(_SCHEME.match(target)) and not _OWN_DISK.match(target)


def web_mistake(target: str) -> tuple[str, str]:
    """Return what is wrong with a full address, and how to write it right; two "" for nothing."""
    if _OWN_DISK.match(target):
        hint = "Put the file into docs/assets and link to it there."
        return f'"{target}" is a file on your own computer, which readers do not have.', hint
    found = _SCHEME.match(target)
    if not found:
        return "", ""
    scheme, rest = (found[1] or "https").lower(), target[found.end() if found[1] else 0 :]
    if scheme in _WEB:
        return _web(scheme, rest, target)
    if scheme == "mailto":
        return _mail(rest, target)
    return _other(scheme, rest, target)


def _other(scheme: str, rest: str, target: str) -> tuple[str, str]:
    if scheme in {"tel", "sms"} and not re.search(r"\d", rest):
        return f'"{target}" has no telephone number.', "Write it as in tel:+441632960123."
    right = _SLIPS.get(scheme) or (
        "" if scheme in _OTHERS else next(iter(get_close_matches(scheme, _USUAL, 1, 0.75)), "")
    )
    if right in {"", scheme}:
        return ("", "") if is_safe(target) else why_refused(target)
    return f'"{target}" begins with "{scheme}:", which browsers do not know.', f'Write "{right}:{rest}".'


def _web(scheme: str, rest: str, target: str) -> tuple[str, str]:
    message = f'"{target}" is no full web address.'
    bare = re.sub(r"^[/\\]+", "", rest)
    if inner := re.match(r"(?:https?|mailto|tel):", bare):
        return message, f'Write "{bare}".' if len(bare) > inner.end() + 2 else _EXAMPLE
    try:
        host = urlsplit(f"{scheme}://{bare}").hostname or ""
    except ValueError:
        host = ""
    if not re.search(r"\w", host) or re.search(r"[\s,;<>\"]", host):
        return message, _EXAMPLE
    if not re.match(r"//[^/\\]", rest):
        return message, f'Write "{scheme}://{bare}".'
    return "", ""


def _mail(rest: str, target: str) -> tuple[str, str]:
    message = f'"{target}" has no mail address.'
    address, question, _ = unquote(rest).partition("?")
    if re.match(r"/+[^/]", rest):
        return message, f'Write "mailto:{rest.lstrip("/")}".'
    if (not address and question) or re.search(r"[^@\s]@[^@\s]", address):
        return "", ""
    return message, "Write it as in mailto:desk@example.org."
