// Published as /sw.js: what was read, the shelf and all quizzes open without a network. The network is always asked
// first, so that nobody who is online gets an older page. The build writes the two constants.
const VERSION = "0";
const FILES = /** @type {string[]} */ ([]);

const worker = /** @type {any} */ (self);
const scope = /** @type {string} */ (worker.registration.scope);
// Sites on one host share caches as they share storage: the name has the site's key and its folder.
const START = `coach.offline.${new URL(scope).pathname}`;
const CACHE = `${START}#${VERSION}`;
const MOST = 150; // files that move to the next version's cache
const NEVER = /^(admin|components\/editor|pagefind)\//;
let [isGone, isChecked] = [false, false];

/** @type {(url: string) => string} */
const place = (url) => url.split(/[?#]/)[0];
const ours = async () => (await caches.keys()).filter((name) => name.startsWith(`${START}#`));

const leave = async () => {
  isGone = true;
  for (const name of await ours()) await caches.delete(name);
  await worker.registration.unregister();
};

const fill = async () => {
  const cache = await caches.open(CACHE);
  await Promise.all(FILES.map((file) => cache.add(new Request(file, { cache: "no-cache" })).catch(() => {})));
  await worker.skipWaiting();
};

// What was read stays readable: it moves into the cache of this version.
const settle = async () => {
  await worker.registration.navigationPreload?.enable();
  const cache = await caches.open(CACHE);
  for (const name of await ours()) {
    if (name === CACHE) continue;
    const old = await caches.open(name);
    for (const request of (await old.keys()).slice(-MOST)) {
      const kept = !await cache.match(request) && await old.match(request);
      if (kept) await cache.put(request, kept).catch(() => {});
    }
    await caches.delete(name);
  }
  await worker.clients.claim();
};

/** @type {(url: string, response: Response) => Promise<void>} */
const keep = async (url, response) => {
  try { if (!isGone) await (await caches.open(CACHE)).put(url, response); } catch { /* there may be no room */ }
};

// A site that has no such file any more has no worker either.
const check = async () => {
  isChecked = true;
  const { status } = await fetch(worker.location.href, { method: "HEAD", cache: "no-store" });
  if (status === 404 || status === 410) await leave();
};

/** @type {(event: any) => Promise<Response>} */
const answer = async (event) => {
  const { request } = event;
  const url = place(request.url);
  const isPage = request.mode === "navigate";
  let response;
  try {
    response = await event.preloadResponse ?? await fetch(request);
  } catch {
    const cache = await caches.open(CACHE);
    const instead = `${scope}offline/`;
    const kept = await cache.match(url);
    if (kept) return kept;
    return isPage && url !== instead && await cache.match(instead) ? Response.redirect(`${instead}#${url.slice(scope.length)}`) : Response.error();
  }
  if (response.status === 200 && /^(document|image|script|style)$/.test(request.destination)) event.waitUntil(keep(url, response.clone()));
  if (isPage && !isChecked) event.waitUntil(check().catch(() => {}));
  return response;
};

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(fill()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(settle()));
// The page that brought the worker, and what it had loaded before; nothing where a reader deletes everything.
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (!event.data) isGone = true;
  const urls = /** @type {string[]} */ (event.data ?? []).map(place).filter((url) => url.startsWith(scope) && !NEVER.test(url.slice(scope.length)));
  event.waitUntil(caches.open(CACHE).then((cache) => Promise.all(urls.map((url) => cache.add(url).catch(() => {})))).catch(() => {}));
});
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (isGone || request.method !== "GET" || !request.url.startsWith(scope) || NEVER.test(request.url.slice(scope.length))) return;
  event.respondWith(answer(event).catch(() => {
    event.waitUntil(leave());
    return fetch(request);
  }));
});
