// Light or dark: the reader's choice, stored in this browser. Runs before the first paint, so that nothing flashes; marks
// what scripts will show, so that styles can reserve space for it; and has the browser wait for the text.
(() => {
  const key = "coach.scheme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);

  /** @param {string} scheme */
  const choose = (scheme) => {
    root.dataset.scheme = scheme;
    // The browser's own bars: the first of these elements is for light, the second for dark.
    document.querySelectorAll('meta[name="theme-color"]').forEach((bar, place) => {
      bar.setAttribute("media", ["light", "dark"][place] === scheme ? "all" : "not all");
    });
  };
  let chosen;
  try { chosen = localStorage.getItem(key); } catch { /* private windows may refuse */ }
  if (chosen === "light" || chosen === "dark") choose(chosen);
  root.classList.remove("no-js");
  if (location.hash.startsWith("#path-")) root.dataset.onPath = "";

  // Nothing is painted before the text begins: otherwise the right side of the header would move as its parts arrive.
  const text = document.createElement("link");
  for (const [name, value] of Object.entries({ rel: "expect", href: "#content", blocking: "render" })) text.setAttribute(name, value);
  document.head.append(text);

  addEventListener("DOMContentLoaded", () => {
    const buttons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-scheme-switch]"));
    const tell = () => {
      for (const button of buttons) {
        const words = /** @type {string} */ (isDark() ? button.dataset.light : button.dataset.dark);
        if (button.firstElementChild) button.setAttribute("aria-label", words);
        else button.textContent = words;
      }
    };
    for (const button of buttons) {
      button.hidden = false;
      button.addEventListener("click", () => {
        choose(isDark() ? "light" : "dark");
        try { localStorage.setItem(key, /** @type {string} */ (root.dataset.scheme)); } catch { /* likewise */ }
        tell();
      });
    }
    system.addEventListener("change", tell);
    tell();
  });
})();
