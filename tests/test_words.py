"""Small things that are easy to get wrong: words, addresses, spellings."""

from __future__ import annotations

import posixpath
import unicodedata
from pathlib import Path
from textwrap import indent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coach.content.reading_time import count_words, reading_minutes
from coach.content.settings import read_settings
from coach.content.tags import fold
from coach.site.site import read_site
from coach.source.problems import did_you_mean
from coach.source.typography import typeset
from coach.source.urls import between, file_of, former_slug, page_address, slugify
from helpers import NOW, article, messages, site_of, sources


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Five minutes means five minutes", "five-minutes-means-five-minutes"),
        ("What's left?", "whats-left"),
        ("Café -- & more", "cafe-more"),
        ("日本", ""),
        ("Größe", "grosse"),
        ("STRAẞE", "strasse"),
        ("Ærø, Þór og Łódź", "aero-thor-og-lodz"),
        ("œuvre, ðat, đồng", "oeuvre-dat-dong"),
    ],
)
def test_slugify(words, slug):
    assert slugify(words) == slug


@pytest.mark.parametrize("locale", ["de_DE", "de_AT", "de_CH"])
def test_german_umlauts_are_spelled_out(locale):
    assert slugify("Übergrößen für Käufer", locale) == "uebergroessen-fuer-kaeufer"
    assert slugify("Käufer", "sv_SE") == "kaufer"


LETTERS = "abzÄÖÜäöüßẞæÆœŒøØłŁþÞðÐéñç -"


@given(st.text(alphabet=LETTERS), st.sampled_from(["", "de_DE", "en_GB"]))
def test_no_letter_is_lost_and_neither_spelling_of_an_accent_matters(words, locale):
    slug = slugify(words, locale)
    assert slugify(unicodedata.normalize("NFD", words), locale) == slug == slugify(words.lower(), locale)
    assert slugify(slug, locale) == slug
    assert len(slug.replace("-", "")) >= sum(letter.isalpha() for letter in words)


@given(st.text(alphabet=st.characters(max_codepoint=127)), st.sampled_from(["", "de_DE"]))
def test_a_name_that_needs_no_spelling_has_the_address_that_it_had(words, locale):
    assert slugify(words, locale) == former_slug(words)


def test_what_is_published_keeps_its_name():
    settings, _ = read_settings("site_name: Große Köpfe\nextra: {coach: {locale: de_DE}}\n")
    assert settings.coach.newsletter.key == "groe-kopfe"  # as it was when its first feed was read
    tags = "groesse: {label: Größe, aliases: [Größe, Maße]}\n"
    site = read_site(
        sources({"tags.yml": tags, "articles/2026/five-minutes.md": article(tags="[groesse]")}), settings, NOW
    )
    assert {redirect.address for redirect in site.redirects} == {"tags/groe/", "tags/mae/"}


def test_the_hint_for_a_name_is_spelled_as_the_sites_language_spells():
    settings, _ = read_settings("site_name: x\nextra: {coach: {locale: de_DE}}\n")
    site = read_site(
        sources({"tags.yml": "größe: {label: x}\ntime: {label: y}\n", "articles/2026/süß.md": article()}), settings, NOW
    )
    told = " ".join(messages(site))
    assert "Write groesse: letters a-z" in told
    assert "Rename it to suess.md." in told


@given(st.text())
def test_a_slug_is_empty_or_well_formed(words):
    import re

    assert slugify(words) == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugify(words))


@pytest.mark.parametrize(
    ("target", "shown_at", "link"),
    [
        ("about/", "", "about/"),
        ("", "about/", "../"),
        ("", "", "./"),
        ("articles/a/", "articles/b/", "../a/"),
        ("articles/a/#x", "articles/a/", "#x"),
        ("assets/x.jpg", "articles/a/", "../../assets/x.jpg"),
        ("about/", "old.html", "about/"),
    ],
)
def test_between(target, shown_at, link):
    assert between(target, shown_at) == link


@pytest.mark.parametrize(
    ("path", "address"), [("index.md", ""), ("about.md", "about/"), ("a/b.md", "a/b/"), ("a/index.md", "a/")]
)
def test_page_address(path, address):
    assert page_address(path) == address


def test_file_of():
    assert [file_of(address) for address in ("", "a/", "b.html")] == ["index.html", "a/index.html", "b.html"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("One two three.", 3),
        ("Don't count **bold** twice.", 4),
        ("[link words](a/very/long/address.md)", 2),
        ("```\ncode does not count\n```\n\nOne.", 1),
        ("<!-- nor do comments -->One <em>two</em>.", 2),
        ('!!! homework "Do this"\n    Now.', 3),
        ("Note[^1].\n\n[^1]: Two words.", 3),
    ],
)
def test_count_words(body, words):
    assert count_words(body) == words


