// A form of questions, for readers and customers: progress, an error summary of unanswered ones, and links to each.

import { score } from "./score.mjs";
import { fill } from "../words/words.mjs";

/**
 * @import { Answers, Item, Scale } from "./score.mjs"
 * @import { Words } from "../words/words.mjs"
 */

/**
 * Returns the scale from the form and the key in the page.
 * @param {HTMLElement} root
 * @returns {Scale}
 */
export const readScale = (root) => /** @type {Scale} */ ({
  kind: root.dataset.kind,
  fingerprint: root.dataset.fingerprint,
  least: Number(root.dataset.least),
  items: [...root.querySelectorAll("[data-item]")].map(({ dataset }) => ({ id: dataset.item, facet: dataset.facet, left: dataset.left })),
  zones: [...root.querySelectorAll("[data-zone]")].map(({ dataset }) => ({ id: dataset.zone, first: Number(dataset.from), last: Number(dataset.to) })),
});

/** The element around a form of questions; a subclass defines what happens when it is submitted. */
export class QuizForm extends HTMLElement {
  begin() {
    /** @type {HTMLFormElement} */
    this.form = this.need("[data-quiz-form]");
    /** @type {HTMLElement} */
    this.errors = this.need("[data-quiz-errors]");
    /** @type {Words} */
    this.words = /** @type {Words} */ (this.need('[data-quiz-template="words"]').dataset);
    /** @type {Scale} */
    this.scale = readScale(this);
    /** @type {string} */
    this.title_ = document.title;
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.handIn(); });
  }

  /**
   * Returns an element that must be in the page.
   * @template {Element} [E=HTMLElement]
   * @param {string} selector
   * @returns {E}
   */
  need(selector) {
    /** @type {E | null} */
    const found = this.querySelector(selector);
    if (!found) throw new Error(`${this.localName} ${this.dataset.quiz}: ${selector} is missing`);
    return found;
  }

  /**
   * Returns a new copy of a template.
   * @param {string} name
   * @returns {DocumentFragment}
   */
  template(name) {
    /** @type {HTMLTemplateElement} */
    const template = this.need(`[data-quiz-template="${name}"]`);
    return template.content.cloneNode(true);
  }

  /** @returns {Answers} */
  get answers() { return /** @type {Answers} */ (Object.fromEntries(new FormData(this.form))); }

  ready() { return score(this.scale, this.answers).whole.score !== null; }

  changed() {
    this.showProgress();
    for (const gap of this.form.querySelectorAll("[data-gap]")) {
      if (gap.querySelector(":checked")) this.closeGap(gap);
    }
  }

  showProgress() {
    const { answers } = this;
    const answered = Object.keys(answers).length;
    this.need("[data-quiz-progress]").textContent = fill(this.words.progress, { answered, total: this.scale.items.length });
    this.need("[data-quiz-tallies]").replaceChildren(...this.scale.items.map(({ id }) => {
      const tally = document.createElement("i");
      tally.classList.toggle("on", id in answers);
      return tally;
    }));
  }

  /**
   * Chooses these answers and no others.
   * @param {Answers} answers
   */
  choose(answers) {
    this.form.reset();
    for (const [item, choice] of Object.entries(answers)) {
      const radio = this.form.elements.namedItem(item);
      if (radio instanceof RadioNodeList) radio.value = choice;
    }
  }

  /** @param {Item[]} gaps */
  showErrors(gaps) {
    const enough = this.ready();
    this.hideErrors();
    this.errors.replaceChildren(this.template("errors"));
    this.need('[data-slot="lead"]').textContent = fill(enough ? this.words.gaps : this.words.gapsMany, { count: gaps.length, total: this.scale.items.length, least: this.scale.least });
    this.need('[data-slot="anyway"]').hidden = !enough;
    this.need('[data-slot="gaps"]').append(...gaps.map(({ id }) => this.openGap(id)));
    this.errors.hidden = false;
    document.title = this.words.error + this.title_;
    this.errors.focus();
  }

  /** @param {string} id */
  openGap(id) {
    const fieldset = this.need(`[data-item="${id}"]`);
    const legend = this.need(`[data-item="${id}"] legend`);
    const words = fill(this.words.open, { topic: legend.lastChild?.textContent?.trim() });
    const message = document.createElement("p");
    message.id = `${id}-error`;
    message.className = "pair__error";
    message.textContent = words;
    fieldset.dataset.gap = "";
    fieldset.setAttribute("aria-describedby", message.id);
    legend.after(message);
    const link = document.createElement("a");
    link.href = `#${fieldset.querySelector("input")?.id}`;
    link.dataset.action = "gap";
    link.textContent = words;
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }

  /** @param {HTMLElement} fieldset */
  closeGap(fieldset) {
    delete fieldset.dataset.gap;
    fieldset.removeAttribute("aria-describedby");
    fieldset.querySelector(".pair__error")?.remove();
  }

  hideErrors() {
    this.form.querySelectorAll("[data-gap]").forEach((gap) => this.closeGap(gap));
    this.errors.hidden = true;
    this.errors.replaceChildren();
    document.title = this.title_;
  }

  /** @param {HTMLAnchorElement} link */
  goToGap(link) {
    const radio = this.need(`[id="${CSS.escape(link.hash.slice(1))}"]`);
    radio.closest("fieldset")?.scrollIntoView();
    radio.focus({ preventScroll: true });
  }

  /** Submits the answers, or shows which are missing; `anyway` submits them incomplete. */
  handIn(anyway = false) {
    const { answers } = this;
    const gaps = this.scale.items.filter(({ id }) => !(id in answers));
    if (gaps.length && !(anyway && this.ready())) {
      this.showErrors(gaps);
    } else {
      this.hideErrors();
      this.handedIn(answers);
    }
  }

  /**
   * Handles the submitted answers.
   * @type {(answers: Answers) => void}
   */
  handedIn() {}
}
