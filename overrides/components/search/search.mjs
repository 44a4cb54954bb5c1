// Search: opens the dialog by its link, "/" or Ctrl-K; its other files are loaded only then.
const link = /** @type {HTMLElement} */ (document.querySelector("[data-search]"));
const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-search-dialog]"));
const input = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));

const open = async () => {
  if (dialog.open) return;
  dialog.showModal();
  input.focus();
  input.select();
  try {
    (await import("./results.mjs")).ask(0);
  } catch {
    /** @type {HTMLElement} */ (dialog.querySelector("[role=status]")).textContent = /** @type {string} */ (dialog.dataset.missing);
  }
};

/** @type {(step: number) => boolean} */
const move = (step) => {
  const stops = [input, ...dialog.querySelectorAll("li a")];
  const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (at >= 0) stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  return at >= 0;
};

/** @type {Record<string, () => boolean>} */
const keys = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Enter: () => document.activeElement === input && move(1),
  Escape: () => { dialog.close(); return true; },
};

link.setAttribute("aria-haspopup", "dialog");
link.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  link.focus();
  open();
});
addEventListener("keydown", (event) => {
  const command = event.ctrlKey || event.metaKey;
  const slash = event.key === "/" && document.documentElement.dataset.keys !== "off" && !command && !event.altKey && !/** @type {Element} */ (event.target).closest("input, textarea, select");
  if (!slash && !(command && event.key.toLowerCase() === "k")) return;
  event.preventDefault();
  open();
});
dialog.addEventListener("keydown", (event) => {
  if (!event.isComposing && keys[event.key]?.()) event.preventDefault();
});
