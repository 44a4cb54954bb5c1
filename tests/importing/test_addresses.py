"""Old addresses: what each becomes, and where links and pictures of other hosts lead."""

from __future__ import annotations

import pytest

from coach.importing.articles.addresses import OldSite, Targets
from coach.importing.articles.anchors import relink_anchors
from coach.importing.articles.names import prose, title_of
from coach.importing.articles.pictures import Pictures
from coach.importing.articles.post_addresses import PostAddresses
from coach.importing.blog import Form, Post
from coach.importing.report import _common
from importing.shared import Files

OLD = "https://old.example/"


def targets(*posts, site=None):
    found = Targets(site or OldSite(OLD))
    for file, *addresses in posts:
        found.add(addresses, file)
    return found


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("https://old.example/2019/04/fit-before-quota/", "fit.md"),
        ("http://www.old.example/2019/04/fit-before-quota", "fit.md"),
        ("/2019/04/fit-before-quota/index.html", "fit.md"),
        ("/2019/04/Fit-Before-Quota/#respond", "fit.md"),
        ("/2019/04/fit-before-quota/#what", "fit.md#what"),
        ("https://old.example/?p=12", "fit.md"),
        ("https://old.example/archives/fit-before-quota/", "fit.md"),
        ("https://other.example/2019/04/fit-before-quota/", "https://other.example/2019/04/fit-before-quota/"),
        ("https://old.example/about/", "https://old.example/about/"),
        ("mailto:a@old.example", "mailto:a@old.example"),
        ("ann.b@old.example", "mailto:ann.b@old.example"),
        ("feed://old.example/feed", "http://old.example/feed"),
        ("feed:https://other.example/feed", "https://other.example/feed"),
        ("http://[broken", "http://[broken"),
        ("http://exa[mple].org/x", "http://exa[mple].org/x"),
    ],
)
def test_a_link_leads_to_the_file_that_its_post_became(link, leads):
    found = targets(("articles/2019/fit.md", f"{OLD}2019/04/fit-before-quota/", f"{OLD}?p=12"))

    assert found.link(link, "articles/2019/other.md")[0] == leads


@pytest.mark.parametrize(
    "link",
    [
        "/category/sales-calls/",
        "https://old.example/blog/tag/sales-calls",
        "/category/work/sales-calls/",
        "{tag}sales-calls",
        "|category|sales-calls",
    ],
)
def test_a_link_to_the_posts_of_a_word_leads_to_its_tag(link):
    found = Targets(OldSite(OLD), tags={"sales-calls": "calls"})

    assert found.link(link, "articles/2019/x.md") == ("/tags/calls/", True)
    assert found.link("/category/other/", "articles/2019/x.md") == ("https://old.example/category/other/", False)


def test_a_name_that_two_posts_have_is_no_guess():
    found = targets(("articles/a.md", "/2019/fit-before-quota/"), ("articles/b.md", "/2020/fit-before-quota/"))

    assert found.link("/blog/fit-before-quota/", "articles/c.md") == (
        "https://old.example/blog/fit-before-quota/",
        False,
    )


def test_links_to_source_files_are_found_from_any_folder_of_texts():
    found = targets()
    found.add_origin("content/blog/2019-04-14-fit/index.md", "articles/2019/fit.md")

    for link in ("/blog/2019-04-14-fit/index.md", "../2019-04-14-fit/", "/content/blog/2019-04-14-fit.md"):
        assert found.link(link, "articles/2019/x.md", "content/blog/x/index.md")[0] == "fit.md", link


@pytest.mark.parametrize(
    "address", ["/tags/", "/tags/css/", "/archive/2019/", "/authors/ada/", "/privacy/", "/pagefind/x/"]
)
def test_an_address_that_every_site_has_leads_on_from_nothing_and_is_told(address):
    kept, lost = targets().aliases([address, "/2019/fit/"], "articles/fit/")

    assert (kept, lost) == (["/2019/fit/"], [address])


def test_the_address_in_the_export_counts_beside_the_one_that_is_given():
    found = targets(site=OldSite(OLD, others=("https://old.wordpress.example/",)))

    assert found.aliases([f"{OLD}fit/", "https://old.wordpress.example/fit-2/"], "articles/fit/")[0] == [
        "/fit/",
        "/fit-2/",
    ]


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("https://old.example/up/logo.png", True),
        ("https://old.files.example/2019/logo.png", True),
        ("/up/logo.png", True),
        ("../up/logo.png", True),
        ("https://brand.example/img/logo.png", False),
        ("https://brand.example/logo.png", False),
    ],
)
def test_a_picture_of_another_host_is_not_one_of_ours_with_its_name(address, taken):
    pictures = Pictures(OldSite(OLD), Files({"assets/up/logo.png": b"data"}))

    assert bool(pictures.take(address, "posts/a.md", "2019")) is taken


