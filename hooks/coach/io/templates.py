"""Jinja for blocks in texts and for mail; not for pages. HTML is escaped; an undefined variable is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from markupsafe import Markup, escape

from coach.content.config.messages import COUNT, FOLDER, ORIGINAL, VALUE, Catalogue, parts, read_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable


class Wording:
    """The function `t` of templates: `t("article.updated", day=…)` is that message with its values.

    Words of the message in the form [words](name) become a link if the value is text, an address; else the value is a
    macro that is given the words. The message's own text and the values are escaped.
    """

    def __init__(self, catalogue: Catalogue, link: Callable[[str, str], str]) -> None:
        self.catalogue, self.link = catalogue, link

    def __call__(self, key: str, /, **values: Any) -> Markup:
        """Return the message; its plural form is that for the value `count`."""
        form = escape(self.catalogue.form(key, values.get(COUNT)))
        return Markup("").join(self.part(Markup(text), name, values) for text, name in parts(form))  # noqa: S704

    def part(self, text: str, element: str, values: dict[str, Any]) -> str:
        """Return a part of the message with its values, in its element if it has one."""
        words = Markup(VALUE.sub(lambda found: str(escape(values[found[1]])), text))  # noqa: S704 - escaped
        if not element:
            return words
        value = values[element]
        return Markup(self.link(value, words) if isinstance(value, str) else value(words))  # noqa: S704 - a template's


class PlainWording(Wording):
    """The same for plain text: nothing is escaped, and a link stands behind its words."""

    def __call__(self, key: str, /, **values: Any) -> Markup:
        """Return the message."""
        form = self.catalogue.form(key, values.get(COUNT))
        return "".join(self.part(text, name, values) for text, name in parts(form))  # type: ignore[return-value]  # text

    def part(self, text: str, element: str, values: dict[str, Any]) -> str:
        """Return a part of the message with its values, before the value of its element."""
        words = VALUE.sub(lambda found: str(values[found[1]]), text)
        return f"{words} {values[element]}" if element else words


def wordings(catalogue: Catalogue, wording: Wording) -> dict[str, Any]:
    """Return the functions and variables of templates that are about words."""
    return {"t": wording, "pattern": catalogue.pattern, "catalogue": catalogue}


def word_filters(catalogue: Catalogue) -> dict[str, Callable[..., str]]:
    """Return the filters of templates that depend on the language."""
    return {
        "typeset": catalogue.typeset,
        "day": catalogue.day,
        "short_day": catalogue.short_day,
        "lowered": catalogue.lowered,
        "number": catalogue.number,
        "listed": catalogue.listed,
        "quoted": catalogue.quoted,
    }


LINK = "components/words/link.html"


class Pieces:
    """Renders the templates of `components/`, with the words of one language; English if none is given.

    `html` is the environment of HTML templates.
    """

    def __init__(self, loader: BaseLoader, catalogue: Catalogue | None = None) -> None:
        catalogue = catalogue or _english(loader)
        self.html = _environment(loader, catalogue, autoescape=True)
        self._text = _environment(loader, catalogue, autoescape=False)
        self.html.globals |= wordings(catalogue, Wording(catalogue, self._link))
        self._text.globals |= wordings(catalogue, PlainWording(catalogue, self._link))

    def _link(self, address: str, words: str) -> str:
        return self.render(LINK, address=address, words=words)

    def show(self, kind: str, name: str = "block.html", **facts: Any) -> str:
        """Render a component's template for a block: block.html on our pages, feed.html in feeds and mail."""
        return self.render(f"components/{kind}/{name}", **facts)

    def render(self, template: str, **facts: Any) -> str:
        """Render an HTML template."""
        return self.html.get_template(template).render(facts)

    def render_text(self, template: str, **facts: Any) -> str:
        """Render a plain-text template; nothing is escaped."""
        return self._text.get_template(template).render(facts)


def _english(loader: BaseLoader) -> Catalogue:
    try:
        text, _, _ = loader.get_source(Environment(loader=loader, autoescape=True), f"{FOLDER}/{ORIGINAL}.yml")
    except TemplateNotFound:
        return Catalogue()
    catalogue, _ = read_catalogue({ORIGINAL: text}, Catalogue.locale)
    return catalogue


def _environment(loader: BaseLoader, catalogue: Catalogue, *, autoescape: bool) -> Environment:
    environment = Environment(
        loader=loader,
        autoescape=autoescape,  # noqa: S701 - off for plain text only
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= word_filters(catalogue)
    return environment
