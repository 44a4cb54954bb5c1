"""Jinja for what is no page: blocks in texts, mail. HTML is escaped, and a missing word is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BaseLoader, Environment, StrictUndefined

from coach.source.dates import as_day
from coach.source.typography import typeset

if TYPE_CHECKING:
    from typing import Any


class Pieces:
    """The templates of `components/`."""

    def __init__(self, loader: BaseLoader) -> None:
        self._html = _environment(loader, autoescape=True)
        self._text = _environment(loader, autoescape=False)

    def show(self, kind: str, name: str = "block.html", **facts: Any) -> str:
        """Return the block of this kind as HTML: on our pages block.html, elsewhere feed.html."""
        return self.render(f"components/{kind}/{name}", **facts)

    def render(self, template: str, **facts: Any) -> str:
        """Return an HTML template filled in."""
        return self._html.get_template(template).render(facts)

    def render_text(self, template: str, **facts: Any) -> str:
        """Return a template of plain text filled in; nothing is escaped."""
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
