"""Jinja for blocks in texts and for mail; not for pages. HTML is escaped; an undefined variable is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BaseLoader, Environment, StrictUndefined

from coach.source.dates import as_day
from coach.source.typography import typeset

if TYPE_CHECKING:
    from typing import Any


class Pieces:
    """Renders the templates of `components/`."""

    def __init__(self, loader: BaseLoader) -> None:
        self._html = _environment(loader, autoescape=True)
        self._text = _environment(loader, autoescape=False)

    def show(self, kind: str, name: str = "block.html", **facts: Any) -> str:
        """Render a component's template for a block: block.html on our pages, feed.html in feeds and mail."""
        return self.render(f"components/{kind}/{name}", **facts)

    def render(self, template: str, **facts: Any) -> str:
        """Render an HTML template."""
        return self._html.get_template(template).render(facts)

    def render_text(self, template: str, **facts: Any) -> str:
        """Render a plain-text template; nothing is escaped."""
        return self._text.get_template(template).render(facts)


def _environment(loader: BaseLoader, *, autoescape: bool) -> Environment:
    environment = Environment(
        loader=loader,
        autoescape=autoescape,  # noqa: S701 - off for plain text only
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"typeset": typeset, "day": as_day}
    return environment
