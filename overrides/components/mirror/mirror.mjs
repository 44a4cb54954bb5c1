// <coach-mirror>: asks customers, takes their replies in, and lays them over one's own view.
import { actions } from "./actions.mjs";
import { MirrorLinks } from "./routing.mjs";
import { read } from "./shelf.mjs";

/** @import { Control } from "./actions.mjs" */

class CoachMirror extends MirrorLinks {
  connectedCallback() {
    for (const kind of ["click", "submit", "change"]) this.addEventListener(kind, this.act);
    addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  /**
   * Runs data-action of a button, form or choice at the event data-on (else a click), after confirming data-sure.
   * @param {Event} event
   */
  async act(event) {
    /** @type {Control | null} */
    const target = /** @type {Element} */ (event.target).closest("[data-action]");
    if (!target || event.type !== (target.dataset.on ?? "click")) return;
    if (event.type === "submit") event.preventDefault();
    if (target.dataset.sure && !confirm(target.dataset.sure)) return;
    const entry = /** @type {HTMLElement} */ (target.closest("[data-nonce]"));
    const nonce = Number(entry?.dataset.nonce);
    const [said, at, facts] = await actions[/** @type {string} */ (target.dataset.action)].call(this, { target, entry, nonce, data: read() }) ?? [];
    if (at) await this.show();
    if (said) this.say(said, facts);
    if (at) this.querySelector(at)?.focus();
  }
}

customElements.define("coach-mirror", CoachMirror);
