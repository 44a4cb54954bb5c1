// Two views of the same parts on one line each, drawn, as a table and in sentences.
import { fill } from "../quiz/words.mjs";
import { focus, gaps, gapsToSum } from "./gaps.mjs";
import { add, make } from "./shelf.mjs";

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
  if (range.length > 1) draw("range", `M${x(range[0])} 12V28M${x(range[0])} 20H${x(range.at(-1))}M${x(range.at(-1))} 12V28`);
  if (mine !== null) draw("mine", `M${x(mine) - 3} 8h6v24h-6z`);
  shown.forEach((score, at) => { if (score !== null) draw("theirs", `M${x(score)} 13${SHAPES[at]}`); });
  return line;
};

// Fills figure, table and sentences; returns the gaps of the three parts to talk about, the first one first.
export const overlay = (root, words, quiz, mine, shown, page) => {
  const { parts } = quiz;
  const profile = quiz.kind === "profile";
  const [{ total, before, answers, day, label }] = shown;
  const found = total ? gapsToSum(quiz, mine, total) : gaps(quiz, mine, shown.map((one) => one.answers));
  const many = total || shown.length > 2;
  const say = (value, whole) => (value === null ? words.unknown : profile || whole ? value : value % 100 ? `${value} %` : value ? words.yes : words.no);
  const compare = ({ id, mean, points, clear, whole }) => {
    if (points === null) return words.unknown;
    if (whole && !profile) return "";
    if (!clear) return words.alike;
    if (whole) return fill(words.nearer, { points: Math.abs(points), end: points > 0 ? parts.whole.high : parts.whole.low });
    return profile ? parts[id][points > 0 ? "more" : "less"] : mean > 50 ? words.lineMore : words.lineLess;
  };
  const heads = many ? [total ? label : fill(words.meanOf, { count: shown.length })] : shown.map((one) => one.label);
  heads.forEach((text, at) => {
    add(page.slot("head"), "th", text, { scope: "col" });
    page.slot(`key${at}`).textContent = text;
    page.slot(`key${at}`).parentElement.hidden = false;
  });
  add(page.slot("head"), "th", words.compared, { scope: "col" });
  const rangeOf = ({ theirs }) => (many ? theirs.filter((score) => score !== null).sort((one, other) => one - other) : []);
  page.slot("rangeKey").hidden = !many || Boolean(total);
  for (const gap of found) {
    gap.whole = gap.id === "whole";
    const { title } = parts[gap.id];
    const range = rangeOf(gap);
    const values = many ? [range.length > 1 ? `${say(gap.mean, gap.whole)} (${range[0]}–${range.at(-1)})` : say(gap.mean, gap.whole)] : gap.theirs.map((score) => say(score, gap.whole));
    const row = add(page.slot("rows"), "tr", "");
    add(row, "th", title, { scope: "row" });
    for (const text of [say(gap.mine, gap.whole), ...values, compare(gap)]) add(row, "td", text);
    if (profile || gap.whole) page.slot("lines").append(drawGap(root, title, gap, many ? [gap.mean] : gap.theirs, range));
  }
  const inner = found.slice(1).sort((one, other) => Math.abs(other.points) - Math.abs(one.points));
  const clear = inner.filter((gap) => gap.clear);
  for (const gap of clear) add(page.slot("gaps"), "li", profile ? compare(gap) : `${parts[gap.id].title}: ${compare(gap)}`);
  const alike = inner.filter((gap) => !gap.clear && gap.points !== null).map(({ id }) => parts[id].title);
  if (alike.length) page.slot("alike").textContent = clear.length ? fill(words.alikeIn, { parts: alike.join(", ") }) : words.allAlike;
  if (before && shown.length < 2) {
    const moved = gaps(quiz, before.answers, [answers]).slice(1).filter((gap) => gap.clear);
    page.slot("change").hidden = false;
    page.slot("changeTitle").textContent = fill(words.changeTitle, before);
    for (const { id, points } of moved) {
      const { title, low = words.no, high = words.yes } = parts[id];
      add(page.slot("changes"), "li", fill(profile ? words.change : words.changeLine, { title, points: Math.abs(points), end: points > 0 ? high : low }));
    }
    if (!moved.length) add(page.slot("changes"), "li", words.noChange);
  }
  return focus(found).map((id) => found.find((gap) => gap.id === id));
};
