"""Every mistake in docs/, links included."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coach.io.fingerprint import code_of, fingerprint
from coach.markdown.blocks.fences import KINDS
from coach.pictures.image_set import NO_FAULTS, Pictures
from coach.publish.advice import advise
from coach.publish.feeds.recorded import recorded_files, recording_problems
from coach.publish.texts import Recipe, TextCache, begin_rendering
from coach.recordings.recording import Recordings
from coach.site.blocks import block_problems
from coach.site.csp import policy_problems
from coach.site.linking.menu import menu_problems
from coach.site.linking.published import published_files
from coach.site.links import link_problems
from coach.site.pictures import other_problems, picture_problems
from coach.site.site import read_site
from coach.source.front_matter import bodies
from coach.source.problems import in_order, naming
from coach.source.slips.line_ends import advise_line_ends

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from coach.content.settings import Settings
    from coach.markdown.rendered import Rendered
    from coach.pictures.image_set import Fault
    from coach.pictures.lettering import Typeface
    from coach.pictures.store import FilePictures
    from coach.recordings.store import FileRecordings
    from coach.site.site import Site
    from coach.source.problems import Problem
    from coach.source.sources import Sources

# The code that a rendered text depends on.
_RENDERS = ("source", "markdown", "publish/texts.py")


def make_recipe(settings: Settings) -> Recipe:
    """Return how texts are rendered: extensions and their options, and the fingerprint of packages and code."""
    versions = fingerprint(("markdown", "pymdown-extensions", "pygments"), code_of(*_RENDERS))
    return Recipe(settings.extensions, dict(settings.extension_configs), KINDS, versions, settings.catalogue.text_words)


def with_anchors(site: Site, rendered: Mapping[str, Rendered]) -> Site:
    """Return the site with the anchors of all its texts, which links may name; `rendered` holds them by address."""
    anchors = {address: text.anchors for address, text in rendered.items()}
    return replace(site, targets=replace(site.targets, anchors=anchors))


def check_texts(site: Site, rendered: Mapping[str, Rendered], faults: Mapping[str, Fault] = NO_FAULTS) -> list[Problem]:
    """Return the mistakes in links, pictures and blocks of all texts, and in the menus' links.

    `rendered` holds the texts by address, `faults` those of pictures by path; the site knows the anchors of all texts,
    see `with_anchors`.
    """
    if not site.library.vocabulary.tags:
        return []
    targets, words = site.targets, site.settings.catalogue.text_words
    problems: list[Problem] = []
    for item in site.checked:
        if text := rendered.get(item.address):
            with naming(item.file.path):
                problems += link_problems(text, item, targets)
                problems += picture_problems(text, item, targets, faults)
                problems += block_problems(text, item, site.catalog, targets.files, words)
                problems += policy_problems(text, item, targets)
    return problems + other_problems(site, rendered, faults) + menu_problems(site.settings, targets)


@dataclass(frozen=True)
class CheckResources:
    """What a check may use: cached texts, processes, pictures, recordings, and the font of cards for advice."""

    texts: TextCache = field(default_factory=TextCache)
    jobs: int = 1
    pictures: FilePictures | None = None
    recordings: FileRecordings | None = None
    advise_with: Typeface | None = None


def check_all(
    sources: Sources, settings: Settings, now: datetime, resources: CheckResources | None = None
) -> list[Problem]:
    """Return every mistake, sorted by file and line, then advice, if the font of the cards is given.

    Drafts and scheduled articles are checked too. Without any tag there is no telling what else is wrong, and only
    the mistakes in tags.yml are returned.
    """
    use = resources or CheckResources()
    rendering = begin_rendering(bodies(sources), make_recipe(settings), use.texts, use.jobs)
    site = read_site(sources, settings, now, preview=True)  # while other processes render
    by_body = rendering.finish(item.file.body for item in site.checked)
    if not site.library.vocabulary.tags:
        return list(site.problems)
    rendered = {item.address: by_body[item.file.body] for item in site.checked}
    site = with_anchors(site, rendered)
    pictures = use.pictures.check(published_files(site, by_body)) if use.pictures else Pictures()
    recordings = use.recordings.measure(recorded_files(site)) if use.recordings else Recordings()
    wrong = [*check_texts(site, rendered, pictures.faults), *recording_problems(site, recordings, pictures)]
    told = in_order([*site.problems, *wrong])
    today = now.astimezone(settings.coach.timezone).date()
    if not use.advise_with:
        return told
    return told + sorted([*advise(site, today, use.advise_with), *advise_line_ends(sources.texts)])
