"""Fields of the editor, made of the models that check front matter, so that both refuse the same."""

from __future__ import annotations

import datetime as dt
import types
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from coach.content.article_fields import SOUNDS
from coach.publish.editor.patterns import Limits, limits_of
from coach.source.dates import EARLIEST, LATEST
from coach.source.schema import Fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo


class Choice(NamedTuple):
    """One value that an author can choose, and the words that show it."""

    value: str
    label: str


@dataclass(frozen=True)
class Wordings:
    """What the editor's forms say: labels of keys, help on them, names of entries of lists, messages, and choices."""

    labels: Mapping[str, str]
    help: Mapping[str, str]
    one: Mapping[str, str]
    refusals: Mapping[str, str]
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)


_LINES = frozenset({"alt", "headline", "high", "label", "low", "name", "role", "title", "topic"})  # need one line
_FILES = {"src": "picture", "picture": "picture", "audio": "sound"}  # keys that name a file
_PLAIN: dict[Any, dict[str, Any]] = {
    bool: {"widget": "boolean"},
    dt.date: {"widget": "datetime", "type": "date", "min": f"{EARLIEST}-01-01", "max": f"{LATEST}-12-31"},
    "picture": {"widget": "image"},
    "sound": {"widget": "file", "accept": ",".join(SOUNDS)},
}
ZONE = "zone"  # the key under which an entry of a mapping has its name in the editor's lists


def make_fields(model: type[Fields], words: Wordings) -> list[dict[str, Any]]:
    """Return the fields of a form, in the order of its model, as Sveltia CMS reads them."""
    return [_field(field_.alias or name, field_, model, words) for name, field_ in model.model_fields.items()]


def shape_of(model: type[Fields]) -> dict[str, Any]:
    """Return what each key of a form holds, for the script that reads and writes its YAML.

    "text", "date", "number" and "flag" are scalars; {"list": shape} is a list, {"keys": {…}} a group, and
    {"by": "zone", "keys": {…}} a mapping of names to groups, which the editor shows as a list.
    """
    return {"keys": {field_.alias or name: _shape(*_peeled(field_)) for name, field_ in model.model_fields.items()}}


def _field(key: str, info: FieldInfo, model: type[Fields], words: Wordings) -> dict[str, Any]:
    kind, constraints = _peeled(info)
    limits = limits_of(constraints)
    required = kind is not bool and (key in model.REQUIRED or info.is_required())
    shown = _widget(key, kind, limits, words)
    one = words.one.get(key) if shown["widget"] == "list" else None
    made = {
        "name": key,
        "label": words.labels.get(key, key.replace("_", " ").capitalize()),
        "required": required,
        **({"hint": words.help[key]} if key in words.help else {}),
        **({"label_singular": one} if one else {}),
        **shown,
    }
    return {**made, "default": info.default} if isinstance(info.default, (bool, int)) else made


def _widget(key: str, kind: Any, limits: Limits, words: Wordings) -> dict[str, Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _many(key, inner[0], limits, words)
    if origin is dict:
        name = {"name": ZONE, "label": words.labels[ZONE], "widget": "string"}
        return {"widget": "list", "fields": [name, *make_fields(inner[1], words)], "collapsed": True}
    if isinstance(kind, type) and issubclass(kind, Fields):
        return {"widget": "object", "fields": make_fields(kind, words), "collapsed": "auto"}
    return _single(key, kind, limits, words)


def _single(key: str, kind: Any, limits: Limits, words: Wordings) -> dict[str, Any]:
    if kind is int:
        ends = {"min": limits.least, "max": limits.most}
        return {"widget": "number", "value_type": "int", **{end: n for end, n in ends.items() if n is not None}}
    if get_origin(kind) is Literal:
        return {"widget": "select", "options": list(get_args(kind))}
    if choices := words.choices.get(key):
        return {"widget": "select", "options": _options(choices)}
    if known := _PLAIN.get(_FILES.get(key, kind)):
        return known
    is_long = limits.is_long and key not in _LINES
    return {"widget": "text" if is_long else "string", **_pattern(limits, words)}


def _many(key: str, of: Any, limits: Limits, words: Wordings) -> dict[str, Any]:
    kind, constraints = _peel(of, ())
    ends = {"min": limits.shortest, "max": limits.longest}
    numbers = {end: number for end, number in ends.items() if number}
    if choices := words.choices.get(key):
        return {"widget": "select", "multiple": True, "options": _options(choices), **numbers}
    if isinstance(kind, type) and issubclass(kind, Fields):
        return {"widget": "list", "fields": make_fields(kind, words), "collapsed": "auto", **numbers}
    one = {"name": key, "label": words.labels.get(key, key), **_widget("", kind, limits_of(constraints), words)}
    return {"widget": "list", "field": one, **numbers}


def _options(choices: tuple[Choice, ...]) -> list[dict[str, str]]:
    return [choice._asdict() for choice in choices]


def _pattern(limits: Limits, words: Wordings) -> dict[str, Any]:
    if not limits.pattern:
        return {}
    message = words.refusals[limits.refusal].format(least=limits.shortest, most=limits.longest)
    return {"pattern": [limits.pattern, message]}


def _shape(kind: Any, _: tuple[Any, ...]) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return {"list": _shape(*_peel(inner[0], ()))}
    if origin is dict:
        return {"by": ZONE, **shape_of(inner[1])}
    if isinstance(kind, type) and issubclass(kind, Fields):
        return shape_of(kind)
    return {bool: "flag", int: "number", dt.date: "date"}.get(kind, "text")


def _peeled(info: FieldInfo) -> tuple[Any, tuple[Any, ...]]:
    """Return the bare type of a field, and its constraints from the outermost in."""
    return _peel(info.annotation, tuple(info.metadata))


def _peel(annotation: Any, constraints: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *found = get_args(annotation)
        return _peel(inner, (*constraints, *found))
    if origin in {Union, types.UnionType}:
        kinds = [one for one in get_args(annotation) if one is not type(None)]
        return _peel(kinds[0], constraints)
    return annotation, constraints
