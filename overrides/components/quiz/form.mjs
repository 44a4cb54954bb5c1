// A form of questions, for readers and customers: progress, an error summary of unanswered ones, and links to each.

import { score } from "./score.mjs";
import { Steps } from "./steps.mjs";
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

const FEW = 3; // so many open questions are listed; of more the list is folded

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
    /** @type {Steps} */
    this.steps = new Steps(this.form, () => this.showTallies());
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
    if (!found) throw new Error(`no ${selector}`);
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
    for (const gap of this.form.querySelectorAll("[data-gap]:has(:checked)")) {
      this.closeGap(gap);
      this.errors.querySelector(`li [href="#${gap.querySelector("input")?.id}"]`)?.parentElement?.remove();
    }
    if (!this.errors.hidden) this.tellGaps(this.gaps());
  }

  /** Returns the questions without an answer. */
  gaps() {
    const { answers } = this;
    return this.scale.items.filter(({ id }) => !(id in answers));
  }

  showProgress() {
    const answered = Object.keys(this.answers).length, total = this.scale.items.length;
    this.need("[data-quiz-progress]").textContent = fill(this.words.progress, { answered, total });
    this.form.toggleAttribute("data-full", answered === total);
    this.showTallies();
  }

  // A stroke for each question: filled when it is answered, taller when it is the one that is shown.
  showTallies() {
    const { answers } = this;
    this.need("[data-quiz-tallies]").replaceChildren(...this.scale.items.map(({ id }, number) => {
      const tally = document.createElement("i");
      tally.classList.toggle("on", id in answers);
      tally.classList.toggle("now", number === this.steps.at);
      return tally;
    }));
  }

  /**
   * Chooses these answers and no others, and shows the first question without one.
   * @param {Answers} answers
   */
  choose(answers) {
    this.form.reset();
    for (const [item, choice] of Object.entries(answers)) {
      const radio = this.form.elements.namedItem(item);
      if (radio instanceof RadioNodeList) radio.value = choice;
    }
    const open = this.scale.items.findIndex(({ id }) => !(id in answers));
    this.steps.show(open < 0 ? this.scale.items.length : open);
  }

  /** Leads to the first question. */
  toFirst() {
    this.steps.show(0);
    this.need("input").focus();
  }

  /**
   * Says how many questions are open; with none, nothing.
   * @param {Item[]} gaps
   */
  tellGaps(gaps) {
    const enough = this.ready();
    this.need('[data-slot="lead"]').textContent = fill(enough ? this.words.gaps : this.words.gapsMany, { count: gaps.length, total: this.scale.items.length, least: this.scale.least });
    this.need('[data-slot="anyway"]').hidden = !enough;
    if (gaps.length) this.need('[data-slot="to-gap"]').setAttribute("href", `#${this.firstOf(gaps[0].id)?.id}`);
    else this.hideErrors();
  }

  /** @param {Item[]} gaps */
  showErrors(gaps) {
    this.hideErrors();
    this.errors.replaceChildren(this.template("errors"));
    this.tellGaps(gaps);
    const links = gaps.map(({ id }) => this.openGap(id));
    this.need('[data-slot="gaps"]').append(...links);
    this.need('[data-slot="all-gaps"]').toggleAttribute("open", gaps.length <= FEW);
    this.errors.hidden = false;
    this.steps.show(this.scale.items.length);
    document.title = this.words.error + this.title_;
    this.errors.focus();
  }

  /**
   * Returns the first choice of a question.
   * @param {string} id
   */
  firstOf(id) { return this.form.querySelector(`[data-item="${id}"] input`); }

  /** @param {string} id */
  openGap(id) {
    const fieldset = this.need(`[data-item="${id}"]`);
    const legend = this.need(`[data-item="${id}"] legend`);
    const words = fill(this.words.open, { topic: legend.lastChild?.textContent?.trim() });
    const message = Object.assign(document.createElement("p"), { id: `${id}-error`, className: "pair__error", textContent: words });
    fieldset.dataset.gap = "";
    fieldset.setAttribute("aria-describedby", message.id);
    legend.after(message);
    const link = Object.assign(document.createElement("a"), { href: `#${this.firstOf(id)?.id}`, textContent: words });
    link.dataset.action = "gap";
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
    for (const gap of this.form.querySelectorAll("[data-gap]")) this.closeGap(gap);
    this.errors.hidden = true;
    this.errors.replaceChildren();
    document.title = this.title_;
  }

  /** @param {HTMLAnchorElement} link */
  goToGap(link) {
    this.showQuestion(this.need(`[id="${CSS.escape(link.hash.slice(1))}"]`));
  }

  /**
   * Shows the question of a radio button, which gets the focus.
   * @param {HTMLElement} radio
   * @param {ScrollLogicalPosition} [block]
   */
  showQuestion(radio, block = "start") {
    this.steps.showThat(radio);
    if (this.steps.single) this.form.scrollIntoView();
    else radio.closest("fieldset")?.scrollIntoView({ block });
    radio.focus({ preventScroll: true });
  }

  /** Submits the answers, or shows which are missing; `anyway` submits them incomplete. */
  handIn(anyway = false) {
    const gaps = this.gaps();
    if (gaps.length && !(anyway && this.ready())) {
      this.showErrors(gaps);
    } else {
      this.hideErrors();
      this.handedIn(this.answers);
    }
  }

  /**
   * Handles the submitted answers.
   * @type {(answers: Answers) => void}
   */
  handedIn() {}
}
