// Two views of the same parts on one line each, drawn, as a table and in sentences.
import { fill } from "../quiz/words.mjs";
import { focus, gaps, gapsToSum, knownOf } from "./gaps.mjs";
import { add, make, put } from "./shelf.mjs";

const x = (score) => 10 + 3 * score;

// Yourself a filled stroke; customers an outlined triangle and diamond; three and more one triangle with its range.
const SHAPES = ["l8 14h-16z", "l7 7-7 7-7-7z"];

const drawGap = (root, name, { mine, theirs }, shown, range) => {
  const line = make(root, "row", { name });
  const draw = (place, d) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    line.slot(place).append(path);
  };
  const [low, high] = [x(range[0]), x(range.at(-1))];
  if (range.length > 1) draw("range", `M${low} 12v16M${low} 20H${high}m0-8v16`);
  if (mine !== null) draw("mine", `M${x(mine) - 3} 8h6v24h-6z`);
  shown.forEach((score, at) => { if (score !== null) draw("theirs", `M${x(score)} 13${SHAPES[at]}`); });
  return line;
};

// Fills figure, table and sentences; returns the gaps in the order in which to talk about them.
export const overlay = (root, words, quiz, mine, shown, page) => {
  const { parts } = quiz;
  const profile = quiz.kind === "profile";
  const [{ total, before, answers, label }] = shown;
  const found = total ? gapsToSum(quiz, mine, total) : gaps(quiz, mine, shown.map((one) => one.answers));
  const many = total || shown.length > 2;
  const isScore = (id) => profile || id === "whole";
  const say = (value, id) => (value === null ? words.unknown : isScore(id) ? value : value % 100 ? `${value} %` : words[value ? "yes" : "no"]);
  const compare = ({ id, points, clear, mixed }) => {
    if (id === "whole" && !profile) return "";
    if (!clear) return words[points === null ? "unknown" : mixed ? "mixed" : "alike"];
    const more = points > 0;
    if (id === "whole") return fill(words.nearer, { points: Math.abs(points), end: parts.whole[more ? "high" : "low"] });
    return profile ? parts[id][more ? "more" : "less"] : `${parts[id].title}: ${words[more ? "lineMore" : "lineLess"]}`;
  };
  const heads = many ? [total ? label : fill(words.meanOf, { count: shown.length })] : shown.map((one) => one.label);
  const { low, high } = parts.whole;
  put(page, { low, high, key0: heads[0], key1: heads[1] ?? "" });
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
  const [mixed, alike] = [true, false].map((is) => found.slice(1).filter((gap) => !gap.clear && gap.points !== null && gap.mixed === is).map(({ id }) => parts[id].title).join(", "));
  put(page, {
    mixed: mixed && fill(words.mixedIn, { parts: mixed }),
    alike: alike && fill(words[order[0].clear || mixed ? "alikeIn" : "allAlike"], { parts: alike }),
  });
  if (before && shown.length < 2) {
    put(page, { changeTitle: fill(words.changeTitle, before) });
    const moved = gaps(quiz, before.answers, [answers]).slice(1).filter((gap) => gap.clear).map(({ id, points }) => {
      const { low = words.no, high = words.yes } = parts[id];
      return fill(words[profile ? "change" : "changeLine"], { ...parts[id], points: Math.abs(points), end: points > 0 ? high : low });
    });
    for (const text of moved.length ? moved : [words.noChange]) add(page.slot("changes"), "li", text);
  }
  return order;
};
