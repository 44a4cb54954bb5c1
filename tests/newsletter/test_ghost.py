"""Ghost: a letter's content becomes a post that only a person publishes."""

from __future__ import annotations

import json
from dataclasses import replace

import lxml.html
import pytest

from building import build, copy_project
from coach.cli.main import main
from helpers import AUTHORS, TAGS, page
from newsletter.desk import CHANGED, NOVEMBER, Desk
from newsletter.published import SMALL, edition
from newsletter.stand_ins.ghost import Ghost

TYPED = '{name}, {{ name }}, {first_name, "friend"} and %%{email}%%'
LETTER = f"{TYPED} <b>x</b>\n\n![A desk](desk.png)\n/// caption\nOur desk.\n///\n\n???+ note\n    Kept."


@pytest.fixture
def standin():
    with Ghost() as server:
        yield server


@pytest.fixture
def desk(standin, tmp_path, monkeypatch):
    return Desk(standin, tmp_path / "newsletter/ledger.yml", monkeypatch)


def test_a_draft_has_the_content_in_one_card_and_all_that_a_mail_needs(desk):
    parcel = replace(NOVEMBER, url="https://second-sale.org/newsletter/2026-11/")
    assert desk.push(parcel) == 0
    (draft,) = desk.standin.drafts
    (card,) = json.loads(draft.pop("lexical"))["root"]["children"]
    assert card == {"type": "html", "version": 1, "html": NOVEMBER.html}
    assert draft == {
        "id": draft["id"],
        "title": NOVEMBER.subject,
        "slug": "second-sale-2026-11",
        "status": "draft",
        "custom_excerpt": "Before",
        "canonical_url": "https://second-sale.org/newsletter/2026-11/",
        "codeinjection_foot": f"<!-- second-sale-2026-11 {NOVEMBER.hash} -->",
        "updated_at": draft["updated_at"],
        "email": None,
    }


def test_the_signature_has_the_time_of_the_clock_even_in_a_build_of_another_time(desk, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
    assert desk.push() == 0
    assert desk.has_one_draft()


def test_a_page_with_the_same_address_is_told_and_no_draft_is_left_under_another(desk, capsys):
    desk.standin.pages.add("second-sale-2026-11")
    assert desk.push() == 1
    assert capsys.readouterr().err == (
        'coach: Ghost has a page with the address "second-sale-2026-11", which this letter needs. '
        "Give that page another one there and push again.\n"
    )
    assert desk.standin.drafts == []

    desk.standin.pages.clear()
    assert desk.push() == 0
    assert desk.has_one_draft()


def test_a_draft_made_between_question_and_creation_is_adopted(desk, monkeypatch):
    ask = desk.standin.page

    def meanwhile(query):
        answer = ask(query)
        if not desk.standin.drafts:
            other = Desk(desk.standin, desk.ledger.with_name("other.yml"), monkeypatch)
            monkeypatch.setattr(desk.standin, "page", ask)
            assert other.push() == 0
        return answer

    monkeypatch.setattr(desk.standin, "page", meanwhile)
    assert desk.push() == 0
    assert desk.has_one_draft()


@pytest.mark.parametrize("status", ["scheduled", "published", "sent"])
def test_what_is_no_draft_any_more_is_left_alone(desk, capsys, status):
    assert desk.push() == 0
    desk.standin.drafts[0]["status"] = status
    before = dict(desk.standin.drafts[0])

    assert desk.push(CHANGED, update=True) == 1
    assert desk.standin.drafts == [before]
    assert "is no draft any more" in capsys.readouterr().err


def test_a_post_that_was_mailed_is_no_draft_even_if_it_was_taken_back_to_one(desk):
    assert desk.push() == 0
    desk.standin.drafts[0]["email"] = {"status": "submitted"}

    assert desk.push(CHANGED, update=True) == 1
    (known,) = desk.standin.of("2026-11")
    assert known["html"] == NOVEMBER.html


@pytest.mark.parametrize("published", [True, False], ids=["published", "edited"])
@pytest.mark.parametrize("after", [1, 2], ids=["before the second question", "before the change"])
def test_what_a_person_does_there_during_an_update_is_not_lost(desk, monkeypatch, capsys, published, after):
    assert desk.push() == 0
    ask, asked = desk.standin.page, []

    def meanwhile(query):
        answer = ask(query)
        asked.append(query)
        if len(asked) == after:
            (draft,) = desk.standin.drafts
            draft.update(desk.standin.touched(draft), title="By hand", status="published" if published else "draft")
        return answer

    monkeypatch.setattr(desk.standin, "page", meanwhile)
    code = desk.push(CHANGED, update=True)

    (draft,) = desk.standin.drafts
    if (published, after) == (False, 1):  # as if it had been edited before the update
        assert (code, draft["title"]) == (0, CHANGED.subject)
        return
    assert (code, draft["title"]) == (1, "By hand")
    assert "push again" in capsys.readouterr().err
    assert desk.push(CHANGED, update=True) == (1 if published else 0)


def test_a_collision_is_named(desk, capsys, monkeypatch):
    assert desk.push() == 0
    monkeypatch.setattr(desk.standin, "change", lambda *_: (409, {"errors": [{"code": "UPDATE_COLLISION"}]}))

    assert desk.push(CHANGED, update=True) == 1
    assert "Ghost could not do it now (409 UPDATE_COLLISION). Wait a little and push again" in capsys.readouterr().err


def test_another_title_there_does_not_make_it_another(desk):
    assert desk.push() == 0
    desk.ledger.unlink()
    desk.standin.drafts[0]["title"] = "Ann's title"

    assert desk.push() == 0
    assert len(desk.standin.drafts) == 1


@pytest.mark.parametrize("token", ["b7e1", "6748592f4b9b7700010f6564", "6748592f:xyz", "6748592f:abc", ":b1b5"])
def test_what_is_no_admin_key_is_told_before_anybody_is_asked(desk, capsys, token):
    assert desk.push(token=token) == 2
    assert "what is in GHOST_TOKEN is no Admin API key of Ghost. Make a custom" in capsys.readouterr().err
    assert desk.standin.asked == []


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300010000050001"
    "0d0a2db40000000049454e44ae426082"
)


