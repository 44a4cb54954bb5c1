// The quizzes as the build wrote them, what this browser stores, and helpers for all pages of the customer's view.
import { ANSWERS, unseal } from "../quiz/score.mjs";
import { partIds, REPLY, SUM } from "./tokens.mjs";

/**
 * @import { Scale, Zone } from "../quiz/score.mjs"
 * @typedef {{ quiz: string, at: string, token: string }} Kept A token as it is kept: of which quiz, and since when, in UTC.
 * @typedef {{ quiz: string, at: string, label: string, nonce: number, token?: string, got?: string }} Request
 *   A customer who was asked, under the name that one knows them by; with the token of the reply and when it came.
 * @typedef {{ mine: Kept[], asked: Request[], sums: Kept[], tray: Kept[], me: string }} Data One's own answers, requests, and what
 *   colleagues have summed up; the tray holds replies that one collects for a colleague; `me` is how
 *   customers know oneself.
 * @typedef {{
 *   title: string, homework: string, ask: string[], next: Record<string, string>, helps?: { title: string, address: string }[],
 *   low?: string, high?: string, more?: string, less?: string,
 * }} QuizPart The words of a part; the whole has title and ends only.
 * @typedef {Omit<Scale, "zones"> & {
 *   id: string, address: string, title: string, minutes: number, parts: Record<string, QuizPart>, zones: (Zone & { title: string })[],
 * }} Quiz A quiz as the build wrote it, in view.json.
 * @typedef {<E extends Element = HTMLElement>(name: string) => E} Slot
 *   Finds a place in a copy of a template, which has each that is asked for.
 * @typedef {DocumentFragment & { slot: Slot }} Page A copy of a template.
 * @typedef {Record<string, string | number | null | undefined>} Texts
 */

const KEY = "coach.mirror";

/**
 * Returns the fragment that the page was opened with, with its #, and takes it out of the address if it is a token.
 * @returns {string}
 */
export const arrived = () => {
  const fragment = window.arrived ?? location.hash.slice(1);
  delete window.arrived;
  if (/^[a-z]=/.test(fragment)) history.replaceState(null, "", location.pathname);
  return `#${fragment}`;
};

/**
 * Copies a field's text, or selects it where the browser forbids that; returns the name of the words that say which.
 * @param {HTMLInputElement} field
 * @returns {Promise<string>}
 */
export const copy = async (field) => {
  try {
    await navigator.clipboard.writeText(field.value);
    return "copied";
  } catch {
    field.hidden = false;
    field.select();
    return "copyYourself";
  }
};

/**
 * Fills slots of a page: text, or the value of a field.
 * @template {Page} P
 * @param {P} page
 * @param {Texts} texts
 * @returns {P}
 */
export const put = (page, texts) => {
  for (const [name, text] of Object.entries(texts)) {
    /** @type {HTMLInputElement & HTMLAnchorElement} */
    const place = page.slot(name);
    place["value" in place ? "value" : "href" in place ? "href" : "textContent"] = /** @type {string} */ (text);
  }
  return page;
};

/**
 * Returns a copy of a template with its slots filled.
 * @param {ParentNode} root
 * @param {string} name
 * @param {Texts} [texts]
 * @returns {Page}
 */
export const make = (root, name, texts = {}) => {
  const page = /** @type {Page} */ (/** @type {HTMLTemplateElement} */ (root.querySelector(`[data-template="${name}"]`)).content.cloneNode(true));
  page.slot = /** @template {Element} E @param {string} one */ (one) => /** @type {E} */ (page.querySelector(`[data-slot="${one}"]`));
  return put(page, texts);
};

/**
 * Adds an element to a place, and returns it.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {Element} place
 * @param {K} name
 * @param {string | number | undefined} textContent
 * @param {object} [facts] Further properties of the element.
 * @returns {HTMLElementTagNameMap[K]}
 */
export const add = (place, name, textContent, facts = {}) => place.appendChild(Object.assign(document.createElement(name), { textContent, ...facts }));

/**
 * Writes a customer's name, or what names one, into an element, with what paper shows instead.
 * @param {HTMLElement} place
 * @param {{ label: string, unnamed?: string }} name
 */
