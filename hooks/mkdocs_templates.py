"""MkDocs' Jinja environment, made safe for our templates and given the words they use."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coach.building import template_filters, template_globals

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment

    from coach.building import Build


def prepare_templates(env: Environment, build: Build, overrides: Path) -> None:
    """Escape everything in templates of ours (MkDocs escapes nothing), and hand over library and filters."""

    @cache
    def is_ours(name: str | None) -> bool:
        return name is not None and (overrides / name).is_file()

    env.autoescape = is_ours
    env.globals.update(template_globals(build))
    env.filters.update(template_filters(build))
