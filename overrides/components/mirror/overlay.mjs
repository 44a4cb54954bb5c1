// Two views of the same parts on one line each, drawn, as a table and in sentences.
import { fill } from "../words/words.mjs";
import { focus, gaps, gapsToSum, knownOf } from "./gaps.mjs";
import { add, make, put } from "./shelf.mjs";

/**
 * @import { Answers } from "../quiz/score.mjs"
 * @import { Words } from "../words/words.mjs"
 * @import { Gap } from "./gaps.mjs"
 * @import { Page, Quiz } from "./shelf.mjs"
 * @import { Sheet, Sum } from "./tokens.mjs"
 * @typedef {Sheet & { label: string, comment?: string, quotable?: boolean, day?: string, before?: CustomerView, total?: undefined }} CustomerView
 *   What a customer has replied, and before that.
 * @typedef {{ label: string, total: Sum, answers?: undefined, comment?: undefined, quotable?: undefined, before?: undefined }} SumView
 * @typedef {CustomerView | SumView} View
 */

/** @type {(score: number) => number} */
const x = (score) => 10 + 3 * score;

// Oneself is a filled bar, customers are an outlined triangle and diamond, three or more a triangle with a range. The band
// is as wide as chance makes a gap: where the bar lies within, the answers are too few to tell.
/** @type {(root: ParentNode, name: string, gap: Pick<Gap, "mine" | "points" | "width">, shown: (number | null)[], range: number[]) => Page} */
const drawGap = (root, name, { mine, points, width }, shown, range) => {
  const line = make(root, "row", { name });
  /** @type {(place: string, d: string) => void} */
  const draw = (place, d) => line.slot(place).setAttribute("d", d);
  const [low, high] = [x(range[0]), x(/** @type {number} */ (range.at(-1)))];
  if (range.length > 1) draw("range", `M${low} 12v16M${low} 20H${high}m0-8v16`);
  if (width && mine !== null && points !== null) {
    const [from, to] = [mine + points - width, mine + points + width].map((score) => x(Math.min(100, Math.max(0, score))));
    draw("band", `M${from} 15H${to}v10H${from}z`);
  }
  if (mine !== null) draw("mine", `M${x(mine) - 3} 8h6v24h-6z`);
  shown.forEach((score, at) => { if (score !== null) draw(`theirs${at}`, `M${x(score)} 13${at ? "l7 7-7 7-7-7z" : "l8 14h-16z"}`); });
  return line;
};

/**
 * Fills figure, table and sentences; returns the gaps in the order in which to talk about them.
 * @param {ParentNode} root Has the templates.
 * @param {Words} words
 * @param {Quiz} quiz
 * @param {Answers} mine
 * @param {View[]} shown One sum, or customers.
 * @param {Page} page
 * @returns {Gap[]}
 */
export const overlay = (root, words, quiz, mine, shown, page) => {
  const { parts } = quiz;
  const profile = quiz.kind === "profile";
  const [{ total, before, answers, label }] = shown;
  const found = total ? gapsToSum(quiz, mine, total) : gaps(quiz, mine, /** @type {Answers[]} */ (shown.map((one) => one.answers)));
  const many = total || shown.length > 2;
  /** @type {(id: string) => boolean} */
  const isScore = (id) => profile || id === "whole";
  /** @type {(value: number | null, id: string) => string | number} */
  const say = (value, id) => (value === null ? words.unknown : isScore(id) ? value : value % 100 ? `${value} %` : words[value ? "yes" : "no"]);
  /** @type {(gap: Gap) => string | undefined} */
  const compare = ({ id, points, clear, alike, mixed }) => {
    if (id === "whole" && !profile) return "";
    if (!clear) return words[points === null ? "unknown" : mixed ? "mixed" : alike ? "alike" : profile ? "open" : "slip"];
    const more = /** @type {number} */ (points) > 0;
    if (id === "whole") return fill(words.nearer, { points: Math.abs(/** @type {number} */ (points)), end: parts.whole[more ? "high" : "low"] });
    return profile ? parts[id][more ? "more" : "less"] : `${parts[id].title}: ${words[more ? "lineMore" : "lineLess"]}`;
  };
  const heads = many ? [total ? label : fill(words.meanOf, { count: shown.length })] : shown.map((one) => one.label);
  for (const text of [...heads, words.compared]) add(page.slot("head"), "th", text, { scope: "col" });
  for (const gap of found) {
    const { id, mean, theirs } = gap;
    const { title } = parts[id];
    const range = many && isScore(id) ? knownOf(theirs) : [];
    const values = many ? [say(mean, id) + (range.length > 1 ? ` (${range[0]}–${range.at(-1)})` : "")] : theirs.map((score) => say(score, id));
    const row = add(page.slot("rows"), "tr", "");
    add(row, "th", title, { scope: "row" });
    for (const text of [say(gap.mine, id), ...values, compare(gap)]) add(row, "td", text);
    if (isScore(id)) page.slot("lines").append(drawGap(root, title, gap, many ? [mean] : theirs, range));
  }
  const order = focus(found);
  for (const gap of [found[0], ...order]) if (gap.clear) add(page.slot("gaps"), "li", compare(gap));
  /** @type {(which: (gap: Gap) => boolean) => string} */
  const named = (which) => found.slice(1).filter((gap) => !gap.clear && gap.points !== null && which(gap)).map(({ id }) => parts[id].title).join(", ");
  const mixed = named((gap) => gap.mixed), alike = named((gap) => !gap.mixed && gap.alike), open = named((gap) => !gap.mixed && !gap.alike);
  put(page, {
    low: parts.whole.low, high: parts.whole.high, key0: heads[0], key1: heads[1],
    mixed: mixed && fill(words.mixedIn, { parts: mixed }),
    alike: alike && fill(words[order[0].clear || mixed || open ? "alikeIn" : "allAlike"], { parts: alike }),
    open: open && fill(words[profile ? "openIn" : "slipIn"], { parts: open }),
  });
  if (before && shown.length < 2) {
    put(page, { changeTitle: fill(words.changeTitle, before) });
    const moved = gaps(quiz, before.answers, [/** @type {Answers} */ (answers)], true).slice(1).filter(/** @returns {gap is Gap & { points: number }} */ (gap) => gap.clear).map(({ id, points }) => {
      const { low = words.no, high = words.yes } = parts[id];
      return fill(words[profile ? "change" : "changeLine"], { ...parts[id], points: Math.abs(points), end: points > 0 ? high : low });
    });
    for (const text of moved.length ? moved : [words.noChange]) add(page.slot("changes"), "li", text);
  }
  return order;
};