export const writeName = (place, { label, unnamed }) => {
  place.textContent = label;
  if (unnamed) place.dataset.unnamed = unnamed;
};

/** @type {Record<string, Quiz>} */
const loaded = {};

/** @type {(address: string) => Promise<any>} */
const readJson = async (address) => (await fetch(address)).json();

/** @type {(quiz: Quiz, fingerprint: string) => Promise<Quiz>} */
const loadOlder = async (quiz, fingerprint) => {
  const { olderOf } = await import("./older.mjs");
  return olderOf(quiz, fingerprint, await readJson(`${quiz.address}${fingerprint}.json`), partIds);
};

/**
 * Returns the quiz of this fingerprint, today's or an older version, or null when the page knows none.
 * @param {HTMLElement} page
 * @param {string | undefined} fingerprint
 * @returns {Promise<Quiz | null>}
 */
export const loadQuiz = async (page, fingerprint) => {
  const found = fingerprint && page.querySelector(`[data-fingerprint="${fingerprint}"], [data-older~="${fingerprint}"]`)?.dataset;
  if (!found) return null;
  const id = found.quiz;
  const address = new URL(`${page.dataset.root}quizzes/${id}/`, location.href).href;
  const today = loaded[found.fingerprint ?? ""] ??= { id, address, ...await readJson(`${address}view.json`) };
  return fingerprint === found.fingerprint ? today : loaded[fingerprint] ??= await loadOlder(today, fingerprint);
};

/**
 * Links different articles, one in each place, those for the first of the parts before the others.
 * @param {ArrayLike<Element>} places
 * @param {Quiz} quiz
 * @param {string[]} ids Of parts.
 * @param {string | undefined} root The address of the site's root.
 */
export const listArticles = (places, { parts }, ids, root) => {
  const found = new Map([...ids, ...Object.keys(parts)].flatMap((id) => parts[id].helps ?? []).map((article) => [article.address, article.title]));
  [...found].slice(0, places.length).forEach(([address, title], at) => add(places[at], "a", title, { href: root + address }));
};

/**
 * Returns the valid entries of stored data, or of a file that was imported.
 * @param {Record<string, unknown> | null} [data]
 * @returns {Data}
 */
export const sound = (data) => /** @type {Data} */ ({ me: String(data?.me ?? "").slice(0, 40), ...Object.fromEntries(Object.entries({ mine: ANSWERS, asked: REPLY, sums: SUM, tray: REPLY }).map(([name, kind]) => {
  const kept = new Map();
  for (const one of [data?.[name] ?? []].flat()) {
    const { quiz, at, token, label, nonce, got } = /** @type {Required<Request>} */ (one ?? {});
    const asked = name === "asked";
    const isRequest = label?.trim?.() && label.length < 41 && nonce === (nonce & 65535);
    const fits = asked ? isRequest && (!token || Date.parse(got) && unseal(kind, token)) : unseal(kind, token);
    if (!fits || !Date.parse(at) || typeof quiz !== "string") continue;
    const key = asked ? quiz + nonce : name === "mine" ? quiz : token;
    if (token ? kept.get(key)?.token !== token : !kept.has(key)) kept.set(key, asked ? one : { quiz, at, token });
  }
  return [name, [...kept.values()].sort((one, other) => (one.at < other.at ? -1 : 1))];
})) });

/**
 * What this browser would not keep: its storage is full, or switched off. It lasts as long as the page.
 * @type {Data | null}
 */
let unkept = null;

/**
 * Returns whether the last change could not be kept.
 * @returns {boolean}
 */
export const isUnkept = () => !!unkept;

/**
 * Returns what is kept here.
 * @returns {Data}
 */
export const read = () => {
  try { return unkept ?? sound(JSON.parse(/** @type {string} */ (localStorage.getItem(KEY)))); } catch { return sound(); }
};

/**
 * Keeps the data, if the browser lets it.
 * @param {Data} data
 */
export const keep = (data) => {
  const kept = sound(data);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    unkept = null;
  } catch { unkept = kept; }
};

/** Removes all that is kept. */
export const forget = () => {
  unkept = null;
  localStorage.removeItem(KEY);
};
