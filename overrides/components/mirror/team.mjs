// <coach-team>: how a team lies on each facet, what to coach first, and a meeting of fifteen minutes. Keeps nothing.
import { ANSWERS, unpack, unseal } from "../quiz/score.mjs";
import { fill } from "../words/words.mjs";
import { add, arrived, listArticles, loadQuiz, make } from "./shelf.mjs";
import { coachFirst, LEAST, lowOf, spread } from "./sums.mjs";
import { findTokens } from "./tokens.mjs";

/**
 * @import { Answers } from "../quiz/score.mjs"
 * @import { Words } from "../words/words.mjs"
 * @import { Quiz } from "./shelf.mjs"
 */

class CoachTeam extends HTMLElement {
  connectedCallback() {
    /** @type {Words} */
    this.words = /** @type {HTMLElement & { dataset: Words }} */ (this.querySelector('[data-template="words"]')).dataset;
    /** @type {HTMLTextAreaElement} */
    this.field = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show();
    });
    this.addEventListener("click", (event) => { if (/** @type {Element} */ (event.target).closest('[data-action="print"]')) print(); });
    addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  arrive() {
    const fragment = arrived();
    if (fragment.startsWith("#r=")) this.field.value += `${fragment}\n`;
  }

  // What is in the text: sheets by quiz, and how many links are something else.
  async count() {
    const text = this.field.value;
    /** @type {Map<Quiz, Answers[]>} */
    const groups = new Map();
    /** @type {Record<string, number>} */
    const counts = { results: 0, twice: 0, replies: 0, others: 0, strange: 0 };
    for (const { letter, token } of findTokens(text, "a-z")) {
      const kind = { r: "results", y: "replies" }[letter] ?? "others";
      if (kind === "results" && text.split(token).length > 2) counts.twice += 1;
      const quiz = kind === "results" && await loadQuiz(this, unseal(ANSWERS, token)?.fingerprint);
      const sheet = quiz && unpack(quiz, token);
      if (sheet) groups.set(quiz, [...(groups.get(quiz) ?? []), sheet]);
      counts[kind === "results" && !sheet ? "strange" : kind] += 1;
    }
    counts.others += (text.match(/https?:\/\/[^\s<>"]+/g) ?? []).filter((link) => !findTokens(link, "a-z").length).length;
    return { groups, counts };
  }

  async show() {
    const { groups, counts } = await this.count();
    const enough = [...groups].filter(([, sheets]) => sheets.length >= LEAST);
    const few = [...groups].filter(([, sheets]) => sheets.length < LEAST);
    /** @type {HTMLElement} */ (this.querySelector("[data-sheets]")).replaceChildren(...enough.map(([quiz, sheets]) => this.sheet(quiz, sheets)));
    const said = Object.entries(counts).filter(([, count]) => count).map(([name, count]) => fill(this.words[name], { count }));
    for (const [{ title }, sheets] of few) said.push(fill(this.words.few, { title, count: sheets.length, more: LEAST - sheets.length }));
    if (!said.length) said.push(this.words.nothing);
    /** @type {HTMLElement} */ (this.querySelector("[data-said]")).textContent = said.join(" ");
    this.querySelector("[data-sheets] h2")?.focus();
  }

  /**
   * Says why the first of these parts comes first, and names the others with as many people on the low side.
   * @param {Quiz} quiz
   * @param {ReturnType<typeof spread>} found In their order.
   * @param {number} people
   */
  why(quiz, found, people) {
    const { words } = this, profile = quiz.kind === "profile";
    const count = lowOf(quiz, found[0]), end = quiz.parts.whole.low;
    if (!count) return fill(words[profile ? "whyNone" : "whyNoneLine"], { end });
    const ties = found.slice(1).filter((one) => lowOf(quiz, one) === count).map(({ id }) => quiz.parts[id].title);
    const told = fill(words[profile ? "why" : "whyLine"], { count, people, end });
    return `${told} ${ties.length ? fill(words.tie, { count: ties.length, parts: ties.join(", ") }) : words.most}`;
  }

  /**
   * @param {Quiz} quiz
   * @param {Answers[]} sheets
   */
  sheet(quiz, sheets) {
    const { kind, parts } = quiz;
    const found = coachFirst(quiz, spread(quiz, sheets));
    const profile = kind === "profile";
    const first = parts[found[0].id], { whole } = parts;
    const page = make(this, "team", {
      title: quiz.title, count: fill(this.words.count, { count: sheets.length }),
      first: fill(this.words.first, first), why: this.why(quiz, found, sheets.length), homework: first.homework, question: first.ask[0],
    });
    const columns = profile ? [fill(this.words.clearly, { end: whole.low }), this.words.between, fill(this.words.clearly, { end: whole.high })] : [this.words.yes, this.words.no, this.words.unknown];
    for (const text of columns) add(page.slot("head"), "th", text, { scope: "col" });
    for (const { id, counts } of found) {
      const row = add(page.slot("rows"), "tr", "");
      add(row, "th", parts[id].title, { scope: "row" });
      for (const count of counts) {
        const cell = add(row, "td", "");
        add(cell, "b", count);
        const tallies = add(cell, "span", "", { className: "team__tallies", ariaHidden: "true" });
        for (let at = 0; at < count; at += 1) add(tallies, "i", "");
      }
    }
    listArticles(page.querySelectorAll("[data-article]"), quiz, found.map(({ id }) => id), this.dataset.root);
    return page;
  }
}

customElements.define("coach-team", CoachTeam);
