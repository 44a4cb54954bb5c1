// What a reader has begun, right below the head of the home page. Not a module: it runs before anything is painted, so
// that nothing moves.
(() => {
  const box = document.querySelector("[data-continue]");
  /** @type {(key: string) => any} */
  const read = (key) => {
    try { return JSON.parse(/** @type {string} */ (localStorage.getItem(key))); } catch { return null; }
  };
  /** @type {any[]} */
  const items = [read("coach.shelf")].flat().filter((item) => item && /^\w[\w%.~-]*\//.test(item.address) && !item.done);
  const steps = new Set(read("coach.read"));
  /** @type {(id: string) => boolean} */
  const isBegun = (id) => {
    try { return localStorage.getItem(`coach.quiz.${id}`) !== null; } catch { return false; }
  };
  const chosen = [
    items.find(({ kind, far }) => kind === "article" && far),
    items.find(({ kind, id }) => kind === "quiz" && isBegun(id)),
    items.find(({ kind, next, to }) => kind === "path" && /^\w[\w%.~-]*\//.test(to) && !steps.has(next)),
  ];
  if (chosen[1] && chosen[2]?.to.startsWith(chosen[1].address)) chosen.pop(); // one line for one quiz
  for (const item of chosen) {
    const line = item && box?.querySelector(`[data-continue-line=${item.kind}]`);
    if (!box || !line) continue;
    const [link, words] = /** @type {[HTMLAnchorElement, HTMLElement | undefined]} */ ([...line.querySelectorAll("a, [data-words]")]);
    link.textContent = item.name ?? item.title;
    link.setAttribute("href", item.to ?? (item.kind === "article" ? `${item.address}#left-off` : item.address));
    if (words) words.textContent = /** @type {string} */ (words.dataset.words).replace("{percent}", String(Math.round(100 * item.far))).replace("{path}", item.title);
    line.hidden = false;
    box.hidden = false;
  }
})();
