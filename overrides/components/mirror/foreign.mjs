// What a link brings that is somebody else's: their view, and replies to them. Loaded when there is such a thing.

/** @import { Words } from "../words/words.mjs" */

/**
 * Returns the words of the page as they speak about somebody else.
 * @param {HTMLElement & { words: Words }} page Has the template of these words.
 * @param {string | undefined} name Of whom it is about, if it is known.
 * @returns {Words}
 */
export const wordsAbout = (page, name) => {
  const { seller, somebody, ...about } = /** @type {HTMLElement & { dataset: Words }} */ (page.querySelector('[data-template="guest"]')).dataset;
  const named = Object.entries(about).map(([key, text]) => [key, text.replaceAll("{name}", name || seller)]);
  return { ...page.words, ...Object.fromEntries(named), you: name || somebody };
};

/**
 * Writes replies that nobody here has asked for as links to copy, or to add to those one collects.
 * @param {HTMLElement} note
 * @param {string[]} tokens
 */
export const writeStrangers = (note, tokens) => {
  const links = tokens.map((token) => `#y=${token}`);
  /** @type {HTMLInputElement} */ (note.querySelector("input")).value = links.map((link) => location.href.split("#")[0] + link).join(" ");
  /** @type {HTMLAnchorElement} */ (note.querySelector("a")).hash = links.join("");
};
