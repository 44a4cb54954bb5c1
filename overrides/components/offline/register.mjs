// Brings the worker that keeps pages for reading offline: once something lies on the shelf, so that whoever only looks
// in loads and stores nothing. A site that is not to be read offline has no manifest, and no worker; nor has a reader
// who saves data.
let isAsked = false;

export const keepOffline = async () => {
  const { serviceWorker, connection } = /** @type {any} */ (navigator);
  if (isAsked || !serviceWorker || serviceWorker.controller || connection?.saveData || !document.querySelector("link[rel=manifest]")) return;
  isAsked = true;
  const script = new URL("../../sw.js", import.meta.url).href;
  try {
    // The policy of the page allows this one address, where browsers ask for a trusted one.
    const policy = /** @type {any} */ (window).trustedTypes?.createPolicy("offline", { createScriptURL: () => script });
    await serviceWorker.register(policy?.createScriptURL("") ?? script);
    const { active } = await serviceWorker.ready;
    active?.postMessage([location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)]);
  } catch { /* private windows may refuse */ }
};
