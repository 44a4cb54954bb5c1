// The tokens that salesperson, customer and colleague exchange; the reference is tests/reference/mirror_tokens.py.
import { ANSWERS, packSheet, seal, sheetSize, unpackSheet, unseal } from "../quiz/score.mjs";

/**
 * @import { Answers, Scale } from "../quiz/score.mjs"
 * @typedef {{ nonce: number, answers: Answers }} Sheet One customer's answers; the nonce is that of the request, 0 to 65535.
 * @typedef {Sheet & { comment: string, quotable?: boolean }} Reply A customer may let others see the comment.
 * @typedef {{ mine: Answers, replies: Reply[] }} Bundle One's own answers and those of up to twelve customers.
 * @typedef {{ people: number, means: Record<string, number | null> }} Sum Mean scores of three or more people, by part.
 */

/** What a comment begins with that others may see: a character that no comment has. */
export const QUOTABLE = 1;

/** The kinds of tokens, beside that of one's own answers. */
export const INVITE = 2, REPLY = 3, BUNDLE = 4, SUM = 5;

/**
 * Returns the content of a token of this kind and scale, or null.
 * @param {number} kind
 * @param {Scale} scale
 * @param {unknown} token
 * @returns {number[] | null}
 */
export const contentOf = (kind, { fingerprint }, token) => {
  const found = unseal(kind, token);
  return found?.fingerprint === fingerprint ? found.content : null;
};

/**
 * Returns the fingerprint of the version that a token was made with, or undefined.
 * @param {string | undefined} token
 * @returns {string | undefined}
 */
export const versionOf = (token) => [ANSWERS, REPLY, BUNDLE, SUM].map((kind) => unseal(kind, token)?.fingerprint).find((found) => found);

/** @type {(nonce: number) => number[]} */
const pair = (nonce) => [nonce >> 8, nonce & 255];

/**
 * Returns the nonce at the beginning of these bytes.
 * @param {number[]} bytes
 * @returns {number}
 */
export const nonceIn = ([high, low]) => high * 256 + low;

/**
 * Returns one line of at most 200 characters, without control characters, special blanks and marks of text direction.
 * @param {string} text
 * @returns {string}
 */
export const cleanComment = (text) => {
  const whole = new TextDecoder().decode(new TextEncoder().encode(text)).replace(/[\x00-\x20\x7f-\xa0\u2028-\u202e\u2066-\u2069\ufeff]+/g, " ");
  return [...whole.replace(/^ /, "")].slice(0, 200).join("").replace(/ $/, "");
};

/**
 * Returns a name as it stands behind &n= of a link, or nothing.
 * @param {string} [text]
 * @returns {string}
 */
export const nameIn = (text = "") => {
  try { return [...cleanComment(decodeURIComponent(text))].slice(0, 40).join(""); } catch { return ""; }
};

/**
 * Returns the token that asks a customer.
 * @param {Scale} scale
 * @param {number} nonce
 * @returns {string}
 */
export const packInvite = ({ fingerprint }, nonce) => seal(INVITE, fingerprint, pair(nonce));

/**
 * Returns a customer's answers as bytes.
 * @param {Scale} scale
 * @param {Sheet} sheet
 * @returns {number[]}
 */
export const packOne = (scale, { nonce, answers }) => [...pair(nonce), ...packSheet(scale, answers)];

/**
 * Returns the reply in a token of this scale, or null.
 * @param {Scale} scale
 * @param {unknown} token
 * @returns {Reply | null}
 */
export const unpackReply = (scale, token) => {
  const bytes = contentOf(REPLY, scale, token);
  const end = 2 + sheetSize(scale);
  const answers = bytes && unpackSheet(scale, bytes.slice(2, end));
  if (!answers) return null;
  try {
    const quotable = bytes[end] === QUOTABLE;
    const comment = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes.slice(end + Number(quotable))));
    return cleanComment(comment) === comment && (comment || !quotable) ? { nonce: nonceIn(bytes), answers, comment, quotable } : null;
  } catch {
    return null;
  }
};

/**
 * Returns the token of one's own answers with the first twelve replies, without comments.
 * @param {Scale} scale
 * @param {Answers} mine
 * @param {Sheet[]} replies
 * @returns {string}
 */
export const packBundle = (scale, mine, replies) =>
  seal(BUNDLE, scale.fingerprint, [...packSheet(scale, mine), ...replies.slice(0, 12).flatMap((reply) => packOne(scale, reply))]);

/**
 * Returns what a bundle of this scale holds, or null.
 * @param {Scale} scale
 * @param {unknown} token
 * @returns {Bundle | null}
 */
export const unpackBundle = (scale, token) => {
  const bytes = contentOf(BUNDLE, scale, token);
  const size = sheetSize(scale);
  const mine = bytes && unpackSheet(scale, bytes.splice(0, size));
  /** @type {Reply[]} */
  const replies = [];
  while (mine && bytes.length) {
    const one = bytes.splice(0, 2 + size);
    replies.push({ nonce: nonceIn(one), answers: /** @type {Answers} */ (unpackSheet(scale, one.slice(2))), comment: "" });
  }
  const sound = mine && replies.length < 13 && replies.every(({ answers }) => answers) && new Set(replies.map(({ nonce }) => nonce)).size === replies.length;
  return sound ? { mine, replies } : null;
};

/**
 * Returns the ids of the whole and of all parts, in the order of tokens.
 * @param {Pick<Scale, "kind" | "items">} scale
 * @returns {string[]}
 */
export const partIds = ({ kind, items }) => ["whole", ...(kind === "profile" ? new Set(items.map(({ facet }) => facet)) : items.map(({ id }) => id))];

/**
 * Returns the sum in a token of this scale, or null.
 * @param {Scale} scale
 * @param {unknown} token
 * @returns {Sum | null}
 */
export const unpackSum = (scale, token) => {
  const [people, ...means] = contentOf(SUM, scale, token) ?? [];
  const ids = partIds(scale);
  const sound = people > 2 && means.length === ids.length && means.every((mean) => mean < 101 || mean === 255);
  return sound ? { people, means: Object.fromEntries(ids.map((id, at) => [id, means[at] === 255 ? null : means[at]])) } : null;
};

/**
 * Returns every token behind "#<letter>=" in a text, once each, also where a mail program has rewritten the address.
 * @param {string} text
 * @param {string} letters
 * @returns {{ letter: string, token: string }[]}
 */
export const findTokens = (text, letters) =>
  [...new Map([...text.matchAll(RegExp(`(?:#|%23)([${letters}])(?:=|%3D)([\\w-]+)`, "gi"))].map(([, letter, token]) => [token, { letter, token }])).values()];
