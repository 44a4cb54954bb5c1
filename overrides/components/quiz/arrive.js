// Removes an answer or a result from the URL before any other script can read it. With scripts, phones show one question
// at a time (quiz.css), from the first moment; if a script does not come, they show all.
(() => {
  const { dataset } = document.documentElement;
  dataset.steps = "";
  addEventListener("error", ({ target }) => { if (target instanceof HTMLScriptElement) delete dataset.steps; }, true);
  const { hash, search } = location;
  const fragment = hash.slice(1);
  const query = new URLSearchParams(search).get("a");
  if (/^[a-z]=/.test(fragment) || query) {
    window.arrived = /^[a-z]=/.test(fragment) ? fragment : `a=${query}`;
    history.replaceState(history.state, "", location.pathname);
  }
})();
