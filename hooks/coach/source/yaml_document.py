"""YAML as plain values, each with its place in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from coach.source.problems import Problem
from coach.source.slips.characters import (
    BLANKS,
    blank_slip,
    empty,
    hidden_slip,
    unseen_in,
    without_empty,
    without_unseen,
)
from coach.source.slips.commas import ENDED, with_rests
from coach.source.slips.comments import cut_off, in_quotes
from coach.source.slips.quotation_marks import inner_quotation_mark
from coach.source.slips.syntax import explain_syntax
from coach.source.sources import START, Place, without_controls

# The C parser where PyYAML has it: the same nodes, some ten times as fast.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Location = tuple[str | int, ...]

_OPENED = ("closing bracket.", "closing brace.", "never closed.")
_DEEPEST = 30
_COLON_IN_BRACES = re.compile(r"[{,]\s*[\w-]+: [^,{}\"']*: ")
_CURLY = re.compile("[:-] +[“”„‘’«»]")
# Line breaks for YAML alone: as blanks, every line keeps its number.
_OTHER_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
_AROUND = re.compile(rf"\A[{BLANKS}]+|[{BLANKS}]+\Z")
_HARMLESS = 1000  # fewer brackets and dashes cannot be nested too deeply

_HINTS = (
    ("mapping values are not allowed", 'Text with a colon in it needs quotes, as in title: "Price: what is left".'),
    ("expected ',' or ']'", "A list in [ ] needs commas between its words and a closing bracket."),
    ("expected ',' or '}'", "Braces { } need commas between their keys and a closing brace."),
    ("unexpected end of stream", "A quotation mark is opened and never closed."),
    ("could not find expected ':'", "Each line is a key, a colon, a space and a value."),
    ("block sequence entries", "Text that begins with a hyphen and a blank needs quotes."),
    ("mapping keys are not", "Text that begins with ? needs quotes."),
    ("expected comment or line break", "Text that begins with > or | needs quotes."),
    ("expected node content", "Text that begins with a comma or a bracket needs quotes."),
    ("escape", "In double quotes write \\\\ for a backslash, or use single quotes."),
    ("alias", "Text that begins with * needs quotes."),
    ("anchor", "Text that begins with & needs quotes."),
    ("cannot start any token", "Text that begins with @, %, ` or a bracket needs quotes."),
    ("block", "Keys of one group begin in the same column; a text with quotes in it may need quotes around all of it."),
)


@dataclass
class Document:
    """The values of a YAML file, all scalars as text, and the places of values and keys.

    `cut` has the place of the `#` behind which the rest of a text is a comment, and the rest of that line. `twice` are
    keys that stand there a second time.
    """

    data: Any = None
    values: dict[Location, Place] = field(default_factory=dict)
    keys: dict[Location, Place] = field(default_factory=dict)
    cut: dict[Location, tuple[Place, str]] = field(default_factory=dict)
    twice: set[Location] = field(default_factory=set)

    def place(self, location: Location) -> Place:
        """Return the place of the value, or of the nearest thing around it."""
        while location and location not in self.values:
            location = location[:-1]
        return self.values.get(location, START)

    def key_place(self, location: Location) -> Place:
        """Return the place of the key, or else of the value."""
        return self.keys.get(location) or self.place(location)


def read_yaml(text: str, path: str, first_line: int = 1, *, plain: bool = True) -> tuple[Document, list[Problem]]:
    """Return the document and its mistakes; if its syntax is wrong, the data is None.

    Scalars stay text whatever they look like (`title: 1984` is a title); the model of a field converts them. An empty
    value is None. Anchors and aliases are refused: they can make a small file huge. Tags (`!x`) are refused too,
    if the document is `plain`.
    """
    text = text.translate(_OTHER_BREAKS)
    reading, node = _Reading(path, first_line, text.split("\n"), plain=plain), None
    try:
        if deep := _too_deep(text):
            reading.complain_of_depth(reading.place(deep))
        else:
            node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        reading.complain_about(error, text)
    except yaml.YAMLError:
        hint = "Look for strange characters, such as from copying."
        reading.complain(Place(first_line, 1), "this is not readable as YAML.", hint)
    if node is not None:
        reading.document.data = reading.value(node, ())
    reading.complain_of_empty(text)
    return reading.document, reading.problems


def _too_deep(text: str) -> Any:
    """Return where the text is nested too deeply for the parser, which recurses in C, or None."""
    if sum(text.count(sign) for sign in "[{-?") < _HARMLESS:
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return event.start_mark
    return None


class _Reading:
    """One pass over the nodes of one document."""

    def __init__(self, path: str, first_line: int, lines: list[str], *, plain: bool) -> None:
        self.path = path
        self.first_line = first_line
        self.lines = lines
        self.plain = plain
        self.document = Document()
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def after(self, mark: Any) -> str:
        """Return the rest of the line behind the mark."""
        return self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""

    def before(self, mark: Any) -> str:
        return self.lines[mark.line][: mark.column] if mark.line < len(self.lines) else ""

    def place(self, mark: Any) -> Place:
        return Place(mark.line + self.first_line, mark.column + 1)

    def complain(self, place: Place, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, *place, message, hint))

    def complain_about(self, error: yaml.MarkedYAMLError, text: str) -> None:
        what = " ".join(filter(None, (error.context, error.problem)))
        mark = error.problem_mark
        if mark:
            colon = "mapping values" in what and ": " in self.before(mark)
            begun = error.context_mark.line if error.context_mark and "flow" in what else mark.line
            slip = inner_quotation_mark(self.lines, mark.line) if colon else explain_syntax(text, mark.line, begun)
            if slip:
                self.complain(Place(slip.line + self.first_line, slip.column), slip.message, slip.hint)
                return
        hint = next((hint for sign, hint in _HINTS if sign in what), "Put the text in double quotes.")
        if mark and _CURLY.search(self.lines[mark.line] if mark.line < len(self.lines) else ""):
            hint = 'Curly quotation marks do not count here; write straight ones, as in title: "Price: what is left".'
        context = error.context_mark or mark
        if context and "flow mapping" in what and _COLON_IN_BRACES.search(self.lines[context.line]):
            hint = _HINTS[0][1]
        # For what is never closed, show where it was opened.
        mark = error.context_mark if hint.endswith(_OPENED) and error.context_mark else mark
        place = self.place(mark) if mark else Place(self.first_line, 1)
        self.complain(place, "this line cannot be read as YAML.", hint)

    def complain_of_depth(self, place: Place) -> None:
        self.complain(place, "this is nested too deeply.", "Nothing here needs more than a few levels.")

    def complain_of_empty(self, text: str) -> None:
        for found in empty(text):
            before = text[: found.start()]
            place = Place(before.count("\n") + self.first_line, found.start() - before.rfind("\n"))
            self.complain(place, *hidden_slip(found[0]))

    def value(self, node: Any, location: Location) -> Any:
        place = self.document.values[location] = self.place(node.start_mark)
        mark = self.after(node.start_mark)[:1] if self.plain else ""
        if mark == "&" or (id(node) in self.seen and not self.plain):
            self.complain(place, "anchors and aliases (& and *) are not used here.", "Write it out.")
        if id(node) in self.seen:
            return None
        if mark == "!":
            self.complain(
                place,
                "values that begin with a YAML tag (!) are not used here.",
                "Text that begins with ! needs quotes.",
            )
        self.seen.add(id(node))
        if len(location) > _DEEPEST:
            self.complain_of_depth(place)
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, location)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*location, index)) for index, item in enumerate(node.value)]
        return self.text(node, location, place)

    def text(self, node: Any, location: Location, place: Place) -> str | None:
        if not node.style and (column := cut_off(node.value, rest := self.after(node.end_mark))):
            cut = Place(node.end_mark.line + self.first_line, node.end_mark.column + column)
            self.document.cut[location] = (cut, rest.rstrip())
        if node.tag == "tag:yaml.org,2002:null" and not node.style:
            return None
        written = without_empty(node.value)  # told once for the whole text
        found = without_controls(written)
        if found != written:  # an escape in quotes
            self.complain(place, "there is a control character in this text.", "Take it out; readers would not see it.")
        return found if node.style or found.isascii() else _AROUND.sub("", found)

    def key(self, written: Any, place: Place, *, quoted: bool) -> Any:
        """Return the key without characters that nobody sees, such as a no-break space from another program."""
        if not isinstance(written, str):
            return written
        seen = without_empty(written)  # those are told once for the whole text
        if found := unseen_in(seen):
            there = Place(place.line, place.column + written.index(found[0]) + quoted)
            if seen[found.start() - 1 : found.start()] == ":":
                self.complain(there, *blank_slip(found[0][0]))
            else:
                self.complain(
                    there,
                    f'there is an invisible character in the key "{without_unseen(seen)}".',
                    "Type the key again.",
                )
        return without_unseen(seen)

    def mapping(self, node: Any, location: Location) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node, rest in with_rests(node.value, self.after, in_braces=bool(node.flow_style)):
            place = self.place(key_node.start_mark)
            key = self.key(key_node.value, place, quoted=bool(getattr(key_node, "style", None)))
            if rest:
                whole = in_quotes(", ".join((value_node.value, *rest)))
                hint = f"If it goes on, put all of it in double quotes: {key}: {whole}"
                self.complain(self.place(value_node.end_mark), ENDED, hint)
            if not isinstance(key, str):
                self.complain(place, "a key must be a word.", "Each line is a key, a colon, a space and a value.")
            elif key in found:
                self.document.twice.add((*location, key))
                self.complain(place, f'the key "{key}" stands here a second time.', "Keep one of them.")
            else:
                self.document.keys[(*location, key)] = place
                found[key] = self.value(value_node, (*location, key))
        return found
