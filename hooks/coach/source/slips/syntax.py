"""What an author will have meant by a line that is no YAML: found by the look of the lines above the parser's error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.source.problems import Mistake
from coach.source.slips.characters import BLANKS, blank_slip
from coach.source.slips.comments import cut_off
from coach.source.slips.quotation_marks import inner_quotation_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_OTHER_BLANK = re.compile(rf"[ \t]*(?:-[ \t]+)*(?:-(?!-)|[\w.-]+:)?([{BLANKS}])")
_PROPER = re.compile(r"\s*(- +)*[\w.-]+:(\s|$)")
_KEY_IN_COLUMN = re.compile(r"((?: |- +)*)[\w.-]+:(?:\s|$)")
_INDENT = "Indent with spaces; YAML does not take tabs."
_COLUMN = "Keys of one group begin in the same column; text with a colon goes in double quotes."
_NO_KEY = "Write key: value; if it goes on with the text above, begin it with two blanks."


def explain_syntax(text: str, at: int, begun: int | None = None) -> Mistake | None:
    """Return the slip that made the parser stop in line `at` (from 0), or None if it looks like none that is known.

    What the parser was reading began in the line `begun`.
    """
    lines = text.split("\n")
    at = min(at, len(lines) - 1)
    for number in _suspects(lines, at, at if begun is None else begun):
        for rule in _RULES:
            if found := rule(lines, number):
                return found
    return None


def _suspects(lines: Sequence[str], at: int, begun: int) -> Iterator[int]:
    """Yield the lines, from the top, that may be to blame: down from the last proper key above the error."""
    first = at
    while first > 0 and (first == at or not _PROPER.match(lines[first])):
        first -= 1
    first = min(first, begun)
    return (number for number in range(first, at + 1) if lines[number].strip() and lines[number].lstrip()[0] != "#")


def _other_blank(lines: Sequence[str], number: int) -> Mistake | None:
    """Find a blank that YAML does not take for one: in front of a line, behind a colon or a hyphen."""
    found = _OTHER_BLANK.match(lines[number])
    return Mistake(number, *blank_slip(found[1]), found.start(1) + 1) if found else None


def _tab(lines: Sequence[str], number: int) -> Mistake | None:
    found = re.match(" *\t", lines[number])
    return Mistake(number, "this line begins with a tab.", _INDENT, found.end()) if found else None


def _dashes(lines: Sequence[str], number: int) -> Mistake | None:
    if not re.fullmatch(r"\s*(-{2,}|[—–]+-?|\.{3})\s*", lines[number]):
        return None
    return Mistake(number, "this line is not the end of front matter.", "Write three hyphens and nothing else: ---")


def _no_blank(lines: Sequence[str], number: int) -> Mistake | None:
    """Find `title:Test` and `-time`."""
    if found := re.match(r"\s*(?:- +)*([A-Za-z_][\w-]*):(?=[^\s/:])(.*)", lines[number]):
        hint = f"Write {found[1]}: {found[2].strip()}"
        return Mistake(number, "there is no blank after this colon.", hint, found.end(1) + 1)
    if found := re.match(r"\s*-(?=[^\s-])(.*)", lines[number]):
        return Mistake(number, "there is no blank after this hyphen.", f"Write - {found[1].strip()}", found.start(1))
    return None


def _hash_in_list(lines: Sequence[str], number: int) -> Mistake | None:
    found = re.search(r"([\[{])(?:[^\]}#\"']*[\s,\[{])?#", lines[number])
    if not found:
        return None
    message = "the # begins a comment here, so this bracket is never closed."
    listed = found[1] == "["
    hint = f"Write {lines[number].replace('#', '').strip()}" if listed else "Put the text with the # in double quotes."
    return Mistake(number, message, hint, found.end())


def _comment(lines: Sequence[str], number: int) -> Mistake | None:
    """Find a text with a `#` in it that goes on in the next line."""
    found = re.match(r"(\s*(?:- +)*[\w-]+: +)([^\s\"'\[{#>|].*?)(\s+#.*)", lines[number])
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    if not found or not below.startswith(" ") or re.match(r"\s*-\s", below) or _PROPER.match(below):
        return None
    column = cut_off(found[2], found[3])
    if not column:
        return None
    hint = "If it belongs to the text, put all of the text in double quotes."
    return Mistake(number, "what follows this # is a comment, which nobody sees.", hint, found.end(2) + column)


def _column(lines: Sequence[str], number: int) -> Mistake | None:
    """Find a key that begins in another column than the one above it, which has a value of its own."""
    here = _KEY_IN_COLUMN.match(lines[number])
    if not here or not (_first_is_indented(lines, number) or _is_out_of_line(lines, number, here[1])):
        return None
    column = len(lines[number]) - len(lines[number].lstrip()) + 1
    return Mistake(number, "this line begins in another column than its neighbours.", _COLUMN, column)


def _first_is_indented(lines: Sequence[str], number: int) -> bool:
    after = next((line for line in lines[number + 1 :] if line.strip()), "")
    return lines[number][0] == " " and not "".join(lines[:number]).strip() and after[:1] not in {" ", "", "#"}


def _is_out_of_line(lines: Sequence[str], number: int, indent: str) -> bool:
    above = next((line.rstrip() for line in reversed(lines[:number]) if line.strip()), "")
    before = _KEY_IN_COLUMN.match(above)
    if not before:
        return False
    if len(indent) > len(before[1]):
        return before.end() < len(above)  # it has a value, so no keys below it
    inside = "-" in before[1] and "-" not in indent
    return inside and before[1].index("-") < len(indent) < len(before[1])


def _no_key(lines: Sequence[str], number: int) -> Mistake | None:
    line = lines[number]
    if re.match(r"\s*-\s|\s*[\[\]{}\"'&*!|>%@`?,]", line) or ": " in line or line.rstrip().endswith(":"):
        return None
    above = next((line for line in reversed(lines[:number]) if line.strip()), "")
    if above and len(line) - len(line.lstrip()) > len(above) - len(above.lstrip()):
        return None  # it goes on with the text above
    if above.strip().endswith((",", "[", "{")):
        return None  # inside brackets
    return Mistake(number, "this line has no key.", _NO_KEY, len(line) - len(line.lstrip()) + 1)


_RULES: tuple[Callable[[Sequence[str], int], Mistake | None], ...] = (
    inner_quotation_mark,
    _other_blank,
    _tab,
    _dashes,
    _no_blank,
    _hash_in_list,
    _comment,
    _column,
    _no_key,
)
