// A picture of a result, 1200 x 630 as link previews are. Title, zone, score, each line, the two ends and the address
// have each a row of their own; what is too long gets smaller, then another line, then an ellipsis.

/**
 * @import { Part } from "./score.mjs"
 * @typedef {{
 *   title: string, zone: string, score: string, low: string, high: string, address: string, mark: string,
 *   lines: { name: string, part: Part }[],
 * }} Sheet What the picture says; `mark` is the address of the site's mark.
 * @typedef {{ x?: number, y: number, size: number, least?: number, width?: number, lines?: number, weight?: number, serif?: boolean, colour?: string, end?: boolean, direction?: CanvasDirection }} Look
 */

const WIDE = 1200, HIGH = 630, EDGE = 70, FROM = 420, TO = 1130;
const INK = "#1f1b16", QUIET = "#5a5248", PAPER = "#fbf8f3", RAIL = "#8c8274", ACCENT = "#1f5a46", SECOND = "#8a4b08";

/** Draws on a sheet whose rows begin at the side where the page's own lines begin. */
class Pen {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.draw = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.fromRight = getComputedStyle(document.body).direction === "rtl";
  }

  /** @type {(x: number, width?: number) => number} */
  across(x, width = 0) { return this.fromRight ? WIDE - x - width : x; }

  /** @type {(colour: string, x: number, y: number, width: number, height: number) => void} */
  box(colour, x, y, width, height) {
    this.draw.fillStyle = colour;
    this.draw.fillRect(this.across(x, width), y, width, height);
  }

  // The stroke of an end: that of the first is outlined.
  /** @type {(colour: string, x: number, y: number, filled: boolean) => void} */
  tally(colour, x, y, filled) {
    if (filled) this.box(colour, x, y, 10, 24);
    this.draw.strokeStyle = colour;
    this.draw.lineWidth = 2;
    this.draw.strokeRect(this.across(x, 10) + 1, y + 1, 8, 22);
  }

  /**
   * Writes words, and returns the height that they take.
   * @param {string} words
   * @param {Look} look
   */
  write(words, { x = EDGE, y, size, least = size * 0.7, width = WIDE - 2 * EDGE, lines = 1, weight = 400, serif, colour = INK, end, direction }) {
    const family = serif ? "Georgia, serif" : "system-ui, sans-serif";
    const whole = size;
    let wrapped;
    for (; ; size -= 2) {
      this.draw.font = `${weight} ${size}px ${family}`;
      wrapped = this.wrap(words, width);
      if (size - 2 < least || (wrapped.length <= lines && wrapped.every((line) => this.fits(line, width)))) break;
    }
    if (wrapped.length > lines) wrapped = [...wrapped.slice(0, lines - 1), wrapped.slice(lines - 1).join(" ")];
    Object.assign(this.draw, { fillStyle: colour, textAlign: this.fromRight === !end ? "right" : "left", direction: direction ?? (this.fromRight ? "rtl" : "ltr") });
    const base = y + (lines > 1 ? size : (whole + size) / 2);
    wrapped.forEach((line, number) => this.draw.fillText(this.cut(line, width), this.across(x), base + number * size * 1.2));
    return wrapped.length * size * 1.2;
  }

  /** @type {(words: string, width: number) => boolean} */
  fits(words, width) { return this.draw.measureText(words).width <= width; }

  /** @type {(words: string, width: number) => string[]} */
  wrap(words, width) {
    /** @type {string[]} */
    const lines = [];
    for (const word of words.split(/\s+/)) {
      const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
      if (lines.length && this.fits(longer, width)) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  /** @type {(words: string, width: number) => string} */
  cut(words, width) {
    const letters = [...words];
    if (this.fits(words, width)) return words;
    while (letters.length && !this.fits(`${letters.join("")}…`, width)) letters.pop();
    return `${letters.join("").trimEnd()}…`;
  }
}

/** @type {(pen: Pen, sheet: Sheet, top: number) => void} */
const drawLines = (pen, { lines }, top) => {
  const step = Math.min(54, (516 - top) / lines.length);
  const first = top + (516 - top - step * lines.length) / 2 + step / 2;
  lines.forEach(({ name, part }, number) => {
    const y = first + number * step;
    const size = Math.min(25, step * 0.6);
    pen.write(name, { y: y - size * 0.62, size, least: 15, width: FROM - EDGE - 30, weight: number ? 400 : 600 });
    pen.box(RAIL, FROM, y - 1, TO - FROM, 2);
    if (part.score === null) return;
    /** @type {(points: number) => number} */
    const x = (points) => FROM + ((TO - FROM) * points) / 100;
    const from = x(Math.max(0, part.score - part.band)), to = x(Math.min(100, part.score + part.band));
    pen.box("#1f5a4655", from, y - step * 0.15, to - from, step * 0.3);
    pen.box(ACCENT, x(part.score) - 5, y - step * 0.3, 10, step * 0.6);
  });
};

// A browser that cannot fetch the mark leaves it out.
/** @type {(pen: Pen, address: string) => Promise<void>} */
const drawMark = async (pen, address) => {
  const mark = new Image();
  mark.src = address;
  await mark.decode().then(() => pen.draw.drawImage(mark, pen.across(1000, 150), 36, 150, 150), () => {});
};

/**
 * Returns the picture as a PNG.
 * @param {Sheet} sheet
 * @returns {Promise<Blob>}
 */
export const drawPicture = async (sheet) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDE, height: HIGH });
  const pen = new Pen(canvas);
  const beside = 900; // what the mark leaves
  pen.box(PAPER, 0, 0, WIDE, HIGH);
  let y = 48;
  y += pen.write(sheet.title, { y, size: 46, least: 32, width: beside, lines: 2, weight: 600, serif: true }) + 8;
  y += pen.write(sheet.zone, { y, size: 32, least: 24, width: beside, lines: 2, serif: true, colour: QUIET }) + 8;
  if (sheet.score) y += pen.write(sheet.score, { y, size: 25, width: beside, weight: 600 });
  drawLines(pen, sheet, y + 16);
  const half = (TO - FROM) / 2 - 40;
  pen.tally(SECOND, FROM, 524, false);
  pen.write(sheet.low, { x: FROM + 22, y: 520, size: 24, width: half, colour: SECOND });
  pen.tally(ACCENT, TO - 10, 524, true);
  pen.write(sheet.high, { x: TO - 22, y: 520, size: 24, width: half, colour: ACCENT, end: true });
  pen.box("#e4dccf", EDGE, 566, WIDE - 2 * EDGE, 1);
  pen.write(sheet.address, { y: 578, size: 21, colour: QUIET, direction: "ltr" });
  await drawMark(pen, sheet.mark);
  return new Promise((done) => { canvas.toBlob((blob) => done(/** @type {Blob} */ (blob)), "image/png"); });
};
