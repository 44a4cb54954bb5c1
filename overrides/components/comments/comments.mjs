// Comments come in a frame from giscus.app, and only when a reader asks. Giscus' own script is not used: it would run
// in our page and could read what this site keeps in the browser; a frame cannot. The protocol of
// both (the frame's URL, the session in "?giscus=", messages) is that of giscus' client.ts.
const KEY = "coach.comments";
const [comments, button] = document.querySelectorAll("[data-comments], [data-comments] button");
const { host, name, repo, repoId, category, categoryId, term } = /** @type {Record<string, string>} */ (comments.dataset);

const store = {
  read() { try { return localStorage.getItem(KEY) ?? ""; } catch { return ""; } },
  /** @param {string} session */
  write(session) { try { localStorage.setItem(KEY, session); } catch { /* private windows may refuse */ } },
  drop() { try { localStorage.removeItem(KEY); } catch { /* likewise */ } },
};

// Signing in leads to GitHub and back, with a session in the URL. The comments are not loaded then: whoever follows a
// link with such a URL has not asked for them.
const arrive = () => {
  const here = new URL(location.href);
  const session = here.searchParams.get("giscus");
  if (session === null) return;
  here.searchParams.delete("giscus");
  history.replaceState(history.state, "", here);
  store.write(session);
};

const address = () => {
  const page = location.origin + location.pathname;
  const told = {
    origin: `${page}#comments`, session: store.read(), theme: document.documentElement.dataset.scheme ?? "preferred_color_scheme",
    reactionsEnabled: "0", emitMetadata: "0", inputPosition: "top", repo, repoId, category, categoryId, strict: "1",
    description: "", backLink: page, term,
  };
  return `${host}/en/widget?${new URLSearchParams(told)}`;
};

/** @type {HTMLIFrameElement | undefined} */
let frame;
const show = () => {
  frame = document.createElement("iframe");
  frame.title = name;
  frame.allow = "clipboard-write";
  frame.referrerPolicy = "strict-origin";
  frame.src = address();
  button.remove();
  comments.append(frame);
};

addEventListener("message", ({ origin, source, data }) => {
  if (!frame || origin !== host || source !== frame.contentWindow || !data?.giscus) return;
  const { resizeHeight, signOut, error } = data.giscus;
  if (resizeHeight > 0) frame.height = `${Math.ceil(resizeHeight)}`;
  const lapsed = /Bad credentials|Invalid state value|State has expired/.test(error ?? "") && store.read();
  if (signOut || lapsed) {
    store.drop();
    frame.src = address();
  }
});

button.hidden = false;
button.addEventListener("click", () => { show(); frame?.focus(); });
arrive();
