"""The articles behind a square of the tags' picture: the newest few, and where the others are."""

from __future__ import annotations

import lxml.html
import pytest

from building import copy_project
from helpers import BASE, MENU, article
from quick_builds import build_here, prepare

pytestmark = pytest.mark.build


@pytest.mark.parametrize(("count", "rest"), [(5, []), (6, ["1 more is among those on respect."])])
def test_a_pair_names_its_five_newest_articles_and_leads_to_the_rest(tmp_path, monkeypatch, count, rest):
    prepare(monkeypatch)
    both = {
        f"articles/2026/a{number}.md": article(f"Both {number}", f"2026-05-0{number}", tags="[respect, time]")
        for number in range(1, count + 1)
    }
    alone = {"articles/2026/alone.md": article("Alone", "2026-06-01", tags="[time]")}
    files = build_here(copy_project(tmp_path / "x", {**BASE, **MENU, **both, **alone})).files
    place = lxml.html.fromstring(files["tags/index.html"]).get_element_by_id("respect+time")

    assert [item.text_content() for item in place.iter("li")] == [f"Both {count - at}" for at in range(5)]
    assert [" ".join(part.text_content().split()) for part in place.iter("p")] == rest
    assert [link.get("href") for link in place.xpath("./p/a")] == ["../tags/respect/" for _ in rest]
