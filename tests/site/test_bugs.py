"""A bug of ours that a file brings to light names the file."""

from __future__ import annotations

import pytest

from coach.content import article as articles
from coach.content import reading_paths
from coach.quizzes import catalog
from coach.site import site
from coach.site.newsletter import editions
from helpers import BASE, article, site_of
from newsletter.published import edition

FILES = {**BASE, "articles/2026/five.md": article(), "newsletter/2026-05.md": edition(), "paths/x.yml": "title: X"}
FILES["quizzes/tea.yml"] = "title: Tea"


@pytest.mark.parametrize(
    ("place", "name", "path"),
    [
        (site, "read_page", "docs/index.md"),
        (articles, "count_words", "docs/articles/2026/five.md"),
        (editions, "_read_edition", "docs/newsletter/2026-05.md"),
        (reading_paths, "_read_path", "docs/paths/x.yml"),
        (catalog, "read_quiz", "docs/quizzes/tea.yml"),
    ],
)
def test_an_exception_names_the_file_that_it_happened_with(monkeypatch, place, name, path):
    def fail(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(place, name, fail)
    with pytest.raises(ZeroDivisionError) as error:
        site_of(FILES)
    assert error.value.__notes__ == [f"This happened with {path}."]
