// The page "My shelf": what this browser has of saved, begun and read articles, homework, quizzes and paths; and the
// page that comes without a network.
import { keepOffline } from "../offline/register.mjs";
import { heldKeys } from "../stored/held.mjs";
import { readNames } from "../stored/names.mjs";
import { fill } from "../words/words.mjs";
import { readItems, soundItems, writeItems } from "./items.mjs";

/** @import { Item } from "./items.mjs" */

const shelf = /** @type {HTMLElement} */ (document.querySelector("[data-shelf]"));
const words = /** @type {Record<string, string>} */ (shelf.dataset);
const root = words.root;
/** @type {(from: ParentNode, name: string) => HTMLElement} */
const need = (from, name) => /** @type {HTMLElement} */ (from.querySelector(name));

/** @type {(key: string) => any} */
const read = (key) => {
  try { return JSON.parse(/** @type {string} */ (localStorage.getItem(key))); } catch { return null; }
};
/** @type {(key: string) => boolean} */
const has = (key) => {
  try { return localStorage.getItem(key) !== null; } catch { return false; }
};

/** @type {(part: string, entries: { title: string, address: string, said?: string }[]) => number} */
const list = (part, entries) => {
  const section = shelf.querySelector(`[data-part="${part}"]`);
  if (!section) return 0;
  const template = /** @type {HTMLTemplateElement} */ (shelf.querySelector("template"));
  section.querySelector("ul")?.replaceChildren(...entries.map(({ title, address, said = "" }) => {
    const line = template.content.cloneNode(true);
    const link = /** @type {HTMLAnchorElement} */ (line.querySelector("a"));
    link.textContent = title;
    link.href = root + address;
    need(line, "[data-said]").textContent = said;
    return line;
  }));
  section.hidden = !entries.length;
  return entries.length;
};

/** @type {(item: Item) => { title: string, address: string, said: string }} */
const entry = ({ title, address, far, done }) => {
  const isBegun = far && !done;
  const said = done ? words.read : isBegun ? fill(words.begun, { percent: Math.round(100 * far) }) : "";
  return { title, address: isBegun ? `${address}#left-off` : address, said };
};

const listQuizzes = () => {
  let count = 0;
  for (const line of shelf.querySelectorAll("[data-quiz]")) {
    const id = /** @type {string} */ (line.dataset.quiz);
    const results = [read(`coach.history.${id}`) ?? []].flat();
    const isDone = readItems().some((item) => item.kind === "quiz" && item.id === id && item.done);
    const isBegun = has(`coach.quiz.${id}`);
    line.hidden = !results.length && !isBegun;
    if (line.hidden) continue;
    count += 1;
    need(line, "[data-said]").textContent = results.length
      ? fill(words.results, { count: results.length, day: String(results.at(-1)?.at).slice(0, 10) })
      : isDone ? words.taken : words.open;
  }
  return count;
};

const listPaths = () => {
  const steps = readNames("coach.read");
  let count = 0;
  for (const line of shelf.querySelectorAll("[data-path]")) {
    const all = [...line.querySelectorAll("[data-step]")];
    const done = all.filter((step) => steps.has(step.dataset.step));
    line.hidden = !done.length;
    if (line.hidden) continue;
    count += 1;
    const next = all.find((step) => !steps.has(step.dataset.step));
    need(line, "[data-said]").textContent = fill(words.steps, { done: done.length, count: all.length });
    need(line, "[data-next]").hidden = !next;
    for (const step of all) step.hidden = step !== next;
  }
  return count;
};

const show = () => {
  const items = readItems();
  const articles = items.filter(({ kind }) => kind === "article");
  const ticked = readNames("coach.homework");
  const open = articles.flatMap(({ id, title, address, homework }) => (homework ?? [])
    .filter(([anchor]) => !ticked.has(`${id}#${anchor}`))
    .map(([anchor, name]) => ({ title: name, address: `${address}#${anchor}`, said: fill(words.from, { article: title }) })));
  const counts = [
    list("saved", articles.filter(({ saved }) => saved).map(entry)),
    list("begun", articles.filter(({ saved, far, done }) => !saved && far && !done).map(entry)),
    list("homework", open),
    list("read", articles.filter(({ saved, done }) => !saved && done).map((item) => ({ ...entry(item), said: "" }))),
  ];
  for (const [part, found] of /** @type {const} */ ([["quizzes", listQuizzes()], ["paths", listPaths()]])) {
    const section = shelf.querySelector(`[data-part="${part}"]`);
    if (section) section.hidden = !found;
    counts.push(found);
  }
  const isEmpty = !counts.some(Boolean);
  const [empty, keep] = shelf.querySelectorAll("[data-empty], [data-shelf-keep]");
  if (empty) empty.hidden = !isEmpty;
  if (keep) keep.hidden = false;
  if (!isEmpty) keepOffline();
};

// Everything that the shelf shows can be taken along as a file, brought back, and deleted.
/** @typedef {{ site: string, kept: Record<string, string> }} File */

const store = () => /** @type {Storage} */ (window[/** @type {"localStorage"} */ (words.where)]);
const keys = () => /** @type {string} */ (words.keys).split(" ").flatMap((listed) => heldKeys(listed, store()));

const deeds = {
  export() {
    const file = { site: words.site, kept: Object.fromEntries(keys().map((key) => [key, store().getItem(key)])) };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }));
    link.download = `${words.site}-shelf.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    return words.exported;
  },
  delete() {
    if (!confirm(words.sure)) return "";
    for (const key of keys()) store().removeItem(key);
    return words.deleted;
  },
};

/**
 * Brings back what a file holds: the items beside those that are here, everything else where there is nothing yet.
 * @param {string} text
 */
const bringBack = (text) => {
  const { site, kept } = /** @type {File} */ (JSON.parse(text));
  if (site !== words.site) return words.foreign;
  for (const listed of /** @type {string} */ (words.keys).split(" ")) {
    for (const [key, value] of Object.entries(kept)) {
      const isListed = listed.endsWith("*") ? key.startsWith(listed.slice(0, -1)) : key === listed;
      if (isListed && key !== words.items && store().getItem(key) === null) store().setItem(key, String(value));
    }
  }
  const here = readItems();
  const others = soundItems(JSON.parse(kept[/** @type {string} */ (words.items)] ?? "[]"));
  writeItems([...here, ...others.filter(({ address }) => !here.some((item) => item.address === address))]);
  return words.imported;
};

/** @type {(deed: () => string | undefined | Promise<string | undefined>) => Promise<void>} */
const act = async (deed) => {
  let said;
  try { said = await deed(); } catch { said = words.failed; }
  show();
  need(shelf, "[role=status]").textContent = said ?? "";
};

for (const button of shelf.querySelectorAll("[data-deed]")) {
  button.addEventListener("click", () => act(deeds[/** @type {keyof typeof deeds} */ (button.dataset.deed)]));
}
shelf.querySelector("input")?.addEventListener("change", ({ target }) => act(async () => {
  const input = /** @type {HTMLInputElement} */ (target);
  const text = await input.files?.[0]?.text();
  input.value = "";
  return bringBack(text ?? "");
}));

// The page that was asked for, where this one came in its place.
const again = document.querySelector("[data-again]");
const wanted = location.hash.slice(1);
if (again && /^[\w%.~-]+\/([\w%.~-]+\/?)*$/.test(wanted)) {
  /** @type {HTMLAnchorElement} */ (again.querySelector("a")).href = root + wanted;
  again.hidden = false;
}
show();
addEventListener("pageshow", show);
