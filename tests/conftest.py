"""What many tests share: the project's own site, built once in each worker."""

from __future__ import annotations

import pytest
from hypothesis import settings

import building
from building import ROOT, build, copy_project
from coach.content.settings import read_settings, with_catalogue
from coach.io.disk.files import read_messages
from coach.io.disk.sources import read_sources
from coach.site.site import read_site
from helpers import NOW
from sampling import LONG

# CI and everybody's own runs draw the same examples each time; the long run draws others, and more of them.
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile("long" if LONG else "ci")


def pytest_collection_modifyitems(items):
    """Mark what needs Chromium by its folder, and what asks for the built site."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
        elif "built_site" in item.fixturenames:
            item.add_marker(pytest.mark.build)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Let only those tests build that say so: `make quick` leaves them out."""
    building.may_build = any(item.get_closest_marker(name) for name in ("build", "browser"))


@pytest.fixture(scope="session")
def built_site(tmp_path_factory):
    """The site of this project, built as it is deployed: strict, and for an address with a path."""
    folder = copy_project(tmp_path_factory.mktemp("project") / "copy")
    result = build(folder, "--strict", SITE_URL="https://example.github.io/second-sale/")
    assert result.returncode == 0, result.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def own_site():
    """This project's own site as data, without a generator."""
    settings, problems = read_settings((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    settings, unsaid = with_catalogue(settings, read_messages(ROOT / "overrides"))
    assert [*problems, *unsaid] == []
    return read_site(read_sources(ROOT / "docs"), settings, NOW)
