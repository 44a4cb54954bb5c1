// <coach-mirror>: asks customers, takes their replies in, and lays them over one's own view. Words are in its templates.
import { ANSWERS, unpack, unseal } from "../quiz/score.mjs";
import { fill } from "../quiz/words.mjs";
import { overlay } from "./overlay.mjs";
import { qrPath } from "./qr.mjs";
import { add, arrived, copy, forget, keep, listArticles, loadQuiz, make, put, read, sound } from "./shelf.mjs";
import { BUNDLE, findTokens, packBundle, packInvite, REPLY, SUM, unpackBundle, unpackReply, unpackSum } from "./tokens.mjs";

const LETTERS = { r: [ANSWERS, unpack], y: [REPLY, unpackReply], b: [BUNDLE, unpackBundle], s: [SUM, unpackSum] };

const choose = (select, options, chosen) => select.append(...options.map(([value, text]) => new Option(text, value, false, value === chosen)));

const now = () => new Date().toISOString();

class CoachMirror extends HTMLElement {
  connectedCallback() {
    this.words = this.querySelector('[data-template="words"]').dataset;
    for (const kind of ["click", "submit", "change"]) this.addEventListener(kind, this.act);
    addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  place(name) { return this.querySelector(`[data-place="${name}"]`); }

  say(name, facts = {}) { this.place("said").textContent = fill(this.words[name] ?? name, facts); }

  day(at) { return new Date(at).toLocaleDateString("en-GB", { dateStyle: "long" }); }

  // What links bring

  async arrive() {
    const fragment = arrived();
    await this.take(fragment, "rybs", /^#[rybs]=/.test(fragment) ? "damaged" : "");
  }

  async take(text, letters, otherwise) {
    const told = {};
    const found = findTokens(text, letters);
    for (const { letter, token } of found) {
      const [name, facts] = await this.takeOne(LETTERS[letter], token);
      told[name] = { ...facts, label: [told[name]?.label, facts?.label].filter(Boolean).join(", ") };
    }
    if (found[1]) this.view = "";
    await this.show();
    this.say(otherwise);
    const said = Object.entries(told).map(([name, facts]) => fill(this.words[name], facts)).join(" ");
    if (said) this.announce(said);
  }

  announce(said, facts) {
    this.say(said, facts);
    (this.querySelector("[data-arrive]") ?? this.place("said")).focus();
  }

  async takeOne([kind, open], token) {
    const fingerprint = unseal(kind, token)?.fingerprint;
    const quiz = fingerprint && await loadQuiz(this, fingerprint);
    const found = quiz && open(quiz, token);
    if (!found) return [fingerprint && !quiz ? "foreign" : "damaged"];
    this.quiz = fingerprint;
    if (kind === REPLY) return this.takeReply(quiz, token, found.nonce);
    if (kind === BUNDLE) {
      this.guest = { fingerprint, ...found };
      return ["guest"];
    }
    const data = read();
    data[kind === SUM ? "sums" : "mine"].push({ quiz: quiz.id, at: now(), token });
    keep(data);
    return kind === SUM ? ["sumAdded", found] : ["mineHere", quiz];
  }

  takeReply(quiz, token, nonce) {
    const data = read();
    const request = data.asked.find((one) => one.quiz === quiz.id && one.nonce === nonce);
    const note = this.place("unasked");
    note.hidden = !!request;
    if (!request) {
      note.querySelector("a").hash += `#y=${token}`;
      return ["unasked"];
    }
    const before = request.token;
    this.view = request.label;
    if (before === token) return ["same", request];
    Object.assign(request, { token, got: now() });
    keep(data);
    return [before ? "replaced" : "added", request];
  }

  // Showing

  async show() {
    const data = read();
    const mine = [...this.querySelectorAll("[data-fingerprint]")].map(({ dataset }) => dataset)
      .filter(({ quiz }) => [data.mine, data.asked, data.sums].flat().some((one) => one.quiz === quiz));
    const fingerprint = this.guest?.fingerprint ?? (mine.find((one) => one.fingerprint === this.quiz) ?? mine[0])?.fingerprint;
    this.quiz = fingerprint;
    this.place("empty").hidden = !!fingerprint;
    this.place("kept").hidden = !mine.length;
    this.place("quiz").replaceChildren(fingerprint ? this.showQuiz(await loadQuiz(this, fingerprint), data, mine) : "");
  }

  showQuiz(quiz, data, known) {
    const [mine, asked, sums] = ["mine", "asked", "sums"].map((name) => data[name].filter((one) => one.quiz === quiz.id));
    const { guest } = this;
    const answers = guest?.mine ?? unpack(quiz, mine[0]?.token);
    const page = make(this, "quiz", { title: quiz.title, mine: fill(this.words[mine[0] ? "mine" : "noMine"], { day: this.day(mine[0]?.at) }) });
    page.slot("again").href = quiz.address;
    this.toggleAttribute("data-guest", !!guest);
    choose(page.slot("quizzes"), known.map(({ title, fingerprint }) => [fingerprint, title]), quiz.fingerprint);
    page.slot("asked").append(...asked.map((one) => this.showRequest(quiz, one)));
    page.slot("ask").hidden = new Set(asked.map(({ label }) => label)).size > 11;
    const views = guest?.replies.map((reply, at) => ({ ...reply, label: fill(this.words.guestName, { number: at + 1 }) })) ?? this.views(quiz, asked, sums);
    if (answers && views.length) page.slot("compared").replaceChildren(this.compare(quiz, answers, views));
    return page;
  }

  // The latest reply of each customer, with the one before it, and what colleagues have summed up.
  views(quiz, asked, sums) {
    const rounds = {};
    for (const { label, token, got } of asked) {
      const found = unpackReply(quiz, token);
      if (found) rounds[`_${label}`] = { ...found, label, day: this.day(got), before: rounds[`_${label}`] };
    }
    for (const { at, token } of sums) {
      const total = unpackSum(quiz, token);
      if (total) rounds[token] = { total, label: fill(this.words.sumOf, { ...total, day: this.day(at) }) };
    }
    return Object.values(rounds);
  }

  showRequest(quiz, { label, nonce, at, got }) {
    const link = `${quiz.address}customer/#i=${packInvite(quiz, nonce)}`;
    const facts = { label, link, minutes: quiz.minutes, title: quiz.title, count: quiz.items.length, day: this.day(got ?? at) };
    const mail = fill(this.words.mail, facts);
    const page = make(this, "request", { label, link, mail, message: fill(this.words.message, facts), status: fill(this.words[got ? "answered" : "asked"], facts) });
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
    const page = make(this, "compared");
    const all = single.length > 1 ? [["", fill(this.words.all, { count: single.length })]] : [];
    choose(page.slot("views"), all.concat(views.map(({ label }) => [label, label])), chosen?.label);
    const order = overlay(this, this.words, quiz, mine, shown, page).slice(0, 3);
    for (const { label, comment } of shown) if (comment) page.slot("comments").append(make(this, "comment", { label, comment }));
    const [first] = order;
    const part = quiz.parts[first.id];
    const zone = quiz.zones.find((one) => one.first <= first.mean && first.mean <= one.last)?.id;
    const ids = order.map(({ id }) => id);
    listArticles([...page.slot("articles").children], quiz, ids, this.dataset.root);
    // Of several customers the one whose view of this part lies furthest from one's own.
    const away = first.theirs.map((score) => Math.abs((score ?? first.mine) - first.mine));
    const whom = shown[shown.length > 1 ? away.indexOf(Math.max(...away)) : 0];
    for (const question of quiz.kind === "profile" ? part.ask : ids.flatMap((id) => quiz.parts[id].ask)) add(page.slot("questions"), "li", question);
    return put(page, {
      next: part.next[zone] ?? "", homework: part.homework,
      planTitle: fill(this.words[first.clear ? "planGap" : "planNoGap"], part),
      guideTitle: fill(this.words[whom.total ? "guideSum" : "guide"], whom),
      bundle: `${location.href.split("#")[0]}#b=${packBundle(quiz, mine, single)}`,
    });
  }

  // Buttons, forms and choices: each says in data-action what it does, in data-on when, and asks first with data-sure.

  async act(event) {
    const target = event.target.closest("[data-action]");
    if (event.type !== (target?.dataset.on ?? "click") || !target) return;
    if (event.type === "submit") event.preventDefault();
    if (target.dataset.sure && !confirm(target.dataset.sure)) return;
    const entry = target.closest("[data-nonce]");
    const nonce = Number(entry?.dataset.nonce);
    const [said, at, facts] = await this[`_${target.dataset.action}`]({ target, entry, nonce, data: read() }) ?? [];
    if (at) await this.show();
    if (said) this.say(said, facts);
    if (at) this.querySelector(at)?.focus();
  }

  // Which quiz, or which view of it.
  _choose({ target }) {
    this[target.name] = target.value;
    return ["", `[name="${target.name}"]`];
  }

  _again({ nonce, data }) { return this.request(data, data.asked.find((one) => one.nonce === nonce).label); }

  _ask({ target, data }) { return this.request(data, target.elements.label.value.trim()); }

  async request(data, label) {
    if (!label) return ["nameless", '[name="label"]'];
    const { id } = await loadQuiz(this, this.quiz);
    do [this.open] = crypto.getRandomValues(new Uint16Array(1)); while (data.asked.some(({ nonce }) => nonce === this.open));
    keep({ ...data, asked: [...data.asked, { quiz: id, label, nonce: this.open, at: now() }] });
    return ["made", `[data-nonce="${this.open}"] summary`, { label }];
  }

  async _paste({ target }) {
    const { value } = target.elements.links;
    target.reset();
    await this.take(value, "ybs", "nothing");
  }

  async _copy({ target, entry }) { return [await copy((entry ?? this).querySelector(`[data-slot="${target.dataset.what}"]`))]; }

  // Closing what the device offers is no fault.
  _share({ entry }) { navigator.share({ text: entry.querySelector('[data-slot="message"]').value }).catch(() => {}); }

  _qr({ entry }) {
    const path = qrPath(entry.querySelector('[data-slot="link"]').value);
    if (!path) return ["tooLong"];
    entry.querySelector('[data-slot="qr"]').setAttribute("d", path);
    entry.querySelector("[data-qr]").hidden = false;
    return ["qr"];
  }

  // The customer's form, filled in by hand from a card.
  async _type({ entry, nonce }) {
    const quiz = await loadQuiz(this, this.quiz);
    const { typeIn } = await import("./customer.mjs");
    typeIn(this, quiz, nonce, entry.querySelector('[data-slot="typing"]'), async (token) => {
      const told = this.takeReply(quiz, token, nonce);
      await this.show();
      this.announce(...told);
    });
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

  // The link leads to the file before the click goes on to follow it.
  _export({ target, data }) {
    target.href = `data:application/json,${encodeURIComponent(JSON.stringify(data))}`;
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
