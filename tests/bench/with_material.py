"""Stock Material with its blog, tags and search, and mkdocs-rss-plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from candidate import Candidate, Step, front_matter, write
from environments import environment

if TYPE_CHECKING:
    from pathlib import Path

    from corpus import Corpus, Post

NAME = "Material + blog + tags + search + rss"
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
    programs = environment("material")
    if programs is None:
        return Candidate(NAME, missing="not installed")
    return Candidate(
        name=NAME,
        steps=(Step(NAME, (str(programs / "python"), "-m", "mkdocs", "build", "--quiet")),),
        write_rest=write_rest,
        translate=article,
        articles="docs/articles",
        output="site",
        search="material",
    )


def article(post: Post) -> str:
    """Return the article as an author of Material's blog writes it."""
    return front_matter(post) + post.body


def write_rest(folder: Path, _: Corpus) -> None:
    """Write the settings and the two pages that the plugins fill."""
    write(folder / "docs/index.md", "# Bench\n")
    write(folder / "docs/tags.md", "# Tags\n\n<!-- material/tags -->\n")
    write(folder / "mkdocs.yml", _SETTINGS)
