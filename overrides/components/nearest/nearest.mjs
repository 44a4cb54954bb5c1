// Which words a slip of typing may stand for. Knows nothing of the page; tests/reference/nearest.py computes the same.

/**
 * A word of the site: `form` is what is compared, and the lower its `rank`, the more often it is used.
 * @typedef {{ word: string, form: string, rank: number }} Known
 */

/**
 * Returns the word in small Latin letters without accents: Käufer is kaufer.
 * @type {(word: string) => string}
 */
export const folded = (word) => word.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");

/**
 * Returns how many letters are wrong, missing, too many or swapped with the next one, and the same for the beginning
 * of `other` that is nearest.
 * @type {(one: string, other: string) => [number, number]}
 */
export const distances = (one, other) => {
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let k = 1; k <= other.length; k += 1) {
      next[k] = Math.min(row[k] + 1, next[k - 1] + 1, row[k - 1] + (one[i - 1] === other[k - 1] ? 0 : 1));
      if (i > 1 && k > 1 && one[i - 1] === other[k - 2] && one[i - 2] === other[k - 1]) next[k] = Math.min(next[k], before[k - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return [row[other.length], Math.min(...row)];
};

// A slip at the first letter is rarer than any other; a word that is not finished is further away than one that is.
const FIRST = 0.5;
const UNFINISHED = 0.3;

/**
 * Returns how far the word is from a known one; Infinity for too far.
 * @type {(form: string, other: string, most: number) => number}
 */
const farness = (form, other, most) => {
  if (form.length - other.length > most) return Infinity;
  const [whole, beginning] = distances(form, other);
  const first = form[0] === other[0] ? 0 : FIRST;
  if (whole <= most) return whole + first > most && whole > 1 ? Infinity : whole + first;
  return !first && form.length > 4 && beginning <= (form.length < 9 ? 1 : 2) ? beginning + UNFINISHED : Infinity;
};

/**
 * Returns the known words that the word may stand for, the nearest first, and of equally near ones the most used.
 * @param {string} word At least four letters.
 * @param {Known[]} known
 * @param {number} most How many letters may be wrong: one, from seven letters on two.
 * @returns {Known[]}
 */
export const nearest = (word, known, most = word.length < 7 ? 1 : 2) => {
  const form = folded(word);
  return known.map((one) => ({ one, far: farness(form, one.form, most) })).filter(({ far }) => far < Infinity)
    .sort((a, b) => a.far - b.far || a.one.rank - b.one.rank || a.one.form.length - b.one.form.length || (a.one.word < b.one.word ? -1 : 1))
    .map(({ one }) => one);
};
