// The editor sets a text in signs of its own: emphasis as _so_, one empty line between paragraphs. Lines that say the
// same as before stay as they were, and a text that nobody changed stays whole.
const CODE = /(`+[^`]*`+)/;
const STARS = /(?<![\w\\*])\*(?=[^\s*])([^*_]*[^\s*_])\*(?![\w*])/g;
const FENCE = /^\s*(?:```|~~~)/;

/**
 * Returns the text with the signs of the text before.
 * @param {string} text
 * @param {string} before
 */
export function withOldSigns(text, before) {
  const old = lines(before);
  const known = new Map(old.map(([line, key]) => [key, line]));
  for (const [line] of old) known.set(line, line);
  const made = lines(text).map(([line, , inCode]) => (inCode ? line : (known.get(line) ?? line)));
  return dense(made) === dense(old.map(([line]) => line)) ? before : made.join("\n");
}

/**
 * The lines of a text, each as the editor writes it, and whether it is code.
 * @param {string} text
 * @returns {[string, string, boolean][]}
 */
function lines(text) {
  let inCode = false;
  return text.split("\n").map((line) => {
    if (FENCE.test(line)) inCode = !inCode;
    return [line, inCode ? line : underlined(line), inCode];
  });
}

/**
 * The line as the editor writes it; code keeps its stars.
 * @param {string} line
 */
function underlined(line) {
  return line
    .split(CODE)
    .map((part, index) => (index % 2 ? part : part.replace(STARS, "_$1_")))
    .join("");
}

/**
 * The text with one empty line where there are several, which change nothing outside of code.
 * @param {string[]} all
 */
function dense(all) {
  return all.join("\n").replace(/^\n+|\s+$/g, "").replace(/\n(?:[ \t]*\n)+/g, "\n\n");
}
