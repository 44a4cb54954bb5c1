// Several people as one: a colleague's sum of customers, a manager's view of a team; the reference is coach/quizzes/gaps.py.
import { choicesOf, seal } from "../quiz/score.mjs";
import { meanOf, partsOf } from "./gaps.mjs";
import { partIds, SUM } from "./tokens.mjs";

export const LEAST = 3;

export const addUp = (scale, sheets) => {
  const parts = sheets.map((sheet) => partsOf(scale, sheet));
  return sheets.length < LEAST ? null : { people: sheets.length, means: Object.fromEntries(partIds(scale).map((id) => [id, meanOf(parts.map((one) => one[id].score))])) };
};

export const packSum = (scale, { people, means }) => seal(SUM, scale.fingerprint, [people, ...partIds(scale).map((id) => means[id] ?? 255)]);

export const spread = (scale, sheets) => {
  if (sheets.length < LEAST) return [];
  const parts = sheets.map((sheet) => partsOf(scale, sheet));
  const counts = (id) => (scale.kind === "profile"
    ? scale.zones.map((zone) => parts.filter((one) => one[id].zone === zone.id).length)
    : choicesOf(scale).map((choice) => sheets.filter((sheet) => sheet[id] === choice).length));
  return partIds(scale).slice(1).map((id) => ({ id, counts: counts(id), mean: meanOf(parts.map((one) => one[id].score)) }));
};

export const coachFirst = (found) => found.filter(({ mean }) => mean !== null).sort((one, other) => one.mean - other.mean).slice(0, 3).map(({ id }) => id);
