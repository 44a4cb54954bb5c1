// What the search dialog shows; loaded when it opens for the first time. Its texts are attributes of the dialog.
import { fill } from "../words/words.mjs";

const dialog = /** @type {HTMLElement} */ (document.querySelector("[data-search-dialog]"));
const input = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
const selects = [...dialog.querySelectorAll("select")];
const [kind, topic] = selects;
const [status, list, more] = dialog.querySelectorAll("[role=status], ol, [data-more-button]");
const words = /** @type {Record<string, string>} */ (dialog.dataset);
const root = new URL(words.root, location.href).href.replace(/\/?$/, "/");
const STEP = 10;

/** @type {Promise<Pagefind> | undefined} */
let loading;
/** @type {() => Promise<Pagefind>} */
const load = async () => {
  const base = `${root}pagefind/`;
  const asked = { baseUrl: root, excerptLength: 24, ranking: { pageLength: 0.2 } };
  const [parts, pagefind] = await Promise.all([
    fetch(`${base}parts.json`).then((answer) => answer.json()),
    import(`${base}pagefind.js`),
  ]);
  await pagefind.destroy();
  await pagefind.options({ ...asked, basePath: base, noWorker: true });
  await pagefind.init();
  for (let part = 1; part < parts; part += 1) await pagefind.mergeIndex(`${base}${part}/`, asked);
  return pagefind;
};

/** @type {<K extends keyof HTMLElementTagNameMap>(tag: K, ...content: (Node | string)[]) => HTMLElementTagNameMap[K]} */
const make = (tag, ...content) => {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
};

// An excerpt is text with <mark> around words that were found; Pagefind writes other < and > as &lt; and &gt;.
/** @type {(text: string) => string} */
const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
/** @type {(excerpt: string) => (Node | string)[]} */
const marked = (excerpt) => excerpt.split(/<\/?mark>/)
  .map((part, number) => (number % 2 ? make("mark", plain(part)) : plain(part)));

/** @type {(page: Awaited<ReturnType<PagefindResult["data"]>>) => Node} */
const entry = ({ url, excerpt, meta }) => {
  const title = make("a", meta.title);
  title.href = url;
  const about = [list.getAttribute(`data-kind-${meta.kind}`), meta.date, meta.tags].filter(Boolean).join(" · ");
  return make("li", title, make("small", about), make("p", ...marked(excerpt)));
};

// Returns the index word of a kind ("k") or topic ("t"), as record.py makes it.
/** @type {(family: string, id: string) => string} */
const markOf = (family, id) => `xq${[...family + id].map((letter) => letter.charCodeAt(0) - 35).join("")}00`;

/** @type {Record<string, Promise<Set<string>>>} */
let having = {};
/** @type {(pagefind: Pagefind, family: string, id: string) => Promise<Set<string> | undefined>} */
const idsOf = async (pagefind, family, id) => (id ? having[family + id] ??= pagefind.search(markOf(family, id))
  .then(({ results }) => new Set(results.map((result) => result.id))) : undefined);

// Returns the results of the chosen kind and topic.
/** @type {(pagefind: Pagefind, results: PagefindResult[]) => Promise<PagefindResult[]>} */
const chosen = async (pagefind, results) => {
  const kinds = await idsOf(pagefind, "k", kind.value);
  const topics = await idsOf(pagefind, "t", topic.value);
  return results.filter(({ id }) => (!kinds || kinds.has(id)) && (!topics || topics.has(id)));
};

// Pages that have only some of the words, the best first: a page's scores for single words add up.
/** @type {(pagefind: Pagefind, query: string, all: PagefindResult[]) => Promise<PagefindResult[]>} */
const findSome = async (pagefind, query, all) => {
  const sums = new Map();
  for (const word of (query.match(/\S{3,}/g) ?? []).slice(0, 8)) {
    for (const result of await chosen(pagefind, (await pagefind.search(word)).results)) {
      sums.set(result.id, { ...result, score: result.score + (sums.get(result.id)?.score ?? 0) });
    }
  }
  for (const { id } of all) sums.delete(id);
  return [...sums.values()].sort((one, other) => other.score - one.score);
};

// Stop words: nearly every page has them, so they load much of the index and do not narrow the result.
const IDLE = new Set(words.idle.split(" "));
/** @type {(query: string) => string} */
const telling = (query) => (query.includes('"') ? query : query.split(/\s+/).filter((word) => !IDLE.has(word.toLowerCase())).join(" ") || query);

/** @type {(pagefind: Pagefind, query: string) => Promise<{ results: PagefindResult[], told: string }>} */
const find = async (pagefind, query) => {
  const all = await chosen(pagefind, (await pagefind.search(query)).results);
  const some = all.length < 3 && /\s/.test(query) ? await findSome(pagefind, query, all) : [];
  return { results: [...all, ...some], told: some.length ? words.some : "" };
};

/** @type {(count: number, shown: number) => string} */
const tell = (count, shown) => {
  return count ? fill(count > shown ? words.more : words.found, { count, shown }) : words.none;
};

const only = () => {
  const names = selects.filter((select) => select.value).map((select) => select.selectedOptions[0].text);
  return names.length ? ` ${fill(words.only, { names: names.join(", ") })}` : "";
};

let asked = 0;
/** @type {(text: string) => void} */
const clear = (text) => {
  status.textContent = text;
  list.replaceChildren();
  more.hidden = true;
};

const fail = () => {
  loading = undefined;
  having = {};
  clear(words.missing);
};

/**
 * Shows the next results after those that are there; `turn` is out of date when something else was asked meanwhile.
 * @type {(turn: number, found: { results: PagefindResult[], told: string }, from: number) => Promise<void>}
 */
const show = async (turn, { results, told }, from) => {
  const pages = await Promise.all(results.slice(from, from + STEP).map((result) => result.data()));
  if (turn !== asked) return;
  if (!from) list.replaceChildren();
  list.append(...pages.map(entry));
  const shown = list.children.length;
  status.textContent = (told || tell(results.length, shown)) + only();
  more.hidden = shown >= results.length;
  more.onclick = async () => {
    await show(turn, { results, told }, shown).catch(fail);
    list.children[shown]?.querySelector("a")?.focus();
  };
};

/**
 * Shows the results for the words in the field, unless more are typed meanwhile.
 * @param {number} wait For so many milliseconds.
 * @returns {Promise<void>}
 */
export const ask = async (wait) => {
  const turn = ++asked;
  try {
    const pagefind = await (loading ??= load());
    const query = input.value.trim();
    await new Promise((done) => setTimeout(done, wait));
    if (turn !== asked) return;
    if (!query) return clear("");
    const found = await find(pagefind, telling(query));
    await show(turn, found, 0);
  } catch {
    if (turn === asked) fail();
  }
};

input.addEventListener("input", () => ask(250));
for (const select of selects) select.addEventListener("change", () => ask(0));
