// What changes in what this browser keeps: requests, replies, one's own answers, and what a file brings.
import { keep, read, sound } from "./shelf.mjs";

/** @import { Data } from "./shelf.mjs" */

/**
 * Returns this moment, as it is kept.
 * @returns {string}
 */
export const now = () => new Date().toISOString();

/**
 * Keeps one more, in place of the one that it is a newer version of.
 * @param {keyof Data} name
 * @param {object} one
 */
export const keepOne = (name, one) => {
  const data = read();
  /** @type {object[]} */ (data[name]).push({ at: now(), ...one });
  keep(data);
};

/**
 * Adds a request under a nonce that no other has, and returns the nonce.
 * @param {Data} data
 * @param {string} quiz Its id.
 * @param {string} label
 * @returns {number}
 */
export const addRequest = (data, quiz, label) => {
  let nonce = 0;
  do [nonce] = crypto.getRandomValues(new Uint16Array(1)); while (data.asked.some((one) => one.nonce === nonce));
  keepOne("asked", { quiz, label, nonce });
  return nonce;
};

/**
 * Removes a request and its reply.
 * @param {Data} data
 * @param {number} nonce
 */
export const dropRequest = (data, nonce) => keep({ ...data, asked: data.asked.filter((one) => one.nonce !== nonce) });

/**
 * Adds what a saved file holds, and returns how much that is.
 * @param {Record<string, unknown[]>} data
 * @param {Blob} file
 * @returns {Promise<number>}
 */
export const takeFile = async (data, file) => {
  /** @type {Record<string, unknown[]>} */
  let more = sound();
  try { more = sound(JSON.parse(await file.text())); } catch { /* then it brings nothing */ }
  for (const name in more) data[name].unshift(...more[name]);
  keep(/** @type {Data} */ (data));
  return Object.values(more).flat().length;
};
