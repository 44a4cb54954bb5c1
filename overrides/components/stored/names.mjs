// Lists of names, of steps or of homework, that are kept in this browser only.

/**
 * Returns the names kept behind this key; none when the browser keeps nothing, or something else.
 * @param {string} key
 * @returns {Set<string | undefined>}
 */
export const readNames = (key) => {
  try {
    const kept = JSON.parse(/** @type {string} */ (localStorage.getItem(key)));
    return new Set(kept?.filter?.(/** @param {unknown} one */ (one) => typeof one === "string"));
  } catch {
    return new Set();
  }
};

/**
 * Keeps the names, if the browser lets it.
 * @param {string} key
 * @param {Set<string | undefined>} names
 */
export const writeNames = (key, names) => {
  try { localStorage.setItem(key, JSON.stringify([...names])); } catch { /* private windows may refuse */ }
};
