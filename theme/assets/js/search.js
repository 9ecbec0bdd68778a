/* The search. Without this its page is lists that lead to everything. */

import { afterPause, byId, count, make, quoted } from "./dom.js";
import { asValues, countOptions, fits } from "./choose.js";
import { aboutUnknown, Address, MOST_LETTERS, readState, writeState } from "./state.js";
import { Chosen, Facets, showDone } from "./facets.js";
import { opened, warm } from "./opening.js";
import { hitOf } from "./results.js";
import { aboutNothing, aboutTrouble, correction, further, nearest } from "./telling.js";
import { Straight } from "./straight.js";

const AT_ONCE = 10;
const TITLE = document.title;

class Search {
  #asked = 0;
  #found = [];
  #shown = 0;

  constructor() {
    this.form = byId("find");
    this.words = byId("words");
    this.facets = new Facets(byId("choose"));
    this.straight = new Straight(this.words, byId("straight"));
    this.address = new Address(() => this.#fromAddress());
    this.chosen = new Chosen(byId("chosen"), {
      words: this.words,
      facets: this.facets,
      onChange: () => this.#changed(),
      after: byId("count"),
    });
    this.say = afterPause(700, (words) => (byId("said").textContent = words));
    this.#listen();
    this.form.hidden = false;
    byId("without").hidden = true;
    this.#fromAddress();
  }

  #listen() {
    const typed = afterPause(200, () => this.#changed({ typing: true }));
    this.words.addEventListener("focus", warm, { once: true });
    this.words.addEventListener("input", typed);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      typed.cancel();
      this.#whole();
    });
    byId("choose").addEventListener("submit", (event) => event.preventDefault());
    byId("choose").addEventListener("change", () => this.#changed());
    byId("more").addEventListener("click", () => this.#showMore());
  }

  get #state() {
    return { q: this.words.value.trim().slice(0, MOST_LETTERS), chosen: this.facets.chosen };
  }

  #fromAddress() {
    const { state, unknown } = readState(location.search, this.facets.known);
    this.words.value = state.q;
    this.facets.chosen = state.chosen;
    return this.#show(state, { unknown });
  }

  #changed({ typing = false } = {}) {
    const state = this.#state;
    this.address.go(writeState(state), { typing });
    return this.#show(state, { typing });
  }

  /** Looks into findings and reports as well, and goes on to what comes of it. */
  async #whole() {
    this.straight.close();
    await this.#changed();
    byId("count").focus();
  }

  async #show(state, { unknown = [], typing = false } = {}) {
    const asked = (this.#asked += 1);
    const isAsked = state.q !== "" || [...state.chosen.values()].some((ticked) => ticked.size);
    document.title = state.q ? `${quoted(state.q)} – ${TITLE}` : TITLE;
    if (!isAsked) {
      this.straight.show([]);
      this.#showLists(true, aboutUnknown(unknown));
      return;
    }
    this.#showBeginning();
    try {
      const engine = await opened();
      if (asked !== this.#asked) return;
      this.straight.show(typing ? engine.suggest(state.q) : []);
      const answer = await this.#ask(engine, state, typing);
      const of = answer.hits.map((hit) => ({ hit, values: asValues(hit.record.facets ?? {}) }));
      const found = of.filter(({ values }) => fits(values, state.chosen)).map(({ hit }) => hit);
      const first = await this.#filled(found.slice(0, AT_ONCE));
      if (asked !== this.#asked) return;
      this.facets.showCounts(countOptions(of, state.chosen, this.facets.ids));
      this.#showAnswer({ q: state.q, answer, found, unknown, typing });
      this.#append(first);
    } catch (trouble) {
      if (asked !== this.#asked) return;
      this.#showLists(true, aboutTrouble(trouble));
    }
  }

  /** What words lead to; without words, every review, the latest first. */
  async #ask(engine, { q }, typing) {
    if (q) return engine.search(q, { level: typing ? "records" : "pages" });
    const reviews = [...engine.records.values()].filter((one) => one.kind === "review");
    reviews.sort((one, other) => other.date.localeCompare(one.date));
    const hits = reviews.map((record) => ({ record, passages: [], filled: true }));
    return { hits, corrected: "", near: [] };
  }

  /** The same hits with their passages. Not all have them at first: nobody may look so far. */
  async #filled(hits) {
    if (hits.every((hit) => hit.filled)) return hits;
    return (await opened()).fill(hits);
  }

  /** Until the first answer: nothing may jump twice. */
  #showBeginning() {
    if (!byId("found").hidden) return;
    this.#showLists(false);
    byId("found").classList.remove("browse-alone");
    byId("notices").replaceChildren();
    byId("hits").replaceChildren();
    byId("more").hidden = true;
    byId("count").textContent = "Searching …";
  }

  #showLists(shown, notice = "") {
    for (const one of document.querySelectorAll(".until-decided")) one.classList.add("is-decided");
    byId("lists").hidden = !shown;
    byId("found").hidden = shown;
    byId("without").hidden = !notice;
    byId("without").textContent = notice;
    if (notice) this.say(notice);
  }

  #showAnswer({ q, answer, found, unknown, typing }) {
    this.#found = found;
    this.#shown = 0;
    this.#showLists(false);
    this.chosen.show(this.facets.ticked, "");
    byId("lists").hidden = answer.hits.length > 0;
    byId("found").classList.toggle("browse-alone", !answer.hits.length);
    byId("notices").replaceChildren(...this.#notices(answer, found, unknown, typing));
    byId("hits").replaceChildren();
    showDone(this.facets, found.length, "result", byId("count"));
    const so = typing ? " so far" : "";
    const words = found.length ? `${count(found.length, "result")}${so}` : `Nothing found${so}`;
    byId("count").textContent = q ? `${words} for ${quoted(q)}` : words;
    const names = this.straight.number;
    this.say(byId("count").textContent + (names ? `; ${count(names, "name")} to go straight to` : ""));
  }

  #notices({ hits, corrected, near }, found, unknown, typing) {
    const lines = [aboutUnknown(unknown) && make("p", { class: "note" }, aboutUnknown(unknown))];
    if (typing) return [...lines, further(() => this.#whole())].filter(Boolean);
    lines.push(correction(corrected, (words) => this.#searchFor(words)));
    if (!found.length) lines.push(...aboutNothing(hits.length, near), nearest(near));
    return lines.filter(Boolean);
  }

  #searchFor(words) {
    this.words.value = words;
    this.#changed();
    this.words.focus();
  }

  #append(hits) {
    const next = hits.map(hitOf);
    byId("hits").append(...next);
    this.#shown += next.length;
    byId("more").hidden = this.#shown >= this.#found.length;
    return next[0];
  }

  async #showMore() {
    const asked = this.#asked;
    try {
      const next = await this.#filled(this.#found.slice(this.#shown, this.#shown + AT_ONCE));
      if (asked === this.#asked) this.#append(next).querySelector("a").focus();
    } catch (trouble) {
      this.#showLists(true, aboutTrouble(trouble));
    }
  }
}

new Search();
