// What the search dialog shows; loaded when it opens for the first time. Its texts are attributes of the dialog.
import { fill } from "../words/words.mjs";
import { entry, foundIn, make } from "./entry.mjs";
import { correct, readList, wordsOf } from "./slips.mjs";

const dialog = /** @type {HTMLElement} */ (document.querySelector("[data-search-dialog]"));
const input = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
const selects = [...dialog.querySelectorAll("select")];
const [kind, topic] = selects;
const [status, list, more] = dialog.querySelectorAll("[role=status], ol, [data-more-button]");
const offered = /** @type {HTMLElement} */ (dialog.querySelector("[data-search-tags]"));
const words = /** @type {Record<string, string>} */ (dialog.dataset);
const root = new URL(words.root, location.href).href.replace(/\/?$/, "/");
const STEP = 10;
/** @type {Found} */
const NOTHING = { results: [], some: false, asked: [], corrected: null };

/** @typedef {{ pagefind: Pagefind, known: import("./slips.mjs").Known[], tags: string[] }} Index */
/** @typedef {PagefindResult & { lacking?: string[] }} Result */
/** @typedef {{ results: Result[], some: boolean, asked: string[], corrected: import("./slips.mjs").Corrected | null }} Found */

/** @type {Promise<Index> | undefined} */
let loading;
/** @type {() => Promise<Index>} */
const load = async () => {
  const base = `${root}pagefind/`;
  const asked = { baseUrl: root, excerptLength: 24, ranking: { pageLength: 0.2 } };
  const [parts, pagefind] = await Promise.all([
    fetch(`${base}parts.json`, { cache: "no-cache" }).then((answer) => answer.json()),
    import(`${base}pagefind.js`),
  ]);
  // Without the word list, queries are searched as they were typed.
  const listing = fetch(base + parts.words).then((answer) => answer.json()).catch(() => ({ words: [], tags: [] }));
  await pagefind.destroy();
  await pagefind.options({ ...asked, basePath: base, noWorker: true });
  await pagefind.init();
  for (let part = 1; part < parts.count; part += 1) await pagefind.mergeIndex(`${base}${part}/`, asked);
  const { words: groups, tags } = await listing;
  return { pagefind, tags, known: groups.length ? readList([...groups, words.idle]) : [] };
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
/** @type {(pagefind: Pagefind, query: string, all: Result[]) => Promise<Result[]>} */
const findSome = async (pagefind, query, all) => {
  const parts = (query.match(/[^\s"]{3,}/g) ?? []).slice(0, 8);
  const sums = new Map();
  for (const word of parts) {
    for (const result of await chosen(pagefind, (await pagefind.search(word)).results)) {
      const before = sums.get(result.id) ?? { score: 0, lacking: parts };
      const lacking = before.lacking.filter((/** @type {string} */ one) => one !== word);
      sums.set(result.id, { ...result, score: result.score + before.score, lacking });
    }
  }
  for (const { id } of all) sums.delete(id);
  return [...sums.values()].sort((one, other) => other.score - one.score);
};

// Stop words: nearly every page has them, so they load much of the index and do not narrow the result.
const IDLE = new Set(words.idle.split(" "));
/** @type {(query: string) => string} */
const telling = (query) => (query.includes('"') ? query : query.split(/\s+/).filter((word) => !IDLE.has(word.toLowerCase())).join(" ") || query);

/** @type {(pagefind: Pagefind, query: string) => Promise<Found>} */
const find = async (pagefind, query) => {
  const asked = wordsOf(query).filter((word) => word.length > 2 && !IDLE.has(word.toLowerCase()));
  const all = await chosen(pagefind, (await pagefind.search(query)).results);
  const some = all.length < 3 && /\s/.test(query) ? await findSome(pagefind, query, all) : [];
  return { results: [...all, ...some], some: some.length > 0, asked, corrected: null };
};

// Searches for what may have been meant: the words that the site does not have are corrected, or left out.
/** @type {(index: Index, query: string) => Promise<Found>} */
const findMeant = async ({ pagefind, known }, query) => {
  const corrected = await correct(query, known, async (word) => {
    const [best] = (await pagefind.search(word)).results;
    return best ? foundIn(await best.data()) : [];
  });
  if (!corrected) return find(pagefind, telling(query));
  const { results, some, asked } = wordsOf(corrected.query).length ? await find(pagefind, telling(corrected.query)) : NOTHING;
  return { results, some, asked, corrected };
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
  more.hidden = offered.hidden = true;
};

const fail = () => {
  loading = undefined;
  having = {};
  clear(words.missing);
};

// Messages have quotation marks of their own.
/** @type {(query: string) => string} */
const unquoted = (query) => query.replaceAll('"', "");

/** @type {(text: string, query: string, asTyped: boolean) => Node} */
const again = (text, query, asTyped) => {
  const button = make("button", text);
  button.type = "button";
  button.onclick = () => {
    input.value = query;
    input.focus();
    ask(0, asTyped);
  };
  return button;
};

// Says what was found; what was searched for instead of the query, with a way back; where there is nothing, what is near.
/** @type {(query: string, found: Found, shown: number) => (Node | string)[]} */
const said = (query, { results, some, corrected }, shown) => {
  const count = (some ? words.some : tell(results.length, shown)) + only();
  if (!corrected) return [count];
  const near = corrected.offers.flatMap((word) => [" ", again(word, query.replace(corrected.missing[0], word), false)]);
  if (!results.length) return [count, ...(near.length ? [` ${words.near}`, ...near] : [])];
  const instead = fill(words.instead, { words: corrected.missing.join(", "), instead: unquoted(corrected.query) });
  return [`${instead} ${count} `, again(fill(words.typed, { words: unquoted(query) }), query, true)];
};

/** @type {(tags: string[]) => void} */
const offerTags = (tags) => {
  const labels = new Map([...topic.options].map((option) => [option.value, option.text]));
  const links = tags.filter((tag) => labels.has(tag)).map((tag) => {
    const link = make("a", labels.get(tag) ?? "");
    link.href = `${root}tags/${tag}/`;
    return link;
  });
  offered.replaceChildren(words.tags, ...links.flatMap((link) => [" ", link]));
  offered.hidden = !links.length;
};

/**
 * Shows the next results after those that are there; `turn` is out of date when something else was asked meanwhile.
 * @type {(turn: number, query: string, found: Found, from: number) => Promise<void>}
 */
const show = async (turn, query, found, from) => {
  const next = found.results.slice(from, from + STEP);
  const pages = await Promise.all(next.map((result) => result.data()));
  if (turn !== asked) return;
  if (!from) list.replaceChildren();
  list.append(...pages.map((page, at) => entry(page, found.asked, next[at].lacking ?? [], list)));
  const shown = list.children.length;
  status.replaceChildren(...said(query, found, shown));
  more.hidden = shown >= found.results.length;
  more.onclick = async () => {
    await show(turn, query, found, shown).catch(fail);
    list.children[shown]?.querySelector("a")?.focus();
  };
};

/**
 * Shows the results for the words in the field, unless more are typed meanwhile.
 * @param {number} wait For so many milliseconds.
 * @param {boolean} asTyped Without correcting anything.
 * @returns {Promise<void>}
 */
export const ask = async (wait, asTyped = false) => {
  const turn = ++asked;
  try {
    const index = await (loading ??= load());
    const query = input.value.trim();
    await new Promise((done) => setTimeout(done, wait));
    if (turn !== asked) return;
    if (!query) return clear("");
    const found = await (asTyped ? find(index.pagefind, telling(query)) : findMeant(index, query));
    if (turn !== asked) return;
    offered.hidden = true;
    if (!found.results.length) offerTags(index.tags);
    await show(turn, query, found, 0);
  } catch {
    if (turn === asked) fail();
  }
};

input.addEventListener("input", () => ask(250));
for (const select of selects) select.addEventListener("change", () => ask(0));
