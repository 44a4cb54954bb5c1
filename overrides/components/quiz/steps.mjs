// One question a screen on phones, by styles alone: they hide all but the one with data-now, while the root has
// data-steps (arrive.js). Wide screens, paper and browsers without scripts have every question.

const NARROW = "(max-width: 47.99em)"; // as in quiz.css
const SEEN = 350; // milliseconds for which a choice is seen before the next question comes

/** The steps through a form: its questions, and behind the last one what ends the form. */
export class Steps {
  /**
   * @param {HTMLFormElement} form
   * @param {() => void} shown Is called when another step is shown.
   */
  constructor(form, shown) {
    this.form = form;
    /** @type {HTMLElement[]} */
    this.all = [...form.querySelectorAll("[data-item], [data-quiz-end]")];
    this.at = 0;
    form.addEventListener("click", (event) => this.clicked(event));
    form.addEventListener("keydown", (event) => this.pressed(event));
    form.addEventListener("change", ({ target }) => { if (!this.single) this.showThat(/** @type {Element} */ (target)); });
    this.shown = () => {};
    this.show(0);
    this.shown = shown;
  }

  /** Whether readers see one question only. */
  get single() { return "steps" in document.documentElement.dataset && matchMedia(NARROW).matches; }

  /** @param {number} at */
  show(at) {
    clearTimeout(this.timer);
    const last = this.all.length - 1;
    delete this.all[this.at].dataset.now;
    this.at = Math.min(Math.max(at, 0), last);
    this.all[this.at].dataset.now = "";
    this.form.dataset.at = this.at === last ? "end" : this.at ? "middle" : "first";
    if (this.at === last) this.form.dataset.ended = "";
    this.shown();
  }

  /**
   * Shows the step that this element stands in.
   * @param {Element | null} within
   */
  showThat(within) {
    const at = this.all.findIndex((step) => step.contains(within));
    if (at >= 0) this.show(at);
  }

  /**
   * Shows a step from its beginning, and puts the focus on its name.
   * @param {number} at
   */
  go(at) {
    this.show(at);
    /** @type {HTMLElement | null} */
    const name = this.all[this.at].querySelector("legend, h2");
    name?.focus({ preventScroll: true });
    this.form.scrollIntoView();
  }

  // Only a pointer's choice leads on by itself, for arrow keys choose whatever they pass: their clicks have no detail.
  /** @param {MouseEvent} event */
  clicked({ target, detail }) {
    const element = /** @type {Element} */ (target);
    /** @type {HTMLElement | null} */
    const button = element.closest("[data-step]");
    if (button) this.go(this.at + Number(button.dataset.step));
    else if (detail && this.single && element.closest("[data-item] label")) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.goOn(), SEEN);
    }
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.key !== "Enter" || !this.single || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    this.goOn();
  }

  /** Shows the next question without an answer, or else the end. */
  goOn() {
    const open = this.all.findIndex((step, at) => at > this.at && !step.querySelector("input:checked"));
    this.go(open < 0 ? this.all.length : open);
  }
}
