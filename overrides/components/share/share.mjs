// The button "Copy link": shown if the browser can copy; it reports the result.
const [share, entry, button, said] = document.querySelectorAll("[data-share], [data-share] li[hidden], [data-share-copy], [data-share-said]");

if (share && navigator.clipboard) {
  entry.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    const copied = await navigator.clipboard.writeText(/** @type {string} */ (share.dataset.share)).then(() => true, () => false);
    said.textContent = /** @type {string} */ (copied ? said.dataset.done : said.dataset.failed);
  });
}
