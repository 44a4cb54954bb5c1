// Scoring, plan and tokens: pure functions, without the page.
// The reference is tests/reference/scoring.py and tokens.py; tests compare both.

/**
 * @typedef {{ id: string, facet: string, left: string }} Item A pair or line; `left` says which end of a pair stands left.
 * @typedef {{ id: string, first: number, last: number }} Zone From the first to the last score, both within.
 * @typedef {{ kind: "profile" | "checklist", fingerprint: string, items: Item[], zones: Zone[], titles?: Record<string, string> }} Scale
 *   What scoring depends on; older versions of a quiz bring the titles of their parts along.
 * @typedef {Record<string, string>} Answers Choices by the ids of items.
 * @typedef {{ id: string, score: number | null, band: number, zone: string | null, answered: number, total: number }} Part
 *   What a facet or the whole scores, in points from 0 to 100, give or take the band; null when too few are answered.
 * @typedef {Part & { score: number }} ScoredPart
 * @typedef {{
 *   whole: Part, facets: Part[], strongest: string[], clear: boolean, moved: string[], one_sided: boolean,
 *   counts: Record<string, number>,
 * }} Result
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

/**
 * Returns half the width of a 95 % interval, in points: r = 0.25 between items, SD = 18 (see the reference).
 * @param {number} answered How many items are answered.
 * @returns {number}
 */
export const band = (answered) => {
  if (!answered) return 100;
  const alpha = (answered * 0.25) / (1 + (answered - 1) * 0.25);
  return Math.floor(1.96 * 18 * Math.sqrt(1 - alpha) + 0.5);
};

/**
 * Returns whether two scores lie further apart than both bands together explain.
 * @param {Pick<Part, "score" | "band">} one
 * @param {Pick<Part, "score" | "band">} other
 * @returns {boolean}
 */
export const differ = (one, other) =>
  one.score !== null && other.score !== null
  && Math.abs(one.score - other.score) > Math.sqrt(one.band * one.band + other.band * other.band);

/** @type {(item: Item, choice: string) => number} */
const points = ({ left }, choice) => (left === "low" ? Number(choice) - 1 : 5 - Number(choice));

/** @type {(scale: Scale, id: string, items: Item[], sheet: Answers) => Part} */
const part = (scale, id, items, sheet) => {
  const given = items.filter((item) => item.id in sheet);
  const profile = scale.kind === "profile";
  const counted = profile ? given : given.filter((item) => sheet[item.id] !== "unknown");
  const most = counted.length * (profile ? 4 : 1);
  const sum = counted.reduce((all, item) => all + (profile ? points(item, sheet[item.id]) : Number(sheet[item.id] === "yes")), 0);
  const enough = most > 0 && given.length >= 0.75 * items.length;
  const value = enough ? Math.floor((200 * sum + most) / (2 * most)) : null;
  const zone = scale.zones.find(({ first, last }) => value !== null && first <= value && value <= last);
  return { id, score: value, band: profile ? band(given.length) : 0, zone: zone?.id ?? null, answered: given.length, total: items.length };
};

/** @type {(scale: Scale, chosen: string[]) => boolean} */
const oneSided = (scale, chosen) => {
  if (scale.kind !== "profile" || chosen.length < 6) return false;
  let run = 1, longest = 1;
  for (let at = 1; at < chosen.length; at += 1) {
    run = chosen[at] === chosen[at - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  const sum = chosen.reduce((all, choice) => all + Number(choice), 0);
  return 2 * longest >= chosen.length || 2 * sum >= 9 * chosen.length || 2 * sum <= 3 * chosen.length;
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
    clear: scored.length > 1 && differ(scored[0], /** @type {Part} */ (scored.at(-1))),
    moved: scale.kind === "profile" ? given.filter(away).sort((one, other) => away(other) - away(one)).slice(0, 3).map((item) => item.id) : [],
    one_sided: oneSided(scale, given.map((item) => sheet[item.id])),
    counts: Object.fromEntries(choices.map((choice) => [choice, Object.values(sheet).filter((value) => value === choice).length])),
  };
};

/**
 * Returns up to three things to work on: the weakest facets, or the first lines answered "not yet", each with an article
 * that none before it has.
 * @param {Scale} scale
 * @param {Answers} answers
 * @param {Record<string, string[]>} helps The articles for each, the most useful first.
 * @returns {{ part: string, article: string | null }[]}
 */
export const plan = (scale, answers, helps) => {
  const result = score(scale, answers);
  const weakest = scale.kind === "profile" ? [...result.strongest].reverse() : scale.items.filter(({ id }) => answers[id] === "no").map(({ id }) => id);
  /** @type {(string | null)[]} */
  const taken = [];
  return weakest.slice(0, 3).map((id) => {
    const article = (helps[id] ?? []).find((one) => !taken.includes(one)) ?? (helps[id] ?? [])[0] ?? null;
    taken.push(article);
    return { part: id, article };
  });
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
 * @param {Scale} scale
 * @returns {number}
 */
export const sheetSize = (scale) => {
  let most = BigInt(choicesOf(scale).length + 1) ** BigInt(scale.items.length) - 1n;
  let size = 0;
  for (; most > 0n; most >>= 8n) size += 1;
  return size;
};

/**
 * Returns the answers as bytes.
 * @param {Scale} scale
 * @param {Answers} answers
 * @returns {number[]}
 */
export const packSheet = (scale, answers) => {
  const choices = choicesOf(scale);
  let number = 0n;
  for (const { id } of scale.items) number = number * BigInt(choices.length + 1) + BigInt(choices.indexOf(answers[id]) + 1);
  return Array.from({ length: sheetSize(scale) }, (_, at) => Number((number >> BigInt(8 * (sheetSize(scale) - 1 - at))) & 255n));
};

/**
 * Returns the answers in these bytes, or null for anything but one sheet.
 * @param {Scale} scale
 * @param {number[]} bytes
 * @returns {Answers | null}
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
 * @param {Scale} scale
 * @param {Answers} answers
 * @returns {string}
 */
export const pack = (scale, answers) => seal(ANSWERS, scale.fingerprint, packSheet(scale, answers));

/**
 * Returns the fingerprint of the scale that a token of answers was made with, or null for anything else.
 * @param {unknown} token
 * @returns {string | null}
 */
export const fingerprintOf = (token) => unseal(ANSWERS, token)?.fingerprint ?? null;

/**
 * Returns the answers in a token of this scale, or null.
 * @param {Scale} scale
 * @param {unknown} token
 * @returns {Answers | null}
 */
export const unpack = (scale, token) => {
  const found = unseal(ANSWERS, token);
  return found?.fingerprint === scale.fingerprint ? unpackSheet(scale, found.content) : null;
};
