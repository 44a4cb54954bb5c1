"""The front matter of an article as text."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from coach.source.yaml_document import read_yaml


def front_matter(keys: dict[str, object]) -> str:
    """Return the lines between --- and ---, as `coach check` reads them back."""
    lines = [f"{key}: {_written(key, value)}" for key, value in keys.items()]
    return "\n".join(["---", *lines, "---", ""])


def _written(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(_text(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {json.dumps(str(one), ensure_ascii=False)}' for name, one in value.items())}}}"
    return _text(str(value), key)


def _text(text: str, key: str = "") -> str:
    """Return text as YAML reads it back: without quotation marks where it needs none."""
    if key:
        document, problems = read_yaml(f"{key}: {text}", "")
        plain = document.data == {key: text} and not problems and not document.cut
    else:
        plain = text.replace("-", "").isalnum() and text.isascii() and not text[0].isdigit()
    return text if plain else json.dumps(text, ensure_ascii=False)