@pytest.fixture
def project(tmp_path, monkeypatch):
    letter = edition(f"'{TYPED}'", body=LETTER)
    docs = {**SMALL, "index.md": page("Home"), "tags.yml": TAGS, "authors.yml": AUTHORS, "newsletter/desk.png": PICTURE}
    folder = copy_project(tmp_path / "x", {**docs, "newsletter/2026-05.md": letter, "subscribe.md": page("Subscribe")})
    config = folder / "mkdocs.yml"
    ghost = "provider: ghost\n      account: https://blog.example.org/letters"
    config.write_text(
        config.read_text()
        .replace("provider: none", ghost)
        .replace("extra:\n  coach:\n", "extra:\n  coach:\n    contact: desk@example.org\n", 1)
    )
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SITE_URL", "https://second-sale.org/")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795953600")
    return folder


def test_a_dry_run_shows_the_content_without_frame_and_titles_as_typed(project, capsys):
    assert main(["newsletter", "push", "2026-05", "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "POST https://blog.example.org/letters/ghost/api/admin/posts/\n" in shown
    (post,) = json.loads(shown[shown.index("\n{") :])["posts"]
    (card,) = json.loads(post["lexical"])["root"]["children"]
    content = lxml.html.fragment_fromstring(card["html"], create_parent="div")

    joined = TYPED.replace("%%{", "%\N{WORD JOINER}%{")
    assert post["title"].replace("\N{RIGHT DOUBLE QUOTATION MARK}", '"').replace("“", '"') == joined
    assert joined in content.text_content().replace("“", '"').replace("”", '"')
    assert "{" not in card["html"]
    assert not content.xpath("//html|//style|//h1|//*[contains(., 'Leave this list')]")
    assert content.xpath("//figure/figcaption")
    assert content.xpath("//a/@href")[-1] == post["canonical_url"] == "https://second-sale.org/newsletter/2026-05/"


@pytest.mark.build
def test_pages_have_no_form_and_say_who_sends_the_letter(project):
    made = build(project)
    assert made.returncode == 0, made.stderr
    subscribe, letter, privacy = (
        (project / f"site/{name}/index.html").read_text() for name in ("subscribe", "newsletter/2026-05", "privacy")
    )

    for text in (subscribe, letter):
        assert "subscribe__form" not in text
        assert "form-action 'none'" in text
    assert "write to us with the word “letter”" in letter
    said = " ".join(lxml.html.fromstring(privacy).text_content().split())
    assert "by mail from Ghost (blog.example.org), our mail provider, which has the addresses that were given" in said
    assert "and yours if you write to us with the word “letter”" in said
    assert "no mail provider knows of you" not in said
