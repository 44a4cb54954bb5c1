// What is kept of a quiz, or a guest's view of it, as a page: requests, and one's own view beside the customers'.
import { unpack } from "../quiz/score.mjs";
import { fill } from "../words/words.mjs";
import { gaps } from "./gaps.mjs";
import { overlay } from "./overlay.mjs";
import { add, listArticles, loadQuiz, make, put, read, writeName } from "./shelf.mjs";
import { packBundle, packInvite, unpackReply, unpackSum, versionOf } from "./tokens.mjs";

/**
 * @import { Answers } from "../quiz/score.mjs"
 * @import { Words } from "../words/words.mjs"
 * @import { Guest } from "./routing.mjs"
 * @import { CustomerView, View } from "./overlay.mjs"
 * @import { Data, Kept, Quiz, Request } from "./shelf.mjs"
 * @typedef {Record<"title" | "fingerprint" | "quiz", string>} Known A quiz of which something is kept, as the page names it.
 */

/** @type {(select: Element, options: string[][], chosen: string | undefined) => void} */
const choose = (select, options, chosen) => select.append(...options.map(([value, text]) => new Option(text, value, false, value === chosen)));

/** @type {(at: string | undefined) => string} */
const day = (at) => new Date(/** @type {string} */ (at)).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });

/**
 * What is shown. The quiz is named by its fingerprint, the view by the name of a customer or colleague ("" for all), and
 * the request that is unfolded by its nonce; a guest is somebody whose bundle a link brought.
 * @typedef {{ quiz?: string, view?: string, open?: number, guest?: Guest }} State
 */

/** The element as a view; its words come from its templates. */
export class MirrorView extends /** @type {new () => HTMLElement & State} */ (HTMLElement) {
  /** @type {Words} */
  words = /** @type {HTMLElement & { dataset: Words }} */ (this.querySelector('[data-template="words"]')).dataset;

  /** The words about oneself, or about a guest. */
  spoken = this.words;

  /**
   * @param {string} name
   * @returns {HTMLElement}
   */
  place(name) { return /** @type {HTMLElement} */ (this.querySelector(`[data-place="${name}"]`)); }

  /**
   * Shows a message by its name, or a sentence.
   * @param {string} name
   * @param {Record<string, unknown>} [facts]
   */
  say(name, facts = {}) { this.place("said").textContent = fill(this.words[name] ?? name, facts); }

  /**
   * Shows a message, and moves the focus to it.
   * @param {string} said
   * @param {Record<string, unknown>} [facts]
   */
  announce(said, facts) {
    this.say(said, facts);
    (this.querySelector("[data-arrive]") ?? this.place("said")).focus();
  }

  /** Shows a guest's quiz, or the one that was chosen, or the first of which something is kept. */
  async show() {
    const data = read();
    const known = /** @type {Known[]} */ ([...this.querySelectorAll("[data-fingerprint]")].map(({ dataset }) => this.inUse(dataset, data)))
      .filter(({ quiz }) => [data.mine, data.asked, data.sums].flat().some((one) => one.quiz === quiz));
    const fingerprint = this.quiz = this.guest?.fingerprint ?? (known.find((one) => one.fingerprint === this.quiz) ?? known[0])?.fingerprint;
    this.spoken = this.guest ? (await import("./foreign.mjs")).wordsAbout(this, this.guest.me) : this.words;
    this.place("empty").hidden = !!fingerprint;
    this.place("kept").hidden = !known.length;
    this.place("quiz").replaceChildren(fingerprint ? await this.showQuiz(/** @type {Quiz} */ (await loadQuiz(this, fingerprint)), data, known) : "");
  }

  /**
   * Returns a quiz under the version that its kept things were made with: the arrived one, one's own answers, replies.
   * @param {DOMStringMap} dataset
   * @param {Data} data
   */
  inUse({ quiz, title, fingerprint = "", older = "" }, { mine, asked, sums }) {
    const kept = [...mine, ...[...asked, ...sums].reverse()].filter((one) => one.quiz === quiz && one.token);
    const versions = [this.quiz, ...kept.map(({ token }) => versionOf(token))];
    return { quiz, title, fingerprint: versions.find((one) => one && `${fingerprint} ${older}`.includes(one)) ?? fingerprint };
  }

  /**
   * @param {Quiz} quiz
   * @param {Data} data
   * @param {Known[]} known
   */
  async showQuiz(quiz, data, known) {
    const { guest, words } = this;
    const [mine, asked, sums] = /** @type {[Kept[], Request[], Kept[]]} */ (
      [data.mine, data.asked, data.sums].map((kept) => kept.filter((one) => one.quiz === quiz.id)));
    const answers = guest?.mine ?? unpack(quiz, mine[0]?.token);
    const page = make(this, "quiz", { title: quiz.title, again: quiz.address, mine: fill(words[mine[0] ? "mine" : "noMine"], { day: day(mine[0]?.at) }) });
    const count = asked.filter(({ token }) => token && versionOf(token) !== quiz.fingerprint).length;
    const other = this.querySelector(`[data-fingerprint="${quiz.fingerprint}"]`) ? words.earlier : words.newer;
    put(page, { me: data.me, newer: count && !guest ? fill(other, { count }) : "" });
    this.toggleAttribute("data-guest", !!guest);
    choose(page.slot("quizzes"), known.map(({ title, fingerprint }) => [fingerprint, title]), quiz.fingerprint);
    page.slot("asked").append(...asked.map((one) => this.showRequest(quiz, one)));
    page.slot("ask").hidden = new Set(asked.map(({ label }) => label)).size > 11;
    const views = guest?.replies.map((reply, at) => ({ ...reply, label: fill(words.guestName, { number: at + 1 }) })) ?? this.viewsOf(quiz, asked, sums);
    if (answers && views.length) page.slot("compared").replaceChildren(await this.compare(quiz, answers, views));
    return page;
  }

