"""Expressions of GitHub's workflows, as far as this project's use them: anything else is an error, not a guess."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)|(\|\||&&|[!=]=|[!(),]))"
)
INSERTED = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
WORDS = {"true": True, "false": False, "null": None}
STATES = {"success", "failure", "always", "cancelled"}


def insert(text, known):
    """Return the text with the value of each ${{ expression }} in its place."""
    return INSERTED.sub(lambda found: shown(evaluate(found[1], known)), str(text))


def holds(condition, known, *, failed=False):
    """Return whether a step or job runs: without success(), failure(), always() or cancelled() only if nothing failed before."""
    if condition is None:
        return not failed
    text = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", str(condition).strip(), flags=re.DOTALL)
    asks = any(f"{name}(" in text for name in STATES)
    return bool(evaluate(text, {**known, "failed": failed})) and (asks or not failed)


def evaluate(text, known):
    """Return the value of an expression."""
    tokens = [token.groups() for token in TOKEN.finditer(text)]
    assert TOKEN.sub("", text).strip() == "", f"This expression is not understood: {text}"
    parser = Parser(tokens, known)
    value = parser.either()
    assert not parser.tokens, f"This expression goes on too long: {text}"
    return value


def shown(value):
    """Return a value as GitHub writes it into a text."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    return str(value)


class Parser:
    """Reads an expression from left to right; || binds loosest, then &&, comparisons, and !."""

    def __init__(self, tokens, known):
        self.tokens, self.known = tokens, known

    def take(self, *signs):
        if self.tokens and self.tokens[0][3] in signs:
            return self.tokens.pop(0)[3]
        return None

    def either(self):
        value = self.both()
        while self.take("||"):
            other = self.both()
            value = value or other
        return value

    def both(self):
        value = self.comparison()
        while self.take("&&"):
            other = self.comparison()
            value = value and other
        return value

    def comparison(self):
        value = self.one()
        while sign := self.take("==", "!="):
            value = (folded(value) == folded(self.one())) == (sign == "==")
        return value

    def one(self):
        if self.take("!"):
            return not self.one()
        if self.take("("):
            value = self.either()
            assert self.take(")")
            return value
        text, number, name, _ = self.tokens.pop(0)
        if text is not None:
            return text[1:-1].replace("''", "'")
        if number is not None:
            return float(number)
        return self.call(name) if self.take("(") else self.look_up(name)

    def call(self, name):
        arguments = []
        while not self.take(")"):
            arguments.append(self.either())
            self.take(",")
        failed = self.known.get("failed", False)
        if name in STATES:
            return {"success": not failed, "failure": failed, "always": True, "cancelled": False}[name]
        assert name == "format", f"The function {name} is not understood."
        return arguments[0].format(*map(shown, arguments[1:]))

    def look_up(self, name):
        if name in WORDS:
            return WORDS[name]
        first, *path = name.split(".")
        value = self.known[first]
        for part in path:
            value = value.get(part) if isinstance(value, dict) else None
        return value


def folded(value):
    return value.casefold() if isinstance(value, str) else value
