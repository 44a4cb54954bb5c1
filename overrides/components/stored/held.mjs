/**
 * Returns the keys that a storage holds of a listed one: "start*" stands for a family of them.
 * @param {string} listed
 * @param {Storage} storage
 * @returns {string[]}
 */
export const heldKeys = (listed, storage) => namesOf(listed, Object.keys(storage));

/**
 * Returns those of the names that a listed one stands for.
 * @param {string} listed
 * @param {string[]} names
 */
export const namesOf = (listed, names) => {
  const [start, ...rest] = listed.split("*");
  return names.filter((one) => (rest.length ? one.startsWith(/** @type {string} */ (start)) : one === listed));
};
