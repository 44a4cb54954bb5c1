// The list of homework by what is done and by path, and how much of it is done.
import { readNames } from "../stored/names.mjs";

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-homework-filter]"));
const entries = [...document.querySelectorAll("[data-homework-entry]")];
const nothing = /** @type {HTMLElement} */ (document.querySelector("[data-homework-none]"));
const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));

const show = () => {
  const { state, path } = Object.fromEntries(new FormData(form));
  const kept = readNames("coach.homework");
  let [count, done, shown] = [0, 0, 0];
  for (const entry of entries) {
    const isDone = kept.has(entry.dataset.homeworkEntry);
    const isOnPath = !path || /** @type {string} */ (entry.dataset.paths).split(" ").includes(/** @type {string} */ (path));
    const isShown = isOnPath && (state === "all" || isDone === (state === "done"));
    entry.hidden = !isShown;
    if (isOnPath) count += 1;
    if (isOnPath && isDone) done += 1;
    if (isShown) shown += 1;
  }
  nothing.hidden = shown > 0;
  status.textContent = /** @type {string} */ (form.dataset.count).replace("{done}", String(done)).replace("{count}", String(count));
};

if (entries.length) {
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  // What is ticked counts at once, and stays in sight until the choice changes.
  document.querySelector(".homework-list")?.addEventListener("change", () => {
    const before = entries.map((entry) => entry.hidden);
    show();
    entries.forEach((entry, index) => { entry.hidden = /** @type {boolean} */ (before[index]); });
  });
  show();
}
