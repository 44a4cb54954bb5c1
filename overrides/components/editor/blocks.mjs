// The blocks of a text as components of the editor: each is found in the Markdown, filled in as a form, and written back.
// What the editor's own Markdown does not know becomes a component too, which shows it as it is written: it would be lost.
import { readGroup, write } from "./format.mjs";
import { AS_WRITTEN } from "./written.mjs";

// Anchored at the beginning; `[\s\S]` tells the editor that it goes over lines.
const START = "^(?=[\\s\\S])";
const END = "(?=\\n|$)";
const INDENTED = "(?<text>(?:\\n+ {4}[^\\n]*)*)";

/**
 * Returns all components. `words` says how they and their fields are called, `choices` which quizzes there are.
 * @param {Record<string, any>} words
 * @param {{value: string, label: string}[]} choices
 */
export function makeBlocks(words, choices) {
  const name = (/** @type {string} */ block, /** @type {string} */ key) => words.fields[block]?.[key] ?? words.fields.all[key] ?? key;
  const field = (/** @type {string} */ block, /** @type {string} */ key, /** @type {object} */ more = {}) => ({
    name: key,
    label: name(block, key),
    required: false,
    ...more,
  });
  const box = (/** @type {string} */ id, /** @type {string} */ kind) => ({
    id,
    label: words.labels[id],
    icon: words.icons[id],
    fields: [field(id, "title"), field(id, "text", { widget: "text", required: true })],
    pattern: new RegExp(`${START}!!! ${kind}(?: "(?<title>[^"\\n]+)")?${INDENTED}${END}`, "m"),
    fromBlock: (/** @type {any} */ { groups }) => ({ title: groups.title ?? "", text: dedented(groups.text) }),
    toBlock: (/** @type {any} */ { title, text }) => boxed(`!!! ${kind}`, title, text),
    toPreview: (/** @type {any} */ { title, text }) => shown(kind, title, text),
  });
  // Only keys that the form has, so that nothing is lost by it.
  const lines = (/** @type {any[]} */ fields) => {
    const key = `(?:${fields.map(({ name }) => name).join("|")}):(?: [^\\n]*)?`;
    return `${key}(?:\\n(?:${key}|#[^\\n]*|[ ]+[^\\n]*)?)*?`;
  };
  const fenced = (/** @type {string} */ id, /** @type {object[]} */ fields) => ({
    id,
    label: words.labels[id],
    icon: words.icons[id],
    fields,
    pattern: new RegExp(`${START}\`\`\`${id}\\n(?<yaml>${lines(fields)})\\n\`\`\`${END}`, "m"),
    fromBlock: (/** @type {any} */ { groups }) => ({ ...readGroup(groups.yaml, shapeOf(fields)), written: groups.yaml }),
    toBlock: (/** @type {any} */ { written = "", ...values }) =>
      fence(id, write(`${written}\n`, values, shapeOf(fields)).trim()),
    toPreview: (/** @type {any} */ { title, link, file }) => shown(id, title, link || file),
  });
  const all = [
    {
      id: "chat",
      label: words.labels.chat,
      icon: words.icons.chat,
      fields: [field("chat", "title"), field("chat", "lines", { widget: "text", required: true, hint: words.hints.chat })],
      pattern: new RegExp(`${START}\`\`\`chat\\n(?:title: ?(?<title>[^\\n]*)\\n)?(?<lines>[\\s\\S]*?)\\n\`\`\`${END}`, "m"),
      fromBlock: (/** @type {any} */ { groups }) => ({ title: groups.title ?? "", lines: groups.lines }),
      toBlock: (/** @type {any} */ { title, lines }) => fence("chat", [...(title ? [`title: ${title}`] : []), lines ?? ""].join("\n")),
      toPreview: (/** @type {any} */ { title, lines }) => shown("chat", title, lines),
    },
    {
      id: "chart",
      label: words.labels.chart,
      icon: words.icons.chart,
      fields: [field("chart", "lines", { widget: "text", required: true, hint: words.hints.chart })],
      pattern: new RegExp(`${START}\`\`\`chart\\n(?<lines>[\\s\\S]*?)\\n\`\`\`${END}`, "m"),
      fromBlock: (/** @type {any} */ { groups }) => ({ lines: groups.lines }),
      toBlock: (/** @type {any} */ { lines }) => fence("chart", lines ?? ""),
      toPreview: (/** @type {any} */ { lines }) => shown("chart", "", lines),
    },
    box("homework", "homework"),
    box("story", "story"),
    box("offer", "cta"),
    fenced("video", [
      field("video", "title", { required: true }),
      field("video", "link", { required: true }),
      field("video", "length"),
      field("video", "poster", { widget: "image" }),
    ]),
    fenced("audio", [
      field("audio", "title", { required: true }),
      field("audio", "file", { widget: "file", required: true }),
      field("audio", "length"),
      field("audio", "transcript", { widget: "text" }),
    ]),
    {
      id: "quiz",
      label: words.labels.quiz,
      icon: words.icons.quiz,
      fields: [field("quiz", "quiz", { widget: "select", options: choices, required: true })],
      pattern: new RegExp(`${START}\`\`\`quiz\\n(?<quiz>[^\\n]*)\\n\`\`\`${END}`, "m"),
      toBlock: (/** @type {any} */ { quiz }) => fence("quiz", quiz ?? ""),
      toPreview: (/** @type {any} */ { quiz }) => shown("quiz", choices.find(({ value }) => value === quiz)?.label ?? quiz),
    },
    {
      id: "more",
      label: words.labels.more,
      icon: words.icons.more,
      fields: [],
      pattern: new RegExp(`${START}<!-- more -->${END}`, "m"),
      fromBlock: () => ({}),
      toBlock: () => "<!-- more -->",
      toPreview: () => shown("more"),
    },
    {
      id: "written",
      label: words.labels.written,
      icon: words.icons.written,
      fields: [field("written", "markdown", { widget: "text", required: true, hint: words.hints.written })],
      pattern: AS_WRITTEN,
      fromBlock: (/** @type {any} */ { groups }) => ({ markdown: groups.markdown }),
      toBlock: (/** @type {any} */ { markdown }) => markdown ?? "",
      toPreview: (/** @type {any} */ { markdown }) => shown("written", "", markdown),
    },
  ];
  return all.map((block) => ({ ...block, toBlock: (/** @type {any} */ values) => kept(block.toBlock(values)) }));
}

