"""The settings in mkdocs.yml that the core uses, checked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import time
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from coach.content.config.colours import ColourFields, check_colours
from coach.content.config.editor import EditorField
from coach.content.config.messages import Catalogue, path_of, read_catalogue
from coach.content.config.mkdocs import CONFIG, load_config, theme_of
from coach.content.config.newsletter import NewsletterFields, check_newsletter, with_key
from coach.content.config.notice import NoticeFields
from coach.content.config.offer import OfferFields
from coach.content.config.podcast import PodcastFields
from coach.content.config.schedule import ScheduleFields
from coach.content.config.shown import (
    MAIL_ADDRESS,
    CommentsFields,
    MenuItem,
    OldFeed,
    ProfileLink,
    RepositoryField,
    Speakers,
    TeamBox,
    WordFields,
    of_form,
)
from coach.content.config.times import read_time, read_zone
from coach.source.files.excluded import exclusion
from coach.source.problems import Problem, suggest
from coach.source.schema import F, Fields, Text, check
from coach.source.sources import START
from coach.source.yaml_document import Document, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_COACH = ("extra", "coach")
_UNUSED = {"nav": "The site's menu is the list menu under extra: coach:.", "not_in_nav": "Delete it."}


_LOCALE = of_form(r"[a-z]{2,3}_[A-Z]{2}", "not a language and a country", "Write it as in en_GB.")


class CoachFields(Fields):
    """The keys of `extra.coach` in mkdocs.yml."""

    EXAMPLES: ClassVar[dict[str, str]] = {
        "menu": "menu: [{title: Articles, to: /archive/}]",
        "footer": "footer: [{title: About, to: /about/}]",
        "newsletter": "newsletter: {key: your-site, letters: false} if there are to be no letters",
        "podcast": "podcast: {category: Management, owner: desk@example.org}",
        "team": "team: {title: For your team, words: One sentence., button: How it works, to: /coaching/}",
        "notice": "notice: {words: One sentence., until: 2026-12-24}",
        "speakers": "speakers: {rep: Adviser, buyer: Client, coach: Trainer}",
        "editor": "editor: true, or editor: {review: false}",
        "repository": "repository: https://github.com/second-sale/site",
        "schedule": "schedule: {days: [tuesday, friday]}",
        "old_feeds": "old_feeds: [/feed/, /atom.xml]",
        "social": "social: [{title: LinkedIn, to: https://www.linkedin.com/in/you}]",
    }

    timezone: Annotated[ZoneInfo, BeforeValidator(read_zone)] = ZoneInfo("UTC")
    publish_time: Annotated[time, BeforeValidator(read_time)] = time(7)
    tagline: Text | None = None
    menu: tuple[MenuItem, ...] = ()
    footer: tuple[MenuItem, ...] = ()
    social: tuple[ProfileLink, ...] = ()
    team: TeamBox | None = None
    notice: NoticeFields | None = None
    speakers: Speakers = Speakers()
    newsletter: NewsletterFields = NewsletterFields()
    podcast: PodcastFields = PodcastFields()
    contact: Annotated[str, MAIL_ADDRESS] | None = None
    comments: dict[str, Any] | None = None  # checked separately, see Settings.comments
    jobs: Annotated[int, Field(ge=0, le=64)] = 0
    locale: Annotated[str, _LOCALE] = "en_GB"
    cards: bool = True
    booklets: bool = True
    mark: Literal["tallies", "initials"] = "initials"
    search: bool = True
    offline: bool = True
    customers_view: bool = True
    archived_comments: bool = True
    words: WordFields = WordFields()
    repository: RepositoryField | None = None
    editor: EditorField = None
    schedule: ScheduleFields | None = None
    old_feeds: tuple[OldFeed, ...] = ()
    colours: ColourFields = ColourFields()
    offer: dict[str, Any] | None = None  # likewise, see Settings.offer

    @property
    def language(self) -> str:
        """The locale as a language tag (BCP 47), such as en-GB."""
        return self.locale.replace("_", "-")


@dataclass(frozen=True)
class Settings:
    """The site's settings as the rest of the core uses them.

    `site_url` is where this build will be read; `site_urls` are all full addresses of the site, under `serve` the
    public one too; `exclude_docs` and `draft_docs` are MkDocs' patterns of files to leave
    out; `document` has the places of all settings. `catalogue` has the words of the site's language.
    """

    broken: bool = False
    site_name: str = ""
    site_url: str = "http://127.0.0.1:8000/"
    description: str = ""
    docs: str = "docs"
    overrides: str = "overrides"
    coach: CoachFields = field(default_factory=CoachFields)
    comments: CommentsFields | None = None
    offer: OfferFields | None = None
    catalogue: Catalogue = field(default_factory=Catalogue)
    site_urls: tuple[str, ...] = (site_url,)
    exclude_docs: str = ""
    draft_docs: str = ""
    document: Document = field(default_factory=Document, compare=False, repr=False)
    extensions: tuple[str, ...] = ()
    extension_configs: tuple[tuple[str, Any], ...] = ()

    def excluded(self, *, preview: bool = False) -> Callable[[str], bool | None]:
        """Return what says of a path in docs/ whether it is left out; with `preview`, `draft_docs` are not."""
        return exclusion(self.exclude_docs if preview else f"{self.exclude_docs}\n{self.draft_docs}")


def read_settings(text: str, site_url: str | None = None) -> tuple[Settings, list[Problem]]:
    """Return the settings in the text of mkdocs.yml, and the mistakes in it.

    If it cannot be read at all, the settings are `broken` and the defaults. `site_url` overrides the file's, as
    `mkdocs serve` does.
    """
    document, problems = read_yaml(text, CONFIG, plain=False)
    values = load_config(text) if isinstance(document.data, dict) else None
    if values is None:
        return Settings(broken=True), problems or [Problem(CONFIG, *START, *_why_unread(document))]
    extensions, configs = _extensions(values.get("markdown_extensions"))
    site_name = str(values.get("site_name", ""))
    coach, wrong = _read_coach(document, site_name)
    urls = [f"{str(url).rstrip('/')}/" for url in (site_url, values.get("site_url")) if url] or [Settings.site_url]
    settings = Settings(
        site_name=site_name,
        site_url=urls[0],
        site_urls=tuple(dict.fromkeys(urls)),
        description=str(values.get("site_description") or ""),
        docs=str(values.get("docs_dir") or "docs").rstrip("/"),
        exclude_docs=str(values.get("exclude_docs") or ""),
        draft_docs=str(values.get("draft_docs") or ""),
        overrides=str(theme_of(values).get("custom_dir", "overrides")),
        coach=coach.fields,
        comments=coach.comments,
        offer=coach.offer,
        document=document,
        extensions=extensions,
        extension_configs=configs,
    )
    return settings, problems + wrong + _unused(document)


def with_catalogue(settings: Settings, texts: Mapping[str, str]) -> tuple[Settings, list[Problem]]:
    """Return the settings with the words of their locale's language, and what is wrong with those.

    Speakers have the names that the settings give them, if they do.
    `texts` are the catalogues in overrides/messages by language.
    """
    catalogue, problems = read_catalogue(texts, settings.coach.locale)
    language = catalogue.language
    if texts and language not in texts:
        hint = suggest(language, texts, f"Known: {', '.join(sorted(texts))}. Make {path_of(language)}, or choose one.")
        place = settings.document.place((*_COACH, "locale"))
        problems.append(Problem(CONFIG, *place, f'there are no words in the language "{language}".', hint))
    own = {f"chat.speaker_{part}": name for part, name in settings.coach.speakers if name}
    catalogue = replace(catalogue, messages={**catalogue.messages, **own})
    return replace(settings, catalogue=catalogue), problems


def _unused(document: Document) -> list[Problem]:
    """Return a problem for each of MkDocs' settings that changes nothing here."""
    return [
        Problem(CONFIG, *document.key_place((key,)), f"{key} changes nothing on this site.", hint)
        for key, hint in _UNUSED.items()
        if _has(document, (key,))
    ]


