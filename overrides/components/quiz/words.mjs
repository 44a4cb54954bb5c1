/**
 * Words of a page's template, by name.
 * @typedef {Record<string, string>} Words
 */

/**
 * Returns the text with values in place of its {names}.
 * @param {string} words
 * @param {Record<string, unknown>} values Text and numbers.
 * @returns {string}
 */
export const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => /** @type {string} */ (values[name] ?? ""));
