"""An edition as mail: HTML that mail programs show, and plain text that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.publish.mail.layout import FIGURES, for_mail
from coach.publish.mail.plain_text import Writer

if TYPE_CHECKING:
    from coach.io.templates import Pieces
    from coach.publish.feeds.items import Item
    from coach.publish.mail.frame import Frame
    from coach.quizzes.quiz import Item as QuizItem
    from coach.quizzes.quiz import Quiz
    from coach.site.newsletter.editions import Edition


@dataclass(frozen=True)
class Question:
    """The quiz question of an edition; `url` is the quiz's URL."""

    quiz: Quiz
    item: QuizItem
    url: str


@dataclass(frozen=True)
class Offer:
    """What the author offers: a title, a sentence, and a link by its words and URL."""

    title: str
    words: str
    button: str
    url: str


@dataclass(frozen=True)
class Letter:
    """The content of an edition's mail; `html` is the letter with absolute URLs, `url` that of its page."""

    edition: Edition
    html: str
    url: str
    articles: tuple[Item, ...]
    question: Question | None
    offer: Offer | None = None


def mail_html(letter: Letter, frame: Frame, pieces: Pieces) -> str:
    """Return the mail as one HTML document, with inline styles and the provider's placeholders."""
    return frame.html("components/mail/mail.html", pieces, **_facts(letter), letter=for_mail(letter.html))


def mail_content(letter: Letter, frame: Frame, pieces: Pieces) -> str:
    """Return what the mail says, for a provider that sets it in a frame of its own and styles it."""
    html = for_mail(letter.html, keep=FIGURES)
    return frame.content("components/mail/content.html", pieces, **_facts(letter), letter=html)


def mail_text(letter: Letter, frame: Frame, pieces: Pieces) -> str:
    """Return the mail as plain text, wrapped at 78 columns; long URLs are not broken."""
    writer = Writer()
    writer.number(letter.url)
    return frame.text("components/mail/text.html", pieces, writer, **_facts(letter), letter=writer.text(letter.html))


def _facts(letter: Letter) -> dict[str, object]:
    return {**vars(letter), "subject": letter.edition.subject, "preheader": letter.edition.preheader}
