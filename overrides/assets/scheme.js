// Light or dark: the reader's choice, stored in this browser. Runs before the first paint, so that nothing flashes; and
// marks what scripts will show, so that styles can reserve space for it.
(() => {
  const key = "coach.scheme";
  const root = document.documentElement;
  let chosen;
  try { chosen = localStorage.getItem(key); } catch { /* private windows may refuse */ }
  if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
  root.classList.remove("no-js");
  if (location.hash.startsWith("#path-")) root.dataset.onPath = "";

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-scheme-switch]");
    if (!button) return;
    const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
    const tell = () => button.setAttribute("aria-label", /** @type {string} */ (isDark() ? button.dataset.light : button.dataset.dark));
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.scheme = isDark() ? "light" : "dark";
      try { localStorage.setItem(key, root.dataset.scheme); } catch { /* likewise */ }
      tell();
    });
    tell();
  });
})();
