// Which address may be meant by one that does not exist. Knows nothing of the page.
import { distances, folded } from "../nearest/nearest.mjs";

/** @type {(text: string) => string} */
const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * Returns the names in an address, as they are compared: /Blog/2026/05/Five_Minutes.html is blog, five-minutes.
 *
 * Years, months and days are no names, nor are those of pages that servers send for folders.
 * @type {(address: string) => string[]}
 */
export const namesOf = (address) => folded(decoded(address)).split("/").map((name) => name
  .replace(/\.(html?|php|aspx?|md)$/, "").replace(/^\d{4}-\d\d?-\d\d?-/, "").replace(/[\s_+.]+/g, "-").replace(/^-+|-+$/g, ""))
  .filter((name) => name && name !== "index" && !/^\d+$/.test(name));

/** @type {(name: string) => string[]} */
const partsOf = (name) => name.split("-").filter((part) => part.length > 2 && !/^\d+$/.test(part));

// How many of the words of one name another one has, as a share of those of the longer one; 0 for too few.
/** @type {(one: string, other: string) => number} */
const overlap = (one, other) => {
  const [mine, others] = [partsOf(one), partsOf(other)];
  const both = mine.filter((part) => others.includes(part)).length;
  const enough = both >= 2 || (both === 1 && mine.length === 1 && others.length < 4);
  return enough && both * 2 >= mine.length ? both / Math.max(mine.length, others.length) : 0;
};

// The same names are nearest, then the same last name, then one with slips or the same words, in the same folder first.
/** @type {(asked: string[], there: string[]) => number} */
const farFrom = (asked, there) => {
  if (asked.join("/") === there.join("/")) return 0;
  const [last, other] = [asked[asked.length - 1], there[there.length - 1]];
  const elsewhere = asked[asked.length - 2] === there[there.length - 2] ? 0 : 4;
  if (last === other) return 1 + elsewhere / 8;
  const [slips] = distances(last, other);
  const isSlip = /[^\d-]/.test(last) && slips <= Math.max(1, Math.floor(last.length / 4));
  const share = overlap(last, other);
  return Math.min(isSlip ? 2 + slips : Infinity, share ? 5 - share : Infinity) + elsewhere;
};

/**
 * Returns the address that is nearest to the asked one; undefined if none is near.
 * @param {string} asked Relative to the site's root.
 * @param {string[]} addresses The same, of pages that exist.
 * @returns {string | undefined}
 */
export const nearestAddress = (asked, addresses) => {
  const names = namesOf(asked);
  if (!names.length) return undefined;
  const near = addresses.map((address) => ({ address, names: namesOf(address) })).filter((one) => one.names.length)
    .map((one) => ({ address: one.address, far: farFrom(names, one.names) })).filter(({ far }) => far < Infinity);
  return near.sort((one, other) => one.far - other.far)[0]?.address;
};

/**
 * Returns the words that an address says, for a search.
 * @type {(address: string) => string}
 */
export const wordsIn = (address) => {
  const name = namesOf(address).pop() ?? "";
  return /^[\d-]*$|%/.test(name) ? "" : name.replaceAll("-", " ");
};
