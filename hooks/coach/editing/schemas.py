"""JSON Schemas of all forms in YAML, made of the models that check them, for editors that show mistakes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from coach.content.article_fields import ArticleFields
from coach.content.authors import AuthorFields
from coach.content.pages import PageFields
from coach.content.reading_paths import PathFields
from coach.content.tags import TagFields
from coach.quizzes.fields import QuizFields
from coach.site.archived_comments import CommentsFields
from coach.site.newsletter.editions import EditionFields
from coach.source.schema import SLUG, Fields

if TYPE_CHECKING:
    from collections.abc import Mapping

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ROW = re.compile(r"^\| `(\w+)` \| (.+?) \|", re.MULTILINE)
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_DAY = r"^\d{4}-\d{1,2}-\d{1,2}"
_QUIET = frozenset({"title", "default", "format"})  # what pydantic writes of its own accord


class Form(NamedTuple):
    """One form of YAML: its model, the section of the guide with its keys, its files, and whether ids stand above."""

    model: type[Fields]
    section: str
    files: str
    by_id: bool = False


FORMS = {
    "article": Form(ArticleFields, "An article", "docs/articles/**/*.md"),
    "page": Form(PageFields, "Pages", "docs/*.md"),
    "edition": Form(EditionFields, "The newsletter", "docs/newsletter/*.md"),
    "tags": Form(TagFields, "Tags", "docs/tags.yml", by_id=True),
    "authors": Form(AuthorFields, "Authors", "docs/authors.yml", by_id=True),
    "path": Form(PathFields, "Reading paths", "docs/paths/*.yml"),
    "quiz": Form(QuizFields, "Quizzes", "docs/quizzes/*.yml"),
    "comments": Form(CommentsFields, "Moving in from another blog", "docs/comments/*.yml"),
}


def make_schemas(guide: str) -> dict[str, dict[str, Any]]:
    """Return the schemas by the name of their form; `guide` is the text of WRITING.md, whose words explain the keys.

    A schema refuses nothing that the checker takes: numbers are text too, as in `title: 1984`. Of what it cannot say,
    such as which tags there are, the checker tells.
    """
    return {name: _schema(name, form, _words(guide, form.section)) for name, form in FORMS.items()}


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
            value.update({"description": words[key]} if key in words else {})
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


def _words(guide: str, section: str) -> dict[str, str]:
    """Return what the guide says of each key in a section."""
    parts = _SECTION.split(guide)
    text = next((body for title, body in zip(parts[1::2], parts[2::2], strict=True) if title == section), "")
    words: dict[str, str] = {}
    for key, said in _ROW.findall(text):
        words.setdefault(key, re.sub(r"\[([^\]]*)\]\([^)]*\)|[`*]", r"\1", said).strip())
    return words
