// Sets of names (steps, homework) that are stored in this browser only.

/**
 * Returns the names stored under this key; none if there are none, or the value is invalid.
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
 * Stores the names, if the browser allows it.
 * @param {string} key
 * @param {Set<string | undefined>} names
 */
export const writeNames = (key, names) => {
  try { localStorage.setItem(key, JSON.stringify([...names])); } catch { /* private windows may refuse */ }
};
