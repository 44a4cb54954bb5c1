import { workerScript } from "../offline/register.mjs";
import { heldKeys, namesOf } from "../stored/held.mjs";
import { fill } from "../words/words.mjs";

// Shows which of the listed keys this browser has stored, and deletes them. Other sites may share the origin and its
// storage, so only keys that the page lists are touched. Copies of pages are in caches, which a worker fills.
const entries = [...document.querySelectorAll("[data-stored] [data-key]")];
const [forget, button, status] = document.querySelectorAll("[data-forget], [data-forget] button, [data-forget] [role=status]");

/** @typedef {{ key: string, where: "localStorage" | "sessionStorage" | "caches" }} Where The key, or "start*" for a family of them. */

/** @type {(entry: HTMLElement) => Promise<string[]>} */
const held = async (entry) => {
  const { key, where } = /** @type {Where} */ (entry.dataset);
  if (where !== "caches") return heldKeys(key, window[where]);
  return "caches" in window ? namesOf(key, await window.caches.keys()) : [];
};

const show = async () => {
  for (const entry of entries) /** @type {HTMLElement} */ (entry.querySelector("[data-here]")).hidden = !(await held(entry)).length;
};

/** @type {(where: Where["where"], key: string) => Promise<unknown> | void} */
const remove = (where, key) => (where === "caches" ? window.caches.delete(key) : window[where].removeItem(key));

const drop = async () => {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration?.active?.scriptURL === workerScript) {
    registration.active.postMessage(null); // it stores nothing more
    await registration.unregister();
  }
  let count = 0;
  for (const entry of entries) {
    for (const key of await held(entry)) {
      await remove(/** @type {Where} */ (entry.dataset).where, key);
      count += 1;
    }
  }
  delete document.documentElement.dataset.scheme;
  const { none, deleted } = /** @type {Record<string, string>} */ (forget.dataset);
  return count ? fill(deleted, { count }) : none;
};

/** @type {(deed: () => Promise<string | void>) => Promise<string | void>} */
const act = async (deed) => {
  try { return await deed(); } catch { return forget.dataset.failed; }
};

forget.hidden = false;
button.addEventListener("click", async () => {
  status.textContent = /** @type {string} */ (await act(drop));
  act(show);
});
act(show);
addEventListener("pageshow", () => act(show));
