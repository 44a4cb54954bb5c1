// A QR code (ISO/IEC 18004), always version 6 with error correction L: 41 by 41, up to 134 bytes.

const SIZE = 41, DATA = 68, EXTRA = 18; // two blocks of 68 bytes, each with 18 for error correction

/**
 * Returns the product of two elements of GF(256), as QR codes use it.
 * @type {(one: number, other: number) => number}
 */
const times = (one, other) => {
  let product = 0;
  for (; other; other >>= 1) {
    if (other & 1) product ^= one;
    one = (one << 1) ^ (one & 128 ? 0x11d : 0);
  }
  return product;
};

let generator = [1];
for (let count = 0, root = 1; count < EXTRA; count += 1) {
  generator = [...generator, 0].map((value, at) => value ^ times(generator[at - 1] ?? 0, root));
  root = times(root, 2);
}

/** @type {(data: number[]) => number[]} */
const correction = (data) => {
  const rest = [...data, ...Array(EXTRA).fill(0)];
  data.forEach((_, at) => {
    const lead = rest[at];
    generator.forEach((value, place) => { rest[at + place] ^= times(value, lead); });
  });
  return rest.slice(DATA);
};

/**
 * Returns mode, length, bytes and padding, cut into two blocks that are interleaved.
 * @type {(bytes: number[]) => number[]}
 */
const codewords = (bytes) => {
  const digits = [4, bytes.length >> 4, bytes.length & 15, ...bytes.flatMap((byte) => [byte >> 4, byte & 15]), 0];
  const data = Array.from({ length: digits.length / 2 }, (_, at) => digits[2 * at] * 16 + digits[2 * at + 1]);
  for (let pad = 0xec; data.length < 2 * DATA; pad ^= 0xfd) data.push(pad);
  const blocks = [data.slice(0, DATA), data.slice(DATA)];
  return [blocks, blocks.map(correction)].flatMap(([one, other]) => one.flatMap((byte, at) => [byte, other[at]]));
};

// Four of the eight masks are enough to choose from. FORMATS are their format bits for level L.
/** @type {((x: number, y: number) => number)[]} */
const MASKS = [(x, y) => (x + y) % 2, (_, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3];
const FORMATS = [0x77c4, 0x72f3, 0x7daa, 0x789d];

/** @type {(words: number[], mask: number) => number[][]} */
const draw = (words, mask) => {
  const grid = Array.from({ length: SIZE }, () => Array(SIZE));
  /** @type {(x: number, y: number, dark: number | boolean) => void} */
  const put = (x, y, dark) => { if (x in grid && y in grid) grid[y][x] = Number(dark); };
  /** @type {(cx: number, cy: number, radius: number, light: number[]) => void} */
  const square = (cx, cy, radius, light) => {
    for (let y = -radius; y <= radius; y += 1) for (let x = -radius; x <= radius; x += 1) put(cx + x, cy + y, !light.includes(Math.max(Math.abs(x), Math.abs(y))));
  };
  for (let at = 8; at < SIZE - 8; at += 1) { put(at, 6, at % 2 === 0); put(6, at, at % 2 === 0); }
  square(34, 34, 2, [1]);
  for (const [x, y] of [[3, 3], [SIZE - 4, 3], [3, SIZE - 4]]) square(x, y, 4, [2, 4]);
  for (let bit = 0; bit < 15; bit += 1) {
    put(8, bit < 6 ? bit : bit < 8 ? bit + 1 : SIZE - 15 + bit, FORMATS[mask] >> bit & 1);
    put(bit < 8 ? SIZE - 1 - bit : bit < 9 ? 7 : 14 - bit, 8, FORMATS[mask] >> bit & 1);
  }
  put(8, SIZE - 8, 1);
  let bit = 0;
  for (let right = SIZE - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up) {
    for (let step = 0; step < SIZE; step += 1) {
      const y = up ? SIZE - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (grid[y][x] !== undefined) continue;
        put(x, y, words[bit >> 3] >> 7 - (bit & 7) & 1 ^ +(MASKS[mask](x, y) < 1));
        bit += 1;
      }
    }
  }
  return grid;
};

/**
 * Returns how many patterns in it could mislead a scanner: long runs, and copies of the three finder patterns.
 * @type {(grid: number[][]) => number}
 */
const penalty = (grid) => [...grid, ...grid.map((_, x) => grid.map((row) => row[x]))]
  .flatMap((row) => row.join("").match(/(?=0{7}|1{7}|0000101110|0111010000)/g) ?? []).length;

/**
 * Returns rows of 0 and 1, or null for a text that is too long.
 * @param {string} text
 * @returns {number[][] | null}
 */
export const qr = (text) => {
  const bytes = [...new TextEncoder().encode(text)];
  if (bytes.length > 2 * DATA - 2) return null;
  const words = codewords(bytes);
  const drawn = MASKS.map((_, mask) => draw(words, mask));
  const costs = drawn.map(penalty);
  return drawn[costs.indexOf(Math.min(...costs))];
};

/**
 * Returns the path of its dark squares, with four squares of margin, in a drawing of 49 by 49.
 * @param {string} text
 * @returns {string | undefined}
 */
export const qrPath = (text) => qr(text)?.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");

/**
 * Shows the code of the link of a request, in the middle of the screen; returns the name of the words that go with it.
 * @param {HTMLElement} request
 * @returns {string}
 */
export const showCode = (request) => {
  const d = qrPath(/** @type {HTMLInputElement} */ (request.querySelector('[data-slot="link"]')).value);
  if (!d) return "tooLong";
  const code = /** @type {HTMLElement} */ (request.querySelector("[data-qr]"));
  code.querySelector('[data-slot="qr"]')?.setAttribute("d", d);
  code.hidden = false;
  code.scrollIntoView({ block: "center" });
  const close = /** @type {HTMLButtonElement} */ (code.querySelector("button"));
  close.focus({ preventScroll: true });
  close.onclick = () => {
    code.hidden = true;
    /** @type {HTMLElement} */ (request.querySelector('[data-action="qr"]')).focus();
  };
  return "qr";
};
