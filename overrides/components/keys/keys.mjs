// Single keys: "?" says what each one does, "n" and "p" lead to the next and the previous step or article. They do nothing
// while somebody types, nor in a dialog, and the dialog has a switch for them, which this browser keeps; "/" obeys it too.
const key = "coach.keys";
const root = document.documentElement;
const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("[data-key-help]"));
const button = /** @type {HTMLElement} */ (document.querySelector("[data-keys-open]"));
const on = /** @type {HTMLInputElement} */ (dialog.querySelector("[data-keys-on]"));

/** @type {(rel: string) => void} */
const go = (rel) => [...document.querySelectorAll(`a[rel=${rel}]`)].find((link) => link.checkVisibility())?.click();

/** @type {Record<string, () => void>} */
const keys = { "?": () => dialog.showModal(), n: () => go("next"), p: () => go("prev") };

/** @type {() => void} */
const tell = () => { root.dataset.keys = on.checked ? "on" : "off"; };

try { on.checked = localStorage.getItem(key) !== "off"; } catch { /* private windows may refuse */ }
tell();
on.addEventListener("change", () => {
  tell();
  try {
    if (on.checked) localStorage.removeItem(key);
    else localStorage.setItem(key, "off");
  } catch { /* likewise */ }
});
button.hidden = false;
button.addEventListener("click", keys["?"]);
addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const typing = event.isComposing || event.ctrlKey || event.metaKey || event.altKey || target.isContentEditable;
  if (!on.checked || event.defaultPrevented || typing || target.closest("input, textarea, select, dialog")) return;
  if (!Object.hasOwn(keys, event.key) || document.querySelector("dialog[open], :popover-open")) return;
  event.preventDefault();
  keys[event.key]();
});
