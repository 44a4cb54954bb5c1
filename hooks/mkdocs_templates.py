"""MkDocs' Jinja environment, prepared for our templates: escaping, globals, filters and the bytecode cache."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader
from markupsafe import Markup

from coach.io.templates import LINK
from coach.publish.page.context import template_filters, template_globals

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

    from coach.io.bytecode import TemplateCache
    from coach.publish.build import Build


def hide_theme(config: MkDocsConfig) -> list[str]:
    """Let MkDocs look for files to copy in our folder only, and return all folders of templates.

    Our pages load no files of Material's, and listing its 14,000 icons takes MkDocs a tenth of a second.
    """
    folders = list(config.theme.dirs)
    config.theme.dirs = [str(config.theme.custom_dir)]
    return folders


def prepare_templates(env: Environment, build: Build, folders: list[str], bytecode: TemplateCache) -> None:
    """Escape everything in our templates (MkDocs escapes nothing), and add globals, filters and caches."""
    overrides = Path(folders[0])

    @cache
    def is_ours(name: str | None) -> bool:
        return name is not None and (overrides / name).is_file()

    @cache
    def shared(name: str, **facts: Any) -> Markup:
        """Render a part of the page that depends on these variables only; once for each of their values."""
        return Markup(env.get_template(name).render(facts))  # noqa: S704 - a template's own output, escaped there

    def link(address: str, words: str) -> str:
        return env.get_template(LINK).render(address=address, words=words)

    env.loader = FileSystemLoader(folders)
    env.autoescape = is_ours
    env.bytecode_cache = bytecode
    env.globals.update(template_globals(build, link), shared=shared)
    env.filters.update(template_filters(build))

    def flat(overlay: Mapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**env.globals, **(overlay or {})}

    env.get_template = cache(env.get_template)  # type: ignore[method-assign]  # called twenty times a page
    # Jinja makes a ChainMap: lookups in a dict, and its copy for each import, are several times as fast.
    env.make_globals = flat  # type: ignore[assignment, method-assign]
