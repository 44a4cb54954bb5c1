// One result of the search dialog: its title, what it is, the words around those that were found, and why it came.
import { folded } from "../nearest/nearest.mjs";
import { fill } from "../words/words.mjs";
import { alike, wordsOf } from "./slips.mjs";

/** @typedef {Awaited<ReturnType<PagefindResult["data"]>>} PageData */

/**
 * Returns a new element with this content.
 * @type {<K extends keyof HTMLElementTagNameMap>(tag: K, ...content: (Node | string)[]) => HTMLElementTagNameMap[K]}
 */
export const make = (tag, ...content) => {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
};

// An excerpt is text with <mark> around words that were found; Pagefind writes other < and > as &lt; and &gt;.
/** @type {(text: string) => string} */
const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
/** @type {(excerpt: string) => (Node | string)[]} */
const highlighted = (excerpt) => excerpt.split(/<\/?mark>/)
  .map((part, number) => (number % 2 ? make("mark", plain(part)) : plain(part)));

/** @type {(text: string, asked: string[]) => string[]} */
const amongst = (text, asked) => wordsOf(text).filter((word) => asked.some((one) => alike(one, folded(word))));

/**
 * Returns the words of a page for which it may have been found.
 * @type {(page: PageData) => string[]}
 */
export const foundIn = ({ excerpt, meta }) => wordsOf([
  ...[...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, word]) => word), meta.title, meta.tags, meta.aliases,
].join(" "));

// A tag is a reason by its name, or by another word for it, which then stands behind the name.
/** @type {(meta: Record<string, string>, asked: string[]) => string[]} */
const tagsWith = (meta, asked) => {
  const aliases = (meta.aliases ?? "").split("; ");
  return (meta.tags ?? "").split(", ").flatMap((label, at) => {
    if (amongst(label, asked).length) return [label];
    const other = (aliases[at] ?? "").split(", ").find((alias) => amongst(alias, asked).length);
    return other ? [`${label} (${other.replaceAll("-", " ")})`] : [];
  });
};

/**
 * Returns a result as an item of the list.
 * @param {PageData} page
 * @param {string[]} asked The words that were searched for.
 * @param {string[]} lacking Those of them that the page does not have.
 * @param {HTMLElement} list With the words for kinds and reasons.
 * @returns {Node}
 */
export const entry = ({ url, excerpt, meta }, asked, lacking, list) => {
  const words = /** @type {Record<string, string>} */ (list.dataset);
  const forms = asked.map(folded);
  const title = make("a", meta.title);
  title.href = url;
  const about = [list.getAttribute(`data-kind-${meta.kind}`), meta.date, meta.tags].filter(Boolean).join(" · ");
  /** @type {[string, string[]][]} */
  const reasons = [[words.titled, amongst(meta.title, forms)], [words.tagged, tagsWith(meta, forms)], [words.lacking, lacking]];
  const why = reasons.filter(([, of]) => of.length).map(([text, of]) => fill(text, { words: of.join(", ") })).join(" · ");
  const item = make("li", title, make("small", about), make("p", ...highlighted(excerpt)));
  if (!why) return item;
  const line = make("div", why);
  line.className = "search__why";
  item.append(line);
  return item;
};
