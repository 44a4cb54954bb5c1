// <coach-quiz>: counts the answers of the form in it, and shows what they say. All words come from its templates.
import { QuizForm } from "./form.mjs";
import { choicesOf, fingerprintOf, pack, plan, score, unpack } from "./score.mjs";
import { fill } from "./words.mjs";

const store = {
  read(key) { try { return localStorage.getItem(key); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(key, value); } catch { /* private windows may refuse */ } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* likewise */ } },
};

class CoachQuiz extends QuizForm {
  connectedCallback() {
    this.id_ = this.dataset.quiz;
    this.key = `coach.quiz.${this.id_}`;
    this.begin();
    this.result = this.need("[data-quiz-result]");
    this.resumed = this.need("[data-quiz-resumed]");
    this.addEventListener("click", (event) => this.clicked(event));
    addEventListener("hashchange", () => this.arrive());
    this.foldKey();
    this.resume();
    this.arrive();
  }

  // The key lies open for paper and for browsers without scripts; here it folds until somebody wants it.
  foldKey() {
    const key = this.need("[data-quiz-key]");
    key.open = location.hash === "#key";
    let before = key.open;
    addEventListener("beforeprint", () => { before = key.open; key.open = true; });
    addEventListener("afterprint", () => { key.open = before; });
  }

  // Answering

  changed() {
    super.changed();
    store.write(this.key, pack(this.scale, this.answers));
  }

  resume() {
    const kept = unpack(this.scale, store.read(this.key) ?? "");
    if (kept && Object.keys(kept).length) {
      this.choose(kept);
      this.say(fill(this.words.resumed, { answered: Object.keys(kept).length }));
    }
    this.showProgress();
  }

  say(words) {
    const note = this.template("resumed");
    note.querySelector('[data-slot="words"]').textContent = words;
    this.resumed.replaceChildren(note);
    this.resumed.hidden = false;
  }

  anew() {
    this.form.reset();
    store.drop(this.key);
    this.shared = null;
    this.hideErrors();
    this.showForm();
    this.showProgress();
    this.resumed.hidden = true;
    this.need("[data-quiz-progress]").textContent = this.words.anew;
    this.form.querySelector("input")?.focus();
  }

  // What the address brings

  async arrive() {
    const fragment = window.arrived ?? location.hash.slice(1);
    delete window.arrived;
    const [, kind, value] = /^([ar])=(.*)$/.exec(fragment) ?? [];
    if (kind) history.replaceState(null, "", location.pathname);
    if (kind === "a") this.carry(value);
    else if (kind === "r") await this.open(value);
    else if (fragment === "result" && (this.shared || this.ready())) this.showResult();
    else if (this.dataset.state === "result") this.showForm();
  }

  carry(value) {
    const [item, choice] = value.split(".");
    const known = this.scale.items.some(({ id }) => id === item) && choicesOf(this.scale).includes(choice);
    if (!known) return;
    this.choose({ ...this.answers, [item]: choice });
    this.changed();
    this.say(this.words.carried);
    const radio = this.form.querySelector(`[id="${item}-${choice}"]`);
    radio.focus({ preventScroll: true });
    radio.closest("fieldset").scrollIntoView({ block: "center" });
  }

  async open(token) {
    const fingerprint = fingerprintOf(token);
    const scale = fingerprint === this.scale.fingerprint ? this.scale : await this.olderScale(fingerprint);
    const answers = scale && unpack(scale, token);
    if (!answers) {
      this.say(fingerprint ? this.words.foreign : this.words.damaged);
      return;
    }
    this.shared = { scale, answers, older: scale !== this.scale };
    this.showResult();
  }

  async olderScale(fingerprint) {
    if (!fingerprint) return null;
    try {
      const reply = await fetch(`${fingerprint}.json`);
      if (!reply.ok) return null;
      const { kind, items, zones, titles } = await reply.json();
      return {
        kind, fingerprint, titles,
        items: items.map(([id, facet, left]) => ({ id, facet, left })),
        zones: zones.map(([id, first, last]) => ({ id, first, last })),
      };
    } catch {
      return null;
    }
  }

  // Handing in

  handedIn() {
    this.shared = null;
    if (location.hash === "#result") this.showResult();
    else location.hash = "result";
  }

