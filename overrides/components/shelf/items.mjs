// What lies on the reader's shelf, in this browser only: the newest first.

/**
 * @typedef {object} Item
 * @property {"article" | "quiz" | "path"} kind
 * @property {string} address Relative to the site's root, as all addresses here.
 * @property {string} title
 * @property {boolean} [saved] For later, by the reader's own choice.
 * @property {number} [far] How far it was read, from 0 to 1.
 * @property {boolean} [done]
 * @property {string} [id] An article's or a quiz's.
 * @property {[anchor: string, title: string][]} [homework]
 * @property {string} [next] The key of a path's next step, with its name and address.
 * @property {string} [name]
 * @property {string} [to]
 */

const KEY = "coach.shelf";
const MOST = 200;

/** @type {(address: unknown) => boolean} */
const isAddress = (address) => typeof address === "string" && /^(\w[\w%.~-]*\/)+(#[\w%.:~-]*)?$/.test(address);

/**
 * Returns the valid items of a list that may come from anywhere.
 * @param {unknown} list
 * @returns {Item[]}
 */
export const soundItems = (list) => (Array.isArray(list) ? list : []).filter((one) => (
  /^(article|quiz|path)$/.test(one?.kind) && isAddress(one.address) && typeof one.title === "string" && (!one.to || isAddress(one.to))
));

/** Returns what lies on the shelf, the newest first; nothing if there is nothing, or it cannot be read. */
export const readItems = () => {
  try { return soundItems(JSON.parse(/** @type {string} */ (localStorage.getItem(KEY)))); } catch { return []; }
};

/**
 * Stores the items, and returns whether the browser allowed it. What was saved on purpose is never dropped.
 * @param {Item[]} items
 */
export const writeItems = (items) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(items.filter(({ saved }, at) => saved || at < MOST)));
    return true;
  } catch {
    return false; // private windows may refuse
  }
};

/**
 * Returns the item of this address.
 * @param {string} address
 */
export const itemOf = (address) => readItems().find((item) => item.address === address);

/**
 * Puts an item in front of all others; what was known of it stays. Returns whether the browser allowed it.
 * @param {Item} item
 */
export const putItem = (item) => {
  const others = readItems();
  const before = others.find(({ address }) => address === item.address);
  return writeItems([{ ...before, ...item }, ...others.filter((other) => other !== before)]);
};

const siteRoot = new URL("../../", import.meta.url).pathname;

/**
 * Returns a link's or the page's own address relative to the site's root.
 * @param {{ pathname: string }} link
 */
export const addressOf = ({ pathname }) => pathname.slice(siteRoot.length).replace(/index\.html$/, "");
