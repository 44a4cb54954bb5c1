"""Tags, paths, blocks and related articles: what authors are told, and what is made of the right ones."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from building import ROOT
from coach.cli.main import main
from coach.content.config.shown import Speakers
from coach.content.settings import CoachFields, with_catalogue
from coach.io.disk.files import read_font, read_messages
from coach.markdown.blocks.audio import Audio, read_audio
from coach.markdown.blocks.boxes import box_mistakes
from coach.markdown.blocks.charts.chart import read_chart
from coach.markdown.blocks.chat import read_chat
from coach.markdown.blocks.fences import block_lines
from coach.markdown.blocks.video import read_video
from coach.markdown.lines import Lines
from coach.pictures.lettering import Typeface
from coach.publish.advice import advise
from coach.publish.check import check_all
from coach.site.curation.related import LEAST_INBOUND, relate
from coach.site.generated_pages import older_pages
from coach.site.site import read_site
from helpers import NOW, SETTINGS, article, messages, page, related_of, site_of, sources
from quizzes.shared import PROFILE, files

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "curation.yml").read_text(encoding="utf-8"))
BLOCKS = "articles/2026/blocks.md"
BASE = {
    **files(),
    "articles/2026/draft.md": article("Draft", draft="true"),
    "articles/2026/later.md": article("Later", date="2027-01-05"),
}


def docs_of(case):
    if "body" in case:
        return BLOCKS, {**BASE, BLOCKS: article("Blocks", date="2026-05-01", body=case["body"])}
    return case["path"], {**BASE, case["path"]: case["source"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_mistake_is_named_with_place_and_hint(case):
    path, docs = docs_of(case)

    found = [str(problem).removeprefix(f"docs/{path}:") for problem in check_all(sources(docs), SETTINGS, NOW)]
    assert found == case["problems"].splitlines()


# Tags


def many(count, **keys):
    return {
        f"articles/2026/a{number:03}.md": article(
            f"Article {number}", date=f"2020-01-01T00:{number // 60:02}:{number % 60:02}Z", **keys
        )
        for number in range(count)
    }


def test_pages_of_a_tag_keep_their_articles_when_more_are_written():
    before = site_of(many(100)).generated
    after = site_of({**many(100), "articles/2026/new.md": article("New", date="2026-11-01")}).generated

    def pages(generated):
        return {
            made.address: [one.id for one in made.data["articles"]] for made in generated if "/page/" in made.address
        }

    assert list(pages(before)) == ["tags/time/page/1/", "tags/time/page/2/", "tags/time/page/3/"]
    assert {address: pages(after)[address] for address in list(pages(before))[:2]} == {
        address: pages(before)[address] for address in list(pages(before))[:2]
    }
    assert pages(before)["tags/time/page/1/"][-1] == "a000"


@given(st.integers(0, 200))
def test_every_article_of_a_list_is_on_one_of_its_pages(count):
    from types import SimpleNamespace

    articles = tuple(SimpleNamespace(id=number) for number in range(count))
    shown = [one.id for one in articles[:30]] + [one.id for made in older_pages(articles) for one in made]

    assert set(shown) == set(range(count))
    assert all(len(made) == 30 for made in older_pages(articles)[:-1])


def test_aliases_of_tags_are_redirects_and_articles_may_use_them():
    site = site_of({**files(), "articles/2026/x.md": article("X", tags="[Timing]")})

    assert messages(site) == []
    assert [(one.address, one.target) for one in site.redirects] == [("tags/timing/", "tags/time/")]


def test_advice_names_what_could_be_better_and_fails_nothing():
    tags = """
