"""WRITING.md: its first article is one, its links lead somewhere, its pictures are there, and every block is named."""

from __future__ import annotations

import re

import pytest
import yaml

from building import ROOT, copy_project, write
from coach.cli.main import main
from coach.markdown.blocks.boxes import KINDS as BOXES
from coach.markdown.blocks.fences import KINDS as FENCES
from pictures.corpus import saved, scene

GUIDE = (ROOT / "WRITING.md").read_text(encoding="utf-8")
FIRST = ROOT / "tests/guide/ask-what-changed.md"


def anchor(heading):
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_the_first_article_is_the_file_of_the_tests():
    assert f"`````markdown\n{FIRST.read_text(encoding='utf-8')}`````\n" in GUIDE


def test_the_first_article_has_no_mistake(tmp_path, monkeypatch, capsys):
    project = copy_project(tmp_path / "project")
    write(project / "docs/articles/2026/ask-what-changed.md", FIRST.read_text(encoding="utf-8"))
    write(project / "docs/assets/one-question.jpg", saved(scene()))
    monkeypatch.chdir(project)

    assert main(["check", "--advice"]) == 0
    assert "ask-what-changed" not in capsys.readouterr().out


def test_every_link_within_the_guide_leads_to_a_heading():
    outside_code = re.sub(r"^(`{3,})[^\n]*\n.*?^\1$", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
    anchors = {anchor(heading) for heading in re.findall(r"^#+ (.+)$", outside_code, re.MULTILINE)}
    linked = set(re.findall(r"\]\(#([^)]+)\)", outside_code))

    assert linked - anchors == set()


@pytest.mark.parametrize("picture", re.findall(r"!\[[^\]]*\]\((\.github/[^)]+)\)", GUIDE))
def test_every_picture_of_the_guide_is_there_and_small(picture):
    assert 5_000 < (ROOT / picture).stat().st_size < 200_000


def test_the_guide_names_every_block_and_the_editor_has_each_of_them():
    words = yaml.safe_load((ROOT / "hooks/coach/publish/editor/words.yml").read_text(encoding="utf-8"))

    assert [kind for kind in (*BOXES, *FENCES) if f"`{kind}`" not in GUIDE and f"```{kind}" not in GUIDE] == []
    assert set(FENCES) <= words["blocks"]["labels"].keys()
