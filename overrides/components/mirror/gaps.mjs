// One's own view beside the customers'; the reference is tests/reference/gaps.py.
import { RESIDUAL, rangeOf, score } from "../quiz/score.mjs";
import { partIds } from "./tokens.mjs";

/**
 * @import { Answers, Scale, Side } from "../quiz/score.mjs"
 * @import { Sum } from "./tokens.mjs"
 * @typedef {{ id: string, score: number | null, band: number, answered: number, total: number, side?: Side | null }} Standing What a part scores; a line 0 or 100.
 * @typedef {{
 *   id: string, mine: number | null, theirs: (number | null)[], mean: number | null, points: number | null, width: number,
 *   clear: boolean, alike: boolean, mixed: boolean,
 * }} Gap One's own score beside those of customers: points from one's own to theirs over what both answered, give or take
 *   the width, which is as far as chance reaches; whether that is more than chance, or surely less than a step of the five;
 *   and whether customers differ among themselves.
 */

// What chance allows: hooks/coach/quizzes/model.py says where these come from.
const RATER = 100, RATER_FACET = 75, WHOLE_GAP = 1.75, ALIKE = 25;
const PART_GAPS = [2.05, 2.33, 2.47, 2.58, 2.65, 2.71, 2.76, 2.81, 2.84, 2.88, 2.91, 2.94];

/**
 * Returns what the whole and each part scores, by id: facets, or the lines of a checklist.
 * @param {Scale} scale
 * @param {Answers} answers
 * @returns {Record<string, Standing>}
 */
export const partsOf = (scale, answers) => {
  const { whole, facets } = score(scale, answers);
  /** @type {(item: { id: string }) => Standing} */
  const line = ({ id }) => ({ id, score: { yes: 100, no: 0 }[answers[id]] ?? null, band: 0, answered: Number(id in answers), total: 1 });
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

/** @type {(counts: number[]) => number} */
const perItem = (counts) => counts.reduce((sum, count) => sum + 1 / count, 0) / counts.length;

// The variance of a gap: of so many raters, who share this many items with oneself, on one of so many sides.
/** @type {(pairs: number[], parts: number, raters: number) => number} */
const varianceOf = (pairs, parts, raters) => (raters ? (RATER + RATER_FACET / parts) / raters : 0)
  + RESIDUAL * perItem(pairs) * (1 + 1 / Math.max(raters, 1));

/** @type {(own: Standing, theirs: (number | null)[], mean: number | null, points: number | null, variance: number, count: number) => Gap} */
const judge = (own, theirs, mean, points, variance, count) => {
  const deviation = Math.sqrt(variance), far = Math.abs(points ?? 0);
  // Points are whole numbers, so that the limit rounded down parts them as the limit does, and what is drawn agrees.
  const width = Math.floor((own.id === "whole" ? WHOLE_GAP : PART_GAPS[Math.min(count, PART_GAPS.length) - 1]) * deviation);
  return {
    id: own.id, mine: own.score, theirs, mean, points, width, clear: far > width,
    alike: points !== null && far + 1.645 * deviation <= ALIKE, mixed: false,
  };
};

/** @type {(mean: number | null, own: number) => number | null} */
const differenceOf = (mean, own) => (mean === null ? null : mean - own);

// A line of a checklist that two customers see otherwise is clear, and each of two lines; one alone is a slip.
/** @type {(own: Standing[], theirs: (number | null)[][], means: (number | null)[], people: number) => Gap[]} */
const judgeLines = (own, theirs, means, people) => {
  const points = own.map(({ score: value }, at) => (value === null ? null : differenceOf(means[at], value)));
  const differing = points.map((value, at) => at > 0 && Math.abs(value ?? 0) > 50);
  const several = differing.filter(Boolean).length > 1;
  return own.map(({ id, score: value }, at) => {
    const known = knownOf(theirs[at] ?? []);
    const against = theirs[at] ? known.filter((one) => one !== value).length : people;
    return {
      id, mine: value, theirs: theirs[at] ?? [], mean: means[at], points: points[at], width: 0, clear: differing[at] && (against > 1 || several),
      alike: at > 0 && points[at] !== null && !differing[at], mixed: at > 0 && new Set(known).size > 1,
    };
  });
};

/** @type {(one: Answers, other: Answers) => Answers} */
const common = (one, other) => Object.fromEntries(Object.entries(one).filter(([id]) => id in other));

/**
 * Returns the whole and each part, one's own view beside the customers'.
 * @param {Scale} scale
 * @param {Answers} mine
 * @param {Answers[]} sheets
 * @param {boolean} [same] Whether both are sittings of one customer, whose kindness then cancels.
 * @returns {Gap[]}
 */
export const gaps = (scale, mine, sheets, same = false) => {
  const own = partsOf(scale, mine);
  const others = sheets.map((sheet) => partsOf(scale, sheet));
  const ids = partIds(scale);
  const rows = ids.map((id) => others.map((one) => one[id].score));
  if (scale.kind !== "profile") return judgeLines(ids.map((id) => own[id]), rows, rows.map(meanOf), sheets.length);
  const pairs = sheets.map((sheet) => [partsOf(scale, common(mine, sheet)), partsOf(scale, common(sheet, mine))]);
  return ids.map((id, at) => {
    const parts = id === "whole" ? ids.length - 1 : 1;
    const both = pairs.map(([one, other]) => [one[id], other[id]]).filter(([{ score: value }]) => value !== null);
    const answered = both.map(([one]) => one.answered);
    const points = meanOf(both.map(([one, other]) => /** @type {number} */ (other.score) - /** @type {number} */ (one.score)));
    const gap = judge(own[id], rows[at], meanOf(rows[at]), points, both.length ? varianceOf(answered, parts, same ? 0 : both.length) : 0, ids.length - 1);
    const known = knownOf(rows[at]);
    const usual = both.length ? rangeOf(both.length) * Math.sqrt(RATER + RATER_FACET / parts + RESIDUAL * perItem(answered)) : 0;
    return { ...gap, mixed: both.length > 0 && known.length > 1 && /** @type {number} */ (known.at(-1)) - known[0] > usual };
  });
};

/**
 * Returns the same, beside what a colleague has summed up.
 * @param {Scale} scale
 * @param {Answers} mine
 * @param {Sum} sum
 * @returns {Gap[]}
 */
export const gapsToSum = (scale, mine, { people, means }) => {
  const own = Object.values(partsOf(scale, mine));
  if (scale.kind !== "profile") return judgeLines(own, [], own.map(({ id }) => means[id]), people);
  return own.map((one) => {
    const fewest = Math.ceil((scale.least ?? 75) * one.total / 100);
    const points = one.score === null ? null : differenceOf(means[one.id], one.score);
    return judge(one, [], means[one.id], points, varianceOf([fewest], one.id === "whole" ? own.length - 1 : 1, people), own.length - 1);
  });
};

/**
 * Returns the parts in the order in which to talk about them: clear gaps, the largest first; then what customers are mixed
 * on, and the rest, each from the lowest score up.
 * @param {Gap[]} found With the whole at their head.
 * @returns {Gap[]}
 */
export const focus = (found) => found.slice(1).sort((one, other) => +other.clear - +one.clear || (one.clear
  ? Math.abs(/** @type {number} */ (other.points)) - Math.abs(/** @type {number} */ (one.points)) || /** @type {number} */ (one.points) - /** @type {number} */ (other.points)
  : +other.mixed - +one.mixed || (one.mean ?? 101) - (other.mean ?? 101)));
