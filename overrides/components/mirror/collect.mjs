// <coach-collect>: a colleague's tray. Shows how many replies are in it, and from three on their mean; never one reply.
import { unseal } from "../quiz/score.mjs";
import { fill } from "../words/words.mjs";
import { add, arrived, copy, isUnkept, keep, loadQuiz, make, read } from "./shelf.mjs";
import { addUp, LEAST, packSum } from "./sums.mjs";
import { findTokens, REPLY, unpackReply } from "./tokens.mjs";

/**
 * @import { Answers } from "../quiz/score.mjs"
 * @import { Words } from "../words/words.mjs"
 * @import { Quiz } from "./shelf.mjs"
 */

class CoachCollect extends HTMLElement {
  connectedCallback() {
    /** @type {Words} */
    this.words = /** @type {HTMLElement & { dataset: Words }} */ (this.querySelector('[data-template="words"]')).dataset;
    const field = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.take(field.value, true);
      field.value = "";
    });
    this.addEventListener("click", (event) => this.clicked(/** @type {Element} */ (event.target).closest("[data-action]")));
    addEventListener("hashchange", () => this.take(arrived()));
    this.take(arrived());
  }

  /** @param {string} words */
  say(words) { /** @type {HTMLElement} */ (this.querySelector("[data-said]")).textContent = words; }

  /**
   * Takes in the replies in a text that came with the address, or was pasted.
   * @param {string} text
   * @param {boolean} [pasted]
   */
  async take(text, pasted = false) {
    const data = read();
    const fresh = [];
    for (const { token } of findTokens(text, "y")) {
      const quiz = await loadQuiz(this, unseal(REPLY, token)?.fingerprint);
      if (quiz && unpackReply(quiz, token)) fresh.push({ quiz: quiz.id, at: new Date().toISOString(), token });
    }
    const before = data.tray.length;
    if (fresh.length) keep({ ...data, tray: [...data.tray, ...fresh] });
    const added = fill(this.words.added, { count: read().tray.length - before });
    if (fresh.length) this.say(isUnkept() ? `${added} ${this.words.unkept}` : added);
    else if (pasted || text.startsWith("#y=")) this.say(this.words.nothing);
    if (isUnkept() && text.startsWith("#y=")) history.replaceState(null, "", text);
    await this.show();
  }

  // Groups the replies by quiz, and takes the last one for each request.
  async show() {
    /** @type {Map<Quiz, Map<number, Answers>>} */
    const groups = new Map();
    for (const { token } of read().tray) {
      const quiz = await loadQuiz(this, unseal(REPLY, token)?.fingerprint);
      const reply = quiz && unpackReply(quiz, token);
      if (reply) groups.set(quiz, (groups.get(quiz) ?? new Map()).set(reply.nonce, reply.answers));
    }
    /** @type {HTMLElement} */ (this.querySelector("[data-sums]")).replaceChildren(...[...groups].map(([quiz, replies]) => this.showSum(quiz, [...replies.values()])));
    /** @type {HTMLElement} */ (this.querySelector('[data-action="empty"]')).hidden = !groups.size;
  }

  /**
   * @param {Quiz} quiz
   * @param {Answers[]} sheets
   */
  showSum(quiz, sheets) {
    const { title, fingerprint, parts } = quiz;
    const total = addUp(quiz, sheets);
    const count = fill(this.words[total ? "counted" : "waiting"], { count: sheets.length, more: LEAST - sheets.length });
    const page = make(this, total ? "sum" : "waiting", { title, count });
    if (!total) return page;
    for (const [id, mean] of Object.entries(total.means)) {
      const row = add(page.slot("rows"), "tr", "");
      add(row, "th", parts[id].title, { scope: "row" });
      add(row, "td", mean ?? this.words.unknown);
    }
    /** @type {HTMLInputElement} */
    const link = page.slot("link");
    /** @type {HTMLLabelElement} */
    const label = page.slot("linkLabel");
    link.value = `${new URL(`${this.dataset.root}mirror/`, location.href)}#s=${packSum(quiz, total)}`;
    link.id += fingerprint;
    label.htmlFor += fingerprint;
    return page;
  }

  /** @param {HTMLElement | null} target */
  async clicked(target) {
    if (target?.dataset.action === "copy") {
      this.say(this.words[await copy(/** @type {HTMLInputElement} */ (target.closest("section")?.querySelector('[data-slot="link"]')))]);
    } else if (target?.dataset.action === "empty" && confirm(target.dataset.sure)) {
      keep({ ...read(), tray: [] });
      await this.show();
      this.say(this.words.emptied);
    }
  }
}

customElements.define("coach-collect", CoachCollect);