time: {label: Time, description: About time.}
times: {label: Times, description: Also about time.}
value: {label: Value}
price: {label: Price, description: About price.}
"""
    docs = {
        **many(8, tags="[time]"),
        **{
            f"articles/2026/b{number}.md": article(f"B {number}", date="2025-01-01", tags="[value, price]")
            for number in range(3)
        },
        "articles/2026/old.md": article("Old", review_by="2026-06-01"),
        "tags.yml": tags,
    }
    site = site_of(docs)
    advice = advise(site, NOW.date(), Typeface(read_font()))
    told = [
        str(problem) for problem in advice if "same description" not in problem.message
    ]  # helpers write one for all

    assert messages(site) == []
    assert all(problem.advice for problem in advice)
    assert told == [
        "docs/articles/2026/old.md:6:12 this article was to be read again by 2026-06-01. "
        "Read it, mend it, set updated to today and review_by to a later day.",
        'docs/tags.yml:2:1 9 of 12 articles (75 %) carry the tag "time". Split it into narrower ones.',
        'docs/tags.yml:3:1 no article carries the tag "times". Write one, or take the tag out.',
        'docs/tags.yml:3:1 the tags "time" and "times" look alike. If they are one, keep one as an alias.',
        'docs/tags.yml:4:1 every article with the tag "value" also has "price". '
        "If it is a part of it, give it that parent; if they are one, merge them.",
        'docs/tags.yml:4:1 the tag "value" has no description. Two or three sentences say what it is about.',
        'docs/tags.yml:5:1 every article with the tag "price" also has "value". '
        "If it is a part of it, give it that parent; if they are one, merge them.",
    ]


def test_every_tag_of_this_site_is_described_and_graded_and_none_is_a_stub(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert main(["tags"]) == 0
    grades = [line.split()[0] for line in capsys.readouterr().out.splitlines()]

    assert len(grades) == len(yaml.safe_load((ROOT / "docs/tags.yml").read_text(encoding="utf-8")))
    assert "Stub" not in grades


def test_check_with_advice_is_still_clean(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    assert main(["check", "--advice"]) == 0


# Paths


def test_a_path_knows_where_an_article_stands_on_it():
    path = """
title: A path
description: A description that is long enough to stand alone in a list.
steps:
  - {article: five-minutes, why: First.}
  - {quiz: tea, why: Then., optional: true}
  - {article: x, why: Last.}
