// Earlier versions of a quiz, which replies and answers may have been made with. Loaded when there is one.

/**
 * @import { FrozenScale } from "../quiz/older.mjs"
 * @import { Quiz } from "./shelf.mjs"
 */

/**
 * Returns an earlier version: what it is scored by, with today's words for the parts that still are there.
 * @param {Quiz} quiz As it is today.
 * @param {string} fingerprint
 * @param {FrozenScale} scale
 * @param {(scale: Quiz) => string[]} partsOf Returns the ids of the parts.
 * @returns {Quiz}
 */
export const olderOf = (quiz, fingerprint, { kind, items, zones, titles, least }, partsOf) => {
  const older = {
    ...quiz, kind, fingerprint, least,
    items: items.map(([id, facet, left]) => ({ id, facet, left })),
    zones: zones.map(([id, first, last]) => ({ id, first, last, title: "" })),
  };
  const words = (/** @type {string} */ id) => quiz.parts[id] ?? { title: titles?.[id] ?? id.replaceAll("-", " "), homework: "", ask: [], next: {} };
  return { ...older, parts: Object.fromEntries(partsOf(older).map((id) => [id, words(id)])) };
};