  // The result

  showForm() {
    this.dataset.state = "form";
    this.result.hidden = true;
    this.form.hidden = false;
    document.title = this.title_;
  }

  showResult() {
    const { scale, answers, older } = this.shared ?? { scale: this.scale, answers: this.answers };
    const result = score(scale, answers);
    const page = this.template("result");
    const slot = (name) => page.querySelector(`[data-slot="${name}"]`);
    this.shown = { scale, answers, result };
    this.headline(slot, result, Boolean(this.shared), older);
    this.drawChart(slot, result, scale);
    slot("unclear").hidden = result.clear || result.strongest.length < 2 || scale.kind !== "profile";
    slot("sided").hidden = !result.one_sided;
    if (scale.kind === "profile") this.describeFacets(slot, result, scale);
    else this.describeLines(slot, answers, scale);
    this.writePlan(slot, scale, answers);
    this.nameMoved(slot, result, answers);
    slot("ask").hidden = Boolean(this.shared);
    slot("asklink").setAttribute("href", `${slot("asklink").getAttribute("href")}#r=${pack(scale, answers)}`);
    slot("limits").textContent = this.need("[data-limits]").textContent;
    this.result.replaceChildren(page);
    this.result.hidden = false;
    this.form.hidden = true;
    this.resumed.hidden = true;
    this.dataset.state = "result";
    this.result.querySelector("h2").focus({ preventScroll: true });
    this.result.scrollIntoView();
    if (store.read(`coach.history.${this.id_}`)) this.keep("show");
  }

  headline(slot, { whole, counts }, shared, older) {
    const zone = this.querySelector(`[data-zone="${CSS.escape(whole.zone ?? "")}"]`);
    slot("zone").textContent = zone?.querySelector("[data-title]").textContent ?? this.words.none;
    slot("text").textContent = zone?.querySelector("[data-text]").textContent ?? "";
    const counted = (counts.yes ?? 0) + (counts.no ?? 0);
    const words = this.scale.kind === "profile" ? this.words.giveOrTake : counts.unknown ? this.words.countsUnknown : this.words.counts;
    slot("score").textContent = whole.score === null ? "" : fill(words, { ...whole, ...counts, counted });
    slot("note").hidden = !shared;
    slot("note").textContent = older ? this.words.older : this.words.shared;
  }

  nameOf(id, scale) {
    return this.querySelector(`[data-part="${CSS.escape(id)}"] [data-title]`)?.textContent ?? scale.titles?.[id] ?? id;
  }

  endsOf(id) {
    const part = this.querySelector(`[data-part="${CSS.escape(id)}"]`);
    const caption = this.need('[data-quiz-template="result"]').content;
    return ["low", "high"].map((end) => (part?.querySelector(`[data-${end}]`) ?? caption.querySelector(`[data-slot="${end}"]`)).textContent);
  }

  // The whole first, then the facets, the strongest first and those without a score last.
  inOrder({ whole, facets, strongest }, scale) {
    const place = ({ id }) => (strongest.includes(id) ? strongest.indexOf(id) : facets.length);
    return scale.kind === "profile" ? [whole, ...[...facets].sort((one, other) => place(one) - place(other))] : [whole];
  }

  drawChart(slot, result, scale) {
    const { whole } = result;
    const parts = this.inOrder(result, scale);
    const spoken = [];
    for (const part of parts) {
      const name = part === whole ? this.dataset.title : this.nameOf(part.id, scale);
      const [low, high] = this.endsOf(part.id);
      const words = part.score === null ? this.words.tooFew : String(part.score);
      spoken.push(`${name}: ${words}.`);
      slot("lines").append(this.drawLine(name, part, part === whole));
      const row = slot("rows").appendChild(document.createElement("tr"));
      const head = row.appendChild(document.createElement("th"));
      head.scope = "row";
      head.textContent = name;
      for (const text of [low, high, words, part.score === null ? "" : String(part.band)]) row.insertCell().textContent = text;
    }
    const [low, high] = this.endsOf("whole");
    slot("lines").setAttribute("role", "img");
    slot("lines").setAttribute("aria-label", fill(this.words.chart, { low, high, parts: spoken.join(" ") }));
  }

