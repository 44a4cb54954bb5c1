"""The customer's view in a real browser: seller, customers, colleague and manager, each with a browser of their own."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import re
import urllib.parse

import pytest
import zxingcpp
from playwright.sync_api import expect

from browser.axe import violations_each_way
from browser.chromium import ARGUMENTS
from browser.conftest import DESKTOP, PHONE, wait_until
from browser.test_quiz import answer, as_data, to_the_end
from quizzes.test_customers_view import HOSTILE, filled, mutants, opened
from quizzes.test_scoring import ALL
from reference.gaps import add_up, coach_first, focus, gaps, gaps_to_sum, spread
from reference.mirror_tokens import (
    Reply,
    clean_comment,
    pack_bundle,
    pack_invite,
    pack_reply,
    pack_sum,
    unpack_reply,
)
from reference.scoring import choices_of
from reference.tokens import pack

PUSHER = ALL["pusher-or-builder"]
MINE = {item.id: "5" if item.left == "low" else "1" for item in PUSHER.items}
THEIRS = {item.id: "2" if item.left == "low" else "4" for item in PUSHER.items}
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def kept(page):
    return json.loads(page.evaluate("localStorage.getItem('second-sale.mirror')") or "null")


def said(page):
    return page.locator('[data-place="said"]').inner_text()


def put(page, name, asked=(), mine=None, sums=()):
    """Give the browser what it would have kept."""
    at = "2026-03-01T10:00:00.000Z"
    data = {
        "mine": [{"quiz": name, "at": at, "token": pack(ALL[name], mine)}] if mine else [],
        "asked": [{"quiz": name, "at": at, **one} for one in asked],
        "sums": [{"quiz": name, "at": at, "token": token} for token in sums],
        "tray": [],
        "me": "",
    }
    page.evaluate("(text) => localStorage.setItem('second-sale.mirror', text)", json.dumps(data))
    page.reload()
    page.locator("[data-place='quiz'] h2").wait_for()


def answered(label, nonce, answers, comment="", *, at="2026-03-01T10:00:00.000Z"):
    token = pack_reply(PUSHER, Reply(nonce, answers, comment))
    return {"label": label, "nonce": nonce, "at": at, "token": token, "got": at}


def take_quiz(page, site_url, name, answers):
    page.goto(f"{site_url}quizzes/{name}/")
    answer(page, answers)
    page.get_by_role("form").get_by_role("button", name="See my result").click()
    page.get_by_role("link", name="Ask a customer").click()
    page.locator('[name="label"]').wait_for()


def ask(page, label):
    page.get_by_label("Name of a customer").fill(label)
    page.get_by_role("button", name="Make the request").click()
    page.get_by_text(f"The words for {label} are ready").wait_for()
    return page.locator('details[open] [data-slot="link"]').input_value()


def reply(page, answers, comment=""):
    answer(page, answers)
    if comment:
        page.get_by_label("Anything to add?").fill(comment)
    page.get_by_role("button", name="Make my reply").click()
    page.get_by_role("heading", name="Thank you. Your reply is this link").wait_for()
    return page.get_by_label("The link").input_value()


def table(page):
    rows = page.locator(".compared-table tbody tr").all()
    return [row.locator("th, td").all_text_contents() for row in rows]


def said_below(page):
    return page.locator('[data-place="pasted"]').inner_text()


def start(page):
    """Phones begin with what happens with the answers."""
    page.get_by_role("link", name="Start").click()


# The whole of it


@pytest.mark.parametrize("name", sorted(ALL))
def test_four_browsers_play_it_from_the_quiz_to_the_gaps(open_page, site_url, own_site, name):
    scale = ALL[name]
    chance = random.Random(name)
    mine = MINE if name == "pusher-or-builder" else filled(scale, chance)
    theirs = [THEIRS if name == "pusher-or-builder" else filled(scale, chance), *(filled(scale, chance) for _ in "ab")]
    seller = open_page("", size=DESKTOP)
    take_quiz(seller, site_url, name, mine)
    assert "#" not in seller.url
    links = [ask(seller, label) for label in ("Boatyard", "Sawmill", "Dairy")]
    assert len(set(links)) == 3

    replies = []
    for link, answers in zip(links, theirs, strict=True):
        customer = open_page(link.removeprefix(site_url), size=PHONE)
        assert "#" not in customer.url
        replies.append(reply(customer, answers))
        assert customer.evaluate("JSON.stringify(localStorage)") == "{}"
    for link in replies:
        seller.goto("about:blank")
        seller.goto(link)
        seller.get_by_text("The reply is here").wait_for()
        assert "#" not in seller.url
    seller.locator('[name="view"]').select_option("")
    seller.locator("th", has_text="Average of 3 customers").wait_for(state="attached")

    found = gaps(scale, mine, theirs)
    quiz = own_site.catalog.quizzes[name]
    if scale.kind == "profile":
        numbers = [[row[1], re.split(r"[ ]", row[2])[0]] for row in table(seller)]
        assert numbers == [[str(gap.mine), str(gap.mean)] for gap in found]
        assert [row[2].partition("(")[2].strip(")") for row in table(seller)] == [
            f"{min(gap.theirs)}–{max(gap.theirs)}" for gap in found
        ]
        by_id = {facet.id: facet for facet in quiz.facets}
        named = [gap for gap in found[1:] if gap.clear]
        words = {by_id[gap.id].seen.more if gap.points > 0 else by_id[gap.id].seen.less for gap in named}
        shown = set(seller.locator(".overlay__gaps li").all_inner_texts())
        assert {text for text in shown if not text.startswith("They place you")} == {
            text.replace("'", "’") for text in words
        }
        first = by_id[focus(found)[0]]
        assert seller.locator(".guide li").all_inner_texts() == [text.replace("'", "’") for text in first.ask_customer]
    else:
        assert not seller.get_by_text("The band shows how far chance reaches.").is_visible(), "nothing is drawn of one"
        shown = seller.locator(".overlay__gaps li").all_inner_texts()
        assert len(shown) == sum(gap.clear for gap in found)
        assert seller.locator(".guide li").count() == 3
    articles = [link.get_attribute("href") for link in seller.locator(".plan a[href*='articles/']").all()]
    assert len(set(articles)) == 3


def test_the_verdict_comes_first_then_the_chart_and_last_what_studies_say(open_page):
    page = open_page("mirror/")
    put(page, "pusher-or-builder", [answered("A", 1, THEIRS)], MINE)
    kindly = page.get_by_text("a little more kindly than others do")
    tops = [
        one.bounding_box()["y"]
        for one in (page.locator(".overlay__gaps"), page.locator(".overlay__most"), page.locator(".overlay"), kindly)
    ]

    assert tops == sorted(tops)
    assert page.locator(".overlay__gaps").bounding_box()["y"] < PHONE["height"]
    assert page.locator(".overlay__gaps li").first.inner_text().startswith("They place you 75 points nearer")
    assert page.locator(".overlay__most").inner_text() == (
        "Where you differ most: Horizon, Listening, Fit, Value, Care, Growth"
    )
    assert not page.locator(".compared-table").is_visible()
    page.get_by_text("All of it as a table").click()
    assert page.locator(".compared-table").is_visible()


def drawn(row):
    """Return the ends of the band of a line of the chart, and where one's own bar stands, in points."""
    paths = [row.locator(f"[data-slot='{name}']").get_attribute("d") for name in ("band", "mine")]
    band, mine = ([(float(x) - 10) / 3 for x in re.findall(r"[MH]([\d.]+)", path or "")] for path in paths)
    return band[:2], mine[0] + 1 if mine else None


