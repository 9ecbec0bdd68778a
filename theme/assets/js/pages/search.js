/* The search. Without this its page is lists that lead to everything. */

import { byId, count, make, quoted } from "../ui/dom.js";
import { asValues, countOptions, matches } from "../lib/facet-filter.js";
import { unknownMessage } from "../lib/url-state.js";
import { FilterPage } from "../ui/filter-page.js";
import { searchClient } from "../search/loader.js";
import { resultItem } from "../ui/result-list.js";
import * as messages from "../ui/search-messages.js";
import { Suggestions } from "../ui/suggestions.js";

const AT_ONCE = 10;
const TITLE = document.title;

class SearchPage extends FilterPage {
  #found = [];
  #shown = 0;
  #isOutdated = () => false;

  constructor() {
    super({ form: "find", quiet: 700 });
    this.suggestions = new Suggestions(this.words, byId("suggestions"));
    byId("choose").addEventListener("submit", (event) => event.preventDefault());
    byId("choose").addEventListener("change", () => this.changed());
    byId("more").addEventListener("click", () => this.#showMore());
    this.form.hidden = false;
    byId("without").hidden = true;
    this.fromAddress();
  }

  /** Looks into findings and reports as well, and goes on to what comes of it. */
  async submitted() {
    this.suggestions.close();
    await this.changed();
    byId("count").focus();
  }

  async show(state, { unknown = [], typing = false } = {}) {
    const isOutdated = (this.#isOutdated = this.begin());
    const isAsked = state.q !== "" || [...state.chosen.values()].some((ticked) => ticked.size);
    document.title = state.q ? `${quoted(state.q)} – ${TITLE}` : TITLE;
    if (!isAsked) {
      this.suggestions.show([]);
      this.#showLists(true, unknownMessage(unknown));
      return;
    }
    this.#showBeginning();
    try {
      const engine = await searchClient();
      if (isOutdated()) return;
      this.suggestions.show(typing ? engine.suggest(state.q) : []);
      const answer = await this.#ask(engine, state, typing);
      const of = answer.hits.map((hit) => ({ hit, values: asValues(hit.record.facets ?? {}) }));
      const found = of.filter(({ values }) => matches(values, state.chosen)).map(({ hit }) => hit);
      const first = await this.#filled(found.slice(0, AT_ONCE));
      if (isOutdated()) return;
      this.facets.showCounts(countOptions(of, state.chosen));
      this.#showAnswer({ q: state.q, answer, found, unknown, typing });
      this.#append(first);
    } catch (trouble) {
      if (isOutdated()) return;
      this.#showLists(true, messages.unavailableMessage(trouble));
    }
  }

  /** What words lead to; without words, every review, the latest first. */
  async #ask(engine, { q }, typing) {
    if (q) return engine.search(q, { level: typing ? "records" : "pages" });
    const reviews = [...engine.records.values()].filter((one) => one.kind === "review");
    reviews.sort((one, other) => other.date.localeCompare(one.date));
    const hits = reviews.map((record) => ({ record, passages: [], filled: true }));
    return { hits, absent: [], small: [], near: [] };
  }

  /** The same hits with their passages. Not all have them at first: nobody may look so far. */
  async #filled(hits) {
    if (hits.every((hit) => hit.filled)) return hits;
    return (await searchClient()).fill(hits);
  }

  /** Until the first answer: nothing may jump twice. */
  #showBeginning() {
    if (!byId("found").hidden) return;
    this.#showLists(false);
    byId("found").classList.remove("no-results");
    byId("notices").replaceChildren();
    byId("hits").replaceChildren();
    byId("more").hidden = true;
    byId("count").textContent = "Searching …";
  }

  #showLists(shown, notice = "") {
    for (const one of document.querySelectorAll(".until-ready")) one.classList.add("is-ready");
    byId("lists").hidden = !shown;
    byId("found").hidden = shown;
    byId("without").hidden = !notice;
    byId("without").textContent = notice;
    if (notice) this.announce(notice);
  }

  #showAnswer({ q, answer, found, unknown, typing }) {
    this.#found = found;
    this.#shown = 0;
    this.#showLists(false);
    this.activeFilters.show(this.facets.ticked, "");
    byId("lists").hidden = answer.hits.length > 0;
    byId("found").classList.toggle("no-results", !answer.hits.length);
    byId("notices").replaceChildren(...this.#notices(answer, found, unknown, typing));
    byId("hits").replaceChildren();
    this.facets.showDone(found.length, "result", byId("count"));
    const so = typing ? " so far" : "";
    const some = found.length ? `${count(found.length, "result")}${so}` : `Nothing found${so}`;
    const words = q ? `${some} for ${quoted(q)}` : some;
    byId("count").textContent = answer.small.length && !typing ? messages.tooCommon(answer.small) : words;
    const names = this.suggestions.number;
    this.announce(byId("count").textContent + (names ? `; ${count(names, "name")} to go straight to` : ""));
  }

  #notices({ hits, absent, small, near }, found, unknown, typing) {
    const lines = [unknownMessage(unknown) && make("p", { class: "note" }, unknownMessage(unknown))];
    if (typing) return [...lines, messages.searchFurther(() => this.submitted())].filter(Boolean);
    const replace = (word, other) => {
      const typed = this.words.value;
      const at = typed.toLowerCase().indexOf(word);
      this.#searchFor(at < 0 ? other : typed.slice(0, at) + other + typed.slice(at + word.length));
    };
    lines.push(...absent.map((one) => messages.absentWord(one, replace)));
    const isQuoted = /["“”„]/u.test(this.words.value);
    const about = { isQuoted, isSaid: absent.length > 0 || small.length > 0 };
    if (found.length) lines.push(messages.haveAll(found));
    else lines.push(...messages.noResults(hits.length, near, about), messages.nearestNames(near));
    return lines.filter(Boolean);
  }

  #searchFor(words) {
    this.words.value = words;
    this.changed();
    this.words.focus();
  }

  #append(hits) {
    const next = hits.map(resultItem);
    byId("hits").append(...next);
    this.#shown += next.length;
    byId("more").hidden = this.#shown >= this.#found.length;
    return next[0];
  }

  async #showMore() {
    const isOutdated = this.#isOutdated;
    try {
      const next = await this.#filled(this.#found.slice(this.#shown, this.#shown + AT_ONCE));
      if (!isOutdated()) this.#append(next).querySelector("a").focus();
    } catch (trouble) {
      this.#showLists(true, messages.unavailableMessage(trouble));
    }
  }
}

new SearchPage();
