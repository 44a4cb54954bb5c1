// Removes an answer or a result from the URL before any other script can read it.
(() => {
  const { hash, search } = location;
  const fragment = hash.slice(1);
  const query = new URLSearchParams(search).get("a");
  if (/^[a-z]=/.test(fragment) || query) {
    window.arrived = /^[a-z]=/.test(fragment) ? fragment : `a=${query}`;
    history.replaceState(history.state, "", location.pathname);
  }
})();
