"""The recordings of articles and the picture of the podcast: their files, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.content.config.mkdocs import CONFIG
from coach.pictures.marks.cover import COVER, LARGEST, SMALLEST
from coach.source.problems import Problem, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.content.article import Article
    from coach.pictures.image_set import Pictures
    from coach.recordings.recording import Recordings
    from coach.site.site import Site

_MOST_BYTES = 100 * 2**20  # GitHub takes no larger file
_IMAGE = ("extra", "coach", "podcast", "image")
_SQUARE = f"Apple asks for a square of {SMALLEST} to {LARGEST} pixels. Save it again in that size."


def recorded_files(site: Site) -> dict[str, Article]:
    """Return the article of each recording, by the path of the file in docs/; the oldest, if several name one."""
    return {article.file.beside(article.audio): article for article in site.library.articles if article.audio}


def recording_problems(site: Site, recordings: Recordings, pictures: Pictures) -> Iterator[Problem]:
    """Yield a problem for each recording that cannot be played or belongs to another article, and for the cover."""
    files = recorded_files(site)
    for article in site.library.articles:
        if article.audio is None:
            continue
        place = article.file.document.place(("audio",))
        path = article.file.beside(article.audio)
        if fault := recordings.faults.get(path):
            yield Problem(article.file.path, *place, fault.message.format(article.audio), fault.hint)
        elif (first := files[path]) is not article:
            message = f'the recording "{article.audio}" already belongs to {first.file.path}.'
            hint = "Podcast apps would show one of the two; give each article a file of its own."
            yield Problem(article.file.path, *place, message, hint)
    yield from _cover_problems(site, pictures)


def _cover_problems(site: Site, pictures: Pictures) -> Iterator[Problem]:
    """Yield a problem for the author's own picture of the podcast that directories would not take."""
    named = site.settings.coach.podcast.image
    path = named or COVER
    where = (CONFIG, *site.settings.document.place(_IMAGE)) if named else (f"{site.settings.docs}/{COVER}", 1, 1)
    found = pictures.sets.get(path)
    if named and path not in site.sizes:
        near = [other for other in site.sizes if other.endswith(path[-4:])]
        hint = suggest(path, near, "Write the path from docs/, as in image: assets/podcast.jpg.")
        yield Problem(*where, f'there is no picture "{path}".', hint)
    elif found and not (found.width == found.height and SMALLEST <= found.width <= LARGEST):
        message = f'the picture of the podcast, "{path}", has {found.width} x {found.height} pixels.'
        yield Problem(*where, message, _SQUARE)


def advise_recordings(site: Site) -> Iterator[Problem]:
    """Yield advice on recordings that are too large for GitHub."""
    for path, article in recorded_files(site).items():
        if (size := site.sizes.get(path, 0)) > _MOST_BYTES:
            place = article.file.document.place(("audio",))
            message = f"the recording has {size // 2**20} MB, and GitHub takes no file over {_MOST_BYTES // 2**20}."
            yield Problem(article.file.path, *place, message, "Save it again with 64 kbit/s, in mono.", advice=True)
