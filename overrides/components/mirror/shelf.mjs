// The quizzes as the build wrote them down, what this browser keeps, and small things that all pages here do.
import { ANSWERS, unseal } from "../quiz/score.mjs";
import { REPLY, SUM } from "./tokens.mjs";

const KEY = "coach.mirror";

// What the address brought, without which it is from now on.
export const arrived = () => {
  const fragment = window.arrived ?? location.hash.slice(1);
  delete window.arrived;
  if (/^[a-z]=/.test(fragment)) history.replaceState(null, "", location.pathname);
  return `#${fragment}`;
};

export const copy = async (field) => {
  try {
    await navigator.clipboard.writeText(field.value);
    return "copied";
  } catch {
    field.select();
    return "copyYourself";
  }
};

// Fills slots: text, or the value of a field.
export const put = (page, texts) => {
  for (const [name, text] of Object.entries(texts)) {
    const place = page.slot(name);
    place[place.matches("input, textarea") ? "value" : "textContent"] = text;
  }
  return page;
};

export const make = (root, name, texts = {}) => {
  const page = root.querySelector(`[data-template="${name}"]`).content.cloneNode(true);
  page.slot = (one) => page.querySelector(`[data-slot="${one}"]`);
  return put(page, texts);
};

export const add = (place, name, textContent, facts = {}) => place.appendChild(Object.assign(document.createElement(name), { textContent, ...facts }));

const loaded = {};

// The quiz of this fingerprint, or null when the page knows none: made with another version, or elsewhere.
export const loadQuiz = async (page, fingerprint) => {
  const id = page.querySelector(`[data-fingerprint="${fingerprint}"]`)?.dataset.quiz;
  if (!id) return null;
  const address = new URL(`${page.dataset.root}quizzes/${id}/`, location.href).href;
  loaded[id] ??= { id, address, ...await (await fetch(`${address}view.json`)).json() };
  return loaded[id];
};

// Three different articles, those for the first of the parts before the others.
export const listArticles = (places, { parts }, ids, root) => {
  const found = new Map([...ids, ...Object.keys(parts)].flatMap((id) => parts[id].helps ?? []).map((article) => [article.address, article.title]));
  [...found].slice(0, places.length).forEach(([address, title], at) => add(places[at], "a", title, { href: root + address }));
};

// Of what is kept, and of a file that somebody brings, only what could have been kept.
const KINDS = { mine: ANSWERS, asked: REPLY, sums: SUM, tray: REPLY };

export const sound = (data) => Object.fromEntries(Object.entries(KINDS).map(([name, kind]) => {
  const kept = new Map();
  for (const one of [data?.[name] ?? []].flat()) {
    const { quiz, at, token, label, nonce, got } = one ?? {};
    const asked = name === "asked";
    const isRequest = asked && typeof label === "string" && label.trim() && label.length < 41 && nonce === (nonce & 65535);
    const fits = asked ? isRequest && (!token || Date.parse(got) && unseal(kind, token)) : unseal(kind, token);
    if (!fits || !Date.parse(at) || typeof quiz !== "string") continue;
    const key = asked ? quiz + nonce : name === "mine" ? quiz : token;
    if (token ? kept.get(key)?.token !== token : !kept.has(key)) kept.set(key, asked ? one : { quiz, at, token });
  }
  return [name, [...kept.values()].sort((one, other) => (one.at < other.at ? -1 : 1))];
}));

export const read = () => {
  try { return sound(JSON.parse(localStorage.getItem(KEY))); } catch { return sound(); }
};

// Keeps the data; a private window may refuse.
export const keep = (data) => {
  try { localStorage.setItem(KEY, JSON.stringify(sound(data))); } catch { /* it is gone when the page is closed */ }
};

export const forget = () => localStorage.removeItem(KEY);
