// The buttons "Copy link", if the browser can copy, and "Print"; the first reports the result.
const [share, copying, copy, printing, print, said] = document.querySelectorAll("[data-share], [data-share] li[hidden], [data-share-copy], [data-share-print], [data-share-said]");

if (share && navigator.clipboard) {
  copying.hidden = false;
  copy.addEventListener("click", async () => {
    said.textContent = "";
    const copied = await navigator.clipboard.writeText(/** @type {string} */ (share.dataset.share)).then(() => true, () => false);
    said.textContent = /** @type {string} */ (copied ? said.dataset.done : said.dataset.failed);
  });
}
if (share) {
  printing.hidden = false;
  print.addEventListener("click", () => window.print());
}
