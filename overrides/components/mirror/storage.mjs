// Changes of what this browser stores: requests, replies and one's own answers.
import { keep, read } from "./shelf.mjs";

/** @import { Data } from "./shelf.mjs" */

/**
 * Returns the current time in the form in which it is stored.
 * @returns {string}
 */
export const now = () => new Date().toISOString();

/**
 * Stores an entry, in place of an older version of it.
 * @param {Exclude<keyof Data, "me">} name
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
  keep(data);
  keepOne("asked", { quiz, label, nonce });
  return nonce;
};

/**
 * Removes a request and its reply.
 * @param {Data} data
 * @param {number} nonce
 */
export const dropRequest = (data, nonce) => keep({ ...data, asked: data.asked.filter((one) => one.nonce !== nonce) });
