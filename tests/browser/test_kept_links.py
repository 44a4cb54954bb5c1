"""Links of the quizzes' first versions in the browser: they count as they did, and pages show them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from quizzes.test_kept_links import LINKS
from quizzes.test_scoring import ALL
from reference.tokens import pack


def test_the_browser_counts_two_hundred_kept_links_as_they_were_counted(open_page, site_url):
    page = open_page("mirror/")
    found = page.evaluate(
        """async ({ root, links }) => {
            const load = (name) => import(`${root}components/${name}.mjs`);
            const [score, tokens, gaps, shelf, customer] = await Promise.all(
                ["quiz/score", "mirror/tokens", "mirror/gaps", "mirror/shelf", "mirror/customer"].map(load));
            const mirror = document.querySelector("coach-mirror");
            const scores = (scale, answers) => Object.fromEntries(Object.values(gaps.partsOf(scale, answers)).map((one) => [one.id, one.score]));
            return Promise.all(links.map(async ({ kind, quiz, token }) => {
                const scale = await shelf.loadQuiz(mirror, tokens.versionOf(token) ?? score.unseal(2, token).fingerprint);
                if (kind === "result") return { kind, quiz: scale.id, token, scores: scores(scale, score.unpack(scale, token)) };
                if (kind === "invite") return { kind, quiz: scale.id, token, nonce: customer.unpackInvite(scale, token) };
                if (kind === "sum") {
                    const { people, means } = tokens.unpackSum(scale, token);
                    return { kind, quiz: scale.id, token, people, scores: means };
                }
                if (kind === "reply") {
                    const { nonce, comment, answers } = tokens.unpackReply(scale, token);
                    return { kind, quiz: scale.id, token, nonce, comment, scores: scores(scale, answers) };
                }
                const { mine, replies } = tokens.unpackBundle(scale, token);
                return { kind, quiz: scale.id, token, scores: scores(scale, mine), customers: replies.map(({ answers }) => scores(scale, answers)) };
            }));
        }""",
        {"root": site_url, "links": LINKS},
    )

    assert found == LINKS


def first(kind, quiz):
    return next(link for link in LINKS if (link["kind"], link["quiz"]) == (kind, quiz))


@pytest.mark.parametrize("quiz", sorted({link["quiz"] for link in LINKS}))
def test_an_older_result_an_older_invite_and_an_older_view_open_on_their_pages(open_page, quiz):
    result = open_page(f"quizzes/{quiz}/#r={first('result', quiz)['token']}")
    expect(result.get_by_text("made with an earlier version of the quiz")).to_be_visible()

    customer = open_page(f"quizzes/{quiz}/customer/#i={first('invite', quiz)['token']}")
    customer.get_by_role("link", name="Start").click()
    expect(customer.locator("[data-quiz-form]")).to_be_visible()
    expect(customer.locator("[data-trouble]")).to_be_hidden()

    guest = first("bundle", quiz)
    mirror = open_page(f"mirror/#b={guest['token']}")
    expect(mirror.locator(".overlay__table tbody tr").first.locator("td").first).to_have_text(
        str(guest["scores"]["whole"])
    )


def test_an_older_reply_is_laid_over_the_older_answers_that_it_belongs_to(open_page):
    mine, reply = first("result", "pusher-or-builder"), first("reply", "pusher-or-builder")
    kept = {
        "mine": [{"quiz": "pusher-or-builder", "at": "2026-11-25T10:00:00.000Z", "token": mine["token"]}],
        "asked": [
            {
                "quiz": "pusher-or-builder",
                "at": "2026-11-25T10:00:00.000Z",
                "label": "Boatyard",
                "nonce": reply["nonce"],
            }
        ],
        "sums": [],
        "tray": [],
    }
    page = open_page("mirror/")
    page.evaluate("(kept) => localStorage.setItem('second-sale.mirror', JSON.stringify(kept))", kept)
    page = open_page(f"mirror/#y={reply['token']}", context=page.context)

    row = page.locator(".overlay__table tbody tr").first.locator("td")
    expect(row.first).to_have_text(str(mine["scores"]["whole"]))
    expect(row.nth(1)).to_have_text(str(reply["scores"]["whole"]))


def test_a_browser_that_keeps_nothing_says_so_shows_the_reply_and_leaves_it_in_the_address(open_page):
    mine = first("result", "the-mirror")
    page = open_page("mirror/")
    page.context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    page = open_page(f"mirror/#r={mine['token']}", context=page.context)

    expect(page.locator("[data-place=said]")).to_contain_text("this browser could not keep it")
    assert page.url.endswith(f"#r={mine['token']}")
    expect(page.locator("[data-place=kept]")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_text("Save all as a file").click()
    assert mine["token"] in saved.value.path().read_text(encoding="utf-8")


def test_a_tray_that_is_not_kept_says_so_and_the_reply_stays_in_the_address(open_page):
    reply = first("reply", "the-mirror")
    page = open_page("mirror/collect/")
    page.context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    page = open_page(f"mirror/collect/#y={reply['token']}", context=page.context)

    expect(page.locator("[data-said]")).to_contain_text("this browser could not keep it")
    assert page.url.endswith(f"#y={reply['token']}")


def test_a_reply_to_an_earlier_version_beside_todays_answers_is_called_that(open_page):
    reply = first("reply", "pusher-or-builder")
    scale = ALL["pusher-or-builder"]
    at = "2026-11-25T10:00:00.000Z"
    request = {"quiz": "pusher-or-builder", "at": at, "label": "Boatyard", "nonce": reply["nonce"], "got": at}
    mine = pack(scale, {item.id: "2" for item in scale.items})
    kept = {
        "mine": [{"quiz": "pusher-or-builder", "at": at, "token": mine}],
        "asked": [{**request, "token": reply["token"]}],
    }
    page = open_page("mirror/")
    page.evaluate("(kept) => localStorage.setItem('second-sale.mirror', JSON.stringify(kept))", kept)
    page.reload()

    expect(page.get_by_text("1 reply is to an earlier version of the questions.")).to_be_visible()
