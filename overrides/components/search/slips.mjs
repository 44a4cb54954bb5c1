// Slips in a query: which of its words the site does not have, and which of its words may be meant.
import { distances, folded, nearest } from "../nearest/nearest.mjs";

/** @typedef {import("../nearest/nearest.mjs").Known} Known */
/** @typedef {{ missing: string[], query: string, offers: string[] }} Corrected */

const WORD = /\p{L}[\p{L}\p{M}]*/gu;
// Scripts without spaces between words have no words to compare.
const NO_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Returns the words of a text, as they stand in it.
 * @type {(text: string) => string[]}
 */
export const wordsOf = (text) => text.normalize("NFC").match(WORD) ?? [];

/**
 * Returns the words of a word list, whose groups begin with the most used words.
 * @type {(groups: string[]) => Known[]}
 */
export const readList = (groups) => groups
  .flatMap((words, rank) => words.split(" ").map((word) => ({ word, form: folded(word), rank })));

/** @type {(one: string, other: string) => number} */
const shared = (one, other) => {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
};

/**
 * Returns whether two folded words are forms of one word, as far as their beginnings tell.
 * @type {(one: string, other: string) => boolean}
 */
export const alike = (one, other) => one === other
  || shared(one, other) >= Math.max(4, Math.ceil(0.8 * Math.min(one.length, other.length)));

// Pagefind takes the beginning of a word where the site does not have the whole word: of "discont" it finds "discs".
/** @type {(form: string, found: string, isNear: boolean) => boolean} */
const isMeant = (form, found, isNear) => {
  if (found.startsWith(form)) return true;
  const same = shared(form, found);
  const rest = form.length - same;
  return same >= 4 && (isNear ? same === found.length && rest < 3 : same >= found.length - 1 && rest < 4);
};

/** @type {(word: string, known: Known[]) => boolean} */
const isKnown = (word, known) => known.some((one) => one.word.startsWith(word));

/**
 * Returns the query with the nearest words in place of those that the site does not have; null if it has all of them.
 *
 * `marked` searches for one word, and returns the words that were found for it; it is asked for unknown words only.
 * @param {string} query
 * @param {Known[]} known
 * @param {(word: string) => Promise<string[]>} marked
 * @returns {Promise<Corrected | null>}
 */
export const correct = async (query, known, marked) => {
  const instead = new Map();
  /** @type {string[]} */
  let offers = [];
  for (const word of new Set(known.length ? wordsOf(query).slice(0, 8) : [])) {
    const small = word.toLowerCase();
    if (small.length < 4 || NO_SPACES.test(small) || isKnown(small, known)) continue;
    const form = folded(small);
    const [best] = nearest(small, known);
    const isNear = best !== undefined && distances(form, best.form)[0] < 2;
    const found = (await marked(small)).map(folded);
    if (found.some((one) => isMeant(form, one, isNear))) continue;
    instead.set(word, best?.word ?? "");
    if (!best) offers = [...offers, ...nearest(small, known, Math.max(2, Math.floor(form.length / 3))).slice(0, 3).map((one) => one.word)];
  }
  if (!instead.size) return null;
  const corrected = query.normalize("NFC").replace(WORD, (word) => instead.get(word) ?? word).replace(/""/g, "").replace(/\s+/g, " ").trim();
  return { missing: [...instead.keys()], query: corrected, offers: offers.slice(0, 3) };
};
