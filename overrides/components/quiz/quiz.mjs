// <coach-quiz>: scores the answers of its form, and shows the result.
import { pack, unpack } from "./score.mjs";
import { fill } from "../words/words.mjs";
import { isKnown, leaveResult, readResult, takeFragment } from "./routing.mjs";
import { dropKey, readKey, writeKey } from "./storage.mjs";
import { QuizView } from "./view.mjs";

/** @import { SharedResult } from "./routing.mjs" */

class CoachQuiz extends QuizView {
  connectedCallback() {
    /** @type {SharedResult | null} */
    this.shared = null;
    this.begin();
    this.addEventListener("click", (event) => this.clicked(event));
    addEventListener("popstate", () => this.arrive());
    this.foldKey();
    this.resume();
    this.arrive();
  }

  // The scoring key is open on paper and without scripts; with this script it is folded. What stands before the
  // questions is folded everywhere but on paper.
  foldKey() {
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const folded = this.querySelectorAll("[data-quiz-key], [data-quiz-intro]");
    this.need("[data-quiz-key]").toggleAttribute("open", location.hash === "#key");
    /** @type {HTMLDetailsElement[]} */
    let closed = [];
    addEventListener("beforeprint", () => {
      closed = [...folded].filter(({ open }) => !open);
      for (const one of closed) one.open = true;
    });
    addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
  }

  /** @override */
  changed() {
    super.changed();
    writeKey(this.key, this.token);
  }

  resume() {
    const kept = unpack(this.scale, readKey(this.key)?.split(" ")[0]);
    const answered = Object.keys(kept ?? {}).length;
    if (kept && answered) {
      this.choose(kept);
      this.say(fill(this.words.resumed, { answered }));
    }
    this.showProgress();
  }

  anew() {
    this.form.reset();
    dropKey(this.key);
    this.shared = null;
    this.hideErrors();
    this.showForm();
    this.showProgress();
    this.resumed.hidden = true;
    this.need("[data-quiz-progress]").textContent = this.words.anew;
    this.toFirst();
  }

  async arrive() {
    const [fragment, letter, value = ""] = takeFragment();
    if (letter === "a") this.carry(value);
    else if (letter) await this.open(value);
    else if (fragment === "result" && (this.shared || this.ready())) this.showResult();
    else if (this.dataset.state === "result") this.showForm();
  }

  /** @param {string} value */
  carry(value) {
    const [item, choice] = value.split(".");
    if (!isKnown(this.scale, item, choice)) return;
    this.choose({ ...this.answers, [item]: choice });
    this.changed();
    this.say(this.words.carried);
    this.showQuestion(this.need(`[id="${item}-${choice}"]`), "center");
    if (this.steps.single) this.resumed.scrollIntoView();
  }

  /** @param {string} token */
  async open(token) {
    const found = await readResult(this.scale, token);
    if (typeof found === "string") this.say(this.words[found]);
    else {
      this.shared = token === this.token ? null : { ...found, kept: this.history.includes(token) };
      this.showResult();
    }
  }

  /** @override */
  handedIn() {
    this.shared = null;
    if (location.hash === "#result") this.showResult();
    else location.hash = "result";
  }

  get history() { return readKey(`coach.history.${this.dataset.quiz}`) ?? ""; }

  get token() { return pack(this.scale, this.answers); }

  showResult() {
    this.drawResult(this.shared ?? this, !!this.shared);
    if (this.history && this.shared?.kept !== false) this.keep("show");
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target).closest("[data-action]");
    const action = target?.dataset.action;
    if (!action || action === "import") return;
    if (target instanceof HTMLAnchorElement) event.preventDefault();
    if (action === "gap") this.goToGap(/** @type {HTMLAnchorElement} */ (target));
    else if (action === "anyway") this.handIn(true);
    else if (action === "anew") {
      if (Object.keys(this.answers).length && !confirm(this.words.sure)) return;
      leaveResult();
      this.anew();
    } else if (action === "back") {
      this.shared = null;
      leaveResult();
      this.showForm();
      this.toFirst();
    } else if (action === "print") print();
    else this.keep(action);
  }

  /**
   * Runs an action on links, pictures, history or reminders; their code is in a second file, loaded on first use.
   * @param {string} action
   */
  async keep(action) {
    const { act } = await import("./keep.mjs");
    await act(this, action);
  }
}

customElements.define("coach-quiz", CoachQuiz);
