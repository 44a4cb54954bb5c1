// Shows which of the listed things this browser holds now, and deletes them. Other sites may share the address and its
// storage, so only what the page lists is touched.
const entries = [...document.querySelectorAll("[data-stored] [data-key]")];
const forget = document.querySelector("[data-forget]");
const status = forget.querySelector("[role=status]");

const held = ({ dataset: { key, where } }) => {
  const [start, ...rest] = key.split("*");
  return Object.keys(window[where]).filter((one) => (rest.length ? one.startsWith(start) : one === key));
};

const show = () => {
  for (const entry of entries) entry.querySelector("[data-here]").hidden = !held(entry).length;
};

const drop = () => {
  let count = 0;
  for (const entry of entries) {
    for (const key of held(entry)) {
      window[entry.dataset.where].removeItem(key);
      count += 1;
    }
  }
  delete document.documentElement.dataset.scheme;
  const { none, one, many } = forget.dataset;
  return count === 0 ? none : count === 1 ? one : many.replace("{n}", count);
};

const act = (deed) => {
  try { return deed(); } catch { return forget.dataset.failed; }
};

forget.hidden = false;
forget.querySelector("button").addEventListener("click", () => {
  status.textContent = act(drop);
  act(show);
});
act(show);
addEventListener("pageshow", () => act(show));
