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
 * Returns the history as CSV (RFC 4180, UTF-8 with its mark): a row for each sitting, with its day, and the score and its
 * band of the whole and of each side which the quiz has today. The heads name the two ends.
 * @param {QuizView} quiz
 * @param {string} day The head of the days.
 * @param {string} band The head of bands.
 * @param {Entry[]} entries
 * @param {Map<string, Scale | null>} scales By fingerprint.
 * @returns {string}
 */
export const tableOf = (quiz, day, band, entries, scales) => {
  const { kind, items } = quiz.scale;
  const sides = kind === "profile" ? [...new Set(items.map(({ facet }) => facet))] : [];
  /** @type {(id: string, name?: string) => (string | undefined)[]} */
  const head = (id, name) => [`${name} (${quiz.endsOf(id).join(" – ")})`, ...(kind === "profile" ? [band] : [])];
  const heads = [head("whole", quiz.dataset.title), ...sides.map((id) => head(id, quiz.nameOf(id, quiz.scale)))];
  const rows = [rowOf([day, ...heads.flat()])];
  for (const { at, token } of entries) {
    const scale = scales.get(fingerprintOf(token) ?? "");
    const answers = scale && unpack(scale, token);
    if (!answers) continue;
    const { whole, facets } = score(scale, answers);
    const parts = [whole, ...sides.map((id) => facets.find((part) => part.id === id))];
    rows.push(rowOf([at.slice(0, 10), ...parts.flatMap((part) => (kind === "profile" ? [part?.score ?? "", part?.score == null ? "" : part.band] : [part?.score ?? ""]))]));
  }
  return `\ufeff${rows.join("\r\n")}`;
};
