"""The frame of each mail: who sends it, how to leave the list, and how HTML and text are made fit for mail programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import css_inline

from coach.publish.mail.placeholders import Provider, disarm_content, disarm_html, disarm_text
from coach.publish.mail.plain_text import wrap

if TYPE_CHECKING:
    from coach.content.config.colours import ColourFields
    from coach.content.settings import Settings
    from coach.io.templates import Pieces
    from coach.publish.mail.plain_text import Writer

_MARKS = {"unsubscribe_mark": "unsubscribe-mark.invalid", "address_mark": "address-mark.invalid"}
_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False, minify_css=True)


@dataclass(frozen=True)
class Frame:
    """What all mails of a site share; `postal_address` is text."""

    home: str
    site_name: str
    tagline: str
    provider: Provider
    postal_address: str
    language: str
    colours: ColourFields

    def html(self, template: str, pieces: Pieces, **facts: Any) -> str:
        """Render a template that extends the frame: one HTML document with inline styles, no merge code but ours."""
        html = pieces.render(template, **self._facts(facts))
        return self._with_placeholders(disarm_html(_INLINER.inline(html)))

    def content(self, template: str, pieces: Pieces, **facts: Any) -> str:
        """Render the content of a mail for the provider's own frame: no styles, no placeholders."""
        return disarm_content(pieces.render(template, **self._facts(facts)), self.provider.codes)

    def text(self, template: str, pieces: Pieces, writer: Writer, **facts: Any) -> str:
        """Render a template of plain text, whose links are numbered by the writer and listed at its end."""
        helpers = {"wrap": wrap, "link": writer.number, "links": writer.listed}
        text = pieces.render_text(template, **self._facts(facts), **helpers)
        return self._with_placeholders(disarm_text(text, self.provider.codes))

    def _facts(self, facts: dict[str, Any]) -> dict[str, Any]:
        return {**vars(self), **facts, **_MARKS}

    def _with_placeholders(self, text: str) -> str:
        text = text.replace(_MARKS["unsubscribe_mark"], self.provider.unsubscribe)
        return text.replace(_MARKS["address_mark"], self.provider.address)


def make_frame(settings: Settings, provider: Provider) -> Frame:
    """Return the frame of the site's mails at this provider."""
    return Frame(
        home=settings.site_url,
        site_name=settings.site_name,
        tagline=settings.coach.tagline or "",
        provider=provider,
        postal_address=settings.coach.newsletter.address or "",
        language=settings.coach.language,
        colours=settings.coach.colours,
    )
