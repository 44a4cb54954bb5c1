// Two views of the same parts on one line each, drawn, as a table and in sentences.
import { fill } from "../words/words.mjs";
import { focus, gaps, gapsToSum, knownOf } from "./gaps.mjs";
import { add, make, put, writeName } from "./shelf.mjs";

/**
 * @import { Answers } from "../quiz/score.mjs"
 * @import { Words } from "../words/words.mjs"
 * @import { Gap } from "./gaps.mjs"
 * @import { Page, Quiz } from "./shelf.mjs"
 * @import { Sheet, Sum } from "./tokens.mjs"
 * @typedef {Sheet & { label: string, unnamed?: string, comment?: string, quotable?: boolean, day?: string, before?: CustomerView, total?: undefined }} CustomerView
 *   What a customer has replied, and before that.
 * @typedef {{ label: string, unnamed?: string, total: Sum, answers?: undefined, comment?: undefined, quotable?: undefined, before?: undefined }} SumView
 * @typedef {CustomerView | SumView} View
 */

/** @type {(score: number) => number} */
const x = (score) => 10 + 3 * score;

// How far chance reaches around the customers' view, within the scale: a bar outside of it is a clear gap.
/** @type {(gap: Gap) => number[]} */
const bandOf = ({ mine, points, width }) => {
  const middle = /** @type {number} */ (mine) + /** @type {number} */ (points);
  const [from, to] = [middle - width, middle + width].map((score) => Math.min(100, Math.max(0, score)));
  return points === null || from === to ? [] : [from, to];
};

// Oneself is a filled bar, customers are an outlined triangle and diamond, three or more a triangle with a range.
/** @type {(root: ParentNode, name: string, gap: Gap, shown: (number | null)[], range: number[]) => Page} */
const drawGap = (root, name, gap, shown, range) => {
  const { mine } = gap, [from, to] = bandOf(gap).map(x);
  const line = make(root, "row", { name, numbers: [mine, ...shown].map((score) => score ?? "–").join(" · ") });
  /** @type {(place: string, d: string) => void} */
  const draw = (place, d) => line.slot(place).setAttribute("d", d);
  const [low, high] = [x(range[0]), x(/** @type {number} */ (range.at(-1)))];
  if (range.length > 1) draw("range", `M${low} 12v16M${low} 20H${high}m0-8v16`);
  if (to) draw("band", `M${from} 15H${to}v10H${from}z`);
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
  const [{ total }] = shown;
  const found = total ? gapsToSum(quiz, mine, total) : gaps(quiz, mine, /** @type {Answers[]} */ (shown.map((one) => one.answers)));
  const many = total || shown.length > 2;
  /** @type {(id: string) => boolean} */
  const isScore = (id) => profile || id === "whole";
  /** @type {(value: number | null, id: string) => string | number} */
  const say = (value, id) => (value === null ? words.unknown : isScore(id) ? value : value % 100 ? `${value} %` : words[value ? "yes" : "no"]);
  const rest = profile ? "open" : "slip", order = focus(found), [first] = order;
  /** @type {(gap: Gap) => string} */
  const kindOf = ({ points, clear, alike, mixed }) => (points === null ? "unknown" : clear ? points ** 2 === Number(first.points) ** 2 ? "most" : "clear" : mixed ? "mixed" : alike ? "alike" : rest);
  /** @type {(gap: Gap) => string | undefined} */
  const compare = (gap) => {
    const { id, points, clear } = gap;
    if (id === "whole" && !profile) return "";
    if (!clear) return words[kindOf(gap)];
    const { title, low, high, more, less } = parts[id];
    const up = /** @type {number} */ (points) > 0;
    if (!profile) return `${title}: ${words[up ? "lineMore" : "lineLess"]}`;
    // The quiz's own sentences speak to whom it is about, and not to somebody else.
    const sentence = id === "whole" ? words.nearer : words.nearerIn;
    return sentence ? fill(sentence, { title, points: Math.abs(/** @type {number} */ (points)), end: up ? high : low }) : up ? more : less;
  };
  /** @type {{ label: string, unnamed?: string }[]} */
  const heads = many && !total ? [{ label: fill(words.meanOf, { count: shown.length }) }] : shown;
  const columns = [{ label: words.you }, ...heads, ...(profile ? [{ label: words.band }] : []), { label: words.compared }];
  for (const one of columns) writeName(add(page.slot("head"), "th", "", { scope: "col" }), one);
  for (const gap of found) {
    const { id, mean, theirs } = gap;
    const { title } = parts[id];
    const range = many && isScore(id) ? knownOf(theirs) : [];
    const values = many ? [say(mean, id) + (range.length > 1 ? ` (${range[0]}–${range.at(-1)})` : "")] : theirs.map((score) => say(score, id));
    const row = add(page.slot("rows"), "tr", "");
    add(row, "th", title, { scope: "row" });
    for (const text of [say(gap.mine, id), ...values, ...(profile ? [bandOf(gap).join("–")] : []), compare(gap)]) add(row, "td", text);
    if (isScore(id)) page.slot("lines").append(drawGap(root, title, gap, many ? [mean] : theirs, range));
  }
  for (const gap of [found[0], ...order]) if (gap.clear) add(page.slot("gaps"), "li", compare(gap));
  /** @type {(kind: string) => string} */
  const titles = (kind) => found.slice(1).filter((gap) => kindOf(gap) === kind).map(({ id }) => parts[id].title).join(", ");
  const most = titles(profile ? "most" : ""), mixed = titles("mixed"), alike = titles("alike"), open = titles(rest);
  heads.slice(0, 2).forEach((one, at) => writeName(page.slot(`key${at}`), one));
  put(page, {
    low: parts.whole.low, high: parts.whole.high, you: words.you,
    most: most && fill(words.planGap, { title: most }),
    mixed: mixed && fill(words.mixedIn, { parts: mixed }),
    alike: alike && fill(words[first.clear || mixed || open ? "alikeIn" : "allAlike"], { parts: alike }),
    open: open && fill(words[`${rest}In`], { parts: open }),
  });
  return order;
};
