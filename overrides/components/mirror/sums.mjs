// Several people's results: a colleague's sum of customers, a manager's team. The reference is tests/reference/gaps.py.
import { choicesOf, seal } from "../quiz/score.mjs";
import { meanOf, partsOf } from "./gaps.mjs";
import { partIds, SUM } from "./tokens.mjs";

/**
 * @import { Answers, Scale } from "../quiz/score.mjs"
 * @import { Sum } from "./tokens.mjs"
 */

/** Nothing is summed up for fewer people: one could tell who said what. */
export const LEAST = 3;

/**
 * Returns the mean of each part, or null for too few people.
 * @param {Scale} scale
 * @param {Answers[]} sheets
 * @returns {Sum | null}
 */
export const addUp = (scale, sheets) => {
  const parts = sheets.map((sheet) => partsOf(scale, sheet));
  return sheets.length < LEAST ? null : { people: sheets.length, means: Object.fromEntries(partIds(scale).map((id) => [id, meanOf(parts.map((one) => one[id].score))])) };
};

/**
 * Returns the token of a sum.
 * @param {Scale} scale
 * @param {Sum} sum
 * @returns {string}
 */
export const packSum = (scale, { people, means }) => seal(SUM, scale.fingerprint, [people, ...partIds(scale).map((id) => means[id] ?? 255)]);

/**
 * Returns for each part how many people lie clearly on the low side, in the middle and clearly on the high side, or made each choice, and their mean; [] for too few people.
 * @param {Scale} scale
 * @param {Answers[]} sheets
 * @returns {{ id: string, counts: number[], mean: number | null }[]}
 */
export const spread = (scale, sheets) => {
  if (sheets.length < LEAST) return [];
  const parts = sheets.map((sheet) => partsOf(scale, sheet));
  /** @type {(id: string) => number[]} */
  const counts = (id) => (scale.kind === "profile"
    ? ["low", "middle", "high"].map((side) => parts.filter((one) => one[id].side === side).length)
    : choicesOf(scale).map((choice) => sheets.filter((sheet) => sheet[id] === choice).length));
  return partIds(scale).slice(1).map((id) => ({ id, counts: counts(id), mean: meanOf(parts.map((one) => one[id].score)) }));
};

/**
 * Returns how many people are clearly on the low side of a part; in a checklist, how many have answered "not yet".
 * @param {Pick<Scale, "kind">} scale
 * @param {{ counts: number[] }} spread
 * @returns {number}
 */
export const lowOf = ({ kind }, { counts }) => counts[kind === "profile" ? 0 : 1];

/**
 * Returns the parts in the order in which to coach them: first the one on which most people are clearly on the low side, or
 * have answered "not yet"; of two alike the one with the lower mean. To coach first what people do well would surprise them.
 * @param {Scale} scale
 * @param {{ id: string, counts: number[], mean: number | null }[]} found
 * @returns {{ id: string, counts: number[], mean: number | null }[]}
 */
export const coachFirst = (scale, found) =>
  [...found].sort((one, other) => lowOf(scale, other) - lowOf(scale, one) || (one.mean ?? 101) - (other.mean ?? 101));
