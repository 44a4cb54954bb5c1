// What has moved since a customer was asked before. Loaded when somebody was asked twice.
import { fill } from "../words/words.mjs";

/**
 * @import { Words } from "../words/words.mjs"
 * @import { Gap } from "./gaps.mjs"
 * @import { Page, Quiz } from "./shelf.mjs"
 */

/**
 * Fills the section of changes with what moved beyond chance.
 * @param {Page} page
 * @param {Words} words
 * @param {Quiz} quiz
 * @param {Gap[]} found From one sitting of the customer to the next.
 * @param {{ day?: string }} before
 */
export const writeChanges = (page, words, { kind, parts }, found, before) => {
  page.slot("changeTitle").textContent = fill(words.changeTitle, before);
  const moved = found.slice(1).filter(({ clear }) => clear).map(({ id, points }) => {
    const { low = words.no, high = words.yes } = parts[id], more = Number(points);
    return fill(words[kind === "profile" ? "change" : "changeLine"], { ...parts[id], points: Math.abs(more), end: more > 0 ? high : low });
  });
  for (const text of moved.length ? moved : [words.noChange]) page.slot("changes").append(Object.assign(document.createElement("li"), { textContent: text }));
};