def _why_unread(document: Document) -> tuple[str, str]:
    if isinstance(document.data, dict):
        return "a value in this file cannot be read, such as a day that does not exist.", "Put it in double quotes."
    return "this file holds no settings.", "Begin it with site_name: and a name."


class _Coach(NamedTuple):
    """What stands under `extra.coach`; comments and offer are None if they are missing or faulty."""

    fields: CoachFields = CoachFields()
    comments: CommentsFields | None = None
    offer: OfferFields | None = None


def _read_coach(document: Document, site_name: str) -> tuple[_Coach, list[Problem]]:
    if not _has(document, _COACH):
        return _Coach(CoachFields(newsletter=with_key(NewsletterFields(), site_name))), []
    fields, problems = check(CoachFields, document, CONFIG, _COACH)
    newsletter, unfit = check_newsletter(fields.newsletter, document)
    colours, unreadable = check_colours(fields.colours, document)
    fields = fields.model_copy(update={"newsletter": with_key(newsletter, site_name), "colours": colours})
    comments, unclear = _read_group(CommentsFields, document, "comments") if fields.comments else (None, [])
    offer, half = _read_group(OfferFields, document, "offer") if fields.offer else (None, [])
    fields, homeless = _with_repository(fields, document)
    return _Coach(fields, comments, offer), [*problems, *unfit, *unreadable, *unclear, *half, *homeless]


def _with_repository(fields: CoachFields, document: Document) -> tuple[CoachFields, list[Problem]]:
    """Return the fields without the editor, and a problem, if nothing says where the site's files lie."""
    if fields.editor is None or fields.repository is not None:
        return fields, []
    place = document.key_place((*_COACH, "editor"))
    hint = "Add repository: https://github.com/ and the names of owner and repository."
    problem = Problem(CONFIG, *place, "the editor needs to know where the files of this site lie.", hint)
    return fields.model_copy(update={"editor": None}), [problem]


def _read_group(model: type[F], document: Document, key: str) -> tuple[F | None, list[Problem]]:
    """Return a group whose keys are all needed; None, with the problems, if it is not whole."""
    group, problems = check(model, document, CONFIG, (*_COACH, key))
    return None if problems else group, problems


def _has(document: Document, location: tuple[str, ...]) -> bool:
    data = document.data
    for step in location:
        data = data.get(step) if isinstance(data, dict) else None
    return data is not None


def _extensions(listed: Any) -> tuple[tuple[str, ...], tuple[tuple[str, Any], ...]]:
    """Return names and options of `markdown_extensions`: a list of names and {name: options}, or one mapping."""
    items = [{name: options} for name, options in listed.items()] if isinstance(listed, dict) else listed
    items = items if isinstance(items, list) else []
    pairs = [(item, {}) if isinstance(item, str) else next(iter(item.items())) for item in items if item]
    names = tuple(dict.fromkeys(name for name, _ in pairs))
    return names, tuple((name, options) for name, options in pairs if options)
