"""Keys that had another name in an earlier version: the checker tells the new one."""

from __future__ import annotations

from typing import ClassVar

import pytest

import coach.content.article_fields
import coach.content.settings
import coach.quizzes.fields
import coach.site.newsletter.editions  # noqa: F401 - so that all models are known
from coach.source.schema import Fields, Text, check
from coach.source.slips.fields import keys_of
from coach.source.yaml_document import read_yaml


class Inner(Fields):
    FORMER: ClassVar[dict[str, tuple[str, str]]] = {"link": ("to", "0.3")}
    REQUIRED: ClassVar[tuple[str, ...]] = ("to",)
    to: Text | None = None


class Outer(Fields):
    FORMER: ClassVar[dict[str, tuple[str, str]]] = {"reply_to": ("contact", "0.2")}
    REQUIRED: ClassVar[tuple[str, ...]] = ("contact",)
    contact: Text | None = None
    offer: Inner | None = None
    menu: tuple[Inner, ...] = ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "reply_to: me@example.org",
            ['mkdocs.yml:1:1 "reply_to" is called "contact" since version 0.2. Write contact in its place.'],
        ),
        (
            "contact: x\noffer:\n  link: /about/\n",
            ['mkdocs.yml:3:3 "link" is called "to" since version 0.3. Write to in its place.'],
        ),
        (
            "contact: x\nmenu:\n- link: /about/\n",
            ['mkdocs.yml:3:3 "link" is called "to" since version 0.3. Write to in its place.'],
        ),
        ("contact: x\nto: y\n", ['mkdocs.yml:2:1 unknown key "to". Known keys: contact, offer, menu.']),
    ],
)
def test_a_former_name_is_told_once_with_the_new_one(text, told):
    document, problems = read_yaml(text, "mkdocs.yml")
    _, mistakes = check(Outer, document, "mkdocs.yml")

    assert problems == []
    assert [str(one) for one in mistakes] == told


def subclasses(model):
    return {model, *(below for one in model.__subclasses__() for below in subclasses(one))}


def test_a_former_name_is_no_key_any_more_and_leads_to_one_that_is():
    for model in subclasses(Fields):
        for former, (new, version) in model.FORMER.items():
            keys = keys_of(model, [])
            assert former not in keys, model
            assert new in keys, model
            assert version.count(".") >= 1, model
