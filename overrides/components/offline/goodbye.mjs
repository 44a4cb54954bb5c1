// Published as /sw.js by a site that is not to be read offline: takes the place of a worker that readers have from
// before, deletes what that kept, and removes itself.
const worker = /** @type {any} */ (self);
const START = `coach.offline.${new URL(worker.registration.scope).pathname}`;

const leave = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${START}#`)) await caches.delete(name);
  }
  await worker.registration.unregister();
};

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(leave()));
