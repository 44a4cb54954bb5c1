import { fill } from "../words/words.mjs";

// Shows which of the listed keys this browser has stored, and deletes them. Other sites may share the origin and its
// storage, so only keys that the page lists are touched.
const entries = [...document.querySelectorAll("[data-stored] [data-key]")];
const [forget, button, status] = document.querySelectorAll("[data-forget], [data-forget] button, [data-forget] [role=status]");

/** @typedef {{ key: string, where: "localStorage" | "sessionStorage" }} Where The key, or "start*" for a family of them. */

/** @type {(entry: HTMLElement) => string[]} */
const held = (entry) => {
  const { key, where } = /** @type {Where} */ (entry.dataset);
  const [start, ...rest] = key.split("*");
  return Object.keys(window[where]).filter((one) => (rest.length ? one.startsWith(start) : one === key));
};

const show = () => {
  for (const entry of entries) /** @type {HTMLElement} */ (entry.querySelector("[data-here]")).hidden = !held(entry).length;
};

const drop = () => {
  const count = entries.flatMap(held).length;
  for (const entry of entries) {
    for (const key of held(entry)) window[/** @type {Where} */ (entry.dataset).where].removeItem(key);
  }
  delete document.documentElement.dataset.scheme;
  const { none, deleted } = /** @type {Record<string, string>} */ (forget.dataset);
  return count ? fill(deleted, { count }) : none;
};

/** @type {(deed: () => string | void) => string | void} */
const act = (deed) => {
  try { return deed(); } catch { return forget.dataset.failed; }
};

forget.hidden = false;
button.addEventListener("click", () => {
  status.textContent = /** @type {string} */ (act(drop));
  act(show);
});
act(show);
addEventListener("pageshow", () => act(show));
