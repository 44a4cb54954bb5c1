"""YAML documents checked with pydantic: every mistake with its place, as many valid values as possible."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from coach.source.problems import Problem, did_you_mean
from coach.source.slips.comments import as_list, in_quotes
from coach.source.slips.echoes import without_echoes
from coach.source.slips.fields import explain_key, field_at, is_prose, keys_of
from coach.source.slips.syntax import explain_syntax

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from coach.source.yaml_document import Document, Location


class Fields(BaseModel):
    """A group of keys that an author writes. Unknown keys are mistakes; `REQUIRED` ones must have a value.

    Required keys are not required for pydantic, so that the model can always be built: one that is missing is None or
    an empty list, and does not hide the mistakes in all others. `FORMER` names what keys were called before a version:
    `{"reply_to": ("contact", "0.2")}`; authors who still write the former name are told the new one. `HIDING` are the
    keys that keep something from readers: they may be left out, but not be empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    EXAMPLES: ClassVar[dict[str, str]] = {}
    FORMER: ClassVar[dict[str, tuple[str, str]]] = {}
    HIDING: ClassVar[tuple[str, ...]] = ()


F = TypeVar("F", bound=Fields)

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def listed(value: Any) -> Any:
    """Return the value; a mistake if it is one text, which would be a list of letters."""
    if isinstance(value, str):
        raise PydanticCustomError("list_type", "must be a list")
    return value


PLACEHOLDER = "TODO:"  # what `coach init` begins a text with that only its author can write
WRITE_OVER = f"Write them in place of all that stands here, {PLACEHOLDER} too."


def _written(value: str) -> str:
    if value.startswith(PLACEHOLDER):
        raise mistake("{key} still waits for your words.", WRITE_OVER)
    return value


Text = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1), AfterValidator(_written)]
"""Text of at least one character; line breaks and runs of blanks become one blank. A placeholder is a mistake."""

LONGEST_ID = 200  # an address is a folder's name, and no disk takes many more

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=LONGEST_ID)]
"""Lower-case letters, digits and single hyphens: what an address or an id is made of."""

Words = Annotated[tuple[Text, ...], BeforeValidator(listed)]
"""A list of words. A single word without brackets is a mistake, not a list of letters."""


def mistake(message: str, hint: str = "") -> PydanticCustomError:
    """Return the error that a validator raises: `{key}` in the message becomes the key's name."""
    return PydanticCustomError("told", "{message}", {"message": message, "hint": hint})


def check(model: type[F], document: Document, path: str, at: Location = ()) -> tuple[F, list[Problem]]:
    """Return the model built from the valid values, and a problem for each mistake.

    `at` is the location of the group of keys in the document. An invalid element of a list is left out; an invalid key
    counts as missing.
    """
    data = _inside(document.data, at)
    if not isinstance(data, dict):
        place = document.place(at)
        slip = explain_syntax(data, 0) if isinstance(data, str) else None
        if slip and slip.column > 1:  # as in "label:Time", which is one text for YAML
            return model(), [Problem(path, place.line, place.column + slip.column - 1, slip.message, slip.hint)]
        return model(), [Problem(path, *place, "here key: value lines are needed.", _required(model))]
    cut = {location for location in document.cut if _loses_text(model, document, location, at)}
    problems = [_cut(model, document, location, path) for location in cut]
    told = {did_you_mean(key, keys_of(model, [])) for key in data.keys() - set(keys_of(model, []))}
    told |= {new for former, (new, _) in model.FORMER.items() if former in data}
    told |= {str(location[-1]) for location in cut}
    empty = (key for key in model.HIDING if key in data)
    missing = (key for key in (*model.REQUIRED, *empty) if data.get(key) is None and key not in told)
    problems += [_missing(model, key, document, path, at) for key in missing]
    kept = {key: copy.deepcopy(value) for key, value in data.items() if value is not None}
    problems += [
        _problem(model, detail, document, path, at)
        for detail in _mistakes(model, kept)
        if (*at, *_location(detail, kept)) not in cut
    ]
    while wrong := _mistakes(model, kept):
        _prune(kept, [_location(detail, kept) for detail in wrong])
    return model.model_validate(kept), problems


def _mistakes(model: type[Fields], data: Any) -> list[ErrorDetails]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return without_echoes(error.errors(include_url=False), model)
    return []


def _inside(data: Any, at: Location) -> Any:
    for step in at:
        data = data[step]
    return data


def _required(model: type[Fields]) -> str:
    return f"Needed: {', '.join(model.REQUIRED)}." if model.REQUIRED else ""


def _missing(model: type[Fields], key: str, document: Document, path: str, at: Location) -> Problem:
    present = (*at, key) in document.keys
    place = document.place((*at, key)) if present else document.key_place(at)
    message = f"{key} is empty." if present else f"{key} is missing."
    example = model.EXAMPLES.get(key, f"{key}: true, or {key}: false" if key in model.HIDING else "")
    return Problem(path, *place, message, f"Write {example}." if example else "")


