// Homework that is done gets a tick, kept in this browser only.
const KEY = "coach.homework";

const done = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : []);
  } catch {
    return new Set();
  }
};

const tick = (key, ticked) => {
  const kept = done();
  if (ticked) kept.add(key);
  else kept.delete(key);
  try { localStorage.setItem(KEY, JSON.stringify([...kept])); } catch { /* private windows may refuse */ }
};

const box = (title, key) => {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "checkbox";
  input.checked = done().has(key);
  input.addEventListener("change", () => tick(key, input.checked));
  label.append(input, ...title.childNodes);
  title.replaceChildren(label);
  title.classList.add("ticked");
};

const article = document.querySelector("[data-article]")?.dataset.article;
if (article) {
  for (const homework of document.querySelectorAll(".admonition.homework")) {
    box(homework.querySelector(".admonition-title"), `${article}#${homework.id}`);
  }
}
for (const entry of document.querySelectorAll("[data-homework-entry]")) {
  box(entry.querySelector("[data-homework-title]"), entry.dataset.homeworkEntry);
}
