// <coach-customer>: a customer's answers become a link. Also takes in a card that was filled in on paper.
import { QuizForm } from "../quiz/form.mjs";
import { pack, seal, unpack, unseal } from "../quiz/score.mjs";
import { fill } from "../quiz/words.mjs";
import { arrived, copy } from "./shelf.mjs";
import { cleanComment, contentOf, INVITE, nonceIn, packOne, REPLY } from "./tokens.mjs";

const KEY = "coach.customer";

export const unpackInvite = (scale, token) => {
  const bytes = contentOf(INVITE, scale, token);
  return bytes?.length === 2 ? nonceIn(bytes) : null;
};

export const packReply = (scale, reply) =>
  seal(REPLY, scale.fingerprint, [...packOne(scale, reply), ...new TextEncoder().encode(cleanComment(reply.comment ?? ""))]);

class CoachCustomer extends QuizForm {
  connectedCallback() {
    this.begin();
    this.comment = this.need("[data-comment]");
    this.comment.addEventListener("input", () => this.changed());
    this.addEventListener("click", (event) => this.clicked(event));
    this.typing = "typed" in this.dataset;
    if (this.typing) {
      this.need("[data-quiz-submit]").textContent = this.words.takeIn;
    } else {
      addEventListener("hashchange", () => this.arrive());
      this.arrive();
    }
    this.showProgress();
  }

  // The invite and the answers so far are kept for this tab only, so that a reload loses nothing.

  arrive() {
    const [, token] = /^#i=(.*)$/.exec(arrived()) ?? [];
    let kept = {};
    try { kept = JSON.parse(sessionStorage.getItem(KEY)) ?? {}; } catch { /* nothing then */ }
    this.invite = token ?? kept.invite ?? "";
    this.asked = unpackInvite(this.scale, this.invite);
    const fingerprint = unseal(INVITE, this.invite)?.fingerprint;
    const trouble = this.asked !== null ? "" : fingerprint ? "older" : this.invite ? "damaged" : "uninvited";
    this.need("[data-trouble]").textContent = this.words[trouble] ?? "";
    this.need("[data-trouble]").hidden = !trouble;
    this.need("[data-quiz-submit]").hidden = Boolean(trouble);
    if (trouble) return;
    const mine = kept.invite === this.invite ? kept : {};
    this.choose(unpack(this.scale, mine.answers) ?? {});
    this.comment.value = typeof mine.comment === "string" ? mine.comment : "";
    this.showForm();
    this.changed();
  }

  showForm() {
    this.need("[data-done]").hidden = true;
    this.form.hidden = false;
  }

  store() {
    const kept = { invite: this.invite, answers: pack(this.scale, this.answers), comment: this.comment.value };
    try { sessionStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* then a reload begins anew */ }
  }

  changed() {
    super.changed();
    this.need("[data-remaining]").textContent = fill(this.words.left, { left: 200 - [...this.comment.value].length });
    if (!this.typing && this.asked !== null) this.store();
  }

  handedIn(answers) {
    const comment = cleanComment(this.comment.value);
    if (this.typing) {
      this.dispatchEvent(new CustomEvent("reply", { detail: { answers, comment } }));
      return;
    }
    const done = this.need("[data-done]");
    this.link = `${new URL(`${this.dataset.root}mirror/`, location.href)}#y=${packReply(this.scale, { nonce: this.asked, answers, comment })}`;
    const text = fill(this.words.replyText, { link: this.link });
    this.need("[data-link]").value = this.link;
    this.need("[data-mail]").href = `mailto:?subject=${encodeURIComponent(this.words.replySubject)}&body=${encodeURIComponent(text)}`;
    this.need('[data-action="share"]').hidden = !navigator.share;
    done.hidden = false;
    this.form.hidden = true;
    done.querySelector("h2").focus();
  }

  async clicked(event) {
    const target = event.target.closest("[data-action]");
    const action = target?.dataset.action;
    if (action === "gap") {
      event.preventDefault();
      this.goToGap(target);
    } else if (action === "anyway") this.handIn(true);
    else if (action === "print") print();
    else if (action === "back") {
      this.showForm();
      this.form.querySelector("input").focus();
    } else if (action === "share") {
      try { await navigator.share({ text: fill(this.words.replyText, { link: this.link }) }); } catch { /* closed without sending */ }
    } else if (action === "copy") {
      this.need("[data-said]").textContent = this.words[await copy(this.need("[data-link]"))];
    }
  }
}

// A page of this site, as the browser itself reads it: the policy lets no script turn text into HTML.
const pageAt = (address) => new Promise((done, fail) => {
  const ask = new XMLHttpRequest();
  ask.open("GET", address);
  ask.responseType = "document";
  ask.onload = () => done(ask.response);
  ask.onerror = fail;
  ask.send();
});

// Puts the form of the quiz's customer page into a place of `page`; `done` is given the reply that is typed in.
export const typeIn = async (page, quiz, nonce, place, done) => {
  const there = await pageAt(`${quiz.address}customer/`);
  const form = document.importNode(there.querySelector("coach-customer"), true);
  form.dataset.typed = "";
  form.addEventListener("reply", ({ detail }) => done(packReply(quiz, { nonce, ...detail })));
  for (const other of page.querySelectorAll("coach-customer")) other.remove();
  place.replaceChildren(form);
  form.querySelector("input").focus();
};

customElements.define("coach-customer", CoachCustomer);
