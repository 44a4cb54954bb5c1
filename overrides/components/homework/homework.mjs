// A checkbox for each piece of homework; its state is stored in this browser only.
import { readNames, writeNames } from "../stored/names.mjs";

const KEY = "coach.homework";

/** @type {(title: HTMLElement, name: string | undefined) => void} */
const box = (title, name) => {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "checkbox";
  input.checked = readNames(KEY).has(name);
  input.addEventListener("change", () => {
    const kept = readNames(KEY);
    if (input.checked) kept.add(name);
    else kept.delete(name);
    writeNames(KEY, kept);
  });
  label.append(input, ...title.childNodes);
  title.replaceChildren(label);
  title.classList.add("ticked");
};

const article = document.querySelector("[data-article]")?.dataset.article;
if (article) {
  for (const homework of document.querySelectorAll(".admonition.homework")) {
    box(/** @type {HTMLElement} */ (homework.querySelector(".admonition-title")), `${article}#${homework.id}`);
  }
}
for (const entry of document.querySelectorAll("[data-homework-entry]")) {
  box(/** @type {HTMLElement} */ (entry.querySelector("[data-homework-title]")), entry.dataset.homeworkEntry);
}
