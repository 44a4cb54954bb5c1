// Old addresses that were numbers, as in /?p=12: a server sends the home page for them, and this leads on to p/12/.
(() => {
  const asked = new URLSearchParams(location.search);
  for (const name of /** @type {HTMLScriptElement} */ (document.currentScript).dataset.names?.split(" ") ?? []) {
    const value = asked.get(name);
    if (value && /^[\w-]+$/.test(value)) location.replace(`${name}/${value}/`);
  }
})();