  /**
   * Returns the latest reply of each customer, with the one before it, and what colleagues have summed up.
   * @param {Quiz} quiz
   * @param {Request[]} asked
   * @param {Kept[]} sums
   * @returns {View[]}
   */
  viewsOf(quiz, asked, sums) {
    /** @type {Record<string, View>} */
    const rounds = {};
    for (const { label, token, got } of asked) {
      const found = unpackReply(quiz, token);
      if (found) rounds[`_${label}`] = { ...found, label, day: day(got), before: /** @type {CustomerView} */ (rounds[`_${label}`]) };
    }
    for (const { at, token } of sums) {
      const total = unpackSum(quiz, token);
      if (total) rounds[token] = { total, label: fill(this.words.sumOf, { ...total, day: day(at) }) };
    }
    return Object.values(rounds);
  }

  /**
   * @param {Quiz} quiz
   * @param {Request} request
   */
  showRequest(quiz, { label, nonce, at, got }) {
    const { words } = this;
    const { me } = read();
    const link = `${quiz.address}customer/#i=${packInvite(quiz, nonce)}${me && `&n=${encodeURIComponent(me)}`}`;
    const facts = { ...quiz, label, link, count: quiz.items.length, day: day(got ?? at) };
    const mail = fill(words.mail, { ...facts, me }).trim();
    const page = make(this, "request", {
      label, link, mail, status: fill(words[got ? "answered" : "asked"], facts),
      card: `${quiz.address}card/#c=${nonce}`, mailto: `mailto:?subject=${encodeURIComponent(words.subject)}&body=${encodeURIComponent(mail)}`,
    });
    /** @type {HTMLElement} */ (page.firstElementChild).dataset.nonce = `${nonce}`;
    page.slot("share").hidden = !navigator.share;
    /** @type {HTMLDetailsElement} */ (page.querySelector("details")).open = this.open === nonce;
    return page;
  }

  /**
   * @param {Quiz} quiz
   * @param {Answers} mine
   * @param {View[]} views
   */
  async compare(quiz, mine, views) {
    const { spoken: words } = this;
    views.forEach((view, at) => { if (!view.total) view.unnamed = fill(words.guestName, { number: at + 1 }); });
    const single = views.filter(/** @returns {one is CustomerView} */ (one) => !one.total);
    const chosen = views.find(({ label }) => label === this.view) ?? (single.length > 1 ? null : views[0]);
    const shown = chosen ? [chosen] : single;
    const page = make(this, "compared");
    const all = single.length > 1 ? [["", fill(words.all, { count: single.length })]] : [];
    choose(page.slot("views"), all.concat(views.map(({ label }) => [label, label])), chosen?.label);
    const order = overlay(this, words, quiz, mine, shown, page).slice(0, 3);
    const [{ before, answers }] = shown;
    if (before && answers && !shown[1]) (await import("./changes.mjs")).writeChanges(page, words, quiz, gaps(quiz, before.answers, [answers], true), before);
    (await import("./paper.mjs")).prepare(this);
    if (shown.some(({ comment }) => comment)) (await import("./remarks.mjs")).writeRemarks(this, words, shown, page, make);
    const [first] = order;
    const part = quiz.parts[first.id];
    const mean = /** @type {number} */ (first.mean);
    const zone = quiz.zones.find((one) => one.first <= mean && mean <= one.last)?.id;
    const ids = order.map(({ id }) => id);
    listArticles(page.slot("articles").children, quiz, ids, this.dataset.root);
    const profile = quiz.kind === "profile";
    for (const question of profile ? part.ask : ids.flatMap((id) => quiz.parts[id].ask)) add(page.slot("questions"), "li", question);
    // Of several customers the one who sees what the questions are about most differently, if there is one such.
    const away = shown.map((_, at) => (profile ? [first] : order).reduce((sum, { mine, theirs }) => sum + Math.abs((theirs[at] ?? mine ?? 0) - (mine ?? 0)), 0));
    const [whom, other] = shown.filter((_, at) => away[at] === Math.max(...away));
    const guide = words[other || whom.total ? "guideSum" : shown[1] ? "guideMost" : "guide"];
    writeName(page.slot("guideTitle"), { label: fill(guide, whom), unnamed: fill(guide, { label: whom.unnamed }) });
    const { me } = this.guest ?? read();
    return put(page, {
      next: part.next[/** @type {string} */ (zone)], homework: part.homework,
      planTitle: fill(words.planNoGap, part), reads: words.reads,
      bundle: `${location.href.split("#")[0]}#b=${packBundle(quiz, mine, single)}${me ? `&n=${encodeURIComponent(me)}` : ""}`,
    });
  }
}
