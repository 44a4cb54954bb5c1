"""Catalogues of messages: complete, the same placeholders everywhere, used by templates, and told of when they are not."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader
from markupsafe import Markup

from building import ROOT
from coach.content.config.messages import Catalogue, placeholders, read_catalogue
from coach.content.settings import read_settings, with_catalogue
from coach.io.disk.files import read_messages
from coach.io.templates import Pieces

TEXTS = read_messages(ROOT / "overrides")
ENGLISH, _ = read_catalogue(TEXTS, "en_GB")
LOCALES = {"de": "de_DE"}
TEMPLATES = [path for path in (ROOT / "overrides").rglob("*") if path.suffix in {".html", ".txt"}]
USE = re.compile(r"""\b(?:t|pattern)\(\s*["']([a-z_]+\.[a-z0-9_]+)["']( ~)?""")
CHOICE = re.compile(r"""\b(?:t|pattern)\(\s*"([a-z_]+\.[a-z0-9_]+)" if .*? else "([a-z_]+\.[a-z0-9_]+)\"""")


def test_there_is_a_locale_to_test_each_language_with():
    assert TEXTS.keys() == {"en", *LOCALES}


@pytest.mark.parametrize("language", LOCALES)
def test_a_language_has_each_message_with_the_same_placeholders(language):
    own, problems = read_catalogue(TEXTS, LOCALES[language])

    assert [str(problem) for problem in problems] == []
    assert own.messages.keys() == ENGLISH.messages.keys()
    for key, message in own.messages.items():
        assert placeholders(message) <= placeholders(ENGLISH.messages[key]) | {"count"}, key


def test_templates_use_messages_that_exist_and_every_message_is_used():
    used, beginnings = set(), set()
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        for key, more in USE.findall(text):
            (beginnings if more else used).add(key)
        used |= {key for pair in CHOICE.findall(text) for key in pair}
        beginnings |= set(re.findall(r"""\bt\("([a-z]+\.)" ~""", text))

    code = {"related.common", "text.footnote"}
    code |= {
        key for key in ENGLISH.messages if key.startswith(("box.", "lint.", "init.", "moved.", "new.", "calendar."))
    }
    by_name = {key for key in ENGLISH.messages if key.startswith(tuple(beginnings))}
    assert used - ENGLISH.messages.keys() == set()
    assert ENGLISH.messages.keys() - used - by_name - code == set()


def problems_of(text, locale="xx_XX"):
    language = locale.partition("_")[0]
    english = 'a:\n  b: "One {x} [two](y)"\n  c: {one: 1 thing, other: "{count} things"}\n'
    catalogue, problems = read_catalogue({"en": english, language: text}, locale)
    return catalogue, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'a:\n  b: "{x} [zwei](y)"\n',
            "overrides/messages/de.yml:1:1 the message a.c is missing. Until then readers see: {count} things",
        ),
        (
            'a:\n  b: "{z} [zwei](y)"\n  c: "{count} Dinge"\n',
            "overrides/messages/de.yml:2:3 the message a.b has other placeholders. "
            "It needs {x}, {y}, as the English one has.",
        ),
        (
            'a:\n  b: "{x} [zwei](y)"\n  c: "{count} Dinge"\n  d: x\n',
            'overrides/messages/de.yml:4:3 there is no message a.d. Did you mean "a.c"?',
        ),
        (
            'a:\n  b: [1]\n  c: "{count} Dinge"\n',
            "overrides/messages/de.yml:2:6 a.b is no message. Write it as text, or one: and other: below it.",
        ),
        (
            'quotes: „“\na:\n  b: "{x} [zwei](y)"\n  c: "{count} Dinge"\n',
            "overrides/messages/de.yml:1:9 quotes must be four marks. As in quotes: [“, ”, ‘, ’]",
        ),
    ],
)
def test_a_mistake_in_a_catalogue_is_named_with_its_place(text, told):
    assert told in problems_of(text, "de_DE")[1]


def test_what_is_missing_or_wrong_is_in_english():
    catalogue, _ = problems_of('a:\n  b: "{z} zwei"\n', "de_DE")
    assert catalogue.form("a.b") == "One {x} [two](y)"
    assert catalogue.form("a.c", 1) == "1 thing"


def test_plural_forms_are_those_of_the_language():
    text = 'a:\n  b: "{x} [y](y)"\n  c: {one: "{count} один", few: "{count} два", many: "{count} пять", other: "x"}\n'
    catalogue, problems = problems_of(text, "ru_RU")

    assert problems == []
    assert [catalogue.form("a.c", count).split()[-1] for count in (1, 2, 5, 21)] == ["один", "два", "пять", "один"]


def test_an_unknown_language_is_named_in_the_settings():
    settings, _ = read_settings("site_name: x\nextra:\n  coach:\n    locale: fr_FR\n")
    settings, (problem,) = with_catalogue(settings, TEXTS)

    assert str(problem).startswith('mkdocs.yml:4:13 there are no words in the language "fr". ')
    assert settings.catalogue.form("archive.title") == "All articles"
    assert settings.catalogue.day(date(2026, 4, 14)) == "14 avril 2026"


def test_days_lists_and_quotation_marks_are_those_of_the_language():
    german, _ = read_catalogue(TEXTS, "de_DE")

    assert (ENGLISH.day(date(2026, 4, 14)), german.day(date(2026, 4, 14))) == ("14 April 2026", "14. April 2026")
    assert (ENGLISH.listed(["a", "b", "c"]), german.listed(["a", "b", "c"])) == ("a, b and c", "a, b und c")
    assert german.typeset('"Nein", sagt sie, "sag \'ja\'."') == "„Nein“, sagt sie, „sag ‚ja‘.“"
    assert (ENGLISH.lowered("Time"), german.lowered("Zeit")) == ("time", "Zeit")
    assert Catalogue("he_IL").direction == "rtl"


# What templates make of a message.

LINK = {"components/words/link.html": '<a href="{{ address }}">{{ words }}</a>'}


def pieces(message):
    template = '{% macro b(words) %}<b>{{ words }}</b>{% endmacro %}{{ t("a.b", x=x, link="/?a&b", b=b) }}'
    messages = {"a.b": message}
    return Pieces(DictLoader({**LINK, "x.html": template}), Catalogue(messages=messages))


def test_message_and_values_are_escaped_and_elements_are_not():
    html = pieces("A & {x}: [the <{x}>](link), [bold](b)").render("x.html", x="<i>")
    assert html == ('A &amp; &lt;i&gt;: <a href="/?a&amp;b">the &lt;&lt;i&gt;&gt;</a>, <b>bold</b>')


def test_a_value_that_looks_like_a_placeholder_is_text():
    html = pieces("{x} [there](link)").render("x.html", x="{y} [a](nowhere)")
    assert html == '{y} [a](nowhere) <a href="/?a&amp;b">there</a>'


def test_in_plain_text_nothing_is_escaped_and_a_link_stands_behind_its_words():
    made = pieces("A & {x}: [there](link)").render_text("x.html", x="<i>")
    assert made == "A & <i>: there /?a&b"


@given(st.text(max_size=30))
def test_any_value_is_seen_as_it_is(value):
    html = pieces("{x}").render("x.html", x=value)
    assert (
        Markup(html).unescape() == value.replace("\r\n", "\n").replace("\r", "\n") or Markup(html).unescape() == value
    )
