// One's own view beside the customers'; the reference is coach/quizzes/gaps.py.
import { band, score } from "../quiz/score.mjs";
import { partIds } from "./tokens.mjs";

export const partsOf = (scale, answers) => {
  const { whole, facets } = score(scale, answers);
  const line = ({ id }) => ({ id, score: { yes: 100, no: 0 }[answers[id]] ?? null, band: 0, total: 1 });
  return Object.fromEntries([whole, ...(scale.kind === "profile" ? facets : scale.items.map(line))].map((part) => [part.id, part]));
};

export const knownOf = (values) => values.filter((value) => value !== null).sort((one, other) => one - other);

export const meanOf = (values) => {
  const known = knownOf(values);
  return known.length ? Math.floor((2 * known.reduce((sum, value) => sum + value, 0) + known.length) / (2 * known.length)) : null;
};

const judge = ({ kind }, own, theirs, mean, width) => {
  const points = mean === null || own.score === null ? null : mean - own.score;
  const limit = kind === "profile" ? Math.hypot(own.band, width) : own.id === "whole" ? 100 : 50;
  const range = knownOf(theirs);
  return { id: own.id, mine: own.score, theirs, mean, points, clear: Math.abs(points ?? 0) > limit, mixed: range.at(-1) - range[0] > Math.hypot(width, width) };
};

export const gaps = (scale, mine, sheets) => {
  const own = partsOf(scale, mine);
  const others = sheets.map((sheet) => partsOf(scale, sheet));
  return partIds(scale).map((id) => {
    const parts = others.map((one) => one[id]);
    const theirs = parts.map((part) => part.score);
    return judge(scale, own[id], theirs, meanOf(theirs), Math.max(0, ...parts.map((part) => (part.score === null ? 0 : part.band))));
  });
};

export const gapsToSum = (scale, mine, { means }) =>
  Object.values(partsOf(scale, mine)).map((own) => judge(scale, own, [], means[own.id], band(Math.ceil(0.75 * own.total))));

// The parts in the order in which to talk about them: clear gaps, the largest first; then what customers are mixed on,
// and the rest, each from the lowest score up.
export const focus = (found) => found.slice(1).sort((one, other) => other.clear - one.clear || (one.clear
  ? Math.abs(other.points) - Math.abs(one.points) || one.points - other.points
  : other.mixed - one.mixed || (one.mean ?? 101) - (other.mean ?? 101)));
