// Storing and sharing a result: link, picture, history, reminder. Loaded when one of them is first used.
import { differ, fingerprintOf, pack, score, unpack } from "./score.mjs";
import { fill } from "../words/words.mjs";

/**
 * @import { Part, Scale, ScoredPart } from "./score.mjs"
 * @import { QuizView } from "./view.mjs"
 * @import { Words } from "../words/words.mjs"
 * @typedef {{ at: string, token: string }} Entry A result as it is kept: the moment, in UTC, and its token.
 * @typedef {"copy" | "export" | "forget" | "keep" | "picture" | "remind" | "show"} Action What buttons ask for.
 * @typedef {(words: string, x: number, y: number, font: string, colour?: string, align?: CanvasTextAlign, most?: number) => void} Write
 */

/** @type {(moment: string) => string} */
const day = (moment) => moment.slice(0, 10);
const MOST = 40;

/**
 * Does what a button below the result asks for, and says whether the browser allowed it.
 * @param {QuizView} quiz Shows the result.
 * @param {string} action An `Action`; others do nothing.
 * @param {(fingerprint: string) => Promise<Scale | null>} loadOlderScale
 */
export const act = async (quiz, action, loadOlderScale) => {
  const keeper = new Keeper(quiz, loadOlderScale);
  try {
    await keeper[/** @type {Action} */ (action)]?.();
  } catch {
    keeper.say("failed");
  }
};

class Keeper {
  /**
   * @param {QuizView} quiz
   * @param {(fingerprint: string) => Promise<Scale | null>} loadOlderScale
   */
  constructor(quiz, loadOlderScale) {
    this.quiz = quiz;
    this.loadOlderScale = loadOlderScale;
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
      if (!found.has(fingerprint)) found.set(fingerprint, await this.loadOlderScale(fingerprint));
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

  async copy() {
    try {
      await navigator.clipboard.writeText(this.link);
      this.say("copied");
    } catch {
      this.say("copyYourself", { link: this.link });
    }
  }

  remind() {
    const at = new Date(Date.now() + 90 * 86400000);
    const about = `${this.words.reminderText} ${this.link}`;
    /** @type {(moment: Date) => string} */
    const stamp = (moment) => moment.toISOString().replace(/[-:]|\.\d+/g, "");
    /** @type {(words: string) => string} */
    const text = (words) => words.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");
    const lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${this.words.site}//Quiz//EN`, "BEGIN:VEVENT",
      `UID:${this.token}-${stamp(at)}`, `DTSTAMP:${stamp(new Date())}`, `DTSTART;VALUE=DATE:${stamp(at).slice(0, 8)}`,
      `SUMMARY:${text(fill(this.words.reminderTitle, { title: this.quiz.dataset.title }))}`,
      `DESCRIPTION:${text(about)}`, `URL:${this.link}`, "END:VEVENT", "END:VCALENDAR", "",
    ];
    /** @type {(line: string) => string} */
    const fold = (line) => line.replace(/(.{70})(?=.)/g, "$1\r\n ");
    this.download(`${this.words.file}.ics`, lines.map(fold).join("\r\n"), "text/calendar");
    this.say("reminder");
  }

  // A picture of the result, drawn here: 1200 x 630, the size of link previews.
  async picture() {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1200, height: 630 });
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const { result, scale } = this.quiz.shown;
    /** @type {Write} */
    const write = (words, x, y, font, colour = "#1f1b16", align = "left", most = 1060) => {
      Object.assign(pen, { font, fillStyle: colour, textAlign: align });
      pen.fillText(words, x, y, most);
    };
    pen.fillStyle = "#fbf8f3";
    pen.fillRect(0, 0, 1200, 630);
    write(/** @type {string} */ (this.quiz.dataset.title), 70, 100, "600 44px Georgia, serif", undefined, "left", 920);
    write(this.quiz.need("[data-quiz-result] h2").textContent, 70, 160, "32px Georgia, serif", "#5a5248", "left", 920);
    const parts = this.quiz.inOrder(result, scale);
    parts.forEach((part, number) => this.drawPart(pen, write, part, 220 + number * Math.min(56, 340 / parts.length), scale));
    const [low, high] = this.quiz.endsOf("whole");
    write(low, 420, 592, "24px sans-serif", "#8a4b08");
    write(high, 1130, 592, "24px sans-serif", "#1f5a46", "right");
    write(location.host + location.pathname, 70, 592, "20px sans-serif", "#5a5248");
    await this.drawMark(pen);
    /** @type {Blob} */
    const blob = await new Promise((done) => { canvas.toBlob(/** @type {BlobCallback} */ (done), "image/png"); });
    this.download(`${this.words.file}.png`, blob, "image/png");
    this.say("saved");
  }

  // The site's mark on the paper of the picture; a browser that cannot fetch it leaves it out.
  /** @type {(pen: CanvasRenderingContext2D) => Promise<void>} */
  async drawMark(pen) {
    const mark = new Image();
    mark.src = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=apple-touch-icon]")).href;
    await mark.decode().then(() => pen.drawImage(mark, 1010, 26, 150, 150), () => {});
  }

  /** @type {(pen: CanvasRenderingContext2D, write: Write, part: Part, y: number, scale: Scale) => void} */
  drawPart(pen, write, part, y, scale) {
    /** @type {(points: number) => number} */
    const x = (points) => 420 + 7.1 * points;
    write(part.id === "whole" ? /** @type {string} */ (this.quiz.dataset.title) : this.quiz.nameOf(part.id, scale), 70, y + 9, "26px sans-serif");
    pen.fillStyle = "#8c8274";
    pen.fillRect(x(0), y - 1, 710, 2);
    if (part.score === null) return;
    const from = Math.max(0, part.score - part.band), to = Math.min(100, part.score + part.band);
    pen.fillStyle = "#1f5a4655";
    pen.fillRect(x(from), y - 8, x(to) - x(from), 16);
    pen.fillStyle = "#1f5a46";
    pen.fillRect(x(part.score) - 5, y - 16, 10, 32);
  }
}
