"""The configuration of Sveltia CMS: which files are which form, and what an author can choose."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml

from coach.content.article import FOLDER as ARTICLES
from coach.content.authors import FILE as AUTHORS
from coach.content.config.mkdocs import CONFIG
from coach.content.pages import HOME
from coach.content.reading_paths import FOLDER as PATHS
from coach.content.tags import FILE as TAGS
from coach.publish.editor.fields import Choice, Wordings, make_fields, shape_of
from coach.publish.editor.forms import FORMS, words_of
from coach.quizzes.quiz import FOLDER as QUIZZES
from coach.site.generated_pages import EDITOR, GeneratedFile
from coach.site.newsletter.editions import FOLDER as LETTERS
from coach.source.problems import Problem
from coach.source.schema import SLUG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coach.content.settings import Settings
    from coach.site.site import Site

_AS_THERE = {"as in an article"}  # what the guide says of a key that it has explained above
_TODAY = "{{now}}"  # no date may be empty, since the file's place hangs on it
# The commonest mistakes in texts; the site's check names all of them.
_UNSAID = (
    r"^(?![\s\S]*!\[\]\()"  # a picture without a description
    r"(?![\s\S]*(?:^|\n)```chat\n(?:(?!```)[^\n]*\n)*?(?!```|>|\s)[^:\n]+\n)"  # a message without a speaker
    r"[\s\S]*$"
)
# A page's title is its only heading of the first level.
_HEADINGS = ["heading-two", "heading-three"]
_BUTTONS = ["bold", "italic", "code", "link", *_HEADINGS, "quote", "bulleted-list", "numbered-list"]
_PLAIN_PREVIEW = {"tags", "authors", "quiz", "path"}  # forms whose preview would be a list of their fields
_NEWEST_FIRST = {"fields": ["title", "date"], "default": {"field": "date", "direction": "descending"}}
# A picture may have the bytes that the guide says; telephones make HEIC, which browsers do not show.
_PICTURES = {
    "max_file_size": 40_000_000,
    "slugify_filename": True,
    "transformations": {"heic": {"format": "webp", "quality": 85, "width": 2400, "height": 2400}},
}


def make_config(site: Site, words: str, guide: str) -> dict[str, Any]:
    """Return what the editor's page is told: `cms` for Sveltia CMS, and `formats` for our reader and writer of files.

    `words` is the text of words.yml beside this file, `guide` that of WRITING.md. There must be a repository.
    """
    told = yaml.safe_load(words)
    folders = _Collections(site, told, guide)
    return {
        "cms": {
            "load_config_file": False,
            "backend": _backend(site.settings, told["commits"]),
            "publish_mode": "editorial_workflow" if _editor(site.settings).review else "simple",
            "site_url": site.settings.site_url,
            "app_title": site.settings.site_name,
            "logo": {"src": f"{urlsplit(site.settings.site_url).path}assets/mark.svg", "show_in_header": True},
            "media_folder": f"{folders.docs}/assets",
            "public_folder": "assets",
            "media_libraries": {"default": {"config": _PICTURES}, "stock_assets": {"providers": []}},
            "slug": {"encoding": "ascii", "clean_accents": True, "lowercase": True, "timezone": "local"},
            "output": {"omit_empty_optional_fields": True},
            "collections": list(folders.collections()),
            "singletons": list(folders.files()),
        },
        "blocks": told["blocks"],
        "quizzes": [choice._asdict() for choice in folders.choices.get("quiz", ())],
        "formats": [
            {
                "name": format_of(name),
                "text": form.files.endswith(".md"),
                "entries": name if form.by_id else None,
                "shape": shape_of(form.model),
            }
            for name, form in FORMS.items()
        ],
    }


def config_file(site: Site, words: str, guide: str) -> GeneratedFile:
    """Return `make_config` as the file that the editor's page loads."""
    return GeneratedFile(f"{EDITOR}config.json", json.dumps(make_config(site, words, guide), ensure_ascii=False))


def without_editor(settings: Settings, reason: str) -> Problem:
    """Return the problem of a site whose editor could not be installed, for a reason."""
    place = settings.document.key_place(("extra", "coach", "editor"))
    hint = "Install Node.js 20 or newer (nodejs.org), or write editor: false."
    return Problem(CONFIG, *place, f"the editor at /admin/ is left out: {reason}.", hint)


def format_of(name: str) -> str:
    """Return the name of a form's file format; Sveltia CMS wants this ending for Markdown with front matter."""
    return f"coach-{name}-frontmatter" if FORMS[name].files.endswith(".md") else f"coach-{name}"


def _editor(settings: Settings) -> Any:
    return settings.coach.editor


def _backend(settings: Settings, commits: Mapping[str, str]) -> dict[str, Any]:
    repository, sign_in = settings.coach.repository, _editor(settings).sign_in
    assert repository is not None
    return {
        "name": "github",
        "repo": urlsplit(repository.url).path.strip("/"),
        "branch": repository.branch,
        "commit_messages": dict(commits),
        "squash_merges": True,
        **({"base_url": sign_in} if sign_in else {"auth_methods": ["token"]}),
    }


