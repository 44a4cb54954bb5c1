// Files as authors wrote them, read for the editor and written back: a value that was not changed keeps its letters,
// quotation marks, comments and place. Values are text, as for the site: 1984 is a title, and "on" no switch.
import { Document, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { asMarkdown } from "./pasted.mjs";
import { withOldSigns } from "./signs.mjs";

/** @typedef {"text" | "date" | "number" | "flag" | {list: any} | {keys: Record<string, any>, by?: string}} Shape */

const SOURCE = "_source"; // the entry's key that holds the file's text, which the editor hands back when it saves
const FRONT = /^---[ \t]*\n(?<head>[\s\S]*?)(?<=\n)---[ \t]*(?:\n(?<gap>\n*)(?<body>[\s\S]*))?$/;
const DAY = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})((?:[Tt]| +)\d.*|\s*)$/;
const WIDE = 100; // characters: a longer list or group goes over several lines
// What another reader of YAML could take for something else than text, and what may begin without quotation marks.
const AMBIGUOUS = /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?[.\d][\d_.:eExXoO+-]*|[-+]?\.(?:inf|nan))$/i;
const PLAIN = /^[\p{L}\p{N}(“„«/.][\p{L}\p{N}\p{P}\p{S}\p{M} ]*$/u;

/**
 * Returns the two halves of a file format: what the editor shows of a file, and the file of what it shows.
 * @param {{keys: Record<string, Shape>}} shape what each key holds
 * @param {{text: boolean, entries?: string}} kind whether a text follows the front matter; or, for a file that maps ids
 * to groups, the name of the editor's list
 */
export function fileFormat(shape, { text, entries }) {
  const whole = entries ? { keys: { [entries]: { by: "id", ...shape } } } : shape;
  return {
    /** @param {string} file */
    fromFile(file) {
      const { head, body } = text ? halves(file) : { head: file, body: undefined };
      const data = read(parse(head).contents, entries ? whole.keys[entries] : whole);
      return { ...(entries ? { [entries]: data } : data), ...(text ? { body } : {}), [SOURCE]: file };
    },
    /** @param {Record<string, any>} content */
    toFile(content) {
      const file = content[SOURCE] ?? "";
      const { head, gap, body } = text ? halves(file) : { head: file, gap: "", body: "" };
      const made = entries ? write(head, content[entries] ?? [], whole.keys[entries]) : write(head, content, whole);
      if (!text) return made;
      return `---\n${made.replace(/\n*$/, "\n")}---\n${gap}${asMarkdown(withOldSigns(String(content.body ?? ""), body), body)}`;
    },
  };
}

/** @param {string} file */
function halves(file) {
  const { head = "", gap = "\n", body = "" } = FRONT.exec(file)?.groups ?? { body: file };
  return { head, gap, body };
}

/** @param {string} text */
function parse(text) {
  return parseDocument(text, { schema: "failsafe", keepSourceTokens: true });
}

/**
 * @param {any} node
 * @param {any} shape
 * @returns {any} the value as the editor's fields have it
 */
function read(node, shape) {
  if (shape && !fits(node, shape)) return undefined; // a form has no place for it; it stays in the file
  if (shape?.by) {
    return node.items.map((/** @type {any} */ pair) => ({ [shape.by]: String(pair.key), ...read(pair.value, { keys: shape.keys }) }));
  }
  if (isMap(node)) {
    return Object.fromEntries(node.items.map((/** @type {any} */ pair) => [String(pair.key), read(pair.value, shape?.keys?.[String(pair.key)])]));
  }
  if (isSeq(node)) return node.items.map((/** @type {any} */ item) => read(item, shape?.list));
  const value = isScalar(node) ? String(node.value ?? "") : "";
  if (shape === "flag") return value.trim().toLowerCase() === "true" || /^(yes|on)$/i.test(value.trim());
  if (shape === "number" && /^\s*-?\d+\s*$/.test(value)) return Number(value);
  return shape === "date" ? dayOf(value) : value;
}

/**
 * Whether a node is of the kind that the key should hold.
 * @param {any} node
 * @param {any} shape
 */
function fits(node, shape) {
  if (typeof shape === "string") return !isMap(node) && !isSeq(node);
  return shape.list ? isSeq(node) : isMap(node);
}

/**
 * Returns the values of a few lines of YAML, as a block of a text has them.
 * @param {string} text
 * @param {{keys: Record<string, Shape>}} shape
 */
export function readGroup(text, shape) {
  const data = read(parse(text).contents, shape);
  return data && typeof data === "object" ? data : {};
}

/**
 * A day in the form that the browser's field wants: with two digits for month and day, and without a time of day.
 * @param {string} value
 */
function dayOf(value) {
  const [, year, month, day] = DAY.exec(value) ?? [];
  return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : value;
}

/**
 * The day, with the time and zone that the file had behind the day before.
 * @param {string} day
 * @param {any} node
 */
function withTime(day, node) {
  const [, , , , time = ""] = DAY.exec(isScalar(node) ? String(node.value ?? "") : "") ?? [];
  return `${day}${time.trimEnd()}`;
}

/**
 * Returns the YAML of these values: the text as it was, with only those pieces exchanged that have changed.
 * @param {string} text
 * @param {any} values
 * @param {any} shape
 */
export function write(text, values, shape) {
  if (text && !text.endsWith("\n")) return write(`${text}\n`, values, shape);
  const node = parse(text).contents;
  if (!isMap(node) || node.flow || !node.items.length) return fresh(values, shape);
  /** @type {[number, number, string][]} */
  const edits = [];
  compare(text, node, values, shape, edits);
  return edits
    .sort(([a], [b]) => b - a)
    .reduce((made, [from, to, put]) => made.slice(0, from) + put + made.slice(to), text);
}

/**
 * Collects what must be exchanged in a group of keys that stands over several lines.
 * @param {string} text
 * @param {any} map
 * @param {any} values
 * @param {any} shape
 * @param {[number, number, string][]} edits
 */
function compare(text, map, values, shape, edits) {
  const wanted = shape.by ? byName(values, shape.by) : values;
  const shapeOf = (/** @type {string} */ key) => (shape.by ? { keys: shape.keys } : shape.keys?.[key]);
  const indent = columnOf(text, map.items[0].key.range[0]);
  const kept = new Set();
  for (const [index, pair] of map.items.entries()) {
    const key = String(pair.key);
    const inner = shapeOf(key);
    const value = clean(wanted[key], inner);
    kept.add(key);
    const old = clean(read(pair.value, inner), inner);
    if (same(old, value)) continue;
    if (value === undefined && !(inner === "flag" && key in wanted)) {
      edits.push([lineStart(text, pair.key.range[0]), endOf(text, map, index), ""]);
    } else if (isMap(pair.value) && !pair.value.flow && pair.value.items.length && inner?.keys && value) {
      compare(text, pair.value, wanted[key], inner, edits);
    } else if (isAlike(pair.value, value, inner)) {
      pair.value.items.forEach((/** @type {any} */ item, /** @type {number} */ at) => {
        if (!same(clean(read(item, inner.list), inner.list), clean(value[at], inner.list))) {
          compare(text, item, value[at], inner.list, edits);
        }
      });
    } else {
      edits.push(exchange(text, pair, inner === "date" ? withTime(value, pair.value) : (value ?? false), inner, indent));
    }
  }
  const order = shape.by ? Object.keys(wanted) : Object.keys(shape.keys);
  for (const key of order) {
    const value = clean(wanted[key], shapeOf(key));
    if (kept.has(key) || value === undefined) continue;
    const before = order.slice(0, order.indexOf(key)).filter((one) => kept.has(one) && map.items.some((/** @type {any} */ pair) => String(pair.key) === one));
    const index = before.length ? Math.max(...before.map((one) => map.items.findIndex((/** @type {any} */ pair) => String(pair.key) === one))) : -1;
    const at = index < 0 && !shape.by ? lineStart(text, map.items[0].key.range[0]) : endOf(text, map, index < 0 ? map.items.length - 1 : index);
    edits.push([at, at, lines({ [key]: value }, { keys: { [key]: shapeOf(key) } }, indent)]);
  }
}

/**
 * Whether a list has as many groups as before, each over several lines: then each is compared by itself.
 * @param {any} node
 * @param {any} value
 * @param {any} shape
 */
function isAlike(node, value, shape) {
  return (
    isSeq(node) &&
    !node.flow &&
    Array.isArray(value) &&
    node.items.length === value.length &&
    shape?.list?.keys &&
    node.items.every((/** @type {any} */ item) => isMap(item) && !item.flow && item.items.length)
  );
}

/**
 * @param {string} text
 * @param {any} pair
 * @param {any} value
 * @param {any} shape
 * @param {number} indent
 * @returns {[number, number, string]}
 */
function exchange(text, pair, value, shape, indent) {
  const key = pair.key.range[1];
  const colon = text.indexOf(":", key) + 1;
  const made = lines({ k: value }, { keys: { k: shape } }, indent).trimStart().slice(2).replace(/\n$/, "");
  const isEmpty = !pair.value || (isScalar(pair.value) && pair.value.range[0] === pair.value.range[1]);
  const end = isEmpty ? colon : pair.value.range[1];
  const last = colon + text.slice(colon, end).replace(/\s+$/, "").length;
  const line = text.indexOf("\n", last);
  const [first, ...more] = made.split("\n");
  // A comment behind the old value stays on the first line of a new one that goes over several.
  return more.length ? [colon, line, [first + text.slice(last, line), ...more].join("\n")] : [colon, last, made];
}

/**
 * The end of a pair: behind its last line.
 * @param {string} text
 * @param {any} map
 * @param {number} index
 */
function endOf(text, map, index) {
  const pair = map.items[index];
  const end = (pair.value?.range ?? pair.key.range)[1];
  const last = text.slice(0, end).replace(/\s+$/, "").length;
  const line = text.indexOf("\n", last);
  return line < 0 ? text.length : line + 1;
}

/**
 * @param {string} text
 * @param {number} at
 */
function lineStart(text, at) {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/**
 * @param {string} text
 * @param {number} at
 */
function columnOf(text, at) {
  return at - lineStart(text, at);
}

/**
 * @param {any[]} values
 * @param {string} by
 */
function byName(values, by) {
  return Object.fromEntries((values ?? []).map(({ [by]: name, ...rest }) => [String(name ?? ""), rest]));
}

/**
 * A value without what is empty; undefined if nothing is left. A switch that is off counts as none.
 * @param {any} value
 * @param {any} shape
 * @returns {any}
 */
function clean(value, shape) {
  if (shape?.by) {
    const groups = Object.entries(Array.isArray(value) ? byName(value, shape.by) : (value ?? {}));
    const left = groups.map(([name, group]) => [name, clean(group, { keys: shape.keys }) ?? {}]);
    return left.length ? Object.fromEntries(left) : undefined;
  }
  if (Array.isArray(value)) {
    const left = value.map((one) => clean(one, shape?.list)).filter((one) => one !== undefined);
    return left.length ? left : undefined;
  }
  if (value && typeof value === "object") {
    const known = shape?.keys ? Object.keys(shape.keys).filter((key) => key in value) : Object.keys(value);
    const left = known.map((key) => [key, clean(value[key], shape?.keys?.[key])]).filter(([, one]) => one !== undefined);
    return left.length ? Object.fromEntries(left) : undefined;
  }
  if (shape === "flag") return value === true ? true : undefined;
  return String(value ?? "").trim() || undefined; // blanks around it are no part of it, for the editor's rules too
}

/**
 * @param {any} one
 * @param {any} other
 */
function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * @param {any} values
 * @param {any} shape
 */
function fresh(values, shape) {
  return lines(clean(values, shape) ?? {}, shape.by ? { keys: {}, each: shape } : shape, 0);
}

/**
 * The lines of a group of keys, as we would write them by hand: short lists and groups in brackets.
 * @param {Record<string, any>} values
 * @param {any} shape
 * @param {number} indent
 */
function lines(values, shape, indent) {
  const made = new Document(values, { schema: "failsafe", sortMapEntries: false });
  settle(made.contents, shape, true);
  const text = made.toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: false });
  return text.replace(/^(?=[^\n])/gm, " ".repeat(indent));
}

