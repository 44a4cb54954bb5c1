// What a quiz stores in this browser.

/**
 * Returns what is kept behind this key, or null.
 * @param {string} key
 * @returns {string | null}
 */
export const readKey = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

/**
 * Keeps a value, if the browser lets it.
 * @param {string} key
 * @param {string} value
 */
export const writeKey = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private windows may refuse */ } };

/**
 * Removes what is kept.
 * @param {string} key
 */
export const dropKey = (key) => { try { localStorage.removeItem(key); } catch { /* likewise */ } };