class _Collections:
    """The forms as collections, which are folders, and as single files."""

    def __init__(self, site: Site, told: Mapping[str, Any], guide: str) -> None:
        self.docs = site.settings.docs
        self.told = told
        self.guide = guide
        self.choices = _choices(site)

    def collections(self) -> Iterator[dict[str, Any]]:
        """Yield one collection for each folder of files of one form."""
        years = {"path": "{{date | date('YYYY')}}/{{slug}}", "public_folder": "../../assets"}
        yield {**self._folder("article", ARTICLES), **years}
        yield {**self._folder("page", ""), "public_folder": "assets"}
        yield {**self._folder("edition", LETTERS), "slug": "{{date | date('YYYY-MM')}}", "public_folder": "../assets"}
        yield self._folder("quiz", QUIZZES)
        yield self._folder("path", PATHS)

    def files(self) -> Iterator[dict[str, Any]]:
        """Yield each form that has one file."""
        yield {**self._names("home"), "file": f"{self.docs}/{HOME}", "fields": self._fields("home")}
        yield {**self._names("tags"), "file": f"{self.docs}/{TAGS}", "fields": [self._entries("tags")]}
        yield {**self._names("authors"), "file": f"{self.docs}/{AUTHORS}", "fields": [self._entries("authors")]}

    def _folder(self, name: str, folder: str) -> dict[str, Any]:
        is_text = FORMS[name].files.endswith(".md")
        slug = {"template": "{{title}}", "editable": ["create"], "hint": self.told["slug"]["hint"], "pattern": self._id}
        return {
            **self._names(name),
            "folder": f"{self.docs}/{folder}".rstrip("/"),
            "path": "{{slug}}",
            "slug": slug,
            "extension": "md" if is_text else "yml",
            "fields": self._fields(name),
            "summary": "{{title}}",
            "aliases_field": False,
            **({"sortable_fields": _NEWEST_FIRST} if "date" in FORMS[name].model.model_fields else {}),
            **({"media_folder": f"/{self.docs}/assets"} if is_text else {}),
        }

    def _names(self, name: str) -> dict[str, Any]:
        said = self.told["collections"][name]
        one = {"label_singular": said["one"]} if FORMS[name].by_id is False and "one" in said else {}
        preview = {"editor": {"preview": False}} if name in _PLAIN_PREVIEW else {}
        return {"name": name, "label": said["label"], **one, "icon": said["icon"], "format": format_of(name), **preview}

    def _entries(self, name: str) -> dict[str, Any]:
        """Return the field of a file that maps ids to groups: a list whose entries begin with their id."""
        said = self.told["collections"][name]
        id_ = {"name": "id", "label": "Id", "hint": said["help"]["id"], "widget": "string", "pattern": self._id}
        return {
            "name": name,
            "label": said["label"],
            "label_singular": said["one"],
            "widget": "list",
            "fields": [id_, *self._fields(name)],
            "summary": said["summary"],
            "collapsed": True,
        }

    @property
    def _id(self) -> list[str]:
        return [SLUG, self.told["slug"]["refusal"]]

    def _fields(self, name: str) -> list[dict[str, Any]]:
        form, told = FORMS[name], self.told
        articles = words_of(self.guide, FORMS["article"].section)
        said = words_of(self.guide, form.section)
        said = {key: articles.get(key, words) if words in _AS_THERE else words for key, words in said.items()}
        mine = told["collections"][name]
        own = {key: words for key, words in told["help"].items() if key in said} | mine.get("help", {})
        words = Wordings(
            {**told["labels"], **mine.get("labels", {})},
            {key: _sentence(words) for key, words in {**said, **own}.items()},
            told["one"],
            told["refusals"],
            self.choices,
        )
        fields = make_fields(form.model, words)
        if not form.files.endswith(".md"):
            return fields
        for field in fields:
            if field["name"] == "date":
                field["default"] = _TODAY
        refused = [_UNSAID, told["refusals"]["unsaid"]]
        label = told["labels"]["body"]
        text = {"name": "body", "label": label, "widget": "markdown", "buttons": _BUTTONS, "pattern": refused}
        first = [field for field in fields if field["required"]]
        rest = sorted((field for field in fields if not field["required"]), key=lambda one: one["name"] in told["last"])
        return [*first, text, *rest]


def _sentence(words: str) -> str:
    """Return the guide's words on a key as a sentence."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"


def _choices(site: Site) -> dict[str, tuple[Choice, ...]]:
    """Return what an author can choose, by the keys that name it."""
    library = site.library
    tags = tuple(Choice(tag.id, tag.label) for tag in library.vocabulary.tags.values())
    articles = tuple(Choice(article.id, article.title) for article in library.articles)
    quizzes = tuple(Choice(quiz.id, quiz.title) for quiz in site.catalog.quizzes.values())
    found = {
        **dict.fromkeys(("tags", "parent", "see_also"), tags),
        **dict.fromkeys(("articles", "article", "related", "featured", "start_here"), articles),
        "authors": tuple(Choice(author.id, author.name) for author in library.authors.values()),
        "path": tuple(Choice(path.id, path.title) for path in site.paths.paths.values()),
        "quiz": quizzes,
    }
    return {key: choices for key, choices in found.items() if choices}
