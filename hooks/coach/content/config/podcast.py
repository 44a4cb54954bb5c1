"""`extra.coach.podcast` in mkdocs.yml: what directories of podcasts ask for."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import BeforeValidator

from coach.content.config.shown import MAIL_ADDRESS
from coach.source.problems import suggest
from coach.source.schema import Fields, Text, mistake

# The categories of Apple Podcasts, which Spotify and others take over: podcasters.apple.com/support/1691.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
    "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "Health & Fitness": ("Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"),
    "History": (),
    "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    "Leisure": (
        *("Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden"),
        "Video Games",
    ),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": (
        *("Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News"),
        "Tech News",
    ),
    "Religion & Spirituality": (
        *("Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"),
    ),
    "Science": (
        *("Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences", "Nature"),
        *("Physics", "Social Sciences"),
    ),
    "Society & Culture": ("Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"),
    "Sports": (
        *("Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby", "Running"),
        *("Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness", "Wrestling"),
    ),
    "Technology": (),
    "True Crime": (),
    "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
}
_PARENTS = {name: (parent, name) for parent, names in CATEGORIES.items() for name in names}
_PATHS = {**_PARENTS, **{name: (name,) for name in CATEGORIES}}


def _category(value: Any) -> str:
    name = str(value).strip()
    if name not in _PATHS:
        hint = "Write a name from Apple's list, such as Business, Careers, Management, Marketing or Education."
        raise mistake(f'{{key}} "{name}" is no category of podcasts.', suggest(name, _PATHS, hint))
    return name


def _image(value: Any) -> str:
    path = str(value).strip().removeprefix("docs/").lstrip("/")
    if not path.lower().endswith((".jpg", ".jpeg", ".png")):
        hint = "Apple takes JPEG and PNG. Write the path from docs/, as in image: assets/podcast.jpg."
        raise mistake(f'{{key}} "{value}" is no picture for a podcast.', hint)
    return path


def _guid(value: Any) -> str:
    try:
        return str(UUID(str(value).strip()))
    except ValueError:
        hint = "Copy it from <podcast:guid> in the feed that the podcast had, or take the line out."
        raise mistake(f'{{key}} "{value}" is no id of a podcast.', hint) from None


class PodcastFields(Fields):
    """The keys of `extra.coach.podcast`; without `owner` it is `contact`, without `author` the site's name."""

    EXAMPLES: ClassVar[dict[str, str]] = {
        "category": "category: Management",
        "image": "image: assets/podcast.jpg",
        "owner": "owner: desk@example.org",
        "author": "author: Ada Example",
    }

    category: Annotated[str, BeforeValidator(_category)] = "Business"
    image: Annotated[str, BeforeValidator(_image)] | None = None
    explicit: bool = False
    type: Literal["episodic", "serial"] = "episodic"
    author: Text | None = None
    owner: Annotated[str, MAIL_ADDRESS] | None = None
    guid: Annotated[str, BeforeValidator(_guid)] | None = None

    @property
    def categories(self) -> tuple[str, ...]:
        """The category, and before it the one that it belongs to."""
        return _PATHS[self.category]
