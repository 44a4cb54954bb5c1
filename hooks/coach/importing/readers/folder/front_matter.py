"""What stands above a text in YAML, TOML, JSON or header lines, as plain values; and the text below it."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LONGEST = 1_000_000  # characters of front matter; more is no front matter, and takes long to read
_DEEPEST = 40
_HARMLESS = 1000  # fewer brackets and dashes cannot be nested too deeply
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_HEADER_LINE = re.compile(r" {0,3}([A-Za-z][\w -]{0,40}):(?:[ \t]+(.*))?")
_HEADER_KEYS = {"title", "date", "slug", "category", "tags", "author", "authors", "status", "summary", "modified"}
_ENTRY = re.compile(r"^[\"']?([A-Za-z_][\w-]*)[\"']?[ \t]*[:=]", re.MULTILINE)
_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # it leaves scalars as text, and knows no tags


class _NoValues(Exception):  # noqa: N818 - caught in this module
    """The front matter cannot be read; the message says why, in a few words."""


@dataclass(frozen=True)
class Header:
    """The front matter of a file, its keys in small letters and its scalars as text, and the `body` below it.

    `notes` are sentences for the report on what could not be read.
    """

    values: Mapping[str, Any]
    body: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, its lines ending in one line feed, and notes on what had to be guessed or taken out.

    What is not UTF-8 is read as UTF-16 if it says so, or else as Windows-1252, in which no byte is unreadable.
    """
    notes: list[str] = []
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace") if b"\x00" not in data else data.decode("latin-1")
        notes.append("It is not in UTF-8, and was read as Windows-1252: look at its accented letters.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = _CONTROLS.sub("", text)
    if clean != text:
        notes.append("Control characters were taken out.")
    return clean, tuple(notes)


def read_header(text: str, *, lines: bool = False) -> Header:
    """Return the values above the text. `lines` says that they are lines such as `Title: My post`, as in Pelican."""
    start = len(text) - len(text.lstrip("\n "))
    begun = text[start:]
    first = begun.partition("\n")[0].strip()
    if first in {"---", "---yaml", "---yml"}:
        return _fenced(begun, _YAML_END, _read_yaml, text)
    if first in {"---json", "---js"}:
        return _fenced(begun, _YAML_END, _read_json, text)
    if first in {"+++", "---toml"}:
        return _fenced(begun, _TOML_END if first == "+++" else _YAML_END, _read_toml, text)
    if first.startswith("{") and not first.startswith(("{{", "{%", "{:")):
        return _braces(begun, text)
    return _header_lines(begun, text, lines=lines)


def read_values(text: str, ending: str) -> Mapping[str, Any]:
    """Return the values of a file of settings by its ending (yml, toml or json); none if it cannot be read."""
    parse = {"toml": _read_toml, "json": _read_json}.get(ending, _read_yaml)
    try:
        return parse(text)
    except _NoValues:
        return {}


def _fenced(begun: str, end: re.Pattern[str], parse: Callable[[str], Mapping[str, Any]], text: str) -> Header:
    first = begun.find("\n") + 1
    found = end.search(begun, first) if first else None
    if not found:
        rule = not _ENTRY.match(begun, first)  # a line across the page, and no front matter
        note = "Its front matter has no end, and stands in the text."
        return Header({}, text, () if rule else (note,))
    inner, body = begun[first : found.start()], begun[found.end() :].removeprefix("\n")
    try:
        return Header(parse(inner), body)
    except _NoValues as why:
        if inner.strip() and not _ENTRY.search(inner):  # text between two lines across the page
            return Header({}, text)
        return _rescued(inner, body, parse, str(why))


def _rescued(inner: str, body: str, parse: Callable[[str], Mapping[str, Any]], why: str) -> Header:
    """Return what can be read of broken front matter, entry by entry."""
    note = f"Its front matter cannot be read as a whole ({why}); look at title, date and tags."
    if len(inner) > _LONGEST:
        return Header({}, body, (note,))
    starts = [found.start() for found in _ENTRY.finditer(inner)]
    values: dict[str, Any] = {}
    for start, end in pairwise([*starts, len(inner)]):
        entry = inner[start:end]
        try:
            values.update(parse(entry))
        except _NoValues:
            found = _ENTRY.match(entry)
            if found and (rest := " ".join(entry[found.end() :].split()).strip("\"'")):
                values[found[1].lower()] = rest
    return Header(values, body, (note,))


def _braces(begun: str, text: str) -> Header:
    try:
        values, end = json.JSONDecoder().raw_decode(begun[:_LONGEST])
    except (ValueError, RecursionError):
        known = re.match(r"\{\s*\"\w+\"\s*:", begun)
        return Header({}, text, ("Its front matter in JSON cannot be read, and stands in the text.",) if known else ())
    if not isinstance(values, dict):
        return Header({}, text)
    return Header(_plain(values), re.sub(r"\A[ \t]*\n(?:---[ \t]*\n)?", "", begun[end:]))


def _header_lines(begun: str, text: str, *, lines: bool) -> Header:
    """Return the values of lines such as `Title: My post`, of which one begins with blanks if it goes on."""
    values: dict[str, Any] = {}
    key, end = "", 0
    for line in begun.splitlines(keepends=True):
        found = _HEADER_LINE.fullmatch(line.rstrip())
        if found:
            key = found[1].strip().lower().replace(" ", "_")
            values[key] = (found[2] or "").strip()
        elif key and line.startswith("    ") and line.strip():
            values[key] = f"{values[key]} {line.strip()}".strip()
        else:
            break
        end += len(line)
    below = begun[end:]
    wanted = _HEADER_KEYS if lines else {"title", "date"}
    if not wanted & values.keys() or (below.strip() and not below.startswith("\n") and not lines):
        return Header({}, text)
    return Header(values, below.lstrip("\n"))


def _read_yaml(text: str) -> Mapping[str, Any]:
    if len(text) > _LONGEST:
        raise _NoValues("it is longer than a million characters")
    try:
        _check_depth(text)
        found = yaml.load(text, Loader=_BASE)  # noqa: S506 - a base loader makes text, lists and mappings only
    except yaml.MarkedYAMLError as error:
        line = f" in its line {error.problem_mark.line + 2}" if error.problem_mark else ""
        raise _NoValues(f"{error.problem or 'a mistake'}{line}") from None
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        raise _NoValues("it is no YAML") from None
    return _mapping(found)


def _check_depth(text: str) -> None:
    """Raise if the text is nested too deeply for the parser, which recurses in C."""
    if sum(text.count(sign) for sign in "[{-?") < _HARMLESS:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_BASE):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _NoValues("it is nested too deeply")


def _read_toml(text: str) -> Mapping[str, Any]:
    if len(text) > _LONGEST:
        raise _NoValues("it is longer than a million characters")
    try:
        return _mapping(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        raise _NoValues(" ".join(str(error).split())[:100]) from None


def _read_json(text: str) -> Mapping[str, Any]:
    try:
        return _mapping(json.loads(text[:_LONGEST]))
    except (ValueError, RecursionError) as error:
        raise _NoValues(" ".join(str(error).split())[:100]) from None


def _mapping(found: Any) -> Mapping[str, Any]:
    if found in (None, ""):
        return {}
    if not isinstance(found, dict):
        raise _NoValues("it has no keys")
    return _plain(found)


def _plain(found: Mapping[Any, Any]) -> Mapping[str, Any]:
    """Return the values with keys in small letters; below them, only what is asked for is looked at."""
    return {str(key).strip().lower(): scalar(value) for key, value in found.items()}


def scalar(value: Any) -> Any:
    """Return a scalar as the text that would stand for it in YAML ("" for nothing), and a list or mapping as it is."""
    if value is None or (isinstance(value, str) and value in {"null", "~", "Null", "NULL"}):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return str(value) if isinstance(value, (int, float)) else value
