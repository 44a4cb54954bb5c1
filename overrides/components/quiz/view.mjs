// Shows the result in the page. All texts come from the page's templates.
import { QuizForm } from "./form.mjs";
import { writePlan } from "./plan.mjs";
import { pack, score } from "./score.mjs";
import { fill } from "../words/words.mjs";

/**
 * @import { Answers, Part, Result, Scale } from "./score.mjs"
 * @import { SharedResult } from "./routing.mjs"
 * @typedef {<E extends Element = HTMLElement>(name: string) => E} Slot
 *   Finds a place in a copy of a template, which has each that is asked for.
 */

/** @type {(page: ParentNode) => Slot} */
const slotsOf = (page) => /** @template {Element} E @param {string} name */ (name) => /** @type {E} */ (page.querySelector(`[data-slot="${name}"]`));

/** A form of questions that can show a result in its place. */
export class QuizView extends QuizForm {
  /** @override */
  begin() {
    super.begin();
    /** @type {string} */
    this.key = `coach.quiz.${this.dataset.quiz}`;
    /** @type {HTMLElement} */
    this.result = this.need("[data-quiz-result]");
    /** @type {HTMLElement} */
    this.resumed = this.need("[data-quiz-resumed]");
  }

  /**
   * Shows a message above the questions.
   * @param {string} words
   */
  say(words) {
    const note = this.template("resumed");
    slotsOf(note)("words").textContent = words;
    slotsOf(note)("ready").hidden = !this.ready();
    this.resumed.replaceChildren(note);
    this.resumed.hidden = false;
  }

  showForm() {
    this.dataset.state = "form";
    this.result.hidden = true;
    this.form.hidden = false;
    document.title = this.title_;
  }

  /**
   * Shows the result of answers: the reader's own, or those from a link.
   * @param {Pick<SharedResult, "scale" | "answers"> & Partial<SharedResult>} sheet
   * @param {boolean} linked
   */
  drawResult({ scale, answers, older, kept }, linked) {
    const shared = linked && !kept;
    const result = score(scale, answers);
    const page = this.template("result");
    const slot = slotsOf(page);
    /**
     * What keep.mjs stores and draws.
     * @type {{ scale: Scale, answers: Answers, result: Result }}
     */
    this.shown = { scale, answers, result };
    this.headline(slot, result, shared, older, !!kept);
    this.drawChart(slot, result, scale);
    if (scale.kind === "checklist") this.describeLines(slot, answers, scale);
    else if (!result.pattern) this.describeFacets(slot, result, scale);
    this.nameExtremes(slot, result, scale);
    writePlan(this, slot, this.shown);
    this.nameMoved(slot, result, answers);
    slot("sides").hidden = shared || !slot("parts").childElementCount;
    if (shared) page.querySelectorAll("[data-own]").forEach((part) => part.remove());
    slot("take").hidden = !shared && !result.pattern;
    slot("chart").hidden = !!result.pattern;
    if (Object.keys(this.answers).length) slot("takeButton").textContent = this.words.back;
    const ask = slot("asklink");
    ask?.setAttribute("href", `${ask.getAttribute("href")}#r=${pack(scale, answers)}`);
    slot("limits").textContent = this.need("[data-limits]").textContent;
    this.result.replaceChildren(page);
    this.result.hidden = false;
    this.form.hidden = true;
    this.resumed.hidden = true;
    this.dataset.state = "result";
    this.need("[data-quiz-result] h2").focus({ preventScroll: true });
    this.result.scrollIntoView();
  }

  /** @type {(slot: Slot, result: Result, shared: boolean, older?: boolean, kept?: boolean) => void} */
  headline(slot, { whole, counts, pattern }, shared, older, kept) {
    const [low, high] = this.endsOf("whole");
    const zone = this.querySelector(`[data-zone="${CSS.escape(whole.zone ?? "")}"]`);
    slot("zone").textContent = pattern ? this.words.silent : zone?.querySelector("[data-title]")?.textContent ?? this.words.none;
    slot("text").textContent = pattern ? this.words[pattern] : zone?.querySelector("[data-text]")?.textContent ?? "";
    const counted = (counts.yes ?? 0) + (counts.no ?? 0);
    const words = this.scale.kind === "profile" ? this.words.giveOrTake : counts.unknown ? this.words.countsUnknown : this.words.counts;
    slot("score").textContent = pattern || whole.score === null ? "" : fill(words, { ...whole, ...counts, counted, low, high });
    slot("note").hidden = !shared && !kept;
    slot("note").textContent = `${fill(kept ? this.words.own : this.words.shared, this.dataset)} ${older ? this.words.older : ""}`;
    if (shared) slot("text").textContent = "";
    slot("named").hidden = !zone || !!pattern;
  }

  /**
   * Returns what the page says of a part; an older scale may have parts that the page does not know.
   * @param {string} id
   */
  partOf(id) { return this.querySelector(`[data-part="${CSS.escape(id)}"]`); }

  /** @param {string} id */
  homeworkOf(id) { return this.partOf(id)?.querySelector("[data-homework]"); }

  /**
   * Returns links to the articles that help with a part.
   * @param {string} id
   * @returns {HTMLAnchorElement[]}
   */
  helpsOf(id) {
    /** @type {NodeListOf<HTMLAnchorElement> | undefined} */
    const links = this.partOf(id)?.querySelectorAll("[data-help]");
    return [...links ?? []];
  }

  /**
   * Returns what a part is called: as the page has it, or as the older scale had it.
   * @param {string} id
   * @param {Scale} scale
   * @returns {string}
   */
  nameOf(id, scale) {
    return this.partOf(id)?.querySelector("[data-title]")?.textContent ?? scale.titles?.[id] ?? id;
  }