def test_a_bar_within_its_band_is_never_called_a_gap_and_one_outside_always(open_page):
    chance = random.Random(8)
    page = open_page("mirror/", size=DESKTOP)
    seen = set()
    for number in range(16):
        mine, *others = ({k: v for k, v in filled(PUSHER, chance).items() if chance.random() < 0.9} for _ in range(5))
        asked = [answered(f"C{at}", at, one) for at, one in enumerate(others[: 1 + number % 4])]
        put(page, "pusher-or-builder", asked, mine)
        rows = zip(table(page), page.locator(".overlay .scale-line").all(), strict=True)
        for (*_, told, words), line in rows:
            band, bar = drawn(line)
            if not band:
                continue
            assert told == "–".join(f"{end:.0f}" for end in band)
            gap = words.startswith("They ") and not words.startswith("They see it differently")
            assert gap == (not band[0] <= bar <= band[1])
            seen.add((gap, words == "Too few answers to tell."))
    assert {(True, False), (False, True)} <= seen


def test_closing_and_opening_the_sellers_browser_loses_nothing(chromium, chromium_path, site_url, tmp_path):
    def browser():
        return chromium.browser_type.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=chromium_path, args=ARGUMENTS
        )

    context = browser()
    page = context.new_page()
    take_quiz(page, site_url, "pusher-or-builder", MINE)
    link = ask(page, "Boatyard")
    before = kept(page)
    context.close()

    context = browser()
    page = context.new_page()
    page.goto(f"{site_url}mirror/")
    page.locator(".request summary").click()
    assert page.locator('[data-slot="link"]').input_value() == link
    assert kept(page) == before
    nonce = before["asked"][0]["nonce"]
    page.goto("about:blank")
    page.goto(f"{site_url}mirror/#y={pack_reply(PUSHER, Reply(nonce, THEIRS))}")
    page.locator(".overlay").wait_for()
    context.close()


