// Storing and sharing a result: link, picture, history, reminder. Loaded when one of them is first used.
import { differ, fingerprintOf, pack, score, unpack } from "./score.mjs";
import { loadOlderScale } from "./older.mjs";
import { drawPicture } from "./picture.mjs";
import { calendarOf } from "./reminder.mjs";
import { tableOf } from "./table.mjs";
import { fill } from "../words/words.mjs";

/**
 * @import { Scale, ScoredPart } from "./score.mjs"
 * @import { QuizView } from "./view.mjs"
 * @import { Words } from "../words/words.mjs"
 * @typedef {{ at: string, token: string }} Entry A result as it is kept: the moment, in UTC, and its token.
 * @typedef {"copy" | "csv" | "export" | "forget" | "keep" | "picture" | "remind" | "show"} Action What buttons ask for.
 */

/** @type {(moment: string) => string} */
const day = (moment) => moment.slice(0, 10);
const MOST = 40;

/**
 * Does what a button below the result asks for, and says whether the browser allowed it.
 * @param {QuizView} quiz Shows the result.
 * @param {string} action An `Action`; others do nothing.
 */
export const act = async (quiz, action) => {
  const keeper = new Keeper(quiz);
  try {
    await keeper[/** @type {Action} */ (action)]?.();
  } catch {
    keeper.say("failed");
  }
};

class Keeper {
  /** @param {QuizView} quiz */
  constructor(quiz) {
    this.quiz = quiz;
    this.key = `coach.history.${quiz.dataset.quiz}`;
    this.words = /** @type {Words} */ (quiz.need('[data-quiz-template="history"]').dataset);
    this.place = quiz.need('[data-slot="history"]');
  }

  /** @type {(name: string, values?: Record<string, unknown>) => void} */
  say(name, values = {}) {
    this.quiz.need('[data-slot="said"]').textContent = fill(this.words[name], values);
  }

  get token() {
    const { scale, answers } = this.quiz.shown;
    return pack(scale, answers);
  }

  get link() { return `${location.origin}${location.pathname}#r=${this.token}`; }

  /**
   * Returns what is kept, the oldest first.
   * @returns {Entry[]}
   */
  entries() {
    let found;
    try { found = JSON.parse(localStorage.getItem(this.key) ?? "[]"); } catch { found = []; }
    return this.sound(found);
  }

  /**
   * Returns the valid entries of a list that may come from anywhere.
   * @param {Entry[] | undefined} list
   * @returns {Entry[]}
   */
  sound(list) {
    /** @type {(one: Entry | null) => boolean} */
    const right = (one) => typeof one?.at === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(one.at) && fingerprintOf(one.token) !== null;
    const seen = new Map((Array.isArray(list) ? list : []).filter(right).map(({ at, token }) => [at, { at, token }]));
    return [...seen.values()].sort((one, other) => (one.at < other.at ? -1 : 1)).slice(-MOST);
  }

  /** @param {Entry[]} entries */
  write(entries) { localStorage.setItem(this.key, JSON.stringify(entries)); }

  keep() {
    const entries = this.entries();
    if (entries.at(-1)?.token === this.token) {
      this.say("keptBefore");
    } else {
      this.write([...entries, { at: new Date().toISOString(), token: this.token }]);
      this.say("kept");
    }
    return this.show();
  }

  async show() {
    const entries = this.entries();
    if (!entries.length) {
      this.place.replaceChildren();
      return;
    }
    const scales = await this.scales(entries);
    const page = this.quiz.template("history");
    /** @type {(name: string) => HTMLElement} */
    const slot = (name) => /** @type {HTMLElement} */ (page.querySelector(`[data-slot="${name}"]`));
    slot("title").textContent = this.words.title;
    let before;
    const points = [];
    for (const { at, token } of entries) {
      const scale = scales.get(/** @type {string} */ (fingerprintOf(token)));
      const answers = scale && unpack(scale, token);
      if (!answers) continue;
      const whole = /** @type {ScoredPart} */ (score(scale, answers).whole);
      if (whole.score === null) continue;
      const entry = slot("entries").appendChild(document.createElement("li"));
      if (before && before.fingerprint !== scale.fingerprint) {
        entry.append(Object.assign(document.createElement("p"), { className: "result__note", textContent: this.words.version }));
        points.length = 0;
      }
      entry.append(this.quiz.drawLine(fill(whole.band ? this.words.entry : this.words.entryCount, { day: day(at), ...whole }), whole, false));
      points.push({ at, whole });
      before = scale;
    }
    if (points.length > 1) slot("trend").textContent = this.trend(points[0], points[points.length - 1]);
    page.querySelector("input")?.addEventListener("change", ({ target }) => this.import(/** @type {HTMLInputElement & { files: FileList }} */ (target).files[0]));
    this.place.replaceChildren(page);
  }

