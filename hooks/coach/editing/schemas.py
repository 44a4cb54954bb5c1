"""JSON Schemas of all forms in YAML, made of the models that check them, for editors that show mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.publish.editor.forms import FORMS, words_of
from coach.source.schema import SLUG, Fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.publish.editor.forms import Form

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DAY = r"^\d{4}-\d{1,2}-\d{1,2}"
_QUIET = frozenset({"title", "default", "format"})  # what pydantic writes of its own accord


def make_schemas(guide: str) -> dict[str, dict[str, Any]]:
    """Return the schemas by the name of their form; `guide` is the text of WRITING.md, whose words explain the keys.

    A schema refuses nothing that the checker takes: numbers are text too, as in `title: 1984`. Of what it cannot say,
    such as which tags there are, the checker tells.
    """
    return {name: _schema(name, form, words_of(guide, form.section)) for name, form in FORMS.items()}


def _schema(name: str, form: Form, words: Mapping[str, str]) -> dict[str, Any]:
    made = form.model.model_json_schema()
    models = {form.model.__name__: form.model, **_inner(form.model)}
    inner = {key: _plain(value, models.get(key), words) for key, value in made.pop("$defs", {}).items()}
    top = _plain(made, form.model, words)
    if form.by_id:
        top = {"type": "object", "propertyNames": {"pattern": SLUG}, "additionalProperties": top}
    return {"$schema": _DRAFT, "title": name, **top, **({"$defs": inner} if inner else {})}


def _inner(model: type[Fields]) -> dict[str, type[Fields]]:
    """Return the models of groups within a model, by their names."""
    found: dict[str, type[Fields]] = {}

    def look(annotation: Any) -> None:
        for part in (annotation, *getattr(annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, Fields) and part.__name__ not in found:
                found[part.__name__] = part
                for field in part.model_fields.values():
                    look(field.annotation)
            elif part is not annotation:
                look(part)

    for field in model.model_fields.values():
        look(field.annotation)
    return found


def _plain(node: Any, model: type[Fields] | None, words: Mapping[str, str]) -> Any:
    """Return a node of pydantic's schema as editors need it: keys explained, the needed ones named."""
    made = _settled(node)
    if model and "properties" in made:
        made.pop("description", None)
        needed = [key for key in (*made.pop("required", ()), *model.REQUIRED) if key in made["properties"]]
        made |= {"required": list(dict.fromkeys(needed))} if needed else {}
        for key, value in made["properties"].items():
            if key in words:
                value.setdefault("description", words[key])
    return made


def _settled(node: Any) -> Any:
    if isinstance(node, list):
        return [_settled(one) for one in node]
    if not isinstance(node, dict):
        return node
    choices = [one for one in node.get("anyOf", ()) if one != {"type": "null"}]
    if choices and all(one.get("format") in {"date", "date-time"} for one in choices):
        return {"type": "string", "pattern": _DAY}
    if len(choices) == 1:
        return _settled({**{key: value for key, value in node.items() if key not in {"anyOf", *_QUIET}}, **choices[0]})
    made = {key: _settled(value) for key, value in node.items() if key not in _QUIET or isinstance(value, dict)}
    if node.get("format") in {"date", "date-time"}:
        return {"type": "string", "pattern": _DAY}
    if made.get("type") == "string" and "enum" not in made and "const" not in made:
        made["type"] = ["string", "number", "boolean"]
        if (longest := made.pop("maxLength", None)) and "pattern" not in made:
            made["pattern"] = rf"^\s*(?:\S\s*){{0,{longest}}}$"  # the checker counts a run of blanks as one
    return made
