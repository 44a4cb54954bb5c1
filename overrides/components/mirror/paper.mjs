// What leaves the page: a print, and the table as a file. Loaded with the first comparison.

/** @type {WeakSet<HTMLElement>} */
const prepared = new WeakSet();

/**
 * Lets paper show no names, unless somebody ticks that it shall: names and what stands for them change places.
 * @param {HTMLElement} page
 */
const swapNames = (page) => {
  if (page.querySelector('[name="named"]:checked')) return;
  for (const one of page.querySelectorAll("[data-unnamed]")) [one.textContent, one.dataset.unnamed] = [one.dataset.unnamed ?? "", one.textContent ?? ""];
};

/**
 * Returns the address of the table as it stands, for a spreadsheet; it opens as UTF-8 by the mark at its beginning.
 * @param {HTMLElement} page
 * @returns {string}
 */
const tableOf = (page) => {
  const rows = Array.from(page.querySelectorAll(".compared-table tr"), ({ children }) =>
    Array.from(children, ({ textContent }) => `"${(textContent ?? "").replaceAll('"', '""')}"`).join());
  return `data:text/csv,${encodeURIComponent(`\ufeff${rows.join("\r\n")}`)}`;
};

/**
 * Prepares the page for printing and saving, once.
 * @param {HTMLElement} page
 */
export const prepare = (page) => {
  if (prepared.has(page)) return;
  prepared.add(page);
  for (const kind of ["beforeprint", "afterprint"]) addEventListener(kind, () => swapNames(page));
  page.addEventListener("click", ({ target }) => {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (target).closest('[data-table]');
    if (link) link.href = tableOf(page);
  });
};