  /** @type {(first: { at: string, whole: ScoredPart }, last: { at: string, whole: ScoredPart }) => string} */
  trend(first, last) {
    const moved = last.whole.score - first.whole.score;
    const words = differ(first.whole, last.whole) ? this.words.rise : this.words.same;
    return fill(words, { day: day(first.at), points: (moved > 0 ? "+" : "") + moved });
  }

  /**
   * Returns the scales that the entries were made with, by fingerprint.
   * @param {Entry[]} entries
   * @returns {Promise<Map<string, Scale | null>>}
   */
  async scales(entries) {
    /** @type {Map<string, Scale | null>} */
    const found = new Map([[this.quiz.scale.fingerprint, this.quiz.scale]]);
    for (const fingerprint of new Set(entries.map(({ token }) => /** @type {string} */ (fingerprintOf(token))))) {
      if (!found.has(fingerprint)) found.set(fingerprint, await loadOlderScale(fingerprint));
    }
    return found;
  }

  forget() {
    localStorage.removeItem(this.key);
    this.place.replaceChildren();
    this.say("deleted");
  }

  // Files

  /** @type {(name: string, content: BlobPart, type: string) => void} */
  download(name, content, type) {
    const blob = new Blob([content], { type });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  export() {
    const file = { quiz: this.quiz.dataset.quiz, results: this.entries() };
    this.download(`${this.words.file}.json`, JSON.stringify(file, null, 2), "application/json");
    this.say("exported");
  }

  async csv() {
    const entries = this.entries();
    this.download(`${this.words.file}.csv`, tableOf(this.quiz, this.words.csvDay, this.quiz.need('[data-slot="bandName"]').textContent ?? "", entries, await this.scales(entries)), "text/csv");
    this.say("exported");
  }

  /** @param {File} file */
  async import(file) {
    let read;
    try { read = JSON.parse(await file.text()); } catch { /* said below */ }
    const results = read?.quiz === this.quiz.dataset.quiz ? this.sound(read.results) : [];
    if (results.length) {
      this.write(this.sound([...this.entries(), ...results]));
      await this.show();
    }
    this.say(results.length ? "imported" : "notImported", { count: results.length });
  }

  // A preview is made by a server, which sees no fragment: the headline is named in the path, if the reader wants that.
  get sharedLink() {
    const named = this.quiz.need('[data-slot="named"]');
    const zone = !named.hidden && named.querySelector("input")?.checked && this.quiz.shown.result.whole.zone;
    return zone ? this.link.replace("#", `result/${zone}/#`) : this.link;
  }

  async copy() {
    const link = this.sharedLink;
    try {
      await navigator.clipboard.writeText(link);
      this.say("copied");
    } catch {
      this.say("copyYourself", { link });
    }
  }

  remind() {
    const { title } = this.quiz.dataset;
    const file = calendarOf({
      id: this.token, by: this.words.site, title: fill(this.words.reminderTitle, { title }), about: this.words.reminderText,
      link: this.link, now: new Date(), days: 90,
    });
    this.download(`${this.words.file}.ics`, file, "text/calendar");
    this.say("reminder");
  }

  async picture() {
    const { result, scale } = this.quiz.shown;
    const [low, high] = this.quiz.endsOf("whole");
    const title = /** @type {string} */ (this.quiz.dataset.title);
    const blob = await drawPicture({
      title, low, high,
      zone: this.quiz.need("[data-quiz-result] h2").textContent,
      score: this.quiz.need('[data-quiz-result] [data-slot="score"]').textContent,
      address: location.host + location.pathname,
      mark: /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=apple-touch-icon]")).href,
      lines: this.quiz.inOrder(result, scale).map((part) => ({ part, name: part === result.whole ? title : this.quiz.nameOf(part.id, scale) })),
    });
    await this.handOn(blob, title);
  }

  /**
   * Gives a picture to what the device shares with, or else to the downloads.
   * @param {Blob} blob
   * @param {string} title
   */
  async handOn(blob, title) {
    const name = `${this.words.file}.png`;
    const files = [new File([blob], name, { type: "image/png" })];
    try {
      if (navigator.canShare?.({ files })) {
        await navigator.share({ files, title });
        return;
      }
    } catch (fault) {
      if (/** @type {Error} */ (fault).name === "AbortError") return; // the reader thought better of it
    }
    this.download(name, blob, "image/png");
    this.say("saved");
  }
}