def test_the_same_file_comes_once_and_another_of_its_name_beside_it():
    pictures = Pictures(OldSite(OLD), Files({"a/x.png": b"1", "b/x.png": b"2", "c/y.png": b"1"}))
    places = [pictures.take(f"/{path}", "p.md", "2019") for path in ("a/x.png", "b/x.png", "c/y.png")]

    assert places[0] == places[2] == "assets/2019/x.png"
    assert places[1].startswith("assets/2019/x-")
    assert pictures.take("/pointer.png", "p.md", "2019") == ""
    assert pictures.missing == {"/pointer.png": ["p.md"]}


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        (
            '!!! gallery "x"\n\n{% tag a %} Read {{ title }} on. [this][1] and[^2] more.\n\n[1]: http://x',
            "Read on. this and more.",
        ),
        ("| a | b |\n| --- | --- |\n\nAfter *the* `table` snake_case.", "After the table snake_case."),
        ("# Head\n\n    code()\n\n1. One\n- two 5 \\* 4", "One two 5 * 4"),
    ],
)
def test_a_description_has_words_and_no_marks(markdown, words):
    assert prose(markdown) == words


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("`if` and *match*", "if and match"),
        ("Copy \\*and\\* Paste", "Copy *and* Paste"),
        ("snake_case", "snake_case"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("", "Untitled"),
    ],
)
def test_a_title_has_no_marks(title, shown):
    assert title_of(Post("x", title, "", Form.MARKDOWN), "Untitled") == shown


def test_what_many_posts_have_in_common_is_said_once():
    assert list(_common({"No description.": 12}))[2] == "- No description. (12 posts)"
    assert list(_common({})) == []


@pytest.mark.parametrize(
    ("heading", "anchor", "here"),
    [
        ("## What's next?", "what-s-next", "whats-next"),
        ("## Theme: Help", "Theme-Help", "theme-help"),
        ("## `cargo update --precise <yanked>`", "cargo-update---precise-yanked", "cargo-update-precise-yanked"),
        ("## [std::mem](https://doc.example) and _all_", "std-mem-and-all", "stdmem-and-all"),
        ("## Plans \U0001f980\U0001f4bb", "plans-crab-computer", "plans"),
        ("## 2. Second", "second", "2-second"),
        ("## Same\n\n## Same", "same-1", "same_1"),
        ("## Own words {#own}", "own", "own"),
        ('<a id="Mark"></a>\n\n## Mark', "Mark", "Mark"),
        ("## Other", "another", "another"),
        ("## A B\n\n## A-B", "a--b", "a-b"),
        ("```\n# What's next\n```", "what-s-next", "what-s-next"),
    ],
)
def test_a_link_to_a_heading_has_its_id_here(heading, anchor, here):
    texts = {"articles/2019/a.md": heading, "articles/2020/b.md": f"[x](../2019/a.md#{anchor}) and [y](#{anchor})"}

    new = dict(relink_anchors(texts)).get("articles/2020/b.md", texts["articles/2020/b.md"])

    assert new == f"[x](../2019/a.md#{here}) and [y](#{anchor})"


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("/media/part.wad", "assets/2019/part.wad"),
        ("https://old.example/media/part.wad", "assets/2019/part.wad"),
        ("https://other.example/media/part.wad", ""),
        ("/other/part.wad", ""),
        ("/media/demo.html", ""),
        ("/feed.xml", ""),
        ("http://[broken/a.png", ""),
    ],
)
def test_a_download_comes_along_if_all_of_its_path_is_there(link, place):
    uploads = Files({"static/media/part.wad": b"wad", "media/demo.html": b"<p>", "feed.xml": b"{{ site }}"})

    assert Pictures(OldSite(OLD), uploads).take(link, "a.md", "2019", shown=False) == place


@pytest.mark.parametrize("there", [True, False])
def test_a_picture_comes_in_its_full_size_if_that_is_there(there):
    files = {"s320/a.jpg": b"small"} | ({"s1600/a.jpg": b"large"} if there else {})
    pictures = Pictures(OldSite(OLD), Files(files))
    addresses = PostAddresses("articles/2019/a.md", "a.md", targets(), pictures)

    place, words = addresses.picture(f"{OLD}s320/a.jpg", "A desk", f"{OLD}s1600/a.jpg")
    assert (place, words) == ("../../assets/2019/a.jpg", "A desk")
    assert list(pictures.files.values()) == [b"large" if there else b"small"]
    assert not pictures.missing


def test_brackets_of_a_text_stay_in_its_description():
    assert prose(r"\[Flash 9 for Linux\]\[1\] was *just* [released](x), 5 \* 4") == (
        "[Flash 9 for Linux][1] was just released, 5 * 4"
    )
