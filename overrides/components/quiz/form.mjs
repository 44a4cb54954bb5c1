// A form of questions, whoever answers it: progress, gaps with an error summary, the way back to each.

import { score } from "./score.mjs";
import { fill } from "./words.mjs";

// What scoring depends on, as it stands in a page with a quiz's form and key.
export const readScale = (root) => ({
  kind: root.dataset.kind,
  fingerprint: root.dataset.fingerprint,
  items: [...root.querySelectorAll("[data-item]")].map(({ dataset }) => ({ id: dataset.item, facet: dataset.facet, left: dataset.left })),
  zones: [...root.querySelectorAll("[data-zone]")].map(({ dataset }) => ({ id: dataset.zone, first: +dataset.from, last: +dataset.to })),
});

export class QuizForm extends HTMLElement {
  begin() {
    this.form = this.need("[data-quiz-form]");
    this.errors = this.need("[data-quiz-errors]");
    this.words = this.need('[data-quiz-template="words"]').dataset;
    this.scale = readScale(this);
    this.title_ = document.title;
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.handIn(); });
  }

  need(selector) {
    const found = this.querySelector(selector);
    if (!found) throw new Error(`${this.localName} ${this.dataset.quiz}: ${selector} is missing`);
    return found;
  }

  template(name) { return this.need(`[data-quiz-template="${name}"]`).content.cloneNode(true); }

  get answers() { return Object.fromEntries(new FormData(this.form)); }

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

  choose(answers) {
    this.form.reset();
    for (const [item, choice] of Object.entries(answers)) {
      const radio = this.form.elements.namedItem(item);
      if (radio instanceof RadioNodeList) radio.value = choice;
    }
  }

  showErrors(gaps) {
    const note = this.template("errors");
    const slot = (name) => note.querySelector(`[data-slot="${name}"]`);
    const enough = this.ready();
    slot("lead").textContent = fill(enough ? this.words.gaps : this.words.gapsMany, { count: gaps.length, total: this.scale.items.length });
    slot("anyway").hidden = !enough;
    this.hideErrors();
    for (const { id } of gaps) slot("gaps").append(this.openGap(id));
    this.errors.replaceChildren(note);
    this.errors.hidden = false;
    document.title = this.words.error + this.title_;
    this.errors.focus();
  }

  openGap(id) {
    const fieldset = this.form.querySelector(`[data-item="${id}"]`);
    const words = fill(this.words.open, { topic: fieldset.querySelector("legend").lastChild.textContent.trim() });
    const message = document.createElement("p");
    message.id = `${id}-error`;
    message.className = "pair__error";
    message.textContent = words;
    fieldset.dataset.gap = "";
    fieldset.setAttribute("aria-describedby", message.id);
    fieldset.querySelector("legend").after(message);
    const link = document.createElement("a");
    link.href = `#${fieldset.querySelector("input").id}`;
    link.dataset.action = "gap";
    link.textContent = words;
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }

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

  goToGap(link) {
    const radio = this.querySelector(`[id="${CSS.escape(link.hash.slice(1))}"]`);
    radio.closest("fieldset").scrollIntoView();
    radio.focus({ preventScroll: true });
  }

  // Hands the sheet in, or names the gaps in it; `anyway` is what a reader says who has seen them.
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
}
