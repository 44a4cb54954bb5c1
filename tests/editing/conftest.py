"""A small project on the disk, for the commands that change docs/."""

from __future__ import annotations

import pytest

from building import ROOT, write

CONFIG = """site_name: A blog
site_url: https://example.org/
theme: {name: material, custom_dir: overrides}
hooks: [hooks/mkdocs_hooks.py]
extra:
  coach: {newsletter: {key: a, letters: false}}
"""
BASE = {
    "tags.yml": "time: {label: Time, description: What it is about.}\nrespect: {label: Respect, description: What it is about.}\n",
    "authors.yml": "desk: {name: The desk, description: Those who write here.}\n",
    "index.md": "---\ntitle: Home\ndescription: A home page with a description that is long enough.\n---\nHello.\n",
}


@pytest.fixture
def begin(tmp_path, monkeypatch):
    """Return what makes the project with these files, and goes into its folder."""

    def made(files):
        for path, text in {**BASE, **files}.items():
            write(tmp_path / "docs" / path, text)
        write(tmp_path / "mkdocs.yml", CONFIG)
        (tmp_path / "overrides").symlink_to(ROOT / "overrides")
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return made
