// One's own view beside the customers'; the reference is tests/reference/gaps.py.
import { band, score } from "../quiz/score.mjs";
import { partIds } from "./tokens.mjs";

/**
 * @import { Answers, Scale } from "../quiz/score.mjs"
 * @import { Sum } from "./tokens.mjs"
 * @typedef {{ id: string, score: number | null, band: number, total: number, zone?: string | null }} Standing What a part scores; a line 0 or 100.
 * @typedef {{
 *   id: string, mine: number | null, theirs: (number | null)[], mean: number | null, points: number | null, clear: boolean, mixed: boolean,
 * }} Gap One's own score beside those of customers: points from one's own to their mean, whether that is more than chance,
 *   and whether customers differ among themselves.
 */

/**
 * Returns what the whole and each part scores, by id: facets, or the lines of a checklist.
 * @param {Scale} scale
 * @param {Answers} answers
 * @returns {Record<string, Standing>}
 */
export const partsOf = (scale, answers) => {
  const { whole, facets } = score(scale, answers);
  /** @type {(item: { id: string }) => Standing} */
  const line = ({ id }) => ({ id, score: { yes: 100, no: 0 }[answers[id]] ?? null, band: 0, total: 1 });
  return Object.fromEntries([whole, ...(scale.kind === "profile" ? facets : scale.items.map(line))].map((part) => [part.id, part]));
};

/**
 * Returns the scores that are known, the lowest first.
 * @param {(number | null)[]} values
 * @returns {number[]}
 */
export const knownOf = (values) => values.filter((value) => value !== null).sort((one, other) => one - other);

/**
 * Returns the mean of the known scores, rounded half up, or null.
 * @param {(number | null)[]} values
 * @returns {number | null}
 */
export const meanOf = (values) => {
  const known = knownOf(values);
  return known.length ? Math.floor((2 * known.reduce((sum, value) => sum + value, 0) + known.length) / (2 * known.length)) : null;
};

/** @type {(scale: Scale, own: Standing, theirs: (number | null)[], mean: number | null, width: number) => Gap} */
const judge = ({ kind }, own, theirs, mean, width) => {
  const points = mean === null || own.score === null ? null : mean - own.score;
  const limit = kind === "profile" ? Math.hypot(own.band, width) : own.id === "whole" ? 100 : 50;
  const range = knownOf(theirs);
  return { id: own.id, mine: own.score, theirs, mean, points, clear: Math.abs(points ?? 0) > limit, mixed: /** @type {number} */ (range.at(-1)) - range[0] > Math.hypot(width, width) };
};

/**
 * Returns the whole and each part, one's own view beside the customers'.
 * @param {Scale} scale
 * @param {Answers} mine
 * @param {Answers[]} sheets
 * @returns {Gap[]}
 */
export const gaps = (scale, mine, sheets) => {
  const own = partsOf(scale, mine);
  const others = sheets.map((sheet) => partsOf(scale, sheet));
  return partIds(scale).map((id) => {
    const parts = others.map((one) => one[id]);
    const theirs = parts.map((part) => part.score);
    return judge(scale, own[id], theirs, meanOf(theirs), Math.max(0, ...parts.map((part) => (part.score === null ? 0 : part.band))));
  });
};

/**
 * Returns the same, beside what a colleague has summed up.
 * @param {Scale} scale
 * @param {Answers} mine
 * @param {Sum} sum
 * @returns {Gap[]}
 */
export const gapsToSum = (scale, mine, { means }) =>
  Object.values(partsOf(scale, mine)).map((own) => judge(scale, own, [], means[own.id], band(Math.ceil(0.75 * own.total))));

/**
 * Returns the parts in the order in which to talk about them: clear gaps, the largest first; then what customers are mixed
 * on, and the rest, each from the lowest score up.
 * @param {Gap[]} found With the whole at their head.
 * @returns {Gap[]}
 */
export const focus = (found) => found.slice(1).sort((one, other) => +other.clear - +one.clear || (one.clear
  ? Math.abs(/** @type {number} */ (other.points)) - Math.abs(/** @type {number} */ (one.points)) || /** @type {number} */ (one.points) - /** @type {number} */ (other.points)
  : +other.mixed - +one.mixed || (one.mean ?? 101) - (other.mean ?? 101)));
