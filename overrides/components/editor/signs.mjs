// The editor sets a text in signs of its own: emphasis as _so_, links outside of it, one empty line between paragraphs
// and none between items. What says the same as before stays as it was, and a text that nobody changed stays whole.
const FENCE = /^\s*(?:```|~~~)/;
const ITEM = /^( *)([-*+]|\d+\.) +/;
const HEADING = /^#{1,6} /;
const RULE = /^(?:---|\*\*\*|___)\s*$/;
const SET_IN = /^\s{2}(?:[-+*]|\d+\.)\s/m;
const TOKEN = /(`+)[\s\S]*?[^`]\1(?!`)|\\[!-/:-@[-`{-~]|\]\([^\s()]*(?: "[^"]*")?\)|\*+|_+|~~|[\s\S]/gu;
const WORD = /[\p{L}\p{N}_]/u;

/**
 * Returns the text with the signs of the text before.
 * @param {string} text
 * @param {string} before
 */
export function withOldSigns(text, before) {
  const old = parts(before);
  const chunks = known(old);
  const lines = new Map(old.flatMap((part) => part.split("\n")).flatMap((line) => [[spoken(line), line], [line, line]]));
  const made = parts(text).map((part) => {
    if (FENCE.test(part)) return before.includes("```plain") ? part : part.replace(/^```plain$/m, "```"); // its own word
    if (!part.trim()) return part;
    return chunks.get(part) ?? chunks.get(meaning(part)) ?? part.split("\n").map((line) => lines.get(line) ?? lines.get(spoken(line)) ?? line).join("\n");
  });
  return dense(made) === dense(old) ? before : made.join("");
}

/**
 * The paragraphs of a text, and between them the empty lines; code is one of them with its empty lines.
 * @param {string} text
 */
function parts(text) {
  const made = [""];
  let inCode = false;
  for (const line of text.split(/(?<=\n)/)) {
    const isEmpty = !line.trim() && !inCode;
    const isAlone = !inCode && (HEADING.test(line) || RULE.test(line));
    const begins = isAlone || (FENCE.test(line) && !inCode) || (ITEM.test(line) && !ITEM.test(made.at(-1) ?? ""));
    if ((begins && !inCode && made.at(-1)?.trim()) || isEmpty !== !made.at(-1)?.trim()) made.push("");
    made.push(made.pop() + line);
    if (isAlone || (FENCE.test(line) && inCode)) made.push("");
    if (FENCE.test(line)) inCode = !inCode;
  }
  // The end of a paragraph's last line belongs to what is between.
  return made.flatMap((part) => (part.trim() && part.endsWith("\n") ? [part.slice(0, -1), "\n"] : [part]));
}

/**
 * The paragraphs as they were, by what they say.
 * @param {string[]} old
 */
function known(old) {
  const all = new Map();
  const texts = old.filter((part) => part.trim() && !FENCE.test(part));
  // With one item set in by two blanks, in code too, the editor sets in all others twice as far, in boxes too.
  const isDoubled = SET_IN.test(old.join(""));
  for (const part of isDoubled ? texts : []) all.set(part.replace(/^ +(?=[-+*]|\d+\.)/gm, "$&$&"), part);
  old.forEach((part, index) => {
    for (let end = index + 1; ITEM.test(part) && end < old.length; end += 1) {
      if (old[end].trim() && !ITEM.test(old[end])) break;
      if (old[end].trim()) all.set(meaning(old.slice(index, end + 1).filter((one) => one.trim()).join("\n")), old.slice(index, end + 1).join(""));
    }
  });
  for (const part of texts.reverse()) all.set(meaning(part), part); // of two that say the same, the first
  for (const part of texts) all.set(part, part);
  return all;
}

/**
 * What a paragraph or list says, whatever its signs.
 * @param {string} part
 */
function meaning(part) {
  if (RULE.test(part)) return "***";
  /** @type {number[]} */
  const open = [];
  const numbered = new Set();
  const lines = part.split("\n").map((line) => {
    const [head, indent, mark] = ITEM.exec(line) ?? [];
    if (head === undefined || (!open.length && indent)) return open.length ? line.trimStart() : line;
    while (open.length && indent.length < (open.at(-1) ?? 0)) open.pop();
    const depth = open.length;
    for (const one of numbered) if (one > depth) numbered.delete(one);
    open.push(indent.length + 2);
    const shown = mark.length === 1 ? "-" : numbered.has(depth) ? "+1." : mark;
    numbered.add(depth);
    return `${depth}${shown} ${line.slice(head.length)}`;
  });
  return spoken(lines.join("\n"));
}

/**
 * A text letter by letter, each with its emphasis; the text itself if a mark has no partner.
 * @param {string} text
 */
function spoken(text) {
  /** @type {string[]} */
  const open = [];
  let said = "";
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const [before, after] = [text[index - 1] ?? " ", text[index + token.length] ?? " "];
    const isMark = /^(?:\*{1,3}|_{1,3}|~~)$/.test(token) && !(token[0] === "_" && WORD.test(before) && WORD.test(after));
    if (isMark && open.at(-1) === token && before.trim()) open.pop();
    else if (isMark && after.trim()) open.push(token);
    else if (/^\s|^[[\]]/.test(token)) said += token;
    else said += `${token.replace(/^\\/, "")}${emphasis(open)}`;
  }
  return open.length ? text : said;
}

/** @param {string[]} open */
function emphasis(open) {
  const all = open.join("");
  const marks = [/(?<![*_])(?:[*_]|[*_]{3})(?![*_])/.test(open.join(" ")), /[*_]{2}/.test(open.join(" ")), all.includes("~~")];
  return marks.map((is, index) => (is ? "\u0001\u0002\u0003"[index] : "")).join("");
}

/**
 * The text with one empty line where there are several, which change nothing outside of code.
 * @param {string[]} all
 */
function dense(all) {
  return all.map((part) => (part.trim() ? part : part.replace(/\n(?:[ \t]*\n)+/g, "\n\n"))).join("").replace(/^\n+|\s+$/g, "").replace(/\n(?:[ \t]*\n)+/g, "\n\n");
}
