// An exported file, taken in again. Loaded when somebody chooses one.

/** @import { Data } from "./shelf.mjs" */

/**
 * Adds the entries of an exported file, and returns how many there are.
 * @param {any} data
 * @param {Blob} file
 * @param {(data?: any) => Data} sound Returns what is valid.
 * @param {(data: Data) => void} keep
 * @returns {Promise<number>}
 */
export const takeFile = async (data, file, sound, keep) => {
  let read = sound();
  try { read = sound(JSON.parse(await file.text())); } catch { /* not an exported file */ }
  const { me, ...more } = read;
  for (const [name, entries] of Object.entries(more)) data[name].unshift(...entries);
  keep({ ...data, me: data.me || me });
  return Object.values(more).flat().length;
};