@given(st.text(st.sampled_from("ab9_'- -\n\t\x7f.,!#*")))
def test_words_in_ascii_are_counted_like_any(body):
    assert count_words(f"{body} \N{EM DASH}") == count_words(body)


def test_reading_takes_at_least_a_minute():
    assert [reading_minutes(words) for words in (0, 238, 600, 1000)] == [1, 1, 3, 4]


def test_did_you_mean_looks_past_capitals_and_blanks():
    assert did_you_mean("Time Boxing", ["time-boxing", "timing"]) == "time-boxing"
    assert did_you_mean("xyzzy", ["time-boxing"]) == ""


def test_fold():
    assert fold("Service-Recovery") == fold("service recovery") == fold("servicerecovery")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('Say "yes"', "Say “yes”"),
        ("It's 'fine'", "It’s ‘fine’"),
        ('("quoted")', "(“quoted”)"),
        ("Wait...", "Wait…"),
    ],
)
def test_typeset(typed, shown):
    assert typeset(typed) == shown


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        ("time: {label: Time}\nTime: {label: T}", '2:1 the id "Time" is not in the right form.'),
        ("time: {label: Time}\nti-me: {label: T}", '2:1 the tag "ti-me" is the tag "time" written otherwise.'),
        ("time: {label: Time, aliases: [x]}\nb: {label: B, aliases: [X]}", '2:25 "X" already leads to the tag "time".'),
        ("time: {label: Time, see_also: [tim]}", '1:32 unknown tag "tim". Did you mean "time"?'),
        ("time: {label: Time, parent: time}", '1:29 the tag "time" names itself.'),
        ("time: {lable: Time}", '1:8 unknown key "lable". Did you mean "label"?'),
        ("time: {label: Time\n", "1:7 this line cannot be read as YAML"),
        ("time:\n  label:Time", "2:8 there is no blank after this colon. Write label: Time"),
        ("- time", "1:1 this file holds no entries."),
        ("time:", "1:6 here key: value lines are needed."),
    ],
)
def test_mistakes_in_the_vocabulary_are_named(tags, told):
    found = [message.removeprefix("docs/tags.yml:") for message in messages(site_of({"tags.yml": tags}))]

    assert any(message.startswith(told) for message in found), found


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('publish_time: "25:00"', 'publish_time "25:00" is not a time of day. Write it in quotes: "07:00".'),
        ("publish_tim: x", 'unknown key "publish_tim". Did you mean "publish_time"?'),
        ("menu: [{title: A}]", "menu.to is missing. Write menu: [{title: Articles, to: /archive/}]."),
    ],
)
def test_mistakes_in_the_settings_are_named(line, told):
    _, problems = read_settings(f"site_name: X\nextra:\n  coach:\n    {line}\n")

    assert [problem.sentence for problem in problems] == [told]


CASES = yaml.safe_load((Path(__file__).parent / "content" / "cases" / "settings.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_who_sets_up_the_site_is_told(case):
    lines = indent(case["source"].rstrip(), "    ")
    settings, problems = read_settings(f"site_name: X\nextra:\n  coach:\n{lines}\n")

    assert "\n".join(str(one).removeprefix("mkdocs.yml:") for one in problems) == case["problems"].strip()
    assert bool(settings.comments) == (not problems and "comments" in case["source"])


def test_settings_read_the_environment_as_mkdocs_does(monkeypatch):
    text = 'site_name: X\nsite_url: !ENV [SITE_URL, "https://a.example"]\nplugins: !!python/name:x.y\n'
    monkeypatch.setenv("SITE_URL", "https://b.example/x")

    assert read_settings(text)[0].site_url == "https://b.example/x/"
    monkeypatch.delenv("SITE_URL")
    assert read_settings(text)[0].site_url == "https://a.example/"


_FOLDERS = st.lists(st.sampled_from(["a", "b", "articles"]), max_size=4).map(
    lambda parts: "".join(f"{p}/" for p in parts)
)


@given(_FOLDERS, st.sampled_from(["", "feed.xml"]), _FOLDERS)
def test_a_link_between_addresses_is_the_relative_path(folder, name, shown_at):
    link = between(folder + name, shown_at)

    assert posixpath.normpath(posixpath.join("/site", shown_at, link)) == posixpath.normpath(f"/site/{folder}{name}")
    assert link.endswith(name or "/")
