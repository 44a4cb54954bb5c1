"""Stock Material with its blog, tags and search, and mkdocs-rss-plugin.

Its tags are links on one page. A page for each topic that shows the articles, as all other candidates write, is one of
its categories. So each article's first tag is its category too; it is measured without categories as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from candidate import Candidate, Step, front_matter, write
from environments import environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus import Corpus, Post

NAME = "Material + blog + tags + search + rss"
PLAIN = "Material without categories"
# Its own feed has 20 items with 160 characters each; ours has 30 with the whole text.
_SETTINGS = """\
site_name: Bench
site_description: A blog to measure with.
site_url: http://127.0.0.1:8000/
theme: {name: material, font: false}
plugins:
  - blog: {blog_dir: ., post_dir: articles, post_url_format: "articles/{file}", archive: true, pagination_per_page: 30}
  - tags
  - search
  - rss:
      use_git: false
      match_path: articles/.*
      abstract_chars_count: -1
      length: 30
      date_from_meta: {as_creation: date, as_update: date, datetime_format: "%Y-%m-%d"}
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - smarty
  - tables
  - toc
  - pymdownx.highlight
  - pymdownx.superfences
"""


def material() -> Candidate:
    """Return Material as a candidate, in an environment of its own."""
    return _material(NAME, article)


def plain_material() -> Candidate:
    """Return Material without pages for topics."""
    return _material(PLAIN, plain_article)


def _material(name: str, translate: Callable[[Post], str]) -> Candidate:
    programs = environment("material")
    if programs is None:
        return Candidate(name, missing="not installed")
    return Candidate(
        name=name,
        steps=(Step(name, (str(programs / "python"), "-m", "mkdocs", "build", "--quiet")),),
        write_rest=write_rest,
        translate=translate,
        articles="docs/articles",
        output="site",
        search="material",
    )


def article(post: Post) -> str:
    """Return the article as an author of Material's blog writes it, in a category."""
    return plain_article(post).replace("\ntags: [", f"\ncategories: [{post.tags[0]}]\ntags: [", 1)


def plain_article(post: Post) -> str:
    """Return the article as an author writes it who has tags only."""
    return front_matter(post) + post.body


def write_rest(folder: Path, _: Corpus) -> None:
    """Write the settings and the two pages that the plugins fill."""
    write(folder / "docs/index.md", "# Bench\n")
    write(folder / "docs/tags.md", "# Tags\n\n<!-- material/tags -->\n")
    write(folder / "mkdocs.yml", _SETTINGS)
