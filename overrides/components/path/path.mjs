// What has been read, kept in this browser only: fills the tallies of paths, and notes the end of an article.
const KEY = "coach.read";

const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : []);
  } catch {
    return new Set();
  }
};

const note = (step) => {
  const kept = read();
  if (kept.has(step)) return;
  kept.add(step);
  try { localStorage.setItem(KEY, JSON.stringify([...kept])); } catch { /* private windows may refuse */ }
  show();
};

const show = () => {
  const kept = read();
  for (const step of document.querySelectorAll("[data-step]")) {
    const done = kept.has(step.dataset.step);
    step.classList.toggle("done", done);
    const words = step.querySelector("[data-read]");
    if (words) words.hidden = !done;
  }
};

const stop = document.querySelector("[data-stop]")?.dataset.stop;
const stops = document.querySelector("[data-stops]");
if (stop?.startsWith("quiz:")) {
  const noteResult = () => { if (location.hash === "#result") note(stop); };
  addEventListener("hashchange", noteResult);
  noteResult();
} else if (stop) {
  new IntersectionObserver((seen, observer) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    observer.disconnect();
    note(stop);
  }).observe(stops);
}

// Opened from a path, a page says so at its head as well.
const top = document.querySelector("[data-path-top]");
const showTop = () => {
  const bar = location.hash.startsWith("#path-") && document.getElementById(location.hash.slice(1));
  if (!top || !bar) return;
  top.replaceChildren(bar.querySelector(".path-bar__where a").cloneNode(true));
  top.hidden = false;
};
addEventListener("hashchange", showTop);
showTop();
show();
