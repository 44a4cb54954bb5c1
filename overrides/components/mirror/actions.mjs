// What buttons, forms and choices do. Each returns the name of a message; then, if the view has to be rendered again, a
// selector of what gets the focus; and the values in the message.
import { copy, forget, keep, loadQuiz, sound } from "./shelf.mjs";
import { addRequest, dropRequest } from "./storage.mjs";

/**
 * @import { MirrorLinks } from "./routing.mjs"
 * @import { Data, Quiz, Request } from "./shelf.mjs"
 * @typedef {HTMLElement & {
 *   name: "quiz" | "view", value: string, href: string, files: FileList,
 *   elements: Record<"label" | "links" | "me", HTMLInputElement>, reset(): void,
 * }} Control A button, link, field or form: what it does knows which of them it is.
 * @typedef {{ target: Control, entry: HTMLElement, nonce: number, data: Data }} Pressed What was pressed, and the
 *   request that it belongs to.
 * @typedef {[said?: string, at?: string, facts?: Record<string, unknown>]} Outcome
 */

/** @type {(mirror: MirrorLinks, data: Data, label: string) => Promise<Outcome>} */
const request = async (mirror, data, label) => {
  if (!label) return ["nameless", '[name="label"]'];
  const { id } = /** @type {Quiz} */ (await loadQuiz(mirror, mirror.quiz));
  mirror.open = addRequest(data, id, label);
  return ["made", `[data-nonce="${mirror.open}"] summary`, { label }];
};

/**
 * The actions by the names in data-action.
 * @type {Record<string, (this: MirrorLinks, pressed: Pressed) => Outcome | void | Promise<Outcome | void>>}
 */
export const actions = {
  // Which quiz, or which view of it.
  choose({ target }) {
    this[target.name] = target.value;
    return ["", `[name="${target.name}"]`];
  },

  again({ nonce, data }) { return request(this, data, /** @type {Request} */ (data.asked.find((one) => one.nonce === nonce)).label); },

  ask({ target, data }) {
    data.me = target.elements.me.value.trim();
    return request(this, data, target.elements.label.value.trim());
  },

  async paste({ target }) {
    const { links } = target.elements;
    await this.take(links.value, "ybs", "nothing", links);
  },

  async copy({ target, entry }) {
    const field = /** @type {HTMLInputElement} */ ((entry ?? this).querySelector(`[data-slot="${target.dataset.what}"]`));
    return [await copy(field)];
  },

  // Closing the share sheet is not an error.
  share({ entry }) { navigator.share({ text: /** @type {HTMLInputElement} */ (entry.querySelector('[data-slot="mail"]')).value }).catch(() => {}); },

  async qr({ entry }) {
    const { showCode } = await import("./qr.mjs");
    return [showCode(entry)];
  },

  // The customer's form, filled in by hand from a card.
  async type({ entry, nonce }) {
    const quiz = /** @type {Quiz} */ (await loadQuiz(this, this.quiz));
    const { typeIn } = await import("./customer.mjs");
    typeIn(this, quiz, nonce, /** @type {Element} */ (entry.querySelector('[data-slot="typing"]')), async (token) => {
      const told = this.takeReply(quiz, token, nonce);
      await this.show();
      this.announce(...told);
    });
  },

  remove({ nonce, data }) {
    dropRequest(data, nonce);
    return ["removed", '[data-place="said"]'];
  },

  print() { print(); },

  leave() {
    delete this.guest;
    history.replaceState(null, "");
    return ["back", '[data-place="said"]'];
  },

  // The link leads to the file before the click goes on to follow it.
  export({ target, data }) {
    target.href = `data:application/json,${encodeURIComponent(JSON.stringify(data))}`;
    return ["exported"];
  },

  async import({ target, data }) {
    const { takeFile } = await import("./files.mjs");
    return [await takeFile(data, target.files[0], sound, keep) ? "imported" : "notImported", '[data-place="said"]'];
  },

  forget() {
    forget();
    return ["forgotten", '[data-place="said"]'];
  },
};
