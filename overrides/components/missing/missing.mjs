// The page for addresses that do not exist: names the nearest one, and searches by the dialog.
import { nearestAddress, wordsIn } from "./address.mjs";

const nearby = /** @type {HTMLElement} */ (document.querySelector("[data-nearest]"));
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-missing-search]"));
const root = new URL(nearby.dataset.root ?? "/", location.href).href.replace(/\/?$/, "/");
const asked = location.href.startsWith(root) ? location.pathname.slice(new URL(root).pathname.length) : location.pathname.slice(1);

// The sitemap has the site's address, which is another one in a preview.
/** @type {() => Promise<string[]>} */
const addresses = async () => {
  const site = nearby.dataset.site ?? "";
  const text = await (await fetch(`${root}sitemap.xml`)).text();
  return [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url.replaceAll("&amp;", "&"))
    .filter((url) => url.startsWith(site)).map((url) => url.slice(site.length));
};

// A browser parses a page that it loads in this way without a trusted type; none is allowed here.
/** @type {(address: string) => Promise<string>} */
const titleOf = (address) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("GET", root + address);
  request.responseType = "document";
  request.onloadend = () => done(request.status === 200 ? request.response?.querySelector("h1")?.textContent.trim() ?? "" : "");
  request.send();
});

const offer = async () => {
  const address = nearestAddress(asked, await addresses());
  const title = address && await titleOf(address);
  if (!title) return;
  const link = /** @type {HTMLAnchorElement} */ (nearby.querySelector("a"));
  link.href = root + address;
  link.textContent = title;
  // What is shown after the page was loaded is announced only if its place was there before.
  /** @type {HTMLElement} */ (nearby.firstElementChild).hidden = false;
};

const open = () => {
  const [field, words] = [form?.querySelector("input"), document.querySelector("[data-search-dialog] input")];
  if (!(field instanceof HTMLInputElement) || !(words instanceof HTMLInputElement)) return;
  words.value = field.value;
  /** @type {HTMLElement} */ (document.querySelector("[data-search]")).click();
  words.closest("dialog")?.addEventListener("close", () => field.focus(), { once: true });
};

if (form) {
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  field.value ||= wordsIn(asked);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open();
  });
}
offer().catch(() => {});
