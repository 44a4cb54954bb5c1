/**
 * Words of a page's template, by name.
 * @typedef {Record<string, string>} Words
 */

/**
 * Returns the form of a message for a number: a message with plural forms is JSON with the names of CLDR.
 * @param {string} words
 * @param {unknown} count
 * @returns {string}
 */
const formOf = (words, count) => {
  if (!words.startsWith('{"')) return words;
  const forms = JSON.parse(words);
  return forms[new Intl.PluralRules(document.documentElement.lang).select(Number(count))] ?? forms.other;
};

/**
 * Returns the text with values in place of its {names}, in the plural form for `count`.
 * @param {string} words
 * @param {Record<string, unknown>} values Text and numbers.
 * @returns {string}
 */
export const fill = (words, values) => formOf(words, values.count)
  .replace(/\{(\w+)\}/g, (_, name) => /** @type {string} */ (values[name] ?? ""));
