// Brings the worker that keeps pages for reading offline: once something lies on the shelf, so that whoever only looks
// in loads and stores nothing. A site that is not to be read offline has no manifest, and no worker; nor has a reader
// who saves data.
let isAsked = false;

/** The worker's full address: another site on the same host may have a worker too, above ours. */
export const workerScript = new URL("../../sw.js", import.meta.url).href;

/** Brings the worker, if something lies on the shelf and the browser may keep it; once for each page. */
export const keepOffline = async () => {
  const { serviceWorker, connection } = /** @type {any} */ (navigator);
  const isThere = serviceWorker?.controller?.scriptURL === workerScript;
  if (isAsked || isThere || !serviceWorker || connection?.saveData || !document.querySelector("link[rel=manifest]")) return;
  isAsked = true;
  try {
    // The policy of the page allows this one address, where browsers ask for a trusted one.
    const policy = /** @type {any} */ (window).trustedTypes?.createPolicy("offline", { createScriptURL: () => workerScript });
    await serviceWorker.register(policy?.createScriptURL("") ?? workerScript);
    const { active } = await serviceWorker.ready;
    active?.postMessage([location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)]);
  } catch { /* private windows may refuse */ }
};
