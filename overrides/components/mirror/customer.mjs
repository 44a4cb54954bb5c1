// <coach-customer>: a customer's answers become a link. Also takes in a card that was filled in on paper.
import { QuizForm } from "../quiz/form.mjs";
import { pack, seal, unpack, unseal } from "../quiz/score.mjs";
import { fill } from "../words/words.mjs";
import { arrived, copy } from "./shelf.mjs";
import { cleanComment, contentOf, INVITE, nameIn, nonceIn, packOne, QUOTABLE, REPLY } from "./tokens.mjs";

/**
 * @import { Answers, Scale } from "../quiz/score.mjs"
 * @import { Quiz } from "./shelf.mjs"
 * @import { Reply } from "./tokens.mjs"
 * @typedef {{ invite?: string, from?: string, answers?: string, comment?: string }} Draft What this tab keeps; the answers as a token.
 */

const KEY = "coach.customer";
const MOST = 200; // characters of a comment

/**
 * Returns the nonce in an invite of this scale, or null.
 * @param {Scale} scale
 * @param {unknown} token
 * @returns {number | null}
 */
export const unpackInvite = (scale, token) => {
  const bytes = contentOf(INVITE, scale, token);
  return bytes?.length === 2 ? nonceIn(bytes) : null;
};

/**
 * Returns the token of a reply.
 * @param {Scale} scale
 * @param {Reply} reply
 * @returns {string}
 */
export const packReply = (scale, reply) =>
  seal(REPLY, scale.fingerprint, [...packOne(scale, reply), ...(reply.quotable && cleanComment(reply.comment) ? [QUOTABLE] : []), ...new TextEncoder().encode(cleanComment(reply.comment))]);

// data-state says what is shown: "start" (on phones, what happens with the answers, before the first question), "form", "done",
// or "closed" when nobody has asked. The page brings "start" along, so that nothing moves while this loads.
class CoachCustomer extends QuizForm {
  connectedCallback() {
    this.begin();
    /** @type {HTMLTextAreaElement} */
    this.comment = this.need("[data-comment]");
    this.comment.addEventListener("input", () => this.changed());
    this.addEventListener("click", (event) => this.clicked(event));
    this.typing = "typed" in this.dataset;
    if (this.typing) {
      this.dataset.state = "form";
      this.need("[data-quiz-submit]").textContent = this.words.takeIn;
    } else {
      document.querySelector("[data-start]")?.addEventListener("click", (event) => {
        event.preventDefault();
        this.dataset.state = "form";
        this.steps.go(0);
      });
      addEventListener("hashchange", () => this.arrive());
      this.arrive();
    }
    this.changed();
  }

  // The invite and the answers so far are kept for this tab only, so that a reload loses nothing.

  arrive() {
    const [, token, name] = /^#i=([^&]*)(?:&n=(.*))?$/.exec(arrived()) ?? [];
    /** @type {Draft} */
    let kept = {};
    try { kept = JSON.parse(/** @type {string} */ (sessionStorage.getItem(KEY))) ?? {}; } catch { /* nothing then */ }
    /** @type {string} */
    this.invite = token ?? kept.invite ?? "";
    this.from = token ? nameIn(name) : kept.from ?? "";
    const lead = document.querySelector("[data-lead]");
    if (lead && this.from) lead.textContent = fill(this.words.from, { name: this.from });
    /** @type {number | null} */
    this.asked = unpackInvite(this.scale, this.invite);
    // An older invite asks for the same; its answers are to the questions as they are today.
    for (const older of (this.dataset.older ?? "").split(" ")) this.asked ??= unpackInvite({ ...this.scale, fingerprint: older }, this.invite);
    const fingerprint = unseal(INVITE, this.invite)?.fingerprint;
    const trouble = this.asked !== null ? "" : fingerprint ? "older" : this.invite ? "damaged" : "uninvited";
    const note = this.need("[data-trouble]");
    note.textContent = this.words[trouble] ?? "";
    this.need("[data-closed]").hidden = !trouble;
    this.need("[data-quiz-submit]").hidden = !!trouble;
    this.dataset.state = trouble ? "closed" : "start";
    // Who was not asked reads the questions, and needs no steps.
    document.documentElement.toggleAttribute("data-steps", !trouble);
    if (trouble) return;
    /** @type {Draft} */
    const mine = kept.invite === this.invite ? kept : {};
    this.choose(unpack(this.scale, mine.answers) ?? {});
    this.comment.value = typeof mine.comment === "string" ? mine.comment : "";
    this.need("[data-quotable-words]").textContent = fill(this.words[this.from ? "quotableBy" : "quotable"], { name: this.from });
    this.need("[data-done]").hidden = true;
    this.form.hidden = false;
    this.changed();
  }

  showForm() {
    this.need("[data-done]").hidden = true;
    this.form.hidden = false;
    this.dataset.state = "form";
  }

