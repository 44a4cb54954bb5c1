"""Text that a `#` without quotation marks turns into a comment."""

from __future__ import annotations

import json
import re

# Signs that YAML takes for a line's end, or refuses.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_COMMENT = re.compile(r"(?P<before>[ \t]*)#(?P<after>.*)")


def cut_off(value: str, rest: str) -> int:
    """Return where in `rest`, what stands in the line behind a value, its text was cut off: a column from 1, or 0.

    A comment is set off clearly by a blank behind the `#`, and two before it or a value of one word.
    """
    found = _COMMENT.match(rest)
    if not found:
        return 0
    spoken = found["after"][:1] in {" ", "\t", "#", ""}
    if spoken and (" " not in value or len(found["before"]) > 1):
        return 0
    return len(found["before"]) + 1


def in_quotes(text: str) -> str:
    """Return the text in double quotes, as YAML reads it back."""
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def as_list(key: str, text: str) -> str:
    """Return the hint for words that are no list, in the author's own words; "" if they make none."""
    bare = text.strip("“”„‘’«»\"' ")
    words = [word.strip("“”„‘’«»\"' ") for word in bare.strip("[]").split(",")]
    words = [word for word in words if word]
    if not words or any(re.search(r"[\[\]{}:#&*!|>%@`]", word) for word in words):
        return ""
    quoted = bare != text and bare.startswith("[")
    listed = f"{key}: [{', '.join(words)}]"
    return f"Take the quotation marks away: {listed}" if quoted else f"Write {listed}"
