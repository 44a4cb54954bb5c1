// <coach-mirror>: asks customers, takes their replies in, and lays them over one's own view. Words are in its templates.
import { unpack, unseal } from "../quiz/score.mjs";
import { fill } from "../quiz/words.mjs";
import { overlay } from "./overlay.mjs";
import { qrPath } from "./qr.mjs";
import { add, arrived, copy, forget, keep, listArticles, loadQuiz, make, read, sound } from "./shelf.mjs";
import { BUNDLE, findTokens, packBundle, packInvite, packReply, REPLY, SUM, unpackBundle, unpackReply, unpackSum } from "./tokens.mjs";

const KINDS = { r: 1, y: REPLY, b: BUNDLE, s: SUM };

class CoachMirror extends HTMLElement {
  connectedCallback() {
    this.words = this.querySelector('[data-template="words"]').dataset;
    const run = (event) => this.act(event);
    for (const kind of ["click", "submit", "change"]) this.addEventListener(kind, run);
    addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  place(name) { return this.querySelector(`[data-place="${name}"]`); }

  say(name, facts = {}) { this.place("said").textContent = fill(this.words[name] ?? name, facts); }

  day(at) { return new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }); }

  // What links bring

  async arrive() {
    const fragment = arrived();
    await this.take(fragment, "rybs", /^#[rybs]=/.test(fragment) && "damaged");
  }

  async take(text, letters, otherwise) {
    const told = {};
    for (const { letter, token } of findTokens(text, letters)) {
      const [name, facts] = await this.takeOne(KINDS[letter], token);
      told[name] = { ...facts, count: (told[name]?.count ?? 0) + 1 };
    }
    await this.show();
    const names = Object.keys(told);
    if (names.length) this.say(names.map((name) => fill(this.words[told[name].count > 1 ? `${name}Many` : name] ?? this.words[name], told[name])).join(" "));
    else if (otherwise) this.say(otherwise);
    if (names.length) (this.querySelector("[data-arrive]") ?? this.place("said")).focus();
  }

  async takeOne(kind, token) {
    const fingerprint = unseal(kind, token)?.fingerprint;
    if (!fingerprint) return ["damaged"];
    const quiz = await loadQuiz(this, fingerprint);
    if (!quiz) return ["foreign"];
    const data = read();
    const at = new Date().toISOString();
    const found = { 1: unpack, [REPLY]: unpackReply, [BUNDLE]: unpackBundle, [SUM]: unpackSum }[kind](quiz, token);
    if (!found) return ["damaged"];
    this.quiz = quiz.fingerprint;
    if (kind === 1) {
      if (!data.mine.some((one) => one.token === token)) data.mine.push({ quiz: quiz.id, at, token });
      keep(data);
      return ["mineHere", quiz];
    }
    if (kind === BUNDLE) {
      this.guest = { quiz, ...found };
      return ["guest"];
    }
    if (kind === SUM) {
      keep({ ...data, sums: [...data.sums, { quiz: quiz.id, at, token }] });
      return ["sumAdded", found];
    }
    return this.takeReply(quiz, token, found.nonce, false);
  }

  takeReply(quiz, reply, nonce, typed) {
    const data = read();
    const request = data.asked.find((one) => one.quiz === quiz.id && one.nonce === nonce);
    if (!request) {
      this.place("unasked").hidden = false;
      this.place("unasked").querySelector("a").hash = `y=${reply}`;
      return ["unasked"];
    }
    const before = request.reply;
    Object.assign(request, { reply, got: new Date().toISOString(), typed });
    if (before !== reply) keep(data);
    this.view = request.label;
    return [before === reply ? "same" : before ? "replaced" : "added", request];
  }

  // Showing

  async show() {
    const data = read();
    const known = [...this.querySelectorAll("[data-fingerprint]")].filter(({ dataset }) => [...data.mine, ...data.asked, ...data.sums].some((one) => one.quiz === dataset.quiz));
    const fingerprint = known.find(({ dataset }) => dataset.fingerprint === this.quiz)?.dataset.fingerprint ?? known[0]?.dataset.fingerprint;
    const quiz = this.guest?.quiz ?? (fingerprint && await loadQuiz(this, fingerprint));
    this.place("empty").hidden = Boolean(quiz);
    this.place("kept").hidden = !known.length;
    this.place("quiz").replaceChildren(...(quiz ? [this.guest ? this.showGuest(quiz) : this.showQuiz(quiz, data, known)] : []));
  }

  showGuest(quiz) {
    const page = make(this, "guest", { title: quiz.title });
    const views = this.guest.replies.map((reply, at) => ({ ...reply, label: fill(this.words.guestName, { letter: "ABCDEFGHIJKL"[at] }) }));
    if (views.length) page.slot("compared").append(this.compare(quiz, this.guest.mine, views));
    return page;
  }

  showQuiz(quiz, data, known) {
    this.quiz = quiz.fingerprint;
    const [mine, asked, sums] = ["mine", "asked", "sums"].map((name) => data[name].filter((one) => one.quiz === quiz.id));
    const answers = unpack(quiz, mine[0]?.token);
    const page = make(this, "quiz", { title: quiz.title, mine: answers ? fill(this.words.mine, { day: this.day(mine[0].at) }) : this.words.noMine });
    page.slot("again").href = quiz.address;
    page.slot("quizzes").parentElement.hidden = known.length < 2;
    for (const { dataset } of known) page.slot("quizzes").append(new Option(dataset.title, dataset.fingerprint, false, dataset.fingerprint === quiz.fingerprint));
    const full = new Set(asked.map(({ label }) => label)).size > 11;
    page.slot("ask").hidden = full;
    page.slot("full").hidden = !full;
    page.slot("asked").append(...asked.map((one) => this.showRequest(quiz, one)));
    const rounds = new Map();
    for (const { label, reply, got } of asked) {
      const found = unpackReply(quiz, reply);
      if (found) rounds.set(label, { ...found, label, day: this.day(got), before: rounds.get(label) });
    }
    const totals = sums.map(({ at, token }) => ({ total: unpackSum(quiz, token), at })).filter(({ total }) => total);
    const views = [...rounds.values(), ...totals.map(({ total, at }) => ({ total, label: fill(this.words.sumOf, { ...total, day: this.day(at) }) }))];
    if (answers && views.length) page.slot("compared").append(this.compare(quiz, answers, views));
    else if (asked.length) page.slot("compared").textContent = this.words.waiting;
    return page;
  }

  showRequest(quiz, { label, nonce, at, got, typed }) {
    const link = `${quiz.address}customer/#i=${packInvite(quiz, nonce)}`;
    const facts = { label, link, minutes: quiz.minutes, title: quiz.title, count: quiz.items.length, day: this.day(got ?? at) };
    const mail = fill(this.words.mail, facts);
    const page = make(this, "request", { label, link, mail, message: fill(this.words.message, facts), status: fill(this.words[got ? (typed ? "typed" : "answered") : "asked"], facts) });
    page.firstElementChild.dataset.nonce = nonce;
    page.slot("card").href = `${quiz.address}card/#c=${nonce}`;
    page.slot("mailto").href = `mailto:?subject=${encodeURIComponent(this.words.subject)}&body=${encodeURIComponent(mail)}`;
    page.slot("share").hidden = !navigator.share;
    page.querySelector("details").open = this.open === nonce;
    return page;
  }

  compare(quiz, mine, views) {
    const single = views.filter(({ total }) => !total);
    const chosen = views.find(({ label }) => label === this.view) ?? (single.length > 1 ? null : views[0]);
    const shown = chosen ? [chosen] : single;
    const page = make(this, "compared", {});
    page.slot("views").parentElement.hidden = views.length < 2;
    if (single.length > 1) page.slot("views").append(new Option(fill(this.words.all, { count: single.length }), ""));
    for (const { label } of views) page.slot("views").append(new Option(label, label, false, label === chosen?.label));
    for (const end of ["low", "high"]) page.slot(end).textContent = quiz.parts.whole[end];
    const order = overlay(this, this.words, quiz, mine, shown, page);
    for (const { label, comment } of shown) if (comment) page.slot("comments").append(make(this, "comment", { label, comment }));
    const [first] = order;
    const part = quiz.parts[first.id];
    const zone = quiz.zones.find((one) => one.first <= first.mean && first.mean <= one.last)?.id;
    page.slot("planTitle").textContent = fill(this.words[first.clear ? "planGap" : "planNoGap"], part);
    page.slot("next").textContent = part.next[zone] ?? "";
    page.slot("homework").textContent = part.homework;
    const ids = order.map(({ id }) => id);
    listArticles([...page.slot("articles").children], quiz, ids, this.dataset.root);
    // Of several customers the one whose view of this part lies furthest from one's own.
    const away = first.theirs.map((score) => Math.abs((score ?? first.mine) - first.mine));
    const whom = shown[shown.length > 1 ? away.indexOf(Math.max(...away)) : 0];
    page.slot("guideTitle").textContent = fill(this.words[whom.total ? "guideSum" : "guide"], whom);
    for (const question of quiz.kind === "profile" ? part.ask : ids.flatMap((id) => quiz.parts[id].ask)) add(page.slot("questions"), "li", question);
    page.slot("bundle").value = `${location.href.split("#")[0]}#b=${packBundle(quiz, mine, single)}`;
    return page;
  }

  // Buttons, forms and choices: each says what it does in data-action, and asks first with data-sure.

  async act(event) {
    const target = event.target.closest("[data-action]");
    const wanted = { FORM: "submit", SELECT: "change", INPUT: "change" }[target?.tagName] ?? "click";
    if (!target || event.type !== wanted) return;
    if (event.type === "submit") event.preventDefault();
    if (target.dataset.sure && !confirm(target.dataset.sure)) return;
    const entry = target.closest("[data-nonce]");
    const nonce = Number(entry?.dataset.nonce);
    const [said, at, facts] = await this[`_${target.dataset.action}`]({ target, entry, nonce, data: read() }) ?? [];
    if (at) await this.show();
    if (said) this.say(said, facts);
    if (at) this.querySelector(at)?.focus();
  }

  _quiz({ target }) {
    this.quiz = target.value;
    return ["", '[data-action="quiz"]'];
  }

  _view({ target }) {
    this.view = target.value;
    return ["", '[data-action="view"]'];
  }

  _again({ nonce, data }) { return this.request(data, data.asked.find((one) => one.nonce === nonce).label); }

  _ask({ target, data }) { return this.request(data, target.elements.label.value.replace(/\s+/g, " ").trim()); }

  async request(data, label) {
    if (!label) return ["nameless", '[name="label"]'];
    const { id } = await loadQuiz(this, this.quiz);
    do [this.open] = crypto.getRandomValues(new Uint16Array(1)); while (data.asked.some(({ nonce }) => nonce === this.open));
    keep({ ...data, asked: [...data.asked, { quiz: id, label, nonce: this.open, at: new Date().toISOString() }] });
    return ["made", `[data-nonce="${this.open}"] summary`, { label }];
  }

  async _paste({ target }) {
    const { value } = target.elements.links;
    target.reset();
    await this.take(value, "ybs", "nothing");
  }

  async _copy({ target, entry }) { return [await copy((entry ?? this).querySelector(`[data-slot="${target.dataset.what}"]`))]; }

  async _share({ entry }) {
    try { await navigator.share({ text: entry.querySelector('[data-slot="message"]').value }); } catch { /* closed without sending */ }
  }

  _qr({ target, entry }) {
    const path = qrPath(entry.querySelector('[data-slot="link"]').value);
    if (!path) return ["tooLong"];
    entry.querySelector('[data-slot="qr"]').setAttribute("d", path);
    entry.querySelector("[data-qr]").hidden = false;
    target.hidden = true;
    return ["qr"];
  }

  async _type({ entry, nonce }) {
    const [quiz] = await Promise.all([loadQuiz(this, this.quiz), import("./customer.mjs")]);
    const page = new DOMParser().parseFromString(await (await fetch(`${quiz.address}customer/`)).text(), "text/html");
    const form = document.importNode(page.querySelector("coach-customer"), true);
    form.dataset.typed = "";
    form.addEventListener("reply", async ({ detail }) => {
      const [name, facts] = this.takeReply(quiz, packReply(quiz, { nonce, ...detail }), nonce, true);
      await this.show();
      this.say(name, facts);
      this.querySelector("[data-arrive]")?.focus();
    });
    for (const other of this.querySelectorAll("coach-customer")) other.remove();
    entry.querySelector('[data-slot="typing"]').replaceChildren(form);
    form.querySelector("input").focus();
  }

  _remove({ nonce, data }) {
    keep({ ...data, asked: data.asked.filter((one) => one.nonce !== nonce) });
    return ["removed", '[data-place="said"]'];
  }

  _print() { print(); }

  _leave() {
    delete this.guest;
    return ["back", '[data-place="said"]'];
  }

  _export({ data }) {
    const href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
    Object.assign(document.createElement("a"), { href, download: "customers-view.json" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
    return ["exported"];
  }

  async _import({ target, data }) {
    let more = sound();
    try { more = sound(JSON.parse(await target.files[0].text())); } catch { /* then it brings nothing */ }
    const count = Object.values(more).flat().length;
    keep(Object.fromEntries(Object.keys(more).map((name) => [name, [...more[name], ...data[name]]])));
    return [count ? "imported" : "notImported", '[data-place="said"]'];
  }

  _forget() {
    forget();
    return ["forgotten", '[data-place="said"]'];
  }
}

customElements.define("coach-mirror", CoachMirror);
