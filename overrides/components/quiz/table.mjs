// A reader's history as a table for a spreadsheet.
import { fingerprintOf, score, unpack } from "./score.mjs";

/**
 * @import { Entry } from "./keep.mjs"
 * @import { Scale } from "./score.mjs"
 * @import { QuizView } from "./view.mjs"
 */

/** @type {(cells: (string | number | undefined)[]) => string} */
const rowOf = (cells) => cells.map((cell) => `"${String(cell ?? "").replaceAll('"', '""')}"`).join();

/**
 * Returns the history as CSV (RFC 4180, UTF-8 with its mark): a row for each sitting, with its day, the score of the whole
 * and that of each side which the quiz has today.
 * @param {QuizView} quiz
 * @param {Entry[]} entries
 * @param {Map<string, Scale | null>} scales By fingerprint.
 * @returns {string}
 */
export const tableOf = (quiz, entries, scales) => {
  const { kind, items } = quiz.scale;
  const sides = kind === "profile" ? [...new Set(items.map(({ facet }) => facet))] : [];
  const rows = [rowOf(["", quiz.dataset.title, ...sides.map((id) => quiz.nameOf(id, quiz.scale))])];
  for (const { at, token } of entries) {
    const scale = scales.get(fingerprintOf(token) ?? "");
    const answers = scale && unpack(scale, token);
    if (!answers) continue;
    const { whole, facets } = score(scale, answers);
    rows.push(rowOf([at.slice(0, 10), whole.score ?? "", ...sides.map((id) => facets.find((part) => part.id === id)?.score ?? "")]));
  }
  return `\ufeff${rows.join("\r\n")}`;
};
