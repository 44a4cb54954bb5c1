// Which paragraphs the editor's rich text can hold. Its Markdown knows far less than ours, and what it does not know it
// escapes, joins or drops; so everything stays as it is written that is not one of the simple forms below.
const raw = String.raw;

const END = raw`$(?![\s\S])`;
const WORD = raw`\p{L}\p{N}_`;
const ASCII = "!-/:-@\\[-`\\{-~"; // punctuation as the editor counts it
const CODE = raw`(?<!\x60)\x60(?!\x60)(?:[^\x60\\\n]|\\(?![_\\\x60]))+\x60(?!\x60)`;
const ESCAPE = raw`\\[*~\x60]|(?<=[${WORD}])\\_(?=[${WORD}])|&(?!#)|(?<=\s)\*(?=\s)|(?<!\/)~(?=[^~\s]*(?:\s|$))`;
const PART = raw`(?:[^*~\x60\\&\[\]\n]|${CODE}|${ESCAPE})`;
const ADDRESS = raw`\([^\s()*~\x60\\<>]+(?: "[^"\\\n]*")?\)`;
const PICTURE = raw`!\[[^*~\x60\\&\[\]\n]*\]${ADDRESS}`;
const LINK = raw`\[(?:\*{1,2}(?=[^\s*\]][^*\]]*\*))?(?:${PART}|${PICTURE})*(?:(?<=[^\s*])\*{1,2}(?=\]))?\](?:${ADDRESS}|(?!\())`;
// Emphasis counts as such for the editor and for us alike: its marks stand outside of words.
const OPEN = raw`(?<![${WORD}*])(?:(?<![^\s${ASCII}])|(?=[*~]+[^\s${ASCII}]))`;
const CLOSE = raw`(?![${WORD}*])(?:(?![^\s${ASCII}])|(?<=[^\s${ASCII}][*~]+))`;
const inline = (/** @type {string} */ id) =>
  raw`(?:${PART}|${LINK}|${OPEN}(?<${id}>\*{1,3}|~~)(?![\s*~])(?:${PART}|${LINK})+?(?<!\s)\k<${id}>${CLOSE})+`;

const MARK = raw`(?:[-*+]|\d+\.) `;
const FENCE = raw`(?:\x60{3}|~{3})`;
// What makes more of a line than a paragraph; or of the line above it, as hyphens and a colon do.
const BEGINS = [
  ...[raw`#`, `>`, raw`\|`, `///`, `!!!`, raw`\?\?\?`, `===`, raw`<[a-zA-Z\/!?]`, FENCE, raw`:[ ]`, raw`\*?\[[^\]\n]+\]:`],
  ...[raw`(?:[-*+]|\d+\.)(?:\s|$)`, raw`[-=]+[ ]*$`, raw`[ |:-]*-[ |:-]*$`, raw`(?:[-*_][ ]*){3,}$`, raw`[^\S\n]`],
].join("|");
const ITEM = raw`(?!(?:[-*][ ]*){3,}$)${MARK} *(?!\[[ xX]\] |(?:[-*+]|\d+[.)])(?:\s|$)|${FENCE}|[^\S \n])`;
// Items have empty lines between them or lines that go on with them, and not both.
const SHORT_ITEMS = raw`[^\n]+(?:\n+ *${MARK}[^\n]*)*`;
const CLOSE_ITEMS = raw`[^\n]+(?:\n[^\n]+)*`;
const BREAK = raw`(?=\n\n|\n?${END})`;
const LIST_ENDS = raw`${BREAK}(?!\n+(?: | *(?:[-*+•]|\d+[.)]) ))`;
const LIST = raw`(?=(?:${SHORT_ITEMS}|${CLOSE_ITEMS})${LIST_ENDS})${ITEM}${inline("item")}(?:(?:\n+ *${ITEM}|\n *(?! |${BEGINS}))${inline("more")})*${LIST_ENDS}`;
const AT_LINE = raw`(?<![^\n])`;
const LINES = raw`(?:${AT_LINE} {0,3}(?! |${BEGINS})${inline("line")}(?:\n(?=[^\n])|${BREAK}))+`;
const NO_CODE = raw`(?!\n+ {4})`;
const PLAIN = [
  raw`#{1,6} ${inline("heading")}(?=\n|${END})${NO_CODE}`,
  raw`(?:---|\*\*\*|___) ?(?=\n|${END})${NO_CODE}`,
  raw`(?:${AT_LINE}>(?: (?!${BEGINS})${inline("quote")}| ?(?=\n>))(?:\n(?=>)|${BREAK}))+${BREAK}${NO_CODE}`,
  raw`\x60{3}(?!(?:chat|video|audio|quiz)\n)[\w-]*\n(?!\n)(?:(?!\\[_\\]|\x60{3})[\s\S])*?[^\n]\n\x60{3}(?=\n|${END})${NO_CODE}`,
  raw`(?:${LINES}(?!\d{2,}\. |[02-9]\. )|(?=${MARK}))(?:${AT_LINE}(?:(?=\x60{3}|#{1,6} )|${LIST})|${BREAK}(?!\n+(?: {4}|:[ ])))`,
].join("|");

const SET_IN = raw`(?:\n+ {4}[^\n]*)*`;
const TEXT = raw`[^\n]+(?:\n(?!${FENCE})[^\n]+)*`;
// How far a form goes that is not simple.
const WRITTEN = [
  raw`(?:!!!|\?\?\?\+?|===)[^\n]*${SET_IN}`,
  raw`(?<fence>\x60{3,}|~{3,})[^\n]*\n(?:(?:[\s\S]*?\n)??\k<fence>[\x60~]*[ \t]*(?=\n|${END})${SET_IN}|[\s\S]*)`,
  raw`\/\/\/ [^\n]*\n[\s\S]*?\n\/\/\/`,
  raw`<!--[\s\S]*?-->[^\n]*`,
  raw`<(?<tag>pre|table|script|style|svg|video|audio|ul|ol|dl)\b[\s\S]*?<\/\k<tag>>[^\n]*`,
  raw`(?:[-*+•]|\d+[.)]) +[^\n]*(?:\n+ +[^\n]*|\n+(?:[-*+•]|\d+[.)]) [^\n]*|\n(?!${FENCE})[^\n]+)*`,
  raw`(?!${FENCE}| )${TEXT}(?:\n+(?: {4}|:[ ]{1,3}(?=\S))${TEXT})*`,
].join("|");

// At the beginning of a text, or behind an empty line: the editor tries it at each line, the preview in the whole text.
const START = raw`(?<![^\n]|[^\n]\n)`;

/** A pattern for the parts of a text that the editor shows as they are written. */
export const AS_WRITTEN = new RegExp(
  raw`${START}(?=[\s\S])(?!\n|<span data-component-key=|(?:${PLAIN}))(?<markdown>${WRITTEN})`,
  "mu",
);
