"""Jinja for pieces of HTML that are no pages: escaped, and strict about missing words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BaseLoader, Environment, StrictUndefined

from coach.typography import typeset

if TYPE_CHECKING:
    from typing import Any


class Pieces:
    """The templates of blocks: `components/<kind>/block.html`."""

    def __init__(self, loader: BaseLoader) -> None:
        self._environment = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.filters["typeset"] = typeset

    def show(self, kind: str, **facts: Any) -> str:
        """Return the block of this kind as HTML."""
        return self._environment.get_template(f"components/{kind}/block.html").render(facts)
