"""The global variables and filters of all templates."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context

from coach.content.article import FOLDER
from coach.content.article_fields import NEW_NAME
from coach.content.figures.fields import samples
from coach.io.templates import Wording, word_filters, wordings
from coach.markdown.blocks.video import PLAYERS
from coach.markdown.html.excerpt import excerpt
from coach.publish.editor.library import import_map
from coach.publish.page.linked_data import LinkedData
from coach.site.csp import script_hash
from coach.site.curation.titles import shorten
from coach.site.linking.menu import menu_links, notice_link, offer_link, team_link
from coach.site.pictures import lead_picture, portrait
from coach.source.schema import PLACEHOLDER
from coach.source.slips.comments import in_quotes
from coach.source.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from jinja2.runtime import Context

    from coach.publish.build import Build
    from coach.site.site import Site


def _new_article(site: Site) -> str:
    """Return the address of GitHub's page for a new file, with the keys of an article filled in, or ""."""
    repository, years = site.settings.coach.repository, [article.date.year for article in site.library.articles]
    if repository is None or not years:
        return ""
    form = site.settings.catalogue.form
    title, about = (in_quotes(f"{PLACEHOLDER} {form(key)}") for key in ("new.title", "new.description"))
    text = f"---\ntitle: {title}\ndescription: {about}\ndate:\ntags: []\ndraft: true\n---\n\n"
    return repository.new(f"{site.settings.docs}/{FOLDER}{max(years)}/{NEW_NAME}.md", text)


def _questions(site: Site) -> list[str]:
    """Return the front matter keys that hold questions to the author, over all texts of the site."""
    library = site.library
    articles = (article.questions for article in library.articles)
    pages = (page.questions for page in site.pages)
    tags = (library.vocabulary.tags[id_].questions for id_ in library.by_tag)
    return sorted(set(chain.from_iterable(chain(articles, pages, tags))))


def template_globals(build: Build, link: Callable[[str, str], str]) -> dict[str, Any]:
    """Return the global variables of all templates; `link` makes a link of address and words."""
    site = build.site
    catalogue = site.settings.catalogue
    header = menu_links(site.settings.coach.menu, site.targets)
    footer = menu_links(site.settings.coach.footer, site.targets)
    return {
        **wordings(catalogue, Wording(catalogue, link)),
        "library": site.library,
        "quizzes": site.catalog.quizzes,
        "settings": site.settings,
        "coach": site.settings.coach,
        "header_links": header,
        "footer_links": footer,
        "new_article": _new_article(site),
        "offer": offer_link(site.settings, site.targets),
        "questions": _questions(site),
        "menu": frozenset({"", *(item.address for item in header)}),
        "has_page": site.targets.addresses.__contains__,
        "team_link": team_link(site.settings, site.targets),
        "notice_link": notice_link(site.settings, site.targets),
        "imports": import_map(),
        "look": build.look,
        "figure_kinds": samples(),
        "evidence": build.evidence,
        "preview": build.preview,
        "site_entries": _sitemap_entries(site),
        "related": build.related,
        "cooccurrence": site.cooccurrence,
        "players": PLAYERS,
        "reading_paths": site.paths,
        "provider": build.provider,
        "stored": build.stored,
        "newest_edition": build.newest_edition,
        "rendered": build.rendered,
        "card_of": build.card_of,
        "linked_data": LinkedData(site, (*footer, *header), build.recordings).of,
        "portrait": lambda author: portrait(author, build.pictures),
        "recording_of": build.recordings.of,
        "lead_picture": lambda article: lead_picture(article, build.rendered[article.address], build.pictures),
    }


def _sitemap_entries(site: Site) -> list[tuple[str, datetime | None]]:
    """Return address and last change of the pages in the sitemap; articles with a canonical URL are not in it."""
    newest = site.library.changed()  # the home page lists the newest articles
    pages = [(page.address, newest if page.home else None) for page in site.pages if page.listed]
    editions = [(edition.address, edition.date) for edition in site.editions if not edition.draft]
    ours = (article for article in site.library.listed if not article.preview and not article.canonical)
    articles = [(article.address, article.changed) for article in ours]
    generated = [(page.address, page.changed) for page in site.generated if page.listed]
    return [*pages, *articles, *editions, *generated]


def template_filters(build: Build) -> dict[str, Callable[..., Any]]:
    """Return the filters of all templates."""
    filters: dict[str, Callable[..., Any]] = {
        "absolute": lambda address: absolute(address, build.site.settings.site_url),
        "excerpt": lambda article, shown_at: excerpt(build.html(article.address), article.address, shown_at),
        "known_articles": lambda ids: [build.site.library.by_id[id_] for id_ in ids if id_ in build.site.library.by_id],
        "script_hash": script_hash,
        "shorten": shorten,
        **word_filters(build.site.settings.catalogue),
    }
    return {name: _when_rendered(use) for name, use in filters.items()}


def _when_rendered(use: Callable[..., Any]) -> Callable[..., Any]:
    """Return the filter in a form that Jinja calls only when a page is rendered.

    Jinja applies a filter to a constant when it compiles a template, unless the filter takes the context. Compiled
    templates are cached between builds, and would hold this build's values: the site's URL for `{{ ""|absolute }}`.
    """

    @pass_context
    def asked(_: Context, *values: Any, **named: Any) -> Any:
        return use(*values, **named)

    return asked
