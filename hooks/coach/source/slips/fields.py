"""The keys and fields of a pydantic model at any depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from coach.source.problems import suggest
from coach.source.slips.consequences import HIDING_ELSEWHERE

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


_GOES_ON = (
    "If this line goes on with the text above, begin it with two blanks, and put all of the text in double quotes."
)

_HIDES = {
    "draft": "Write draft: true for what readers shall not see yet, or take the line out.",
    "unlisted": "Write unlisted: true to keep a page out of lists; what nobody may read yet waits outside of docs/.",
}


def keys_of(model: type[BaseModel], path: list[str]) -> list[str]:
    """Return the keys known at this depth of the model."""
    inner = model_at(model, path)
    return [field.alias or name for name, field in inner.model_fields.items()] if inner else []


def model_at(model: type[BaseModel], path: list[str]) -> type[BaseModel] | None:
    """Return the model of the keys below this path, or None."""
    for name in path:
        field = field_at(model, [name])
        inner = (
            next((kind for kind in _kinds(field.annotation) if issubclass(kind, BaseModel)), None) if field else None
        )
        if inner is None:
            return None
        model = inner
    return model


def field_at(model: type[BaseModel], path: list[str]) -> FieldInfo | None:
    """Return the field that has this key."""
    inner = model_at(model, path[:-1]) if path else None
    fields = inner.model_fields.items() if inner else ()
    return next((field for name, field in fields if path[-1] in {name, field.alias}), None)


def explain_key(model: type[BaseModel], path: list[str]) -> tuple[str, str]:
    """Return message and hint for a key that the model does not have: its new name, or the nearest one."""
    inner, name = model_at(model, path[:-1]), path[-1]
    if former := getattr(inner, "FORMER", {}).get(name):
        new, version = former
        return f'"{name}" is called "{new}" since version {version}.', f"Write {new} in its place."
    known = keys_of(model, path[:-1])
    if name.lower() in HIDING_ELSEWHERE and (hiding := getattr(inner, "HIDING", ())) and name.lower() not in hiding:
        return f'unknown key "{name}".', _HIDES[hiding[0]]
    otherwise = _GOES_ON if " " in name else f"Known keys: {', '.join(known)}."
    return f'unknown key "{name}".', suggest(name, known, otherwise)


def is_prose(field: FieldInfo) -> bool:
    """Return whether it holds text that readers see, which an id, a date or a number is not."""
    has_form = any(getattr(part, "pattern", None) for part in (*field.metadata, *_parts(field.annotation)))
    return str in _kinds(field.annotation) and not has_form


def _parts(annotation: Any) -> list[Any]:
    found = get_args(annotation)
    return [*found, *(part for argument in found for part in _parts(argument))]


def _kinds(annotation: Any) -> list[type]:
    found = [annotation] if isinstance(annotation, type) else []
    return found + [kind for argument in get_args(annotation) for kind in _kinds(argument)]