def _loses_text(model: type[Fields], document: Document, location: Location, at: Location) -> bool:
    """Return whether a `#` cuts off what readers would see here; behind a date or an id it begins a comment."""
    if location[: len(at)] != at or len(location) == len(at):
        return False
    names = [step for step in location[len(at) :] if isinstance(step, str)]
    field = field_at(model, names)
    if field is None:
        return False
    empty = _inside(document.data, location) is None
    return (empty and names[-1] in model.REQUIRED) or (is_prose(field))


def _cut(model: type[Fields], document: Document, location: Location, path: str) -> Problem:
    place, rest = document.cut[location]
    whole, key = f"{_inside(document.data, location) or ''}{rest}".strip(), location[-1]
    hint = f"If it belongs to the text, use quotes: {key}: {in_quotes(whole)}"
    example = model.EXAMPLES.get(str(key), "")
    if isinstance(key, int):
        hint = f"Write it without the sign: - {whole.replace('#', '')}"
    elif "[" in example:
        hint = f"Write {example}."
    return Problem(path, *place, "what follows this # is a comment, which nobody sees.", hint)


def _location(detail: ErrorDetails, data: Any) -> Location:
    """Return the part of pydantic's location that exists in the data (unions add steps of their own)."""
    found: list[str | int] = []
    for step in detail["loc"]:
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if not in_list and not (isinstance(data, dict) and step in data):
            break
        data = data[step]
        found.append(step)
    return tuple(found)


def _prune(data: Any, locations: list[Location]) -> None:
    """Remove what is invalid, the last elements of a list first so that the others keep their indexes."""
    for location in sorted(set(locations), key=lambda steps: [str(step).zfill(6) for step in steps], reverse=True):
        parent = _inside(data, location[:-1])
        if isinstance(parent, list):
            parent.pop(int(location[-1]))
        else:
            parent.pop(location[-1], None)


def _problem(model: type[Fields], detail: ErrorDetails, document: Document, path: str, at: Location) -> Problem:
    location = (*at, *_location(detail, _inside(document.data, at)))
    unknown = detail["type"] == "extra_forbidden"
    place = document.key_place(location) if unknown else document.place(location)
    return Problem(path, *place, *_explain(model, detail))


def _explain(model: type[Fields], detail: ErrorDetails) -> tuple[str, str]:
    """Return message and hint in an author's words."""
    names = [str(step) for step in detail["loc"] if isinstance(step, str)]
    kind, context = detail["type"], detail.get("ctx", {})
    key = ".".join(names) if len(names) < _DEEP else names[-1]
    if kind == "told":
        return str(context["message"]).replace("{key}", key), str(context["hint"])
    if kind == "extra_forbidden":
        return explain_key(model, names)
    value = detail["input"]
    message, hint = _WORDS.get(_kind(kind, value), ("{key}: {msg}.", "{form}"))
    example = model.EXAMPLES.get(names[0], "") if len(names) < _DEEP else ""
    of_words = message == _LIST[0] and "{" not in example  # a group is no word
    if of_words and isinstance(value, str) and (whole := as_list(key, value)):
        return message.format(key=key), whole
    facts = {
        "key": key,
        "value": value,
        "length": len(value) if isinstance(value, (str, list, dict)) else 0,
        "msg": detail["msg"],
        "form": f"Write {example}." if example else "The guide, WRITING.md, shows where it stands.",
        **context,
    }
    return message.format(**facts), hint.format(**facts)


def _kind(kind: str, value: Any) -> str:
    """Return pydantic's type of error, extended by what it does not tell apart: text from lists, empty from short."""
    kind = kind.removeprefix("string_")
    if value is None or (kind == "too_short" and not value):
        return "empty"
    return f"text_{kind}" if isinstance(value, str) else kind


_DEEP = 3  # from this depth on, messages name only the last key
_LIST, _GROUP = ("{key} must be a list.", "{form}"), ("{key} needs keys of its own.", "{form}")
_WORDS = {
    "text_literal_error": ('{key} "{value}" is unknown.', "Write {expected}."),
    "missing": ("{key} is missing.", "{form}"),
    "empty": ("{key} is empty.", "{form}"),
    "text_too_short": ("{key} has {length} characters.", "It needs at least {min_length}."),
    "text_too_long": ("{key} has {length} characters.", "It may have {max_length} at most."),
    "type": ("{key} must be text.", "{form}"),
    "text_pattern_mismatch": (
        '{key} "{value}" is not in the right form.',
        "Use a-z, 0-9 and single hyphens, as in two-ways-to-win.",
    ),
    "too_long": ("{key} has {length} entries.", "It may have {max_length} at most."),
    "too_short": ("{key} has {length} entries.", "It needs at least {min_length}."),
    **dict.fromkeys(("text_list_type", "text_tuple_type", "list_type", "tuple_type"), _LIST),
    **dict.fromkeys(("text_dict_type", "text_model_type", "dict_type", "model_type"), _GROUP),
    "text_bool_parsing": ('{key} is "{value}".', "Write true or false."),
    "bool_type": ("{key} must be true or false.", ""),
    "text_int_parsing": ('{key} is "{value}".', "Write a whole number."),
    "int_type": ("{key} must be a whole number.", ""),
    "text_greater_than_equal": ("{key} is {value}.", "It must be at least {ge}."),
    "text_less_than_equal": ("{key} is {value}.", "It must be at most {le}."),
}
