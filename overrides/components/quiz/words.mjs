/**
 * Words of a page's template, by name.
 * @typedef {Record<string, string>} Words
 */

/**
 * Returns the words with the values in place of the {names} in them.
 * @param {string} words
 * @param {Record<string, unknown>} values Text and numbers.
 * @returns {string}
 */
export const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => /** @type {string} */ (values[name] ?? ""));
