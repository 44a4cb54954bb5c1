// The button "Copy link": shown where the browser can copy, and it says that it did.
const share = document.querySelector("[data-share]");
const button = share?.querySelector("[data-share-copy]");
const said = share?.querySelector("[data-share-said]");

if (button && navigator.clipboard) {
  button.closest("li").hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    const copied = await navigator.clipboard.writeText(share.dataset.share).then(() => true, () => false);
    said.textContent = copied ? said.dataset.done : said.dataset.failed;
  });
}
