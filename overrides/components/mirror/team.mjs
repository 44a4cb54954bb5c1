// <coach-team>: how a team lies on each facet, what to coach first, and a meeting of fifteen minutes. Keeps nothing.
import { unpack, unseal } from "../quiz/score.mjs";
import { fill } from "../words/words.mjs";
import { add, arrived, listArticles, loadQuiz, make } from "./shelf.mjs";
import { coachFirst, LEAST, spread } from "./sums.mjs";
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

  async show() {
    /** @type {Map<Quiz, Answers[]>} */
    const groups = new Map();
    let strange = 0;
    for (const { token } of findTokens(this.field.value, "r")) {
      const quiz = await loadQuiz(this, unseal(1, token)?.fingerprint);
      const sheet = quiz && unpack(quiz, token);
      if (sheet) groups.set(quiz, [...(groups.get(quiz) ?? []), sheet]);
      else strange += 1;
    }
    const enough = [...groups].filter(([, sheets]) => sheets.length >= LEAST);
    const few = [...groups].filter(([, sheets]) => sheets.length < LEAST);
    /** @type {HTMLElement} */ (this.querySelector("[data-sheets]")).replaceChildren(...enough.map(([quiz, sheets]) => this.sheet(quiz, sheets)));
    const said = few.map(([{ title }, sheets]) => fill(this.words.few, { title, count: sheets.length, more: LEAST - sheets.length }));
    if (strange) said.push(fill(this.words.strange, { count: strange }));
    if (!groups.size && !strange) said.push(this.words.nothing);
    /** @type {HTMLElement} */ (this.querySelector("[data-said]")).textContent = said.join(" ");
    this.querySelector("[data-sheets] h2")?.focus();
  }

  /**
   * @param {Quiz} quiz
   * @param {Answers[]} sheets
   */
  sheet(quiz, sheets) {
    const { kind, parts } = quiz;
    const found = coachFirst(quiz, spread(quiz, sheets));
    const profile = kind === "profile";
    const [{ id: firstId, counts: [low, between, high] }] = found;
    const first = parts[firstId], { whole } = parts;
    const most = profile ? Math.max(low, high) : between;
    const page = make(this, "team", {
      title: quiz.title, count: fill(this.words.count, { count: sheets.length }),
      first: fill(this.words.first, first), why: fill(this.words[most ? (profile ? "why" : "whyLine") : "whyNone"], { count: most, people: sheets.length, end: low < high ? first.high : first.low }), homework: first.homework, question: first.ask[0],
    });
    const columns = profile ? [fill(this.words.clearly, { end: whole.low }), this.words.between, fill(this.words.clearly, { end: whole.high })] : [this.words.yes, this.words.no, this.words.unknown];
    for (const text of columns) add(page.slot("head"), "th", text, { scope: "col" });
    for (const { id, counts } of found) {
      const row = add(page.slot("rows"), "tr", "");
      add(row, "th", parts[id].title, { scope: "row" });
      for (const count of counts) {
        const cell = add(row, "td", "");
        const tallies = add(cell, "span", "", { className: "team__tallies", ariaHidden: "true" });
        for (let at = 0; at < count; at += 1) add(tallies, "i", "");
        cell.append(String(count));
      }
    }
    listArticles(page.querySelectorAll("[data-article]"), quiz, found.map(({ id }) => id), this.dataset.root);
    return page;
  }
}

customElements.define("coach-team", CoachTeam);
