// What links bring, in the address or in a text that was pasted: one's own answers, replies, bundles and sums.
import { ANSWERS, unpack, unseal } from "../quiz/score.mjs";
import { fill } from "../words/words.mjs";
import { arrived, isUnkept, loadQuiz, read } from "./shelf.mjs";
import { keepOne, now } from "./storage.mjs";
import { BUNDLE, findTokens, nameIn, REPLY, SUM, unpackBundle, unpackReply, unpackSum } from "./tokens.mjs";
import { MirrorView } from "./view.mjs";

/**
 * @import { Scale } from "../quiz/score.mjs"
 * @import { Quiz } from "./shelf.mjs"
 * @import { Bundle, Reply, Sum } from "./tokens.mjs"
 * @typedef {Bundle & { fingerprint?: string, me?: string }} Guest Somebody else's view, which is shown and not kept; `me` is their first name.
 * @typedef {[kind: number, open: (scale: Scale, token: string) => object | null]} Opener What opens a token of this kind.
 * @typedef {[name: string, facts?: Record<string, unknown>]} Told What to say: the name of the words, and what stands in them.
 */

/** A view that takes in what links bring. */
export class MirrorLinks extends MirrorView {
  /** @type {string[]} Replies to requests of somebody else. */
  strangers = [];

  /** Takes in what the address brings. */
  async arrive() {
    const fragment = arrived();
    const isLink = /^#[rybs]=/.test(fragment);
    await this.take(isLink ? fragment : history.state ?? "", "rybs", isLink ? "damaged" : "");
    if (isUnkept()) history.replaceState(null, "", fragment);
    // What is not kept survives a reload in the history of this tab; the address stays without it.
    else if (isLink && (this.guest || this.strangers[0])) history.replaceState(fragment, "");
  }

  /**
   * Takes in the links in a text, shows what there is then, and says it: a sentence for each kind of thing.
   * @param {string} text
   * @param {string} letters Of the links that may be in it.
   * @param {string} otherwise The name of the words to say when there are none.
   * @param {HTMLInputElement} [field] In which the text was pasted.
   */
  async take(text, letters, otherwise, field) {
    /** @type {Record<string, Record<string, unknown> & { count: number }>} */
    const told = {};
    this.strangers = [];
    /** @type {Record<string, Opener>} */
    const openers = { r: [ANSWERS, unpack], y: [REPLY, unpackReply], b: [BUNDLE, unpackBundle], s: [SUM, unpackSum] };
    const found = findTokens(text, letters);
    for (const { letter, token } of found) {
      const [name, facts] = await this.takeOne(openers[letter], token);
      const before = told[name];
      told[name] = { ...facts, count: (before?.count ?? 0) + 1, label: [before?.label, facts?.label].filter((one) => one).join(", ") };
    }
    if (this.guest) this.guest.me ||= nameIn(/&n=([^&\s]+)/.exec(text)?.[1]);
    if (found[1]) this.view = "";
    this.place("unasked").hidden = !this.strangers[0];
    if (this.strangers[0]) (await import("./foreign.mjs")).writeStrangers(this.place("unasked"), this.strangers);
    await this.show();
    const said = Object.entries(told).map(([name, facts]) => fill(this.words[name], facts)).join(" ");
    const faults = ["damaged", "foreign", "unasked"].filter((name) => told[name]);
    // Of a pasted text of which nothing could be used, it is said below the text; after any fault the text stays.
    const below = field && !told.unasked && !Object.keys(told)[faults.length];
    this.place("pasted").textContent = below ? said || this.words[otherwise] : "";
    this.say(below ? "" : otherwise);
    if (below) return field.focus();
    if (field && !faults[0]) field.value = "";
    if (said) this.announce(isUnkept() ? `${said} ${this.words.unkept}` : said);
  }

  /**
   * @param {Opener} opener
   * @param {string} token
   * @returns {Promise<Told>}
   */
  async takeOne([kind, open], token) {
    const fingerprint = unseal(kind, token)?.fingerprint;
    const quiz = await loadQuiz(this, fingerprint);
    const found = quiz && open(quiz, token);
    if (!found) return [fingerprint && !quiz ? "foreign" : "damaged"];
    delete this.guest;
    this.quiz = fingerprint;
    if (kind === REPLY) return this.takeReply(quiz, token, /** @type {Reply} */ (found).nonce);
    if (kind === BUNDLE) {
      this.guest = { fingerprint, .../** @type {Bundle} */ (found) };
      return ["guest"];
    }
    keepOne(kind === SUM ? "sums" : "mine", { quiz: quiz.id, token });
    return kind === SUM ? ["sumAdded", /** @type {Sum} */ (found)] : ["mineHere", quiz];
  }

  /**
   * Takes a reply in; who has not asked for it is told where to open it.
   * @param {Quiz} quiz
   * @param {string} token
   * @param {number} nonce
   * @returns {Told}
   */
  takeReply(quiz, token, nonce) {
    const request = read().asked.find((one) => one.quiz === quiz.id && one.nonce === nonce);
    if (!request) {
      this.strangers.push(token);
      return ["unasked"];
    }
    this.view = request.label;
    keepOne("asked", { ...request, token, got: now() });
    return [request.token === token ? "same" : request.token ? "replaced" : "added", request];
  }
}
