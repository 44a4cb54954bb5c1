// Scoring, plan and tokens: pure functions, without the page.
// The reference is tests/reference/scoring.py and tokens.py; tests compare both.

/**
 * @typedef {{ id: string, facet: string, left: string }} Item A pair or line; `left` says which end of a pair stands left.
 * @typedef {{ id: string, first: number, last: number }} Zone From the first to the last score, both within.
 * @typedef {{ kind: "profile" | "checklist", fingerprint: string, items: Item[], zones: Zone[], least?: number, titles?: Record<string, string> }} Scale
 *   What scoring depends on, such as how many per cent of a part must be answered; older versions of a quiz bring the
 *   titles of their parts along.
 * @typedef {Record<string, string>} Answers Choices by the ids of items.
 * @typedef {{ id: string, score: number | null, band: number, zone: string | null, side: Side | null, answered: number, total: number }} Part
 *   What a facet or the whole scores, in points from 0 to 100, give or take the band; null when too few are answered.
 * @typedef {"low" | "middle" | "high"} Side Where all of the band lies, or neither.
 * @typedef {Part & { score: number }} ScoredPart
 * @typedef {{
 *   whole: Part, facets: Part[], strongest: string[], clear: boolean, moved: string[], counts: Record<string, number>,
 *   pattern: "repeated" | "scattered" | null,
 * }} Result What one sheet says; `pattern` is why it says nothing.
 */

const CHOICES = { profile: ["1", "2", "3", "4", "5"], checklist: ["yes", "no", "unknown"] };

/** The kind of a token that holds one's own answers. */
export const ANSWERS = 1;

/**
 * Returns what one can choose for each item, in the order of tokens.
 * @param {Pick<Scale, "kind">} scale
 * @returns {string[]}
 */
export const choicesOf = (scale) => CHOICES[scale.kind];

const ITEM = 96;
/** What the moment adds to an answer, as a variance; hooks/coach/quizzes/model.py says where these come from. */
export const RESIDUAL = 480;
const RANGES = [2.77, 3.31, 3.63, 3.86, 4.03, 4.17, 4.29, 4.39, 4.47, 4.55, 4.62];

/**
 * Returns the range of this many normal values, in standard deviations, that one sample in twenty exceeds.
 * @type {(count: number) => number}
 */
export const rangeOf = (count) => RANGES[Math.min(Math.max(count, 2), 12) - 2];

/**
 * Returns half the width of a 95 % interval, in points.
 * @param {number} answered How many items are answered.
 * @returns {number}
 */
export const band = (answered) => (answered ? Math.floor(1.96 * Math.sqrt((ITEM + RESIDUAL) / answered) + 0.5) : 100);

/**
 * Returns whether two sittings of one person lie further apart than chance allows.
 * @param {Pick<Part, "score" | "answered">} one
 * @param {Pick<Part, "score" | "answered">} other
 * @returns {boolean}
 */
export const differ = (one, other) =>
  one.score !== null && other.score !== null
  && Math.abs(one.score - other.score) > 1.96 * Math.sqrt(RESIDUAL / one.answered + RESIDUAL / other.answered);

/** @type {(scored: ScoredPart[]) => boolean} */
const isClear = (scored) => scored.length > 1 && scored[0].score - /** @type {ScoredPart} */ (scored.at(-1)).score
  > rangeOf(scored.length) * Math.sqrt((ITEM + RESIDUAL) * scored.reduce((sum, { answered }) => sum + 1 / answered, 0) / scored.length);

/** @type {(item: Item, choice: string) => number} */
const points = ({ left }, choice) => (left === "low" ? Number(choice) - 1 : 5 - Number(choice));

