"""MkDocs' own part of mkdocs.yml: read as MkDocs reads it, and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from yaml_env_tag import construct_env_tag

from coach.source.problems import Problem
from coach.source.urls import is_web_address
from coach.source.yaml_document import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.source.yaml_document import Document

CONFIG = "mkdocs.yml"
_HOOKS = "hooks/mkdocs_hooks.py"


def load_config(text: str) -> dict[str, Any] | None:
    """Return the values as MkDocs reads them, or None if it cannot."""
    try:
        values = yaml.load(text, Loader=_ConfigLoader)  # noqa: S506 - a SafeLoader with two harmless tags
    except (yaml.YAMLError, ValueError, TypeError):
        return None
    return values if isinstance(values, dict) else None


def theme_of(values: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of the theme, which may also be its name alone."""
    theme = values.get("theme")
    return theme if isinstance(theme, dict) else {"name": theme}


def check_mkdocs(text: str) -> Iterator[Problem]:
    """Yield what is wrong in MkDocs' own part of mkdocs.yml: that without which its build stops, or lacks our pages."""
    document, _ = read_yaml(text, CONFIG, plain=False)
    values = load_config(text)
    if values is None:
        return
    url, hooks, theme = values.get("site_url"), values.get("hooks"), theme_of(values)
    if not values.get("site_name"):
        yield _wrong(document, "site_name", "site_name is missing.", "Write site_name: and the site's name.")
    if url and not is_web_address(str(url)):
        message = f'site_url "{url}" is not a full web address.'
        yield _wrong(document, "site_url", message, "Write it as in https://example.com/.")
    if not isinstance(hooks, list) or not any(str(hook).endswith(_HOOKS) for hook in hooks):
        yield _wrong(document, "hooks", f"hooks does not name {_HOOKS}.", f"Write hooks: [{_HOOKS}].")
    if not isinstance(values.get("extra") or {}, dict):
        yield _wrong(document, "extra", "extra needs keys of its own.", "Begin the line below with two blanks: coach:")
    if theme.get("name") != "material" or not theme.get("custom_dir"):
        message, hint = (
            "theme does not name this site's templates.",
            "Write theme: {name: material, custom_dir: overrides}.",
        )
        yield _wrong(document, "theme", message, hint)


def _wrong(document: Document, key: str, message: str, hint: str) -> Problem:
    return Problem(CONFIG, *document.place((key,)), message, hint)


class _ConfigLoader(yaml.SafeLoader):
    """A SafeLoader that resolves `!ENV` as MkDocs does, and reads any other tag as None."""


_ConfigLoader.add_constructor("!ENV", construct_env_tag)
_ConfigLoader.add_multi_constructor("", lambda *_: None)
