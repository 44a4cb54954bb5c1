// What comes out of a word processor's clipboard and is no Markdown yet: dots in place of list items, rows of a table
// without the line below its head, and a heading of the first level, which is the article's title alone.
const FENCE = /^\s*(?:```|~~~)/;
const DOT = /^[·•▪◦‣]\s+(?=\S)/;
const TITLE = /^# (?=\S)/;
const ROW = /^\|.*\|\s*$/;
const RULE = /^\|[ |:-]+\|\s*$/;

/**
 * Returns the text with what was pasted into it as Markdown; lines that were there before stay as they were.
 * @param {string} text
 * @param {string} before
 */
export function asMarkdown(text, before) {
  const old = new Set(before.split("\n"));
  let inCode = false;
  /** @type {string[]} */
  const made = [];
  for (const line of text.split("\n")) {
    if (FENCE.test(line)) inCode = !inCode;
    if (inCode || old.has(line)) {
      made.push(line);
      continue;
    }
    const [above = "", head = ""] = [made.at(-2), made.at(-1)];
    if (ROW.test(line) && !RULE.test(line) && ROW.test(head) && !ROW.test(above)) made.push(head.replace(/[^|]+/g, " --- "));
    if (DOT.test(line) && !head && /^- /.test(above)) made.pop(); // one list, not one for each line
    made.push(line.replace(DOT, "- ").replace(TITLE, "## "));
  }
  return made.join("\n");
}
