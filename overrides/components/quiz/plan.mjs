// The plan for four weeks: three sides to work on, each with its reason, an article and a homework; each can be swapped.
import { fill } from "../words/words.mjs";

/**
 * @import { Answers, Part, Result, Scale } from "./score.mjs"
 * @import { QuizView, Slot } from "./view.mjs"
 * @typedef {{ scale: Scale, answers: Answers, result: Result }} Shown
 */

/** @type {(result: Result) => Part[]} */
const lowestFirst = ({ facets, strongest }) => [...strongest].reverse().map((id) => /** @type {Part} */ (facets.find((facet) => facet.id === id)));

/**
 * Returns what there is to choose from: the sides that have a score, the lowest first, or the lines answered "not yet".
 * @param {Shown} shown
 * @returns {string[]}
 */
export const choicesFor = ({ scale, answers, result }) => {
  if (result.pattern) return [];
  return scale.kind === "profile" ? lowestFirst(result).map(({ id }) => id) : scale.items.filter(({ id }) => answers[id] === "no").map(({ id }) => id);
};

/** @type {(view: QuizView, shown: Shown, id: string) => string} */
const reason = (view, { scale, result }, id) => {
  const part = result.facets.find((facet) => facet.id === id);
  if (scale.kind !== "profile" || !part?.side) return view.words.whyLine;
  const [low, high] = view.endsOf(id);
  return fill(view.words[{ low: "whyLow", middle: "whyMiddle", high: "whyHigh" }[part.side]], { score: part.score, band: part.band, low, high });
};

/** @type {(view: QuizView, shown: Shown, week: HTMLElement, id: string, taken: Set<string>) => void} */
const fillWeek = (view, shown, week, id, taken) => {
  /** @type {Slot} */
  const slot = (name) => /** @type {any} */ (week.querySelector(`[data-slot="${name}"]`));
  const helps = id ? view.helpsOf(id) : [];
  const help = helps.find(({ href }) => !taken.has(href)) ?? helps[0];
  if (help) taken.add(help.href);
  slot("why").textContent = id && reason(view, shown, id);
  slot("article").textContent = help?.textContent ?? "";
  slot("article").setAttribute("href", help?.href ?? "#");
  slot("minutes").textContent = help?.dataset.minutes ?? "";
  slot("reading").hidden = !help;
  slot("homework").textContent = (id && view.homeworkOf(id)?.textContent) || "";
};

/**
 * Writes the plan: the three lowest sides, if the sides differ by more than chance; else the reader chooses.
 * @param {QuizView} view
 * @param {Slot} slot
 * @param {Shown} shown
 */
export const writePlan = (view, slot, shown) => {
  const ids = choicesFor(shown).filter((id) => view.helpsOf(id).length);
  const decided = shown.scale.kind !== "profile" || shown.result.clear;
  slot("alike").hidden = decided || !ids.length;
  const list = slot("weeks");
  /** @type {HTMLSelectElement[]} */
  const selects = ids.slice(0, 3).map((_, at) => {
    const week = view.template("week");
    const select = /** @type {HTMLSelectElement} */ (week.querySelector("select"));
    if (!decided) select.add(new Option(view.words.choose, ""));
    for (const id of ids) select.add(new Option(view.nameOf(id, shown.scale), id));
    if (decided) select.value = ids[at];
    list.append(week);
    return select;
  });
  const write = () => {
    const taken = new Set();
    for (const select of selects) fillWeek(view, shown, /** @type {HTMLElement} */ (select.closest("li")), select.value, taken);
  };
  for (const select of selects) select.addEventListener("change", write);
  write();
  if (ids.length) list.append(view.template("last-week"));
  else slot("plan").remove();
};