"""
    site = site_of({**files(), "articles/2026/x.md": article("X"), "paths/a-path.yml": path})
    (stop,) = site.paths.of_quiz("tea")

    assert messages(site) == []
    assert (stop.step.number, stop.previous.article, stop.next.article, stop.step.optional) == (
        2,
        "five-minutes",
        "x",
        True,
    )
    assert site.paths.of_article("x")[0].next is None


def test_every_article_of_this_site_is_on_a_path(own_site):
    assert [one.id for one in own_site.library.listed if not own_site.paths.of_article(one.id)] == []
    assert len(own_site.paths.paths) == 5
    for path in own_site.paths.paths.values():
        assert any(step.quiz for step in path.steps)


# Related articles


def test_related_lists_have_a_reason_each_and_nobody_is_an_orphan(own_site):
    inbound = {one.id: 0 for one in own_site.library.listed}
    for one in own_site.library.listed:
        nears = related_of(own_site).of(one.id)
        assert len(nears) >= 3
        for near in nears:
            inbound[near.id] += 1
            assert near.picked or near.tags or near.path or near.words
    assert min(inbound.values()) >= LEAST_INBOUND


def test_related_is_not_what_the_page_shows_anyway(own_site):
    for one in own_site.library.listed:
        beside = {other.id for other in (own_site.library.older(one), own_site.library.newer(one)) if other}
        assert beside.isdisjoint(near.id for near in related_of(own_site).of(one.id) if not near.picked)


def test_hand_picked_articles_come_first_in_their_order():
    docs = {**many(6), "articles/2026/x.md": article("X", related="[a002, a004]", tags="[trust]")}
    nears = related_of(site_of(docs)).of("x")

    assert [(near.id, near.picked) for near in nears[:2]] == [("a002", 1), ("a004", 2)]


def test_an_unrelated_article_changes_at_most_the_lists_it_enters(own_site):
    from coach.io.disk.files import read_messages
    from coach.io.disk.sources import read_sources
    from coach.source.sources import Source, Sources

    root = ROOT
    docs = read_sources(root / "docs")
    tags = docs.named("tags.yml")
    stranger = article(
        "Zebra zoology", date="2026-11-20", tags="[zoology]", body="Zebra zebra zoology zoology quagga quagga. " * 20
    )
    new_tags = Source("tags.yml", tags.data + b"\nzoology: {label: Zoology}\n")
    texts = (
        *(one for one in docs.texts if one.path != "tags.yml"),
        new_tags,
        Source("articles/2026/zebra.md", stranger.encode()),
    )
    from coach.content.settings import read_settings, with_catalogue
    from coach.site.site import read_site

    settings, _ = read_settings((root / "mkdocs.yml").read_text())
    settings, _ = with_catalogue(settings, read_messages(root / "overrides"))
    after = related_of(read_site(Sources(texts, docs.others), settings, NOW))
    changed = {id_ for id_, nears in related_of(own_site).lists.items() if after.of(id_) != nears}
    entered = {id_ for id_, nears in after.lists.items() if "zebra" in {near.id for near in nears}}

    assert entered <= changed
    assert len(entered) == LEAST_INBOUND
    assert len(changed - entered) <= LEAST_INBOUND  # each may take in the one that it has displaced


def test_what_stands_in_a_chart_relates_no_articles():
    from coach.site.curation.keywords import article_terms

    chart = "```chart\nkind: bars\nmarked: Bars\nbars: {Bars: 1, Marked: 2}\n```"
    docs = {"articles/2026/x.md": article("Zebra", body=f"Quagga quagga.\n\n{chart}\n\nOkapi okapi.")}
    terms = article_terms(site_of({**BASE, **docs}).library.by_id["x"], frozenset())

    assert {"zebra", "quagga", "okapi"} <= terms.keys()
    assert not {"bar", "marked"} & terms.keys()


def test_explain_prints_the_scores(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    assert main(["explain", "related", "respected-or-liked"]) == 0
    assert "what-you-said-and-what-arrived: tags 0.25 (respect)" in capsys.readouterr().out
    assert main(["explain", "related", "respected-or-linked"]) == 2
    assert 'Did you mean "respected-or-liked"?' in capsys.readouterr().err


# Blocks


def test_a_chat_is_read_with_notes_and_continuations():
    chat, mistakes = read_chat('title: A "talk"\nBuyer: Hello,\n  are you there?\nrep: Yes.\n> Short.\n> And kind.')

    assert not mistakes
    assert chat.title == "A “talk”"
    assert [(one.speaker, one.words, one.note) for one in chat.messages] == [
        ("Buyer", "Hello, are you there?", ""),
        ("Rep", "Yes.", "Short. And kind."),
    ]


def own_words():
    coach = SETTINGS.coach.model_copy(update={"speakers": Speakers(rep="Beraterin", buyer="Die Kundin")})
    settings, _ = with_catalogue(replace(SETTINGS, coach=coach), read_messages(ROOT / "overrides"))
    return settings.catalogue.text_words


@pytest.mark.parametrize(
    ("written", "who"),
    [("Beraterin", "rep"), ("die kundin", "buyer"), ("Coach", "coach"), ("Rep", "rep"), ("buyer", "buyer")],
)
def test_a_line_of_a_chat_begins_with_a_name_of_the_site_or_with_the_usual_one(written, who):
    chat, mistakes = read_chat(f"{written}: Yes.", own_words())

    assert not mistakes
    assert [message.speaker.lower() for message in chat.messages] == [who]


def test_a_speaker_whom_nobody_named_is_a_mistake_with_the_site_s_names():
    _, (mistake,) = read_chat("Anna: Yes.", own_words())

    assert mistake.message == 'unknown speaker "Anna".'
    assert "Beraterin" in mistake.hint


@pytest.mark.parametrize(
    ("link", "player"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://youtu.be/abcdefghijk?t=43", "https://www.youtube-nocookie.com/embed/abcdefghijk?start=43"),
        ("http://youtu.be/abcdefghijk?si=x&t=1m5s", "https://www.youtube-nocookie.com/embed/abcdefghijk?start=65"),
        ("https://m.youtube.com/shorts/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://youtube.com/live/abcdefghijk?feature=share", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("youtube.com/embed/abcdefghijk?start=9", "https://www.youtube-nocookie.com/embed/abcdefghijk?start=9"),
        ("https://www.youtube.com/watch?app=x&v=abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/123", "https://player.vimeo.com/video/123?dnt=1"),
        ("https://vimeo.com/123/abc456#t=43s", "https://player.vimeo.com/video/123?dnt=1&h=abc456#t=43s"),
        ("https://player.vimeo.com/video/123?h=abc456", "https://player.vimeo.com/video/123?dnt=1&h=abc456"),
        ("https://vimeo.com/channels/staffpicks/123", "https://player.vimeo.com/video/123?dnt=1"),
    ],
)
def test_a_video_has_a_player_that_keeps_quiet(link, player):
    video, mistakes = read_video(f'title: A call\nlength: "3:20"\nlink: {link}')

    assert not mistakes
    assert video.player == player


@pytest.mark.parametrize(
    "link",
    [
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/playlist?list=PL1",
        "https://youtube.com.example.org/watch?v=abcdefghijk",
        "https://vimeo.com/about",
        "javascript:alert(1)",
        "https://[",
    ],
)
def test_another_address_is_no_video(link):
    video, (mistake,) = read_video(f'title: A call\nlength: "3:20"\nlink: "{link}"')

    assert video is None
    assert mistake.message == f'"{link}" is no video that can be shown.'


@given(st.text(max_size=200))
def test_no_text_is_too_strange_for_a_block(text):
    read_chat(text)
    read_video(text)
    read_audio(text)
    read_chart(text)
    list(box_mistakes(Lines(text)))
    list(block_lines(text))


def test_a_recording_is_read():
    audio, mistakes = read_audio(
        'title: A "call"\nfile: ../../assets/call.mp3\nlength: "2:10"\ntranscript: Hello -- you?'
    )

    assert not mistakes
    assert audio == Audio("A “call”", "../../assets/call.mp3", "2:10", "Hello – you?")


def test_blocks_shown_as_code_are_no_blocks():
    body = "````\n```chat\nNobody\n```\n````\n\n    !!! homwork\n\n```\n!!! homwork\n```"

    assert check_all(sources({**BASE, BLOCKS: article("B", body=body)}), SETTINGS, NOW) == []


def test_homework_is_known_by_its_words():
    from coach.markdown.renderer import Renderer
    from helpers import EXTENSIONS

    rendered = Renderer(EXTENSIONS, {}).render(
        '!!! homework "What\'s *that*?"\n\n    Ring `one` [customer](x).\n\n    - Then rest.\n'
    )

    (homework,) = rendered.homework
    assert (homework.anchor, homework.title, homework.words) == (
        "homework",
        "What’s that?",
        "Ring one customer. Then rest.",
    )
    assert rendered.boxes == {"homework"}


def test_a_page_can_show_a_path():
    path = "title: P\ndescription: A description that is long enough to stand alone in a list.\nsteps: [{article: five-minutes, why: Now.}]"

    assert messages(site_of({**files(PROFILE), "paths/p.yml": path, "start-here.md": page(path="p")})) == []


def test_scaling_is_near_linear():
    """Ten times the articles take no more than some fifteen times the steps of the related work."""
    import cProfile
    import pstats

    def steps(count):
        chance = random.Random(1)
        words = [f"word{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(2000)]
        docs = {}
        for number in range(count):
            body = " ".join(chance.choices(words, k=120))
            tags = ", ".join(chance.sample(["time", "respect", "listening", "trust", "value"], 2))
            docs[f"articles/2026/a{number:04}.md"] = article(
                f"A {number}",
                date=f"2020-01-01T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}Z",
                tags=f"[{tags}]",
                body=body,
            )
        site = site_of(docs)
        from coach.site.curation.related import relate

        profile = cProfile.Profile()
        profile.runcall(relate, site.library, site.paths)
        return pstats.Stats(profile).total_calls

    assert steps(600) <= 15 * steps(60)


def test_kept_related_articles_are_the_same_as_fresh_ones(own_site, tmp_path, monkeypatch):
    from coach.io.cache import Cache
    from coach.publish import related as module

    def again():
        return module.RelatedCache(own_site.library, own_site.paths, Cache(tmp_path / "cache.sqlite")).related

    first = again()
    monkeypatch.setattr(module, "relate", None)
    assert again() == first == related_of(own_site)
    monkeypatch.setattr(module, "fingerprint", lambda *_: "other code")
    with pytest.raises(TypeError):
        again()


def test_a_word_in_common_is_spelled_as_the_text_spells_it_where_case_tells():
    body = (
        "Der Preis gilt. Preise nennt man, und nennt sie fest. Welcher Preis, und wessen Muster? Das Muster nennt ihn."
    )
    files = {
        f"articles/2026/{name}.md": article(name.title(), date=f"2026-04-{day}", tags=f"[{tag}]", body=body)
        for name, tag, day in (("eins", "time", 14), ("zwei", "respect", 15), ("drei", "trust", 16))
    }
    german, _ = with_catalogue(replace(SETTINGS, coach=CoachFields(locale="de_DE")), read_messages(ROOT / "overrides"))
    for settings, words in ((german, {"Muster", "Preis", "nennt"}), (SETTINGS, {"muster", "prei", "nennt"})):
        site = read_site(sources(files), settings, NOW)
        near = {
            word for nears in relate(site.library, site.paths).lists.values() for one in nears for word in one.words
        }
        assert near & {"Muster", "muster", "Preis", "preis", "prei", "nennt", "Nennt"} == words
