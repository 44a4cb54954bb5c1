// The steps that have been read, stored in this browser only: ticks them on paths, and records the end of an article.
import { readNames, writeNames } from "../stored/names.mjs";

const KEY = "coach.read";

/** @type {(step: string) => void} */
const note = (step) => {
  writeNames(KEY, readNames(KEY).add(step));
  show();
};

const show = () => {
  const kept = readNames(KEY);
  for (const step of document.querySelectorAll("[data-step]")) {
    const done = kept.has(step.dataset.step);
    step.classList.toggle("done", done);
    const words = step.querySelector("[data-read]");
    if (words) words.hidden = !done;
  }
};

// The next step is the first that has not been read: alone on the home page, with its reason unfolded in a list.
const steps = [...document.querySelectorAll("[data-steps] > [data-step]")];
const kept = readNames(KEY);
const next = steps.find((step) => !kept.has(step.dataset.step));
/** @type {(step: Element, isOpen: boolean) => void} */
const fold = (step, isOpen) => { /** @type {HTMLDetailsElement} */ (step.querySelector("details")).open = isOpen; };
if (next && next !== steps[0]) {
  fold(/** @type {Element} */ (steps[0]), false);
  fold(next, true);
  document.querySelector("[data-next-step]")?.replaceChildren(next.cloneNode(true));
}

const stop = document.querySelector("[data-stop]")?.dataset.stop;
if (stop?.startsWith("quiz:")) {
  const noteResult = () => { if (location.hash === "#result") note(stop); };
  addEventListener("hashchange", noteResult);
  noteResult();
} else if (stop) {
  new IntersectionObserver((seen, observer) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    observer.disconnect();
    note(stop);
  }).observe(/** @type {Element} */ (document.querySelector("[data-stops]")));
}

// A page that was opened from a path shows that at its head as well.
const top = document.querySelector("[data-path-top]");
const showTop = () => {
  const bar = location.hash.startsWith("#path-") && document.getElementById(location.hash.slice(1));
  if (!top || !bar) return;
  top.replaceChildren(/** @type {Element} */ (bar.querySelector(".path-bar__where a")).cloneNode(true));
  top.hidden = false;
};
addEventListener("hashchange", showTop);
showTop();
show();
