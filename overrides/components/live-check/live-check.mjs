// Under `mkdocs serve` only: shows the mistakes of this page in a bar, and scrolls to what a save has changed.
import { blocksIn, firstChange } from "./changes.mjs";

const PAUSE = 1000; // milliseconds
const MARKED = 2500;
const ROOT = new URL("../../", import.meta.url).pathname;
const isMissing = Boolean(document.querySelector("[data-no-page]"));

/**
 * Returns the bar with all mistakes, parsed by the browser: the policy lets no script turn text into HTML.
 * @type {() => Promise<HTMLElement>}
 */
const ask = () => new Promise((done, fail) => {
  const request = new XMLHttpRequest();
  request.open("GET", new URL("mistakes.html", import.meta.url));
  request.responseType = "document";
  request.onload = () => {
    const bar = request.response?.querySelector("aside");
    if (bar) done(document.importNode(bar, true));
    else fail();
  };
  request.onerror = fail;
  request.send();
});

/** What this page keeps in its entry of the history, which a reload leaves as it is: the words of its blocks, and which lists are folded. */
const kept = () => /** @type {{ written?: string[], rest?: string[], folded?: Record<string, boolean> }} */ (history.state?.liveCheck ?? {});

/** @type {(more: object) => void} */
const keep = (more) => {
  try {
    history.replaceState({ ...history.state, liveCheck: { ...kept(), ...more } }, "");
  } catch { /* a page too long for that: then it is not scrolled */ }
};

const address = () => {
  try {
    return decodeURIComponent(location.pathname).slice(ROOT.length).replace(/index\.html$/, "");
  } catch {
    return undefined;
  }
};

/**
 * Leaves in the bar the mistakes of this page, and those of all others folded.
 * @type {(bar: HTMLElement) => void}
 */
const sort = (bar) => {
  const pages = [...bar.querySelectorAll("details")];
  const elsewhere = /** @type {HTMLDetailsElement} */ (pages.pop());
  const here = pages.find((one) => one.dataset.page === address());
  const [title, list] = /** @type {[HTMLElement, HTMLElement]} */ (/** @type {unknown} */ ([...elsewhere.children]));
  for (const other of pages.filter((one) => one !== here)) {
    list.append(...other.querySelectorAll("li"));
    other.remove();
  }
  if (here?.dataset.more) title.textContent = here.dataset.more;
  elsewhere.open = isMissing;
  if (!list.children.length) elsewhere.remove();
  for (const [name, one] of Object.entries({ here, elsewhere })) {
    if (!one) continue;
    const folded = kept().folded?.[name];
    if (folded !== undefined) one.open = !folded;
    one.querySelector("summary")?.addEventListener("click", () => keep({ folded: { ...kept().folded, [name]: one.open } }));
  }
};

/**
 * The server does not tell this page of a new build when it stands for one that is not there: it has to ask.
 * @type {(known: string) => void}
 */
const waitForPage = (known) => {
  setTimeout(async () => {
    const bar = document.visibilityState === "visible" ? await ask().catch(() => undefined) : undefined;
    if (bar && bar.outerHTML !== known) location.reload();
    else waitForPage(known);
  }, PAUSE);
};

const showMistakes = async () => {
  const bar = await ask();
  if (isMissing) waitForPage(bar.outerHTML);
  sort(bar);
  if (bar.children.length) document.body.append(bar);
  return bar;
};

/** @type {(element: Element, bar: HTMLElement | undefined) => boolean} */
const isSeen = (element, bar) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= (bar?.isConnected ? bar.getBoundingClientRect().top : innerHeight);
};

/** @type {(change: { block: Element, isNew: boolean }, bar: HTMLElement | undefined) => void} */
const showChange = ({ block, isNew }, bar) => {
  for (let box = block.closest("details"); box; box = box.parentElement?.closest("details") ?? null) box.open = true;
  block.toggleAttribute("data-changed", true);
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  if (!isSeen(block, bar)) block.scrollIntoView({ block: "start", behavior });
  if (isNew) setTimeout(() => block.removeAttribute("data-changed"), MARKED);
  else block.removeAttribute("data-changed");
};

/** Returns what a save has changed since this page was last shown, in its text or else around it. */
const changeOf = () => {
  const written = blocksIn(document.querySelectorAll("[data-written]"));
  const rest = blocksIn(document.querySelectorAll("#content"));
  for (const block of rest.keys()) {
    if (written.has(block) || block.closest("footer")) rest.delete(block);
  }
  const before = kept();
  keep({ written: [...written.values()], rest: [...rest.values()] });
  if (!before.written || !before.rest) return undefined;
  return firstChange(before.written, written) ?? firstChange(before.rest, rest);
};

const start = async () => {
  const loaded = new Promise((done) => { addEventListener("load", done, { once: true }); });
  const change = isMissing ? undefined : changeOf(); // before other scripts add to the page
  const bar = await showMistakes().catch(() => undefined);
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (!change || entry?.type !== "reload") return;
  await loaded; // by then the browser has gone back to where the author was
  requestAnimationFrame(() => showChange(change, bar));
};
start();