/**
 * Chooses quotation marks and brackets of a new node.
 * @param {any} node
 * @param {any} shape
 * @param {boolean} top
 */
function settle(node, shape, top = false) {
  if (isScalar(node)) {
    node.value = String(node.value);
    const isPlain = shape === "date" || shape === "number" || shape === "flag";
    const isParagraphs = /** @type {string} */ (node.value).includes("\n");
    if (isParagraphs) {
      node.value += "\n"; // else the block begins with |-, which says that there is none
      node.type = "BLOCK_LITERAL";
    } else if (!isPlain && isDoubtful(/** @type {string} */ (node.value))) node.type = "QUOTE_DOUBLE";
    return;
  }
  for (const item of node.items ?? []) {
    if (isMap(node)) settle(item.value, shape?.each ? { keys: shape.each.keys } : shape?.by ? { keys: shape.keys } : shape?.keys?.[String(item.key)]);
    else settle(item, shape?.list);
  }
  if (!top && isShort(node)) node.flow = true;
}

/** @param {string} text */
function isDoubtful(text) {
  return AMBIGUOUS.test(text) || !PLAIN.test(text) || text.startsWith("...");
}

/** @param {any} node */
function isShort(node) {
  const plain = (/** @type {any} */ one) => isScalar(one) && one.type !== "BLOCK_LITERAL";
  const parts = node.items.map((/** @type {any} */ item) => (isMap(node) ? item.value : item));
  return parts.every(plain) && JSON.stringify(node.toJSON()).length <= WIDE;
}