def test_save_delete_and_take_in_bring_everything_back(open_page, tmp_path):
    page = open_page("mirror/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("localStorage.setItem('second-sale.quiz.pusher-or-builder', 'x')")
    put(page, "pusher-or-builder", [answered("Boatyard", 1, THEIRS, "Thank you.")], MINE)
    before, shown = kept(page), table(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Save all as a file").click()
    file = tmp_path / "view.json"
    download.value.save_as(file)

    page.get_by_role("button", name="Delete all").click()
    page.get_by_text("Your answers on the quiz pages stay there.").wait_for()
    assert page.evaluate("Object.keys(localStorage)") == ["second-sale.quiz.pusher-or-builder"]
    assert "stay there" in page.get_by_role("button", name="Delete all", include_hidden=True).get_attribute("data-sure")
    expect(page.get_by_role("heading", name="How it goes")).to_be_visible()

    page.locator('[data-action="import"]').set_input_files(file)
    page.get_by_text("What was in the file is here.").wait_for()
    page.locator(".overlay").wait_for()
    assert table(page) == shown
    assert kept(page) == before


def test_the_table_is_saved_for_a_spreadsheet(open_page):
    page = open_page("mirror/")
    put(page, "pusher-or-builder", [answered('Bo "at" yard', 1, THEIRS)], MINE)
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the table (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")

    assert download.value.suggested_filename == "second-sale-customers-view.csv"
    assert list(csv.reader(io.StringIO(text)))[1:] == table(page)


def test_a_file_is_added_to_what_is_here_already(open_page, tmp_path):
    page = open_page("mirror/")
    put(page, "pusher-or-builder", [answered("Boatyard", 1, THEIRS)], MINE)
    (tmp_path / "file.json").write_text(page.evaluate("localStorage.getItem('second-sale.mirror')"))
    put(page, "pusher-or-builder", [{"label": "Boatyard", "nonce": 1}, {"label": "Sawmill", "nonce": 2}], THEIRS)
    page.locator('[data-action="import"]').set_input_files(tmp_path / "file.json")
    page.locator(".overlay").wait_for()

    assert [(one["label"], "token" in one) for one in kept(page)["asked"]] == [("Boatyard", True), ("Sawmill", False)]
    assert kept(page)["mine"][0]["token"] == pack(PUSHER, THEIRS)


# Asking


def test_the_words_to_send_carry_the_link_and_the_name_stays_here(open_page, site_url):
    page = open_page("mirror/", permissions=CLIPBOARD)
    put(page, "pusher-or-builder", [], MINE)
    link = ask(page, "Zebra & Sons")
    texts = [page.locator(f'details[open] [data-slot="{name}"]').input_value() for name in ("mail",)]

    assert all(link in text and "{" not in text for text in texts)
    mailto = urllib.parse.unquote(page.get_by_role("link", name="Open in a mail").get_attribute("href"))
    assert texts[0] in mailto
    assert "Zebra" not in json.dumps(texts) + mailto + link
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == link


def test_who_asks_is_named_and_a_customer_may_let_others_see_the_words(open_page, site_url):
    page = open_page("mirror/")
    put(page, "pusher-or-builder", [], MINE)
    page.get_by_label("Your first name").fill("Inga & Søn")
    link = ask(page, "Boatyard")
    customer = open_page(link.removeprefix(site_url), size=DESKTOP)
    expect(customer.get_by_text("Inga & Søn has asked for your view")).to_be_visible()
    customer.reload()
    expect(customer.get_by_text("Inga & Søn has asked for your view")).to_be_visible()
    consent = customer.get_by_label("Inga & Søn may show my words to colleagues.")
    expect(consent).to_be_hidden()
    customer.get_by_label("Anything to add?").fill("Straight and quick.")
    consent.check()
    assert (consent.bounding_box()["width"], consent.bounding_box()["height"]) == (24, 24)
    assert customer.locator(".remark__quotable").bounding_box()["height"] >= 44
    token = reply(customer, THEIRS).partition("#y=")[2]

    assert unpack_reply(PUSHER, token).quotable
    page.evaluate("(token) => { location.hash = `y=${token}`; }", token)
    expect(page.get_by_text("Boatyard. These words may be shown to colleagues.")).to_be_visible()
    assert page.get_by_label("Your first name").input_value() == "Inga & Søn"


def test_where_a_device_can_share_it_is_offered(open_page, site_url):
    page = open_page("mirror/")
    page.context.add_init_script(
        "navigator.share = (what) => { window.shared = what; return Promise.reject(new Error('closed')); };"
    )
    put(page, "pusher-or-builder", [], MINE)
    link = ask(page, "Boatyard")
    page.get_by_role("button", name="Share it").click()

    assert link in page.evaluate("window.shared.text")
    plain = open_page("mirror/")
    put(plain, "pusher-or-builder", [], MINE)
    ask(plain, "Boatyard")
    assert not plain.get_by_role("button", name="Share it").is_visible()


def test_twelve_customers_can_be_asked_and_no_more(open_page):
    page = open_page("mirror/")
    put(page, "pusher-or-builder", [{"label": f"C{number}", "nonce": number} for number in range(11)], MINE)
    assert not page.get_by_text("That makes twelve").is_visible()
    ask(page, "The twelfth")

    assert not page.get_by_label("Name of a customer").is_visible()
    expect(page.get_by_text("That makes twelve")).to_be_visible()
    assert page.locator(".request").count() == 12


def test_a_request_without_a_name_is_not_made(open_page):
    page = open_page("mirror/")
    put(page, "pusher-or-builder", [], MINE)
    page.get_by_label("Name of a customer").fill("   ")
    page.get_by_role("button", name="Make the request").click()

    assert "Give the customer a name first." in said(page)
    assert page.evaluate("document.activeElement.name") == "label"


def decode(grid):
    """Return what a decoder of others reads in rows of 0 and 1."""
    scale, side = 4, len(grid) + 8
    image = bytearray(b"\xff" * (side * scale) ** 2)
    for y, row in enumerate(grid):
        for x, dark in enumerate(row):
            for line in range(scale if dark else 0):
                start = ((y + 4) * scale + line) * side * scale + (x + 4) * scale
                image[start : start + scale] = bytes(scale)
    shape = [side * scale, side * scale]
    return [
        found.text
        for found in zxingcpp.read_barcodes(
            memoryview(bytes(image)).cast("B", shape=shape), formats=zxingcpp.BarcodeFormat.QRCode
        )
    ]


def test_a_decoder_of_others_reads_the_codes(open_page, site_url):
    chance = random.Random(2)
    texts = ["".join(chance.choices("abcdefgh-_/#=:.0123456789", k=length)) for length in range(1, 135)]
    texts += [
        f"{site_url}quizzes/pusher-or-builder/customer/#i={pack_invite(PUSHER, nonce)}"
        for nonce in range(0, 65_536, 999)
    ]
    page = open_page("mirror/")
    grids = page.evaluate(
        "async ({ module, texts }) => { const { qr } = await import(module); return texts.map(qr); }",
        {"module": f"{site_url}components/mirror/qr.mjs", "texts": [*texts, "x" * 135]},
    )

    assert grids.pop() is None
    assert [decode(grid) for grid in grids] == [[text] for text in texts]


def test_the_code_on_the_page_is_read_too(open_page):
    page = open_page("mirror/", scheme="dark")
    put(page, "pusher-or-builder", [], MINE)
    link = ask(page, "Boatyard")
    page.get_by_role("button", name="Show a code to scan").click()
    page.locator(".qr svg").wait_for()
    drawn = page.locator('[data-slot="qr"]').get_attribute("d")
    grid = [[0] * 41 for _ in range(41)]
    for x, y in re.findall(r"M(\d+) (\d+)h", drawn):
        grid[int(y) - 4][int(x) - 4] = 1

    assert decode(grid) == [link]
    box = page.locator(".qr svg").bounding_box()
    assert box["width"] >= 200
    assert box["y"] >= 60
    assert box["y"] + box["height"] <= PHONE["height"]
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Show a code to scan"


# The customer's page


def test_what_becomes_of_the_answers_is_said_first(open_page):
    page = open_page("quizzes/the-mirror/customer/#i=" + pack_invite(ALL["the-mirror"], 1))
    promise = page.get_by_text("Your answers become a link that only you send. The person who asked can read them.")

    assert promise.is_visible()
    page.get_by_text("Who can see it?").click()
    assert "mail provider" in page.locator(".promise").inner_text()
    page.set_viewport_size(DESKTOP)
    assert promise.bounding_box()["y"] < page.locator("fieldset").first.bounding_box()["y"]


def test_on_phones_each_thing_has_the_screen_for_itself(open_page, site_url):
    address = "quizzes/the-mirror/customer/#i=" + pack_invite(ALL["the-mirror"], 1)
    page = open_page(address)
    progress, question = page.locator(".quiz__progress"), page.locator("fieldset").first
    promise = page.get_by_text("Your answers become a link that only you send.")
    expect(page.get_by_text("your answers are in this tab only")).to_be_visible()
    assert not progress.is_visible()
    assert not question.is_visible()
    page.reload()  # before the script is there, too
    assert not progress.is_visible()

    start(page)
    expect(question.locator("legend")).to_be_focused()
    assert progress.is_visible()
    assert not promise.is_visible()
    assert not page.get_by_role("link", name="Start").is_visible()
    assert not page.get_by_text("has asked for your view").is_visible()
    reply(page, filled(ALL["the-mirror"], random.Random(1)))
    assert not promise.is_visible()
    assert not page.get_by_text("has asked for your view").is_visible()
    assert page.get_by_role("heading", name="Thank you.").bounding_box()["y"] < PHONE["height"] / 2

    desk = open_page(address, size=DESKTOP)
    expect(desk.locator("fieldset").last).to_be_visible()
    expect(desk.get_by_text("Your answers become a link that only you send.")).to_be_visible()


def test_a_remark_that_is_too_long_is_said_to_be_so_and_nothing_is_cut(open_page):
    page = open_page("quizzes/the-mirror/customer/#i=" + pack_invite(ALL["the-mirror"], 1), size=DESKTOP)
    box, told = page.get_by_label("Anything to add?"), page.locator("[data-remaining]")
    answer(page, filled(ALL["the-mirror"], random.Random(1)))
    box.fill("😀" * 199)
    assert told.inner_text() == "1 character left."
    assert not told.get_attribute("data-over")
    box.fill("😀" * 200)
    assert told.inner_text() == "Nothing more fits: these are 200 characters."
    assert told.get_attribute("data-over") == ""
    box.fill("😀" * 202)
    assert told.inner_text() == "2 characters too many. Only 200 fit: please shorten it."
    page.get_by_role("button", name="Make my reply").click()
    expect(box).to_be_focused()
    assert box.get_attribute("aria-invalid") == "true"
    assert not page.get_by_label("The link").is_visible()
    assert box.input_value() == "😀" * 202
    box.fill("😀" * 200)
    page.get_by_role("button", name="Make my reply").click()
    token = page.get_by_label("The link").input_value().partition("#y=")[2]
    assert unpack_reply(ALL["the-mirror"], token).comment == "😀" * 200


def test_a_reload_midway_loses_no_answer_and_another_invite_begins_anew(open_page, site_url):
    scale = ALL["the-mirror"]
    page = open_page("quizzes/the-mirror/customer/#i=" + pack_invite(scale, 1))
    answers = dict(list(filled(scale, random.Random(1)).items())[:5])
    answer(page, answers)
    to_the_end(page)
    page.get_by_label("Anything to add?").fill("Nearly done")
    page.reload()

    assert page.locator("[data-quiz-form] :checked").count() == 5
    assert page.get_by_label("Anything to add?").input_value() == "Nearly done"
    page.goto(f"{site_url}quizzes/the-mirror/customer/#i=" + pack_invite(scale, 2))
    wait_until(page, "!location.hash")
    assert page.locator("[data-quiz-form] :checked").count() == 0


def test_what_is_left_out_is_fine_when_enough_is_answered_and_can_be_looked_at(open_page):
    page = open_page("quizzes/pusher-or-builder/customer/#i=" + pack_invite(PUSHER, 9))
    answer(page, dict(list(THEIRS.items())[:20]))
    to_the_end(page)
    page.get_by_role("button", name="Make my reply").click()

    token = page.get_by_label("The link").input_value().partition("#y=")[2]
    assert unpack_reply(PUSHER, token) == Reply(9, dict(list(THEIRS.items())[:20]))
    expect(page.get_by_text("4 left out, which is fine.")).to_be_visible()
    page.get_by_role("button", name="Look at them").click()
    expect(page.locator(f"[data-item='{PUSHER.items[20].id}']")).to_be_visible()
    answer(page, THEIRS)
    to_the_end(page)
    page.get_by_role("button", name="Make my reply").click()
    expect(page.get_by_text("left out, which is fine.")).to_be_hidden()


def test_too_few_answers_are_named(open_page):
    page = open_page("quizzes/pusher-or-builder/customer/#i=" + pack_invite(PUSHER, 9))
    answer(page, dict(list(THEIRS.items())[:4]))
    to_the_end(page)
    page.get_by_role("button", name="Make my reply").click()

    assert page.locator("[data-quiz-errors] li").count() == 20
    assert not page.get_by_label("The link").is_visible()


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("", "It needs the link from the message you were sent"),
        ("#i=AAAA", "The link that brought you here is incomplete."),
        ("#i=" + pack_invite(ALL["the-mirror"], 3), "The questions have changed since this link was made."),
    ],
)
def test_without_a_sound_invite_the_page_says_so(open_page, fragment, words):
    page = open_page("quizzes/pusher-or-builder/customer/" + fragment)

    assert words in page.locator("[data-trouble]").inner_text()
    for name in ("Make my reply", "Next"):
        assert not page.get_by_role("button", name=name).is_visible()
    assert not page.get_by_role("link", name="Start").is_visible()
    assert not page.get_by_label("Anything to add?").is_visible()
    assert not page.get_by_text("has asked for your view").is_visible()
    button = page.get_by_role("button", name="Print the questions")
    assert button.bounding_box()["y"] < page.locator("fieldset").first.bounding_box()["y"]
    expect(page.locator("fieldset").last).to_be_visible()
    page.evaluate("window.print = () => { window.printed = true; }")
    button.click()
    assert page.evaluate("window.printed")


@pytest.mark.parametrize("name", sorted(ALL))
def test_without_scripts_the_customers_page_is_a_form_to_print(open_page, name, tmp_path):
    page = open_page(f"quizzes/{name}/customer/", scripts=False)

    assert "Print this page, mark one answer" in page.locator(".promise").inner_text()
    assert not page.get_by_text("This page sends nothing.").is_visible()
    assert page.locator("fieldset").count() == len(ALL[name].items)
    assert not page.get_by_role("button", name="Make my reply").is_visible()
    page.emulate_media(media="print")
    expect(page.locator("fieldset").last).to_be_visible()
    page.get_by_role("link", name="version on one page").evaluate("link => link.click()")
    page.wait_for_url("**/card/")
    assert page.locator(".card tbody tr").count() == len(ALL[name].items)


@pytest.mark.parametrize("name", ["pusher-or-builder", "one-real-question"])
def test_a_customer_answers_by_keyboard_alone(open_page, name):
    scale = ALL[name]
    page = open_page(f"quizzes/{name}/customer/#i={pack_invite(scale, 5)}", size=DESKTOP)
    page.locator(f"#{scale.items[0].id}-{choices_of(scale)[0]}").focus()
    for item in scale.items:
        assert page.evaluate("document.activeElement.name") == item.id
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.keyboard.type("Fine.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.textContent") == "Thank you. Your reply is this link"
    token = page.get_by_label("The link").input_value().partition("#y=")[2]
    assert unpack_reply(scale, token).comment == "Fine."


# Taking replies in


def test_several_at_once_duplicates_and_strange_ones_are_told_apart(open_page, site_url):
    page = open_page("mirror/")
    requests = [{"label": "Boatyard", "nonce": 1}, {"label": "Sawmill", "nonce": 2}]
    put(page, "pusher-or-builder", requests, MINE)
    first, second = (pack_reply(PUSHER, Reply(number, THEIRS)) for number in (1, 2))
    rewritten = urllib.parse.quote(f"{site_url}mirror/#y={second}", safe="")
    older = pack_reply(ALL["the-mirror"], Reply(1, {}))
    other = older[:1] + "A" + older[2:]
    text = f"Hi!\n<{site_url}mirror/#y={first}>, https://scan.example/?url={rewritten}&x=1 and #y={other}"
    page.get_by_label("Reply links, or whole messages").fill(text)
    page.get_by_role("button", name="Add the replies").click()
    page.locator(".overlay").wait_for()
    assert (
        said(page)
        == "2 replies are here: Boatyard, Sawmill. This link is damaged: a part of it is missing. Ask for it once more."
    )
    assert page.locator(".compared-table thead th").all_text_contents()[2:4] == ["Boatyard", "Sawmill"]
    assert page.get_by_label("Reply links, or whole messages").input_value() == text

    page.get_by_label("Reply links, or whole messages").fill(f"#y={first} #y={first}")
    page.get_by_role("button", name="Add the replies").click()
    wait_until(page, "document.querySelector('[data-place=said]').textContent.includes('counts once: Boatyard')")
    newer = pack_reply(PUSHER, Reply(1, MINE))
    page.get_by_label("Reply links, or whole messages").fill(f"#y={newer}")
    page.get_by_role("button", name="Add the replies").click()
    wait_until(page, "document.querySelector('[data-place=said]').textContent.includes('taken the place')")
    assert len(kept(page)["asked"]) == 2
    assert page.get_by_label("Reply links, or whole messages").input_value() == ""


@pytest.mark.parametrize(("text", "words"), [("no link at all", "no link of a reply"), ("#y=AAAAAAAA", "is damaged")])
def test_a_text_that_brings_nothing_stays_and_the_message_stands_below_it(open_page, text, words):
    page = open_page("mirror/")
    put(page, "pusher-or-builder", [{"label": "Boatyard", "nonce": 1}], MINE)
    box = page.get_by_label("Reply links, or whole messages")
    box.fill(text)
    page.get_by_role("button", name="Add the replies").click()
    wait_until(page, "document.querySelector('[data-place=pasted]').textContent")

    assert words in said_below(page)
    assert said(page) == ""
    assert box.input_value() == text
    expect(box).to_be_focused()
    box.fill(f"#y={pack_reply(PUSHER, Reply(1, THEIRS))}")
    page.get_by_role("button", name="Add the replies").click()
    page.locator(".overlay").wait_for()
    assert said_below(page) == ""


def test_another_version_of_the_questions_is_said_plainly(open_page):
    from dataclasses import replace

    older = replace(PUSHER, items=tuple(replace(item, left="low") for item in PUSHER.items))
    page = open_page(f"mirror/#y={pack_reply(older, Reply(1, THEIRS))}")

    page.get_by_text("made with another version of the questions").wait_for()
    assert kept(page) is None


def test_a_reply_to_another_browsers_question_can_be_copied_or_collected(open_page, site_url):
    token = pack_reply(PUSHER, Reply(77, THEIRS))
    page = open_page(f"mirror/#y={token}", permissions=CLIPBOARD)
    for _ in range(2):
        page.get_by_text("was not asked from this browser").wait_for()
        expect(page.get_by_text("If you are the customer: it works. Send it to the person who asked.")).to_be_visible()
        assert page.get_by_label("The link of this reply").input_value() == f"{site_url}mirror/#y={token}"
        assert "#" not in page.url
        page.get_by_role("button", name="Copy this reply link").click()
        page.get_by_text("Copied.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"{site_url}mirror/#y={token}"
        page.reload()
    page.get_by_role("link", name="add it to those you collect").click()

    page.get_by_text("1 so far.").wait_for()
    expect(page.get_by_text("The average shows from three on: 2 to go.")).to_be_visible()
    assert "#" not in page.url


def test_a_reply_opened_while_the_page_is_open_is_taken_in(open_page):
    page = open_page("mirror/")
    put(page, "pusher-or-builder", [{"label": "Boatyard", "nonce": 1}], MINE)
    page.evaluate("(token) => { location.hash = `y=${token}`; }", pack_reply(PUSHER, Reply(1, THEIRS)))

    page.locator(".overlay").wait_for()
    assert "#" not in page.url


def test_a_bundle_carries_three_customers_in_120_characters_and_is_not_kept(open_page, site_url):
    page = open_page("mirror/")
    others = [filled(PUSHER, random.Random(seed)) for seed in range(3)]
    put(
        page,
        "pusher-or-builder",
        [answered(f"C{at}", at, one, "secret") for at, one in enumerate(others)],
        MINE,
    )
    link = page.locator('[data-slot="bundle"]').input_value()
    numbers = [row[1:3] for row in table(page)]

    assert link.partition("#b=")[2] == pack_bundle(PUSHER, MINE, [Reply(at, one) for at, one in enumerate(others)])
    assert len(link.replace(site_url, "https://example.github.io/second-sale/")) <= 120
    coach = open_page(link.removeprefix(site_url))
    coach.get_by_text("It is shown here, and gone when you close this tab.").wait_for()
    assert [row[1:3] for row in table(coach)] == numbers
    coach.reload()
    coach.get_by_text("It is shown here, and gone when you close this tab.").wait_for()
    assert [row[1:3] for row in table(coach)] == numbers
    assert "#" not in coach.url
    assert "secret" not in coach.inner_text("body")
    assert kept(coach) is None
    coach.get_by_role("button", name="Close what the link brought").click()
    expect(coach.get_by_role("heading", name="How it goes")).to_be_visible()
    coach.reload()
    expect(coach.get_by_role("heading", name="How it goes")).to_be_visible()


@pytest.mark.parametrize(("fragment", "name"), [("&n=Inga%20%26%20S%C3%B8n", "Inga & Søn"), ("", "the seller")])
@pytest.mark.parametrize("quiz", ["pusher-or-builder", "one-real-question"])
def test_a_coach_reads_about_the_seller_and_is_not_taken_for_them(open_page, fragment, name, quiz):
    scale = ALL[quiz]
    mine, theirs = ({item.id: choices_of(scale)[at] for item in scale.items} for at in (0, 1))
    if scale.kind == "profile":
        mine, theirs = MINE, THEIRS
    page = open_page(f"mirror/#b={pack_bundle(scale, mine, [Reply(1, theirs)])}{fragment}")
    page.locator(".overlay").wait_for()
    verdicts = page.locator(".overlay__gaps li").all_inner_texts()

    assert verdicts
    if scale.kind == "profile":
        assert verdicts[0] == f"They place {name} 75 points nearer to “Pusher” than {name} does."
        assert page.locator(".overlay__most").inner_text().startswith(f"Where {name} and the customers differ most:")
    assert not any(re.search(r"\b(you|your)\b", text) for text in verdicts)
    assert all(name in text for text in verdicts)
    key = name[0].upper() + name[1:]
    assert page.locator(".overlay__keys li").first.inner_text().strip() == key
    assert page.locator(".compared-table thead th").nth(1).text_content() == key
    assert page.locator(".plan__reads").inner_text() == f"The page says to {name}:"
    assert page.locator("[data-slot='bundle']").input_value().endswith(fragment)


def test_the_coachs_link_has_ones_first_name_and_no_customers(open_page):
    page = open_page("mirror/")
    put(page, "pusher-or-builder", [answered("Boatyard", 1, THEIRS)], MINE)
    page.evaluate(
        """() => {
            const kept = JSON.parse(localStorage.getItem("second-sale.mirror"));
            localStorage.setItem("second-sale.mirror", JSON.stringify({ ...kept, me: "Inga & Co" }));
        }"""
    )
    page.reload()
    page.locator(".overlay").wait_for()
    link = page.locator("[data-slot='bundle']").input_value()

    assert link.endswith("&n=Inga%20%26%20Co")
    assert "Boatyard" not in link


def test_the_questions_are_for_the_customer_who_sees_it_most_differently_or_for_nobody_by_name(open_page):
    page = open_page("mirror/")
    title = page.locator("[data-slot='guideTitle']")
    near = {item.id: "4" if item.left == "low" else "2" for item in PUSHER.items}
    put(
        page,
        "pusher-or-builder",
        [answered("Cem", 1, near), answered("Bert", 2, THEIRS), answered("Ada", 3, near)],
        MINE,
    )
    assert title.inner_text() == "Three questions for Bert, who sees it most differently, next week"
    put(page, "pusher-or-builder", [answered("Cem", 1, THEIRS), answered("Bert", 2, THEIRS)], MINE)
    assert title.inner_text() == "Three questions for one of them, next week"
    put(page, "pusher-or-builder", [answered("Cem", 1, THEIRS)], MINE)
    assert title.inner_text() == "Three questions for Cem, next week"


def quotable(label, nonce, answers, comment):
    token = pack_reply(PUSHER, Reply(nonce, answers, comment, quotable=True))
    return {**answered(label, nonce, answers), "token": token}


def test_paper_shows_only_what_others_may_see(open_page, tmp_path):
    page = open_page("mirror/", size=DESKTOP)
    asked = [answered("Cem Kaya", 1, THEIRS, "Only for you."), quotable("Bert", 2, OTHERS[0], "Quick and fair.")]
    put(page, "pusher-or-builder", asked, MINE)
    page.emulate_media(media="print")

    def printed():
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        text = page.locator("coach-mirror").inner_text()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        return text

    text = printed()
    assert "Quick and fair." in text
    assert "Customer 2. These words may be shown to colleagues." in text
    assert not {"Only for you.", "Cem Kaya", "Bert"} & {
        word for word in ("Only for you.", "Cem Kaya", "Bert") if word in text
    }
    page.emulate_media(media="screen")
    assert page.locator(".overlay__keys").inner_text().split("\n")[-1].strip() == "Bert"
    page.get_by_label("with names and remarks").check()
    page.emulate_media(media="print")
    text = printed()
    assert all(word in text for word in ("Only for you.", "Quick and fair.", "Cem Kaya", "Bert"))


def test_on_paper_label_rail_and_numbers_share_a_row_under_the_poles(open_page):
    page = open_page("mirror/", size={"width": 703, "height": 1000})
    put(page, "pusher-or-builder", [answered("A", 1, THEIRS)], MINE)
    page.emulate_media(media="print")
    row = page.locator(".overlay .scale-line").nth(1)
    name, rail, numbers = (
        row.locator(part).bounding_box() for part in (".scale-line__name", "svg", ".scale-line__numbers")
    )
    low, high = (page.locator(f".overlay [data-slot='{end}']").bounding_box() for end in ("low", "high"))

    assert name["x"] + name["width"] <= rail["x"] < rail["x"] + rail["width"] <= numbers["x"]
    assert abs(name["y"] + name["height"] / 2 - rail["y"] - rail["height"] / 2) < 4
    assert abs(numbers["y"] + numbers["height"] / 2 - rail["y"] - rail["height"] / 2) < 4
    assert rail["width"] > 400
    assert abs(low["x"] - rail["x"]) < 12
    assert abs(high["x"] + high["width"] - rail["x"] - rail["width"]) < 12
    assert row.locator(".scale-line__numbers").inner_text() == "100 · 25"
    assert page.locator("h1").bounding_box()["y"] >= 12


# The colleague, the card, the team


def test_a_colleague_sees_and_passes_on_only_the_sum(open_page, site_url):
    others = [filled(PUSHER, random.Random(seed)) for seed in range(3)]
    links = [f"{site_url}mirror/#y={pack_reply(PUSHER, Reply(at, one, 'private'))}" for at, one in enumerate(others)]
    page = open_page("mirror/collect/")
    box = page.get_by_label("Reply links, or whole messages")
    button = page.get_by_role("button", name="Add the replies")
    box.fill(" ".join(links[:2]) + " " + links[0])
    button.click()
    page.get_by_text("2 so far.").wait_for()
    assert page.locator(".overlay__table").count() == 0
    page.reload()
    page.get_by_text("2 so far.").wait_for()
    box.fill(links[2])
    button.click()
    page.get_by_text("The average of 3 customers.").wait_for()

    total = add_up(PUSHER, others)
    assert page.locator("tbody td").all_inner_texts() == [str(mean) for mean in total.means.values()]
    assert "private" not in page.inner_text("body")
    link = page.get_by_label("The average as a link").input_value()
    assert link.partition("#s=")[2] == pack_sum(PUSHER, total)

    seller = open_page("mirror/")
    put(seller, "pusher-or-builder", [], MINE)
    seller.goto("about:blank")
    seller.goto(link)
    seller.get_by_text("The average of 3 customers is here.").wait_for()
    found = gaps_to_sum(PUSHER, MINE, total)
    assert [row[1:3] for row in table(seller)] == [[str(gap.mine), str(gap.mean)] for gap in found]
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete the collected replies").click()
    page.get_by_text("The collected replies are deleted.").wait_for()
    assert kept(page)["tray"] == []
    assert not re.search(r"\b(sum|mean|means|tray)\b", page.inner_text("#content"), re.IGNORECASE)


def pages_of(path):
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", sorted(ALL))
def test_the_report_card_is_one_page(open_page, tmp_path, name, paper):
    page = open_page(f"quizzes/{name}/card/", size=DESKTOP)
    page.pdf(path=str(tmp_path / "card.pdf"), format=paper, prefer_css_page_size=False)

    assert pages_of(tmp_path / "card.pdf") == 1
    page.emulate_media(media="print")
    expect(page.locator(".card tbody tr").last).to_be_visible()
    assert not page.get_by_role("button", name="Print the card").is_visible()


def test_a_card_names_its_customer_and_is_typed_in(open_page, site_url):
    page = open_page("mirror/", size=DESKTOP)
    put(page, "the-mirror", [{"label": "Boatyard", "nonce": 1}], filled(ALL["the-mirror"], random.Random(1)))
    page.locator(".request summary").click()
    card = open_page(
        page.locator('[data-slot="card"]').get_attribute("href").removeprefix(site_url), context=page.context
    )
    card.get_by_text("From Boatyard").wait_for()
    assert "#" not in card.url

    page.get_by_role("button", name="type it in").click()
    page.locator("coach-customer input").first.wait_for()
    marks = filled(ALL["the-mirror"], random.Random(2))
    answer(page, marks)
    page.get_by_label("Anything to add?").fill("In pencil")
    page.get_by_role("button", name="Take the card in").click()
    page.locator(".overlay").wait_for()

    (one,) = kept(page)["asked"]
    assert unpack_reply(ALL["the-mirror"], one["token"]) == Reply(1, marks, "In pencil")
    assert page.evaluate("sessionStorage.length") == 0
    expect(page.get_by_text("In pencil")).to_be_visible()


def test_the_next_quarters_card_shows_what_moved_beyond_chance(open_page, own_site):
    before = {item.id: "1" if item.left == "low" else "5" for item in PUSHER.items}
    now = {
        item.id: ("5" if item.left == "low" else "1") if item.facet == "listening" else before[item.id]
        for item in PUSHER.items
    }
    page = open_page("mirror/")
    rounds = [
        answered("Boatyard", 1, before),
        answered("Boatyard", 2, now, at="2026-06-01T10:00:00.000Z"),
    ]
    put(page, "pusher-or-builder", rounds, MINE)

    assert page.locator(".changes h4").inner_text() == "Since 1 March 2026"
    assert page.locator(".changes li").all_inner_texts() == ["Listening: 100 points nearer to “Find out”."]
    assert [gap.id for gap in gaps(PUSHER, before, [now])[1:] if gap.clear] == ["listening"]
    put(page, "pusher-or-builder", [rounds[0], {**rounds[1], "token": pack_reply(PUSHER, Reply(2, before))}], MINE)
    assert "No clear change" in page.locator(".changes").inner_text()
    page.locator(".request summary").first.click()
    page.get_by_role("button", name="Ask once more").first.click()
    page.get_by_text("The words for Boatyard are ready").wait_for()
    assert page.locator(".request").count() == 3


@pytest.mark.parametrize("name", ["pusher-or-builder", "would-they-hire-you"])
def test_a_manager_sees_a_team_without_names_on_one_page(open_page, site_url, own_site, tmp_path, name):
    scale = ALL[name]
    team = [filled(scale, random.Random(seed)) for seed in range(5)]
    links = [f"{site_url}quizzes/{name}/#r={pack(scale, sheet)}" for sheet in team]
    page = open_page("mirror/team/", size=DESKTOP)
    box = page.get_by_label("Result links, or whole messages")
    box.fill("\n".join([*links[:2], links[0], "#r=broken-link"]))
    page.get_by_role("button", name="Show the team").click()
    page.get_by_text("2 so far.").wait_for()
    assert "is damaged" in page.locator("[data-said]").inner_text()
    assert page.locator(".team").count() == 0

    box.fill("Anna: " + " Bert: ".join(links))
    page.get_by_role("button", name="Show the team").click()
    page.locator(".team").wait_for()
    found = {one.id: one for one in spread(scale, team)}
    order = coach_first(scale, found.values())
    assert "5 results." in page.locator("[data-said]").inner_text()
    rows = [[cell.inner_text() for cell in row.locator("td").all()] for row in page.locator(".team tbody tr").all()]
    assert rows == [[str(count) for count in found[id_].counts] for id_ in order]
    parts = {part.id: part for part in own_site.catalog.quizzes[name].parts}
    first = parts[order[0]]
    title = getattr(first, "title", None) or first.topic
    expect(page.get_by_role("heading", name=f"Coach first: {title}")).to_be_visible()
    assert len({link.get_attribute("href") for link in page.locator(".team .plan a").all()}) == 3
    assert "Anna" not in page.locator(".team").inner_text()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    for paper in ("A4", "Letter"):
        page.pdf(path=str(tmp_path / "team.pdf"), format=paper)
        assert pages_of(tmp_path / "team.pdf") == 1


def test_links_that_are_no_results_are_counted_and_told(open_page, site_url):
    page = open_page("mirror/team/")
    team = [filled(PUSHER, random.Random(seed)) for seed in range(4)]
    links = [f"{site_url}quizzes/pusher-or-builder/#r={pack(PUSHER, sheet)}" for sheet in team]
    others = [f"{site_url}mirror/#y={pack_reply(PUSHER, Reply(1, THEIRS))}", "https://example.com/report"]
    page.get_by_label("Result links, or whole messages").fill("\n".join([*links, links[1], links[1], *others]))
    page.get_by_role("button", name="Show the team").click()
    page.locator(".team").wait_for()

    assert page.locator("[data-said]").inner_text() == (
        "4 results. 1 link was there more than once, and counts once. "
        "1 is a customer’s reply, and belongs in The customer’s view. 1 link is no result."
    )
    assert page.locator(".overline").inner_text().lower() == "quizzes"


def facets_at(**points):
    """Return a sheet that gives these facets so many points of four, and every other the middle."""
    return {
        item.id: str(points.get(item.facet, 2) + 1 if item.left == "low" else 5 - points.get(item.facet, 2))
        for item in PUSHER.items
    }


@pytest.mark.parametrize(
    ("team", "first", "why"),
    [
        (
            [{"care": 4, "fit": 0}, {"care": 4, "fit": 0}, {"care": 4}],
            "Fit",
            "2 of 3 {} here. No other part has as many.",
        ),
        (
            [{"horizon": 0, "fit": 0}, {"horizon": 3}, {}],
            "Fit",
            "1 of 3 is clearly nearer to “Pusher” here. Horizon has as many.",
        ),
        (
            [dict.fromkeys(("horizon", "listening", "fit", "care", "growth"), 3), {}, {}],
            "Value",
            "Nobody is clearly nearer to “Pusher” anywhere.",
        ),
    ],
)
def test_first_to_coach_is_what_lies_low_and_a_tie_is_named(open_page, team, first, why):
    page = open_page("mirror/team/", size=DESKTOP)
    page.get_by_label("Result links, or whole messages").fill(
        " ".join(
            f"#r={pack(PUSHER, facets_at(**one) | {PUSHER.items[0].id: str(at + 2)})}" for at, one in enumerate(team)
        )
    )
    page.get_by_role("button", name="Show the team").click()
    page.locator(".team").wait_for()

    assert page.locator("[data-slot='first']").inner_text() == f"Coach first: {first}"
    assert page.locator("[data-slot='why']").inner_text().startswith(why.format("are clearly nearer to “Pusher”"))
    heads = page.locator(".team thead th").all_inner_texts()
    assert heads[1:] == ["Clearly nearer to “Pusher”", "Between", "Clearly nearer to “Builder”"]
    for column in range(3):
        places = {
            row.locator("td").nth(column).locator("b").bounding_box()["x"]
            for row in page.locator(".team tbody tr").all()
        }
        assert len(places) == 1, "numbers stand below each other, also where there is nobody"


def test_what_is_tapped_is_large_enough_and_the_words_to_send_have_the_room_they_need(open_page):
    page = open_page("mirror/")
    put(page, "pusher-or-builder", [], MINE)
    page.get_by_label("Your first name").fill("Inga")
    ask(page, "Boatyard")
    for name in ("Remove", "Ask once more, for the next quarter", "type it in"):
        assert page.get_by_role("button", name=name, exact=True).bounding_box()["height"] >= 44
    for name in ("Answer it again", "print a report card"):
        assert page.get_by_role("link", name=name).bounding_box()["height"] >= 44
    words = page.get_by_label("Words to send")
    assert words.input_value().endswith("Thank you\nInga")
    assert words.evaluate("(box) => box.scrollHeight - box.clientHeight") <= 1
    field = page.locator("#me").bounding_box()
    assert page.locator("label[for=label]").bounding_box()["y"] - field["y"] - field["height"] >= 24
    page.get_by_label("Your first name").fill("")
    ask(page, "Sawmill")
    assert page.locator("details[open] [data-slot='mail']").input_value().endswith("Thank you")


def test_managers_find_the_team_from_coaching_and_from_the_quizzes(open_page, site_url):
    for address, name in (("coaching/", "See where the team stands"), ("quizzes/", "see where the team stands")):
        page = open_page(address)
        page.get_by_role("link", name=name, exact=True).click()
        assert page.url == f"{site_url}mirror/team/"


# Python and the browser


def test_python_and_browser_agree_on_tokens_and_gaps(open_page, site_url):
    chance = random.Random(17)
    cases = []
    for number in range(600):
        scale = list(ALL.values())[number % len(ALL)]
        share = chance.choice([0.6, 0.85, 1, 1])
        made = [
            {id_: value for id_, value in filled(scale, chance).items() if chance.random() < share} for _ in range(5)
        ]
        comment = chance.choice(["", "Fine.", "  two\n lines ", *HOSTILE[:6], HOSTILE[7], HOSTILE[8]])
        cases.append((scale, made[0], made[1 : 2 + number % 4], chance.randrange(65_536), comment))
    page = open_page("mirror/")
    there = page.evaluate(
        """async ({ root, cases }) => {
            const load = (name) => import(`${root}components/mirror/${name}.mjs`);
            const [tokens, gaps, sums, customer] = await Promise.all(["tokens", "gaps", "sums", "customer"].map(load));
            return cases.map(({ scale, mine, sheets, nonce, comment }) => {
                const reply = customer.packReply(scale, { nonce, answers: mine, comment });
                const replies = sheets.map((answers, at) => ({ nonce: at, answers, comment: "" }));
                const bundle = tokens.packBundle(scale, mine, replies);
                const found = gaps.gaps(scale, mine, sheets);
                const total = sums.addUp(scale, sheets);
                const sum = total && sums.packSum(scale, total);
                const invite = tokens.packInvite(scale, nonce);
                const back = tokens.unpackReply(scale, reply);
                return {
                    invite, reply, bundle, found, sum, comment: back.comment,
                    nonces: [customer.unpackInvite(scale, invite), back.nonce],
                    opened: [tokens.unpackBundle(scale, bundle).mine, ...tokens.unpackBundle(scale, bundle).replies.map(({ answers }) => answers)],
                    focus: gaps.focus(found).slice(0, 3).map(({ id }) => id),
                    toSum: sum && gaps.gapsToSum(scale, mine, tokens.unpackSum(scale, sum)),
                    spread: sums.spread(scale, sheets), first: sums.coachFirst(scale, sums.spread(scale, sheets)).map(({ id }) => id),
                };
            });
        }""",
        {
            "root": site_url,
            "cases": [
                {"scale": as_data(scale), "mine": mine, "sheets": sheets, "nonce": nonce, "comment": comment}
                for scale, mine, sheets, nonce, comment in cases
            ],
        },
    )

    for found, (scale, mine, sheets, nonce, comment) in zip(there, cases, strict=True):
        assert found == expected(scale, mine, sheets, nonce, comment)


def expected(scale, mine, sheets, nonce, comment):
    def plain(gap):
        return {
            **{key: getattr(gap, key) for key in ("id", "mine", "mean", "points", "width", "clear", "alike", "mixed")},
            "theirs": list(gap.theirs),
        }

    found, total = gaps(scale, mine, sheets), add_up(scale, sheets)
    team = spread(scale, sheets)
    return {
        "invite": pack_invite(scale, nonce),
        "reply": pack_reply(scale, Reply(nonce, mine, comment)),
        "bundle": pack_bundle(scale, mine, [Reply(at, one) for at, one in enumerate(sheets)]),
        "found": [plain(gap) for gap in found],
        "sum": pack_sum(scale, total) if total else None,
        "comment": clean_comment(comment),
        "nonces": [nonce, nonce],
        "opened": [mine, *sheets],
        "focus": list(focus(found)),
        "toSum": [plain(gap) for gap in gaps_to_sum(scale, mine, total)] if total else None,
        "spread": [{"id": one.id, "counts": list(one.counts), "mean": one.mean} for one in team],
        "first": list(coach_first(scale, team)),
    }


def test_ten_thousand_mutated_invites_and_replies_do_no_harm_in_the_browser(open_page, site_url):
    tokens = mutants(10_000, 23)
    page = open_page("mirror/")
    found = page.evaluate(
        """async ({ root, scale, tokens }) => {
            const { packInvite, unpackReply } = await import(`${root}components/mirror/tokens.mjs`);
            const { packReply, unpackInvite } = await import(`${root}components/mirror/customer.mjs`);
            return tokens.map((token) => {
                const nonce = unpackInvite(scale, token);
                const reply = unpackReply(scale, token);
                if (nonce !== null) return packInvite(scale, nonce) === token ? "pack_invite" : "wrong";
                if (reply !== null) return packReply(scale, reply) === token ? "pack_reply" : "wrong";
                return null;
            });
        }""",
        {"root": site_url, "scale": as_data(PUSHER), "tokens": tokens},
    )

    assert found == [answer if (answer := opened(token)).startswith("pack_") else None for token in tokens]
    assert found.count(None) > 9_000


@pytest.mark.parametrize("address", ["mirror/", "mirror/collect/", "quizzes/pusher-or-builder/customer/"])
def test_damaged_links_on_the_pages_give_one_plain_sentence(open_page, site_url, address):
    page = open_page(address)
    for token in [*mutants(40, 31), "<img src=x onerror=alert(1)>", "%00", "A" * 5000, ""]:
        for letter in "iybs":
            page.evaluate("(hash) => { location.hash = hash; }", f"{letter}={token}")
    wait_until(page, "!location.hash")

    assert "#" not in page.url
    assert page.locator("#content img, #content script, #content iframe").count() == 0
    assert kept(page) is None or not kept(page)["asked"]


def test_hostile_labels_and_comments_are_only_ever_text(open_page, tmp_path):
    page = open_page("mirror/")
    requests = [
        answered((HOSTILE[at].strip() or "x")[:20].encode("utf-8", "replace").decode(), at, THEIRS, HOSTILE[at])
        for at in range(8)
        if at != 6
    ]
    put(page, "pusher-or-builder", requests, MINE)

    assert page.locator("#content img, #content script, #content iframe").count() == 0
    assert page.locator(".request").count() == 7
    assert page.locator(".request b").first.inner_text() == HOSTILE[0][:20]
    assert page.locator(".remark-of p").first.inner_text() == HOSTILE[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "null",
        "[1, null]",
        '{"asked": 7, "mine": [null, 3, []], "sums": {"a": 1}}',
        '{"asked": [{"quiz": "pusher-or-builder", "label": "x", "nonce": 1e9, "at": "2026-01-01T00:00:00Z"}]}',
        '{"asked": [{"quiz": ["x"], "label": {"toString": 1}, "nonce": "1", "at": []}]}',
        '{"tray": ["x", {"quiz": "a", "at": "2026-01-01T00:00:00Z", "token": "AAAA"}]}',
        '{"mine": [{"quiz": "../../about", "at": "2026-01-01T00:00:00Z", "token": "AAAAAAAA"}]}',
        '{"asked": [{"quiz": "pusher-or-builder", "label": "'
        + "x" * 5000
        + '", "nonce": 1, "at": "2026-01-01T00:00:00Z"}]}',
    ],
)
def test_a_spoilt_store_or_file_is_no_obstacle(open_page, tmp_path, text):
    page = open_page("mirror/")
    page.evaluate("(text) => localStorage.setItem('second-sale.mirror', text)", text)
    for address in ("mirror/", "mirror/collect/", "quizzes/pusher-or-builder/card/"):
        open_page(address, context=page.context).wait_for_timeout(30)
    page.reload()
    expect(page.get_by_role("heading", name="How it goes")).to_be_visible()

    put(page, "pusher-or-builder", [{"label": "Boatyard", "nonce": 1}], MINE)
    (tmp_path / "file.json").write_text(text)
    page.locator('[data-action="import"]').set_input_files(tmp_path / "file.json")
    page.get_by_text("That file was not saved here.").wait_for()
    assert [one["label"] for one in kept(page)["asked"]] == ["Boatyard"]


# For everybody


STATES = [
    "empty",
    "asked",
    "unasked",
    "one",
    "three",
    "guest",
    "collect",
    "team",
    "customer",
    "customer gaps",
    "customer, uninvited",
    "done",
    "card",
    "typing",
]


OTHERS = [filled(PUSHER, random.Random(seed)) for seed in range(3)]


def in_state(open_page, state, **options):
    if state in {"customer", "customer gaps", "done"}:
        page = open_page(f"quizzes/pusher-or-builder/customer/#i={pack_invite(PUSHER, 1)}", **options)
        if state == "done":
            reply(page, THEIRS)
        if state == "customer gaps":
            start(page)
            to_the_end(page)
            page.get_by_role("button", name="Make my reply").click()
        return page
    if state == "customer, uninvited":
        return open_page("quizzes/pusher-or-builder/customer/", **options)
    if state == "unasked":
        page = open_page(f"mirror/#y={pack_reply(PUSHER, Reply(77, THEIRS))}", **options)
        page.get_by_label("The link of this reply").wait_for()
        return page
    if state == "card":
        return open_page("quizzes/would-they-hire-you/card/", **options)
    if state == "guest":
        page = open_page(f"mirror/#b={pack_bundle(PUSHER, MINE, [Reply(1, THEIRS)])}", **options)
        page.locator(".overlay").wait_for()
        return page
    return several(open_page, state, **options) if state in {"collect", "team"} else own(open_page, state, **options)


def several(open_page, state, **options):
    page = open_page(f"mirror/{state}/", **options)
    collected = " ".join(f"#y={pack_reply(PUSHER, Reply(at, one))}" for at, one in enumerate(OTHERS))
    results = " ".join(f"#r={pack(PUSHER, one)}" for one in OTHERS)
    page.get_by_label("links, or whole messages").fill(collected if state == "collect" else results)
    page.locator("form.paste button").click()
    page.locator(".sum, .team").first.wait_for()
    return page


def own(open_page, state, **options):
    three = [answered(f"Customer {at}", at, one, "A remark.") for at, one in enumerate(OTHERS)]
    page = open_page("mirror/", **options)
    if state == "asked":
        put(page, "pusher-or-builder", [], MINE)
        ask(page, "Boatyard")
        page.get_by_role("button", name="Show a code to scan").click()
    elif state != "empty":
        put(page, "pusher-or-builder", three[: 1 if state == "one" else 3], MINE)
    if state == "typing":
        page.locator(".request summary").first.click()
        page.get_by_role("button", name="type it in").first.click()
        page.locator("coach-customer input").first.wait_for()
    return page


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state_and_nothing_scrolls_sideways(open_page, state):
    page = in_state(open_page, state)

    assert violations_each_way(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("for (const one of document.querySelectorAll('#content details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_seller_asks_and_reads_by_keyboard_alone(open_page):
    page = open_page("mirror/", size=DESKTOP)
    put(page, "pusher-or-builder", [], MINE)
    page.get_by_label("Name of a customer").focus()
    page.keyboard.type("Boatyard")
    page.keyboard.press("Enter")
    page.get_by_text("The words for Boatyard are ready").wait_for()
    assert page.evaluate("document.activeElement.localName") == "summary"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Show a code to scan":
            break
    page.keyboard.press("Enter")
    page.get_by_role("img", name="QR code of the link").wait_for()
    token = pack_reply(PUSHER, Reply(kept(page)["asked"][0]["nonce"], THEIRS))
    page.get_by_label("Reply links, or whole messages").focus()
    page.keyboard.type(f"#y={token}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".overlay").wait_for()

    assert page.evaluate("document.activeElement.textContent") == "Two views of the same work"


def test_self_and_customers_differ_in_shape_and_text_and_stand_in_a_table(open_page):
    page = open_page("mirror/")
    put(page, "pusher-or-builder", [answered("A", 1, THEIRS), answered("B", 2, MINE)], MINE)
    row = page.locator(".overlay .scale-line").first
    shapes = [
        row.locator(f"path[data-slot^='{kind}'][d]").evaluate_all(
            "all => all.map((one) => one.getAttribute('d').replace(/^M[\\d.-]+ \\d+/, ''))"
        )
        for kind in ("mine", "theirs")
    ]

    assert len({*shapes[0], *shapes[1]}) == 3
    assert [text.strip() for text in page.locator(".overlay__keys li:visible").all_inner_texts()] == ["You", "A", "B"]
    assert len(table(page)) == 7


PAGES = ["mirror/", "mirror/team/", "mirror/collect/", "quizzes/the-mirror/customer/", "quizzes/the-mirror/card/"]


@pytest.mark.parametrize("address", PAGES)
def test_no_analytics_are_possible(chromium, site_url, built_site, address):
    html = (built_site / address / "index.html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "http" not in policy
    assert html.index("arrive.js") < html.index("scheme.js")

    context = chromium.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_url + address)
    tried = page.evaluate(
        """async () => {
            const beacon = await fetch("https://analytics.example/", { mode: "no-cors" }).then(() => "sent", () => "refused");
            const image = await new Promise((done) => { const one = new Image(); one.onload = () => done("sent"); one.onerror = () => done("refused"); one.src = "https://analytics.example/x.gif"; });
            return [beacon, image];
        }"""
    )
    context.close()
    assert tried == ["refused", "refused"]
    assert all(url.startswith((site_url, "https://analytics.example/")) for url in asked)
    assert not any("#" in url for url in asked)


def test_the_second_lazy_file_keeps_to_its_budget_with_the_code(built_site):
    def size(*names):
        return sum(len(gzip.compress((built_site / "components/mirror" / name).read_bytes(), 9)) for name in names)

    assert size("mirror.mjs") <= 9 * 1000
    assert "0x7daa" in (built_site / "components/mirror/qr.mjs").read_text(), "loaded when a code is asked for"
    assert size("customer.mjs", "tokens.mjs", "shelf.mjs") <= 8 * 1024
    assert size("collect.mjs", "team.mjs", "sums.mjs", "gaps.mjs", "tokens.mjs", "shelf.mjs") <= 8 * 1024
    assert size("mirror.css") <= 2.5 * 1024
    assert size("customer.css") + size("card.css") <= 1.1 * 1024


def test_nothing_of_it_is_loaded_before_somebody_asks(open_page):
    seen = []
    page = open_page("quizzes/pusher-or-builder/")
    page.on("request", lambda request: seen.append(request.url))
    answer(page, MINE)
    page.get_by_role("form").get_by_role("button", name="See my result").click()
    assert not any("mirror" in url for url in seen)
    assert (
        page.get_by_role("link", name="Ask a customer").get_attribute("href") == f"../../mirror/#r={pack(PUSHER, MINE)}"
    )

    shared = open_page(f"quizzes/pusher-or-builder/#r={pack(PUSHER, MINE)}")
    shared.locator(".result__score").wait_for()
    assert not shared.get_by_role("link", name="Ask a customer").is_visible()
