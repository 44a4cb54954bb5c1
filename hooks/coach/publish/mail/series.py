"""A reading path as a series of mails, one for each step, to be imported at a provider."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.publish.mail.plain_text import Writer
from coach.source.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from coach.content.reading_paths import ReadingPath, Step
    from coach.io.templates import Pieces
    from coach.markdown.rendered import Homework, Rendered
    from coach.publish.mail.frame import Frame
    from coach.site.site import Site


@dataclass(frozen=True)
class StepMail:
    """The mail of one step. `subject` is the title of its article or quiz, `preheader` what that is about.

    `homework` is the first of the article; `next_title` is "" for the last step, `days` how long the next one waits.
    """

    step: Step
    path: ReadingPath
    subject: str
    preheader: str
    url: str
    path_url: str
    minutes: int
    homework: Homework | None
    next_title: str
    days: int

    @property
    def name(self) -> str:
        """The name of its files, without ending."""
        return f"{self.step.number:02}-{self.step.article or self.step.quiz}"


def step_mails(path: ReadingPath, site: Site, texts: Mapping[str, Rendered], days: int) -> list[StepMail]:
    """Return the mails of the path, in order; `texts` are by their Markdown, `days` is the time between two mails."""
    titles = [_place(step, site)[0] for step in path.steps]
    mails = []
    for step, after in zip(path.steps, [*titles[1:], ""], strict=True):
        title, about, address, minutes = _place(step, site)
        article = site.library.by_id[step.article] if step.article else None
        homework = texts[article.file.body].homework if article else ()
        url, path_url = (absolute(one, site.settings.site_url) for one in (address, path.address))
        url = f"{url}#{path.anchor}"
        mails.append(
            StepMail(step, path, title, about, url, path_url, minutes, next(iter(homework), None), after, days)
        )
    return mails


def _place(step: Step, site: Site) -> tuple[str, str, str, int]:
    """Return title, description, address and minutes of the step's article or quiz."""
    item = site.library.by_id[step.article] if step.article else site.catalog.quizzes[step.quiz or ""]
    return item.title, item.description, item.address, item.minutes


def series_files(
    mails: list[StepMail], frame: Frame, pieces: Pieces, plain: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Yield name and text of each file: HTML and text of each mail, and series.json with subjects and days.

    `plain` makes a subject or preheader safe for the provider.
    """
    for mail in mails:
        facts = {**vars(mail), "count": len(mails)}
        yield f"{mail.name}.html", frame.html("components/mail/step.html", pieces, **facts)
        yield f"{mail.name}.txt", frame.text("components/mail/step_text.html", pieces, Writer(), **facts)
    yield "series.json", json.dumps(_contents(mails, plain), ensure_ascii=False, indent=1) + "\n"


def _contents(mails: list[StepMail], plain: Callable[[str], str]) -> dict[str, object]:
    """Return the order of the mails; `day` counts from the day on which somebody joins, which is 0."""
    steps = [
        {
            "day": index * mail.days,
            "days_after_the_one_before": mail.days if index else 0,
            "subject": plain(mail.subject),
            "preheader": plain(mail.preheader),
            "optional": mail.step.optional,
            "html": f"{mail.name}.html",
            "text": f"{mail.name}.txt",
        }
        for index, mail in enumerate(mails)
    ]
    return {"path": mails[0].path.id, "title": mails[0].path.title, "mails": steps} if mails else {}
