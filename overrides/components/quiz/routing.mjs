// What the URL of a quiz's page asks for. Answers and results are removed from it at once.
import { choicesOf, fingerprintOf, unpack } from "./score.mjs";

/**
 * @import { Answers, Scale } from "./score.mjs"
 * @typedef {{ scale: Scale, answers: Answers, older: boolean, kept?: boolean }} SharedResult
 *   A result that a link brought: somebody's, or the reader's own, which is `kept` in this browser.
 */

/**
 * Returns the fragment that the page was opened with, and if it is a link of the quiz's, the letter "a" for an answer or
 * "r" for a result, and the value behind it.
 * @returns {[fragment: string, letter?: string, value?: string]}
 */
export const takeFragment = () => {
  const fragment = window.arrived ?? location.hash.slice(1);
  delete window.arrived;
  const link = /^([ar])=(.*)$/.exec(fragment);
  // A result survives a reload, and going back, in the history of this tab; the address stays without it.
  if (link) history.replaceState(link[1] === "r" ? { result: link[2] } : null, "", location.pathname);
  else if (!fragment && history.state?.result) return ["", "r", history.state.result];
  return /** @type {[string, string, string] | null} */ (link) ?? [fragment];
};

/** Changes from the result's URL to that of the questions, so that "back" leads to the result. */
export const leaveResult = () => history.pushState(null, "", location.pathname);

/**
 * Returns whether the scale has this item and this choice.
 * @param {Scale} scale
 * @param {string} item
 * @param {string} choice
 * @returns {boolean}
 */
export const isKnown = (scale, item, choice) => scale.items.some(({ id }) => id === item) && choicesOf(scale).includes(choice);

/**
 * Returns the result in a token, or the name of the message that says why there is none.
 * @param {Scale} scale Of the page's quiz as it is today.
 * @param {string} token
 * @returns {Promise<SharedResult | "foreign" | "damaged">}
 */
export const readResult = async (scale, token) => {
  const fingerprint = fingerprintOf(token);
  if (!fingerprint) return "damaged";
  const older = fingerprint !== scale.fingerprint;
  const found = older ? await (await import("./older.mjs")).loadOlderScale(fingerprint) : scale;
  const answers = found && unpack(found, token);
  return answers ? { scale: found, answers, older } : "foreign";
};
