"""An edition as mail: HTML that mail programs show, and plain text that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import css_inline

from coach.publish.mail.layout import for_mail
from coach.publish.mail.placeholders import Provider, disarm_html, disarm_text
from coach.publish.mail.plain_text import Writer, wrap

if TYPE_CHECKING:
    from coach.io.templates import Pieces
    from coach.publish.feeds.items import Item
    from coach.quizzes.quiz import Item as QuizItem
    from coach.quizzes.quiz import Quiz
    from coach.site.editions import Edition

_UNSUBSCRIBE, _ADDRESS = "unsubscribe-mark.invalid", "address-mark.invalid"
_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False, minify_css=True)


@dataclass(frozen=True)
class Question:
    """The quiz question of an edition; `url` is the quiz's URL."""

    quiz: Quiz
    item: QuizItem
    url: str


@dataclass(frozen=True)
class Letter:
    """The content of an edition's mail; `html` is the letter with absolute URLs, `postal_address` text."""

    edition: Edition
    html: str
    url: str
    home: str
    site_name: str
    tagline: str
    articles: tuple[Item, ...]
    question: Question | None
    provider: Provider
    postal_address: str = ""
    language: str = "en-GB"


def mail_html(letter: Letter, pieces: Pieces) -> str:
    """Return the mail as one HTML document, with inline styles and the provider's placeholders."""
    html = pieces.render("components/mail/mail.html", **_facts(letter), letter=for_mail(letter.html))
    return _with_placeholders(disarm_html(_INLINER.inline(html)), letter.provider)


def mail_text(letter: Letter, pieces: Pieces) -> str:
    """Return the mail as plain text, wrapped at 78 columns; long URLs are not broken."""
    writer = Writer()
    writer.number(letter.url)
    text = pieces.render_text(
        "components/mail/mail.txt",
        **_facts(letter),
        letter=writer.text(letter.html),
        wrap=wrap,
        link=writer.number,
        links=writer.listed,
    )
    return _with_placeholders(disarm_text(text), letter.provider)


def _facts(letter: Letter) -> dict[str, object]:
    return {**vars(letter), "unsubscribe_mark": _UNSUBSCRIBE, "address_mark": _ADDRESS}


def _with_placeholders(text: str, provider: Provider) -> str:
    return text.replace(_UNSUBSCRIBE, provider.unsubscribe).replace(_ADDRESS, provider.address)
