"""YAML as plain values, each with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from coach.source.problems import Problem
from coach.source.sources import START, Place, without_controls

# The C parser where PyYAML has it: the same nodes, some ten times as fast.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Location = tuple[str | int, ...]

_OPENED = ("closing bracket.", "closing brace.", "never closed.")
_DEEPEST = 30
_HARMLESS = 1000  # fewer brackets and dashes cannot be nested too deeply

_HINTS = (
    ("mapping values are not allowed", 'Text with a colon in it needs quotes, as in title: "Price: what is left".'),
    ("expected ',' or ']'", "A list in [ ] needs commas between its words and a closing bracket."),
    ("expected ',' or '}'", "Braces { } need commas between their keys and a closing brace."),
    ("unexpected end of stream", "A quotation mark is opened and never closed."),
    ("could not find expected ':'", "Each line is a key, a colon, a space and a value."),
    ("alias", "Text that begins with * needs quotes."),
    ("anchor", "Text that begins with & needs quotes."),
    ("cannot start any token", "Text that begins with @, %, ` or a bracket needs quotes."),
    ("block", "Keys of one group begin in the same column; a text with quotes in it may need quotes around all of it."),
)


@dataclass
class Document:
    """The values of a YAML file, all scalars as text, and the places of values and keys."""

    data: Any = None
    values: dict[Location, Place] = field(default_factory=dict)
    keys: dict[Location, Place] = field(default_factory=dict)

    def place(self, location: Location) -> Place:
        """Return the place of the value, or of the nearest thing around it."""
        while location and location not in self.values:
            location = location[:-1]
        return self.values.get(location, START)

    def key_place(self, location: Location) -> Place:
        """Return the place of the key, or else of the value."""
        return self.keys.get(location) or self.place(location)


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Document, list[Problem]]:
    """Return the document and its mistakes; if its syntax is wrong, the data is None.

    Scalars stay text whatever they look like (`title: 1984` is a title); the model of a field converts them. An empty
    value is None. Anchors and aliases are refused: they can make a small file huge.
    """
    reading, node = _Reading(path, first_line), None
    try:
        if _too_deep(text):
            reading.complain_of_depth(START)
        else:
            node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        reading.complain_about(error, text)
    except yaml.YAMLError:
        reading.complain(START, "this is not readable as YAML.", "Look for strange characters, such as from copying.")
    if node is not None:
        reading.document.data = reading.value(node, ())
    return reading.document, reading.problems


def _too_deep(text: str) -> bool:
    """Return whether the text is nested too deeply for the parser, which recurses in C."""
    if sum(text.count(sign) for sign in "[{-?") < _HARMLESS:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return True
    return False


def _character(text: str, mark: Any) -> str:
    lines = text.split("\n")
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""


class _Reading:
    """One pass over the nodes of one document."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.document = Document()
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def place(self, mark: Any) -> Place:
        return Place(mark.line + self.first_line, mark.column + 1)

    def complain(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, *place, message, hint))

    def complain_about(self, error: yaml.MarkedYAMLError, text: str) -> None:
        what = " ".join(filter(None, (error.context, error.problem)))
        hint = next((hint for sign, hint in _HINTS if sign in what), "Put the text in double quotes.")
        # For what is never closed, show where it was opened.
        mark = error.context_mark if hint.endswith(_OPENED) and error.context_mark else error.problem_mark
        if "cannot start any token" in what and _character(text, error.problem_mark) == "\t":
            hint = "Indent with spaces; YAML does not take tabs."
        place = self.place(mark) if mark else START
        self.complain(place, f"this line cannot be read as YAML ({error.problem or what}).", hint)

    def complain_of_depth(self, place: Place) -> None:
        self.complain(place, "this is nested too deeply.", "Nothing here needs more than a few levels.")

    def value(self, node: Any, location: Location) -> Any:
        place = self.document.values[location] = self.place(node.start_mark)
        if id(node) in self.seen:
            self.complain(place, "anchors and aliases (& and *) are not used here.", "Write it out.")
            return None
        self.seen.add(id(node))
        if len(location) > _DEEPEST:
            self.complain_of_depth(place)
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, location)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*location, index)) for index, item in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:null" and not node.style:
            return None
        return without_controls(node.value)  # an escape in quotes may be one

    def mapping(self, node: Any, location: Location) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = self.place(key_node.start_mark)
            key = key_node.value
            if not isinstance(key, str):
                self.complain(place, "a key must be a word.", "Each line is a key, a colon, a space and a value.")
            elif key in found:
                self.complain(place, f'the key "{key}" stands here a second time.', "Keep one of them.")
            else:
                self.document.keys[(*location, key)] = place
                found[key] = self.value(value_node, (*location, key))
        return found
