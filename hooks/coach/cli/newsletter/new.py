"""`coach newsletter new`: write the draft of an edition with what there is for it; the letter is left to a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.cli.common import CLEAN, Project, UsageError, now
from coach.cli.newsletter.edition import add_action, start
from coach.content.config.mkdocs import CONFIG
from coach.io.disk.files import write_new
from coach.site.newsletter.editions import FOLDER
from coach.site.newsletter.next_edition import gather
from coach.source.dates import settle
from coach.source.slips.comments import in_quotes

if TYPE_CHECKING:
    import argparse
    import datetime as dt
    from collections.abc import Iterator

    from coach.cli.newsletter.edition import Actions
    from coach.content.article import Article
    from coach.site.newsletter.next_edition import Material, Question

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_DAY = 28  # every month has it


def add(actions: Actions) -> None:
    """Register the action."""
    add_action(actions, "new", "write the draft of an edition", _new, needed=False)


def _new(options: argparse.Namespace) -> int:
    return begin_edition(options.edition)


def begin_edition(wanted: str) -> int:
    """Write the draft of an edition of a month ("2026-12"), or of this one."""
    project = Project()
    if not project.settings.coach.newsletter.letters:
        print(f"There are no letters on this site: letters: false in {CONFIG}. Nothing was written.")
        return CLEAN
    zone, moment = project.settings.coach.timezone, now()
    today = moment.astimezone(zone).date()
    month = wanted or f"{today:%Y-%m}"
    if not _MONTH.fullmatch(month) or month[:4] == "0000":
        raise UsageError(f'"{month}" is no month. Write it as in 2026-12.')
    path = project.docs / FOLDER / f"{month}.md"
    if path.exists():
        raise UsageError(f"{path.as_posix()} is there already; nothing was changed.")
    day = today.replace(year=int(month[:4]), month=int(month[5:]), day=_DAY)
    build = start(project, preview=True)
    material = gather(build.site, build.texts, settle(day, project.settings.coach.publish_time, zone))
    if not write_new(path, _draft(day, material)):
        raise UsageError(f"{path.as_posix()} is there already; nothing was changed.")
    print(path.as_posix())
    print("\n".join(_report(material, moment)))
    return CLEAN


def _draft(day: dt.date, material: Material) -> str:
    """Return the text of the edition's file."""
    question, homework = material.question, material.homework
    lines = [
        "---",
        "title:",
        "description:",
        f"date: {day}",
        f"quiz: {{id: {question.quiz.id}, item: {question.item.id}}}" if question else "quiz:",
        f"homework: {in_quotes(homework.words)}" if homework else "homework:",
        "draft: true",
        "---",
    ]
    return "\n".join([*lines, "", ""])


def _report(material: Material, moment: dt.datetime) -> Iterator[str]:
    """Yield what was found, as text that is Markdown too."""
    since = f"since {material.last}" if material.last else "so far"
    yield ""
    yield f"Articles {since}, which the mail lists by itself:" if material.articles else f"No articles {since}."
    yield ""
    if material.articles:
        yield from (f"- {_named(article, moment)}" for article in material.articles)
        yield ""
    if material.question:
        yield f"Question: {_asked(material.question)}"
        yield ""
    if material.source:
        yield f"Homework: from “{material.source.title}”. Shorten it, and give it a day."
        yield ""
    yield "Subject, preheader and letter are yours. When they are written, take out draft: true."


def _named(article: Article, moment: dt.datetime) -> str:
    comes = f", comes on {article.date:%Y-%m-%d}" if article.date > moment else ""
    return f"{article.title} ({article.id}{comes})"


def _asked(question: Question) -> str:
    item = question.item
    words = f"{item.self_left} / {item.self_right}" if item.self_right else item.self_left
    before = f"asked in {question.asked}; none is left that was not" if question.asked else "not asked yet"
    return f"{words} (from the quiz “{question.quiz.title}”, {before})"
