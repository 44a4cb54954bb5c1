// The plan for four weeks: three sides to work on, each with its reason, an article and a homework; each can be swapped.
import { pack } from "./score.mjs";
import { fill } from "../words/words.mjs";
import { readKey, writeKey } from "./storage.mjs";

/**
 * @import { Answers, Result, Scale } from "./score.mjs"
 * @import { QuizView, Slot } from "./view.mjs"
 * @typedef {{ scale: Scale, answers: Answers, result: Result }} Shown
 */

/**
 * Returns what there is to choose from: the sides that have a score, the lowest first, or the lines answered "not yet".
 * @param {Shown} shown
 * @returns {string[]}
 */
const choicesFor = ({ scale, answers, result }) => {
  if (result.pattern) return [];
  return scale.kind === "profile" ? [...result.strongest].reverse() : scale.items.map(({ id }) => id).filter((id) => answers[id] === "no");
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
  const helps = view.helpsOf(id);
  const help = helps.find(({ href }) => !taken.has(href)) ?? helps[0];
  if (help) taken.add(help.href);
  slot("why").textContent = id && reason(view, shown, id);
  slot("article").textContent = help?.textContent ?? "";
  slot("article").setAttribute("href", help?.href ?? "#");
  slot("minutes").textContent = help?.dataset.minutes ?? "";
  slot("reading").hidden = !help;
  slot("homework").textContent = view.homeworkOf(id)?.textContent ?? "";
};

/**
 * Writes the plan: the three lowest sides, if the sides differ by more than chance; else the reader chooses. What the
 * reader chose is kept behind the answers.
 * @param {QuizView} view
 * @param {Slot} slot
 * @param {Shown} shown
 */
export const writePlan = (view, slot, shown) => {
  const ids = choicesFor(shown).filter((id) => view.helpsOf(id).length);
  const decided = shown.scale.kind !== "profile" || shown.result.clear;
  slot("alike").hidden = decided || !ids.length;
  const list = slot("weeks"), sheet = pack(shown.scale, shown.answers);
  const [of, ...kept] = readKey(view.key)?.split(" ") ?? [];
  const chosen = ids.slice(0, 3).map((id, at) => (of === sheet && kept.length ? kept[at] : decided ? id : ""));
  const write = () => {
    const taken = new Set();
    selects.forEach((select, at) => {
      select.value = chosen[at];
      fillWeek(view, shown, /** @type {HTMLElement} */ (select.closest("li")), chosen[at], taken);
    });
  };
  const selects = chosen.map((_, at) => {
    const week = view.template("week");
    const select = /** @type {HTMLSelectElement} */ (week.querySelector("select"));
    if (!decided) select.add(new Option(view.words.choose, ""));
    for (const id of ids) select.add(new Option(view.nameOf(id, shown.scale), id));
    select.addEventListener("change", () => {
      const other = chosen.indexOf(select.value);
      if (other >= 0) chosen[other] = chosen[at]; // the two change places
      chosen[at] = select.value;
      if (of === sheet) writeKey(view.key, [sheet, ...chosen].join(" "));
      write();
    });
    list.append(week);
    return select;
  });
  write();
  if (ids.length) list.append(view.template("last-week"));
  else slot("plan").remove();
};
