// What the search dialog shows: loaded when it opens for the first time. Its words stand in the dialog.
const dialog = document.querySelector("[data-search-dialog]");
const input = dialog.querySelector("input");
const selects = [...dialog.querySelectorAll("select")];
const [kind, topic] = selects;
const status = dialog.querySelector("[role=status]");
const list = dialog.querySelector("ol");
const more = dialog.querySelector("[data-more-button]");
const words = dialog.dataset;
const root = new URL(words.root, location.href).href.replace(/\/?$/, "/");
const STEP = 10;

let loading;
const load = async () => {
  const pagefind = await import(`${root}pagefind/pagefind.js`);
  await pagefind.destroy();
  await pagefind.options({ basePath: `${root}pagefind/`, baseUrl: root, excerptLength: 24, noWorker: true, ranking: { pageLength: 0.2 } });
  await pagefind.init();
  return pagefind;
};

const make = (tag, ...content) => {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
};

// An excerpt is text with <mark> around words that were found; Pagefind writes other < and > as &lt; and &gt;.
const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
const marked = (excerpt) => excerpt.split(/<\/?mark>/)
  .map((part, number) => (number % 2 ? make("mark", plain(part)) : plain(part)));

const entry = ({ url, excerpt, meta }) => {
  const title = make("a", meta.title);
  title.href = url;
  const about = [list.getAttribute(`data-kind-${meta.kind}`), meta.date, meta.tags].filter(Boolean).join(" · ");
  return make("li", title, make("small", about), make("p", ...marked(excerpt)));
};

// The word that all pages of a kind ("k") or topic ("t") hold; record.py makes the same.
const markOf = (family, id) => `xq${[...family + id].map((letter) => letter.charCodeAt(0) - 35).join("")}00`;

let having = {};
const idsOf = (pagefind, family, id) => id && (having[family + id] ??= pagefind.search(markOf(family, id))
  .then((found) => new Set(found.results.map((result) => result.id))));

// Of these results, those of the chosen kind and topic.
const chosen = async (pagefind, results) => {
  const sets = [await idsOf(pagefind, "k", kind.value), await idsOf(pagefind, "t", topic.value)].filter(Boolean);
  return results.filter(({ id }) => sets.every((ids) => ids.has(id)));
};

// Pages that have only some of the words, the best first: a page's scores for single words add up.
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

// Nearly every page has these words: they would load much and tell nothing.
const IDLE = /^(an?|and|are|as|at|be|but|by|can|do|for|from|have|how|i|if|in|is|it|my|not|of|on|or|our|so|that|the|this|to|was|we|what|when|who|why|will|with|you|your)$/i;
const telling = (query) => (query.includes('"') ? query : query.split(/\s+/).filter((word) => !IDLE.test(word)).join(" ") || query);

const FEW = 3;
const find = async (pagefind, query) => {
  const all = await chosen(pagefind, (await pagefind.search(query)).results);
  const some = all.length < FEW && /\s/.test(query) ? await findSome(pagefind, query, all) : [];
  return { results: [...all, ...some], told: some.length ? words.some : "" };
};

const tell = (count, shown) => {
  const told = count === 0 ? words.none : count === 1 ? words.one : count > shown ? words.more : words.many;
  return told.replace("{n}", count).replace("{m}", shown);
};

const only = () => {
  const names = selects.filter((select) => select.value).map((select) => select.selectedOptions[0].text);
  return names.length ? words.only.replace("{n}", names.join(", ")) : "";
};

let asked = 0;
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

// Shows the next results after those that are there; `turn` is out of date when something else was asked meanwhile.
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
    list.children[shown]?.querySelector("a").focus();
  };
};

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