  /**
   * Returns the words at the two ends of a part's line.
   * @param {string} id
   * @returns {string[]}
   */
  endsOf(id) {
    const part = this.partOf(id);
    const caption = slotsOf(this.template("result"));
    return ["low", "high"].map((end) => (part?.querySelector(`[data-${end}]`) ?? caption(end)).textContent);
  }

  /**
   * Returns the whole first, then the facets, the strongest first and those without a score last.
   * @param {Result} result
   * @param {Scale} scale
   * @returns {Part[]}
   */
  inOrder({ whole, facets, strongest }, scale) {
    /** @type {(part: Part) => number} */
    const place = ({ id }) => (strongest.includes(id) ? strongest.indexOf(id) : facets.length);
    return scale.kind === "profile" ? [whole, ...[...facets].sort((one, other) => place(one) - place(other))] : [whole];
  }

  /** @type {(slot: Slot, result: Result, scale: Scale) => void} */
  drawChart(slot, result, scale) {
    const { whole } = result;
    const parts = this.inOrder(result, scale);
    const spoken = [];
    for (const part of parts) {
      const name = part === whole ? /** @type {string} */ (this.dataset.title) : this.nameOf(part.id, scale);
      const [low, high] = this.endsOf(part.id);
      const words = part.score === null ? this.words.tooFew : `${part.score}`;
      spoken.push(`${name}: ${words}.`);
      const ends = `${low} – ${high}`;
      slot("lines").append(this.drawLine(name, part, part === whole, part === whole ? "" : ends));
      const row = slot("rows").appendChild(document.createElement("tr"));
      const head = row.appendChild(document.createElement("th"));
      head.scope = "row";
      head.textContent = name;
      for (const text of [ends, words, part.score === null ? "" : `${part.band}`]) row.insertCell().textContent = text;
    }
    const [low, high] = this.endsOf("whole");
    slot("lines").setAttribute("role", "img");
    slot("lines").setAttribute("aria-label", fill(this.words.chart, { low, high, parts: spoken.join(" ") }));
  }

  /**
   * Returns one line of the chart; a part without a score has an empty one.
   * @param {string} name
   * @param {Part} part
   * @param {boolean} whole
   * @param {string} [ends]
   * @returns {Element}
   */
  drawLine(name, part, whole, ends = "") {
    const line = /** @type {Element} */ (this.template("line").firstElementChild);
    line.classList.toggle("scale-line--whole", whole);
    const slot = slotsOf(line);
    slot("name").textContent = name;
    slot("ends").textContent = ends;
    if (part.score === null) {
      slot("band").remove();
      slot("stroke").remove();
      return line;
    }
    const from = Math.max(0, part.score - part.band), to = Math.min(100, part.score + part.band);
    slot("band").setAttribute("x", `${6 + 2 * from}`);
    slot("band").setAttribute("width", `${2 * (to - from)}`);
    slot("stroke").setAttribute("x", `${3.5 + 2 * part.score}`);
    return line;
  }

  /** @type {(slot: Slot, result: Result, scale: Scale) => void} */
  nameExtremes(slot, { clear, pattern, strongest }, scale) {
    const [low, high] = this.endsOf("whole");
    const [top, bottom] = [strongest[0], strongest.at(-1) ?? ""].map((id) => this.nameOf(id, scale));
    slot("extremes").textContent = clear && !pattern ? fill(this.words.extremes, { top, bottom, low, high }) : "";
  }

  /** @type {(slot: Slot, result: Result, scale: Scale) => void} */
  describeFacets(slot, { strongest, facets }, scale) {
    const middle = scale.zones.find(({ first, last }) => first <= 50 && last >= 50)?.id;
    /** @type {Record<string, string | undefined>} */
    const zones = { low: scale.zones[0]?.id, middle, high: scale.zones.at(-1)?.id };
    for (const id of strongest) {
      const zone = zones[facets.find((facet) => facet.id === id)?.side ?? "middle"] ?? "";
      const advice = this.partOf(id)?.querySelector(`[data-advice="${CSS.escape(zone)}"]`);
      if (advice) this.describe(slot, this.nameOf(id, scale), advice.querySelector("[data-does]"), advice.querySelector("[data-next]"));
    }
  }

  /** @type {(slot: Slot, answers: Answers, scale: Scale) => void} */
  describeLines(slot, answers, scale) {
    // The first three are in the plan, with the same words.
    for (const { id } of scale.items.filter((item) => answers[item.id] === "no").slice(3)) {
      const line = this.form.querySelector(`[data-item="${CSS.escape(id)}"] [data-end]`);
      if (line) this.describe(slot, this.nameOf(id, scale), line, this.homeworkOf(id));
    }
  }

  /** @type {(slot: Slot, title: string, does: HTMLElement | null | undefined, next: HTMLElement | null | undefined) => void} */
  describe(slot, title, does, next) {
    const part = this.template("part");
    const place = slotsOf(part);
    place("title").append(title);
    place("does").append(does?.textContent ?? "");
    place("next").append(next?.textContent ?? "");
    slot("parts").append(part);
  }

  /** @type {(slot: Slot, result: Result, answers: Answers) => void} */
  nameMoved(slot, { moved }, answers) {
    const [low, high] = this.endsOf("whole");
    for (const id of moved) {
      const fieldset = this.form.querySelector(`[data-item="${CSS.escape(id)}"]`);
      if (!fieldset) continue;
      const first = Number(answers[id]) < 3;
      const end = (fieldset.dataset.left === "high") === first ? high : low;
      const entry = slot("items").appendChild(document.createElement("li"));
      entry.textContent = fill(this.words.towards, { end, text: fieldset.querySelector(`[data-end="${first ? 1 : 5}"]`)?.textContent });
    }
    if (!slot("items").children.length) slot("moved").remove();
  }
}