/**
 * A block so that its backslashes stay: the editor takes one away from each two, and the one in front of an underscore.
 * @param {string} text
 */
function kept(text) {
  return text.replaceAll("\\", "\\\\");
}

/** @param {string} text */
function dedented(text) {
  return (text ?? "").replace(/^\n+/, "").replace(/^ {4}/gm, "");
}

/**
 * @param {string} head
 * @param {string | undefined} title
 * @param {string | undefined} text
 */
function boxed(head, title, text) {
  const first = title ? `${head} "${title.replaceAll('"', "“")}"` : head;
  const body = (text ?? "").replace(/\s+$/, "").replace(/^(?=[^\n])/gm, "    ");
  return body ? `${first}\n\n${body}` : first;
}

/**
 * What the preview shows of a component: title and text, in the kind's frame.
 * @param {string} kind
 * @param {string} [title]
 * @param {string} [text]
 */
function shown(kind, title, text) {
  const { h } = /** @type {any} */ (window);
  const parts = (text ?? "").split(/\n+/).filter(Boolean);
  return h(
    "div",
    { className: `admonition ${kind}` },
    title && h("p", { className: "admonition-title" }, title),
    ...parts.map((part) => h("p", {}, part)),
  );
}

/**
 * @param {string} kind
 * @param {string} text
 */
function fence(kind, text) {
  return `\`\`\`${kind}\n${text}\n\`\`\``;
}

/** @param {any[]} fields */
function shapeOf(fields) {
  return { keys: Object.fromEntries(fields.map(({ name }) => [name, "text"])) };
}