  drawLine(name, part, whole) {
    const line = this.template("line").firstElementChild;
    line.classList.toggle("scale-line--whole", whole);
    const slot = (one) => line.querySelector(`[data-slot="${one}"]`);
    slot("name").textContent = name;
    if (part.score === null) {
      slot("band").remove();
      slot("stroke").remove();
      return line;
    }
    const from = Math.max(0, part.score - part.band), to = Math.min(100, part.score + part.band);
    slot("band").setAttribute("x", 6 + 2 * from);
    slot("band").setAttribute("width", 2 * (to - from));
    slot("stroke").setAttribute("x", 3.5 + 2 * part.score);
    return line;
  }

  describeFacets(slot, { strongest, facets }, scale) {
    for (const id of strongest) {
      const { zone } = facets.find((facet) => facet.id === id);
      const advice = this.querySelector(`[data-part="${CSS.escape(id)}"] [data-advice="${CSS.escape(zone ?? "")}"]`);
      if (advice) this.describe(slot, this.nameOf(id, scale), advice.querySelector("[data-does]"), advice.querySelector("[data-next]"));
    }
  }

  describeLines(slot, answers, scale) {
    for (const { id } of scale.items) {
      const line = answers[id] === "no" && this.form.querySelector(`[data-item="${CSS.escape(id)}"] [data-end]`);
      if (line) this.describe(slot, this.nameOf(id, scale), line, this.querySelector(`[data-part="${CSS.escape(id)}"] [data-homework]`));
    }
  }

  describe(slot, title, does, next) {
    const part = this.template("part");
    part.querySelector('[data-slot="title"]').textContent = title;
    part.querySelector('[data-slot="does"]').textContent = does.textContent;
    part.querySelector('[data-slot="next"]').textContent = next.textContent;
    slot("parts").append(part);
  }

  writePlan(slot, scale, answers) {
    const helps = {};
    for (const part of this.querySelectorAll("[data-part]")) helps[part.dataset.part] = [...part.querySelectorAll("[data-help]")].map((link) => link.href);
    const steps = plan(scale, answers, helps).filter(({ article }) => article);
    for (const { part, article } of steps) {
      const week = this.template("week");
      const source = this.querySelector(`[data-part="${CSS.escape(part)}"]`);
      const link = week.querySelector('[data-slot="article"]');
      link.href = article;
      link.textContent = [...source.querySelectorAll("[data-help]")].find((one) => one.href === article).textContent;
      week.querySelector('[data-slot="homework"]').textContent = source.querySelector("[data-homework]").textContent;
      slot("weeks").append(week);
    }
    if (steps.length) slot("weeks").append(this.template("last-week"));
    else slot("plan").remove();
  }

  nameMoved(slot, { moved }, answers) {
    const [low, high] = this.endsOf("whole");
    for (const id of moved) {
      const fieldset = this.form.querySelector(`[data-item="${CSS.escape(id)}"]`);
      if (!fieldset) continue;
      const first = Number(answers[id]) < 3;
      const end = (fieldset.dataset.left === "high") === first ? high : low;
      const entry = slot("items").appendChild(document.createElement("li"));
      entry.textContent = fill(this.words.towards, { end, text: fieldset.querySelector(`[data-end="${first ? 1 : 5}"]`).textContent });
    }
    if (!slot("items").children.length) slot("moved").remove();
  }

  // Buttons

  clicked(event) {
    const target = event.target.closest("[data-action]");
    const action = target?.dataset.action;
    if (!action || action === "import") return;
    if (target.tagName === "A") event.preventDefault();
    if (action === "gap") this.goToGap(target);
    else if (action === "anyway") this.handIn(true);
    else if (action === "anew") {
      history.pushState(null, "", location.pathname);
      this.anew();
    } else if (action === "back") {
      this.shared = null;
      history.pushState(null, "", location.pathname);
      this.showForm();
      this.form.querySelector("input")?.focus();
    } else if (action === "print") print();
    else this.keep(action);
  }

  // Links, pictures, history and reminders come with a second file, when they are first wanted.
  async keep(action) {
    const { act } = await import("./keep.mjs");
    await act(this, action);
  }
}

customElements.define("coach-quiz", CoachQuiz);
