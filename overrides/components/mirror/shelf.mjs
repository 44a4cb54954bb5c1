// The quizzes as the build wrote them down, what this browser keeps, and small things that all pages here do.
import { unseal } from "../quiz/score.mjs";
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

// A copy of a template with its slots filled: text, or the value of a field, or where a link leads.
export const make = (root, name, texts) => {
  const page = root.querySelector(`[data-template="${name}"]`).content.cloneNode(true);
  page.slot = (one) => page.querySelector(`[data-slot="${one}"]`);
  for (const [one, text] of Object.entries(texts)) {
    const place = page.slot(one);
    place["value" in place && place.localName !== "li" ? "value" : "textContent"] = text;
  }
  return page;
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
export const sound = (data) => {
  const dated = (at) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at);
  const list = (name, fits) => (Array.isArray(data?.[name]) ? data[name] : []).filter((one) => one && /^[a-z0-9-]{1,80}$/.test(one.quiz) && dated(one.at) && fits(one));
  const asked = new Map();
  for (const { quiz, label, nonce, at, reply, got, typed } of list("asked", (one) => typeof one.label === "string" && one.label.trim() && one.nonce >= 0 && one.nonce < 65536 && one.nonce % 1 === 0)) {
    const answered = dated(got) && unseal(REPLY, reply) && { reply, got, typed: typed === true };
    if (answered || !asked.has(quiz + nonce)) asked.set(quiz + nonce, { quiz, label: label.trim().slice(0, 40), nonce, at, ...answered });
  }
  const tokens = (name, kind) => [...new Map(list(name, ({ token }) => unseal(kind, token)).map(({ quiz, at, token }) => [kind > 1 ? token : quiz, { quiz, at, token }])).values()];
  return { asked: [...asked.values()], mine: tokens("mine", 1), sums: tokens("sums", SUM), tray: tokens("tray", REPLY) };
};

export const read = () => {
  try { return sound(JSON.parse(localStorage.getItem(KEY))); } catch { return sound(); }
};

// Keeps the data; a private window may refuse.
export const keep = (data) => {
  try { localStorage.setItem(KEY, JSON.stringify(sound(data))); } catch { /* it is gone when the page is closed */ }
};

export const forget = () => localStorage.removeItem(KEY);