  store() {
    const kept = { invite: this.invite, from: this.from, answers: pack(this.scale, this.answers), comment: this.comment.value };
    try { sessionStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* then a reload begins anew */ }
  }

  /** @override */
  changed() {
    super.changed();
    const { value } = this.comment;
    if (this.dataset.state === "start" && (value || Object.keys(this.answers).length)) this.dataset.state = "form";
    const count = MOST - [...value].length;
    const note = this.need("[data-remaining]");
    note.textContent = fill(this.words[count > 0 ? "left" : count ? "over" : "full"], { count: Math.abs(count) });
    note.toggleAttribute("data-over", count <= 0);
    this.comment.setAttribute("aria-invalid", `${count < 0}`);
    this.need("[data-quotable-row]").hidden = !value.trim();
    if (!this.typing && this.asked !== null) this.store();
  }

  // Leaving out what one cannot judge is right, so that enough answers make a reply at once.
  /** @override */
  handIn() { super.handIn(true); }

  /**
   * @override
   * @param {Answers} answers
   */
  handedIn(answers) {
    if ([...this.comment.value].length > MOST) {
      this.steps.show(this.scale.items.length);
      this.comment.focus();
      return;
    }
    const comment = cleanComment(this.comment.value);
    const { checked: quotable } = /** @type {HTMLInputElement} */ (this.need("[data-quotable]"));
    if (this.typing) {
      this.dispatchEvent(new CustomEvent("reply", { detail: { answers, comment, quotable } }));
      return;
    }
    const token = packReply(this.scale, { nonce: /** @type {number} */ (this.asked), answers, comment, quotable });
    const link = `${new URL(`${this.dataset.root}mirror/`, location.href)}#y=${token}`;
    /** @type {string} */
    this.text = fill(this.words.replyText, { link });
    /** @type {HTMLInputElement} */ (this.need("[data-link]")).value = link;
    /** @type {HTMLAnchorElement} */ (this.need("[data-mail]")).href = `mailto:?subject=${encodeURIComponent(this.words.replySubject)}&body=${encodeURIComponent(this.text)}`;
    this.need('[data-action="share"]').hidden = !navigator.share;
    const count = this.unanswered().length;
    this.need("[data-skipped]").hidden = !count;
    this.need("[data-skipped] span").textContent = fill(this.words.leftOut, { count });
    this.need("[data-done]").hidden = false;
    this.form.hidden = true;
    this.dataset.state = "done";
    scrollTo(0, 0);
    this.need("[data-done] h2").focus();
  }

  /** Returns the questions without an answer. */
  unanswered() {
    const { answers } = this;
    return this.scale.items.filter(({ id }) => !(id in answers));
  }

  /** @param {MouseEvent} event */
  async clicked(event) {
    const target = /** @type {Element} */ (event.target).closest("[data-action]");
    const action = target?.dataset.action;
    if (action === "gap") {
      event.preventDefault();
      this.goToGap(/** @type {HTMLAnchorElement} */ (target));
    } else if (action === "print") print();
    else if (action === "open") {
      this.showForm();
      this.showQuestion(/** @type {HTMLElement} */ (this.firstOf(this.unanswered()[0].id)));
    } else if (action === "back") {
      this.showForm();
      this.toFirst();
    } else if (action === "share") {
      try { await navigator.share({ text: this.text }); } catch { /* closed without sending */ }
    } else if (action === "copy") {
      this.need("[data-said]").textContent = this.words[await copy(this.need("[data-link]"))];
    }
  }
}

/**
 * Returns a page of this site, parsed by the browser: the policy (Trusted Types) lets no script turn text into HTML.
 * @type {(address: string) => Promise<Document>}
 */
const pageAt = (address) => new Promise((done, fail) => {
  const ask = new XMLHttpRequest();
  ask.open("GET", address);
  ask.responseType = "document";
  ask.onload = () => done(ask.response);
  ask.onerror = fail;
  ask.send();
});

/**
 * Puts the form of the quiz's customer page into a place of `page`, where a reply is typed in.
 * @param {HTMLElement} page
 * @param {Quiz} quiz
 * @param {number} nonce
 * @param {Element} place
 * @param {(token: string) => void} done Is given the reply.
 */
export const typeIn = async (page, quiz, nonce, place, done) => {
  const there = await pageAt(`${quiz.address}customer/`);
  const form = document.importNode(/** @type {HTMLElement} */ (there.querySelector("coach-customer")), true);
  form.dataset.typed = "";
  form.addEventListener("reply", (event) => done(packReply(quiz, { nonce, .../** @type {CustomEvent} */ (event).detail })));
  for (const other of page.querySelectorAll("coach-customer")) other.remove();
  place.replaceChildren(form);
  form.querySelector("input")?.focus();
};

customElements.define("coach-customer", CoachCustomer);
