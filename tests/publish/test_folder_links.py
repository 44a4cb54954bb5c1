"""Links of a site that is opened from its folder."""

from __future__ import annotations

import pytest

from coach.publish.page.folder_links import open_from_folder


@pytest.mark.parametrize(
    ("link", "full"),
    [
        ("../", "../index.html"),
        ("..", "../index.html"),
        (".", "./index.html"),
        ("./", "./index.html"),
        ("../five/", "../five/index.html"),
        ("../five/#two", "../five/index.html#two"),
        ("../five/?a=b#two", "../five/index.html?a=b#two"),
        ("../feed.xml", "../feed.xml"),
        ("../assets/site.css", "../assets/site.css"),
        ("#two", "#two"),
        ("?p=1", "?p=1"),
        ("", ""),
        ("/second-sale/five/", "/second-sale/five/"),
        ("//example.org/", "//example.org/"),
        ("https://example.org/five/", "https://example.org/five/"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("feed:https://example.org/", "feed:https://example.org/"),
    ],
)
def test_a_link_to_a_folder_leads_to_the_page_in_it(link, full):
    assert open_from_folder(f'<a class="x" href="{link}">') == f'<a class="x" href="{full}">'