/** @type {(scale: Scale, id: string, items: Item[], sheet: Answers) => Part} */
const part = (scale, id, items, sheet) => {
  const given = items.filter((item) => item.id in sheet);
  const profile = scale.kind === "profile";
  const counted = profile ? given : given.filter((item) => sheet[item.id] !== "unknown");
  const most = counted.length * (profile ? 4 : 1);
  const sum = counted.reduce((all, item) => all + (profile ? points(item, sheet[item.id]) : Number(sheet[item.id] === "yes")), 0);
  const enough = most > 0 && 100 * given.length >= (scale.least ?? 75) * items.length;
  const value = enough ? Math.floor((200 * sum + most) / (2 * most)) : null;
  const zone = scale.zones.find(({ first, last }) => value !== null && first <= value && value <= last);
  const width = profile ? band(given.length) : 0;
  const side = value === null ? null : value + width < 50 ? "low" : value - width > 50 ? "high" : "middle";
  return { id, score: value, band: width, zone: zone?.id ?? null, side, answered: given.length, total: items.length };
};

// Whether one choice runs through half a sheet, up to a third of it comes again and again, or all of it leans to one side.
/** @type {(chosen: string[]) => boolean} */
const repeated = (chosen) => {
  const { length } = chosen;
  let run = 1, longest = 1;
  for (let at = 1; at < length; at += 1) {
    run = chosen[at] === chosen[at - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  const sum = chosen.reduce((all, choice) => all + Number(choice), 0);
  if (2 * longest >= length || 2 * sum >= 9 * length || 2 * sum <= 3 * length) return true;
  for (let step = 2; 3 * step <= length; step += 1) {
    if (4 * chosen.filter((choice, at) => choice === chosen[at + step]).length >= 3 * (length - step)) return true;
  }
  return false;
};

// Whether answers on one side vary more than those of somebody who means them.
/** @type {(facets: number[][]) => boolean} */
const scattered = (facets) => {
  let freedom = 0, squares = 0;
  for (const values of facets) {
    const sum = values.reduce((all, value) => all + value, 0);
    freedom += values.length - 1;
    squares += values.reduce((all, value) => all + value * value, 0) - sum * sum / values.length;
  }
  return freedom > 7 && squares / freedom > (ITEM + RESIDUAL) * (1 + 2.2 / Math.sqrt(freedom));
};

/** @type {(scale: Scale, given: Item[], sheet: Answers) => Result["pattern"]} */
const patternOf = ({ kind }, given, sheet) => {
  if (kind !== "profile" || given.length < 6) return null;
  if (repeated(given.map(({ id }) => sheet[id]))) return "repeated";
  const facets = [...new Set(given.map(({ facet }) => facet))];
  return scattered(facets.map((id) => given.filter(({ facet }) => facet === id).map((item) => 25 * points(item, sheet[item.id])))) ? "scattered" : null;
};

/**
 * Returns the result of these answers; unknown choices count as not given.
 * @param {Scale} scale
 * @param {Answers} answers
 * @returns {Result}
 */
export const score = (scale, answers) => {
  const choices = choicesOf(scale);
  /** @type {Answers} */
  const sheet = {};
  for (const { id } of scale.items) if (choices.includes(answers[id])) sheet[id] = answers[id];
  const ids = [...new Set(scale.items.map((item) => item.facet))];
  const facets = ids.map((id) => part(scale, id, scale.items.filter((item) => item.facet === id), sheet));
  const scored = facets.filter(/** @returns {facet is ScoredPart} */ (facet) => facet.score !== null).sort((one, other) => other.score - one.score);
  const given = scale.items.filter((item) => item.id in sheet);
  /** @type {(item: Item) => number} */
  const away = (item) => Math.abs(Number(sheet[item.id]) - 3);
  return {
    whole: part(scale, "whole", scale.items, sheet),
    facets,
    strongest: scored.map((facet) => facet.id),
    clear: scale.kind === "profile" && isClear(scored),
    moved: scale.kind === "profile" ? given.filter(away).sort((one, other) => away(other) - away(one)).slice(0, 3).map((item) => item.id) : [],
    pattern: patternOf(scale, given, sheet),
    counts: Object.fromEntries(choices.map((choice) => [choice, Object.values(sheet).filter((value) => value === choice).length])),
  };
};

// Tokens: kind · digest (3 bytes) · content · check byte; base64url. A sheet is one number in base 6 or 4.

/** @type {(bytes: number[]) => number} */
const checkByte = (bytes) => {
  let register = 0;
  for (const byte of bytes) {
    register ^= byte;
    for (let bit = 0; bit < 8; bit += 1) register = (register << 1) ^ (register & 0x80 ? 0x107 : 0);
  }
  return register;
};

/** @type {(bytes: number[]) => string} */
const hex = (bytes) => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Returns how many bytes a sheet of this scale takes.
 * @type {(scale: Scale) => number}
 */
export const sheetSize = (scale) => {
  let most = BigInt(choicesOf(scale).length + 1) ** BigInt(scale.items.length) - 1n;
  let size = 0;
  for (; most > 0n; most >>= 8n) size += 1;
  return size;
};

/**
 * Returns the answers as bytes.
 * @type {(scale: Scale, answers: Answers) => number[]}
 */
export const packSheet = (scale, answers) => {
  const choices = choicesOf(scale);
  let number = 0n;
  for (const { id } of scale.items) number = number * BigInt(choices.length + 1) + BigInt(choices.indexOf(answers[id]) + 1);
  return Array.from({ length: sheetSize(scale) }, (_, at) => Number((number >> BigInt(8 * (sheetSize(scale) - 1 - at))) & 255n));
};

/**
 * Returns the answers in these bytes, or null for anything but one sheet.
 * @type {(scale: Scale, bytes: number[]) => Answers | null}
 */
export const unpackSheet = (scale, bytes) => {
  const choices = choicesOf(scale);
  let number = bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  /** @type {Answers} */
  const answers = {};
  for (const { id } of [...scale.items].reverse()) {
    const digit = Number(number % BigInt(choices.length + 1));
    number /= BigInt(choices.length + 1);
    if (digit) answers[id] = choices[digit - 1];
  }
  return number || bytes.length !== sheetSize(scale) ? null : answers;
};

/** @type {(text: string) => string} */
const encode = (text) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/**
 * Returns the token that holds this content.
 * @param {number} kind
 * @param {string} fingerprint Of the scale, in hexadecimal digits.
 * @param {number[]} content Bytes.
 * @returns {string}
 */
export const seal = (kind, fingerprint, content) => {
  const body = [kind, ...[0, 2, 4].map((at) => parseInt(fingerprint.slice(at, at + 2), 16)), ...content];
  return encode(String.fromCharCode(...body, checkByte(body)));
};

/**
 * Returns the scale's fingerprint and the content of a token of this kind, or null for anything else.
 * @param {number} kind
 * @param {unknown} token
 * @returns {{ fingerprint: string, content: number[] } | null}
 */
export const unseal = (kind, token) => {
  if (typeof token !== "string" || !/^[A-Za-z0-9_-]{7,1200}$/.test(token) || token.length % 4 === 1) return null;
  const text = atob(token.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Array.from(text, (character) => character.charCodeAt(0));
  if (encode(text) !== token || bytes[0] !== kind || checkByte(bytes.slice(0, -1)) !== bytes.at(-1)) return null;
  return { fingerprint: hex(bytes.slice(1, 4)), content: bytes.slice(4, -1) };
};

/**
 * Returns the token of one's own answers.
 * @type {(scale: Scale, answers: Answers) => string}
 */
export const pack = (scale, answers) => seal(ANSWERS, scale.fingerprint, packSheet(scale, answers));

/**
 * Returns the fingerprint of the scale that a token of answers was made with, or null for anything else.
 * @type {(token: unknown) => string | null}
 */
export const fingerprintOf = (token) => unseal(ANSWERS, token)?.fingerprint ?? null;

/**
 * Returns the answers in a token of this scale, or null.
 * @type {(scale: Scale, token: unknown) => Answers | null}
 */
export const unpack = (scale, token) => {
  const found = unseal(ANSWERS, token);
  return found?.fingerprint === scale.fingerprint ? unpackSheet(scale, found.content) : null;
};
