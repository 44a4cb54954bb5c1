// Search: opens the dialog by its link, "/" or Ctrl-K; nothing of Pagefind is loaded before that.
const link = document.querySelector("[data-search]");
const dialog = document.querySelector("[data-search-dialog]");
const input = dialog.querySelector("input");
const kind = dialog.querySelector("select");
const status = dialog.querySelector("[role=status]");
const list = dialog.querySelector("ol");
const words = dialog.dataset;
const root = new URL(words.root, location.href).href.replace(/\/?$/, "/");

let loading;
const load = async () => {
  const pagefind = await import(`${root}pagefind/pagefind.js`);
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

let kinds;
const ofKind = async (results) => {
  if (!kind.value) return results;
  kinds ??= await (await fetch(`${root}pagefind/kinds.json`)).json();
  return results.filter(({ id }) => (kinds[id] ?? "article") === kind.value);
};

// Pages that have only some of the words, the best first: a page's scores for single words add up.
const findSome = async (pagefind, query, all) => {
  const sums = new Map();
  for (const word of (query.match(/\S{3,}/g) ?? []).slice(0, 8)) {
    for (const result of await ofKind((await pagefind.search(word)).results)) {
      sums.set(result.id, { ...result, score: result.score + (sums.get(result.id)?.score ?? 0) });
    }
  }
  for (const { id } of all) sums.delete(id);
  return [...sums.values()].sort((one, other) => other.score - one.score);
};

const FEW = 3;
const find = async (pagefind, query, wait) => {
  const found = await pagefind.debouncedSearch(query, {}, wait);
  if (!found) return null;
  const all = await ofKind(found.results);
  const some = all.length < FEW && /\s/.test(query) ? await findSome(pagefind, query, all) : [];
  return { results: [...all, ...some], told: some.length ? words.some : tell(all.length) };
};

const tell = (count) => {
  const told = count === 0 ? words.none : count === 1 ? words.one : count > 10 ? words.more : words.many;
  return told.replace("{n}", count);
};

let asked = 0;
const ask = async (wait) => {
  const turn = ++asked;
  const show = (text, entries = []) => {
    if (turn !== asked) return;
    status.textContent = text;
    list.replaceChildren(...entries);
  };
  try {
    const pagefind = await (loading ??= load());
    const query = input.value.trim();
    if (!query) return show("");
    const found = await find(pagefind, query, wait);
    if (!found) return;
    const pages = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    show(found.told, pages.map(entry));
  } catch {
    loading = undefined;
    show(words.missing);
  }
};

const open = () => {
  if (dialog.open) return;
  dialog.showModal();
  input.focus();
  input.select();
  ask(0);
};

const move = (step) => {
  const stops = [input, ...list.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  if (at >= 0) stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  return at >= 0;
};

const keys = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Enter: () => document.activeElement === input && move(1),
  Escape: () => { dialog.close(); return true; },
};

link.setAttribute("aria-haspopup", "dialog");
link.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  link.focus();
  open();
});
addEventListener("keydown", (event) => {
  const command = event.ctrlKey || event.metaKey;
  const slash = event.key === "/" && !command && !event.altKey && !event.target.closest("input, textarea, select");
  if (!slash && !(command && event.key.toLowerCase() === "k")) return;
  event.preventDefault();
  open();
});
dialog.addEventListener("keydown", (event) => {
  if (!event.isComposing && keys[event.key]?.()) event.preventDefault();
});
input.addEventListener("input", () => ask(150));
kind.addEventListener("change", () => ask(0));
