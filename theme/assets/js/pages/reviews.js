/* The list of every review, to be chosen from. Without this the page is that list, by year. */

import { byId, count, debounce, make, quoted, ROOT } from "../ui/dom.js";
import { countOptions, matches } from "../lib/facet-filter.js";
import { Address, MAX_QUERY_LENGTH, readState, unknownMessage, writeState } from "../lib/url-state.js";
import { ActiveFilters, FacetPanel, showDone } from "../ui/facet-panel.js";
import { ReviewList } from "../ui/review-list.js";
import { ExportPanel } from "../ui/export-panel.js";
import { preload } from "../search/loader.js";
import { TextFilter } from "../lib/text-filter.js";

const SETTINGS = { sort: ["", "date", "oldest", "name", "relevance"], view: ["cards", "table"] };

class Page {
  #asked = 0;

  constructor() {
    this.form = byId("choose");
    this.words = byId("words");
    this.list = new ReviewList(byId("list"));
    this.facets = new FacetPanel(this.form);
    this.lookup = new TextFilter(this.list.items);
    this.exportPanel = new ExportPanel(byId("export-panel"));
    this.address = new Address(() => this.#fromAddress());
    this.activeFilters = new ActiveFilters(byId("chosen"), {
      words: this.words,
      facets: this.facets,
      onChange: () => this.#changed(),
      after: byId("count"),
    });
    this.announce = debounce(500, (words) => (byId("said").textContent = words));
    this.#listen();
    for (const id of ["choose", "results-bar"]) byId(id).hidden = false;
    byId("static-side").hidden = true;
    this.#fromAddress(true);
  }

  #listen() {
    const typed = debounce(200, () => this.#changed({ typing: true }));
    this.words.addEventListener("focus", preload, { once: true });
    this.words.addEventListener("input", typed);
    // Ticks, the order and the view. TextFilter are told by "input" already.
    this.form.addEventListener("change", ({ target }) => {
      if (target !== this.words) this.#changed();
    });
    for (const one of [byId("sort"), ...document.querySelectorAll("[name=view]")]) {
      one.addEventListener("change", () => this.#changed({ sorted: one.id === "sort" }));
    }
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      typed.cancel();
      this.#changed();
    });
  }

  get #state() {
    const view = document.querySelector("[name=view]:checked").value;
    const q = this.words.value.trim().slice(0, MAX_QUERY_LENGTH);
    return { q, chosen: this.facets.chosen, sort: this.sort, view };
  }

  #fromAddress(first = false) {
    const { state, unknown } = readState(location.search, this.facets.known, SETTINGS);
    this.words.value = state.q;
    this.facets.chosen = state.chosen;
    this.sort = state.sort;
    document.querySelector(`[name=view][value=${state.view}]`).checked = true;
    this.#show(state, { unknown, silent: first });
  }

  #changed({ typing = false, sorted = false } = {}) {
    if (sorted) this.sort = byId("sort").value;
    const state = this.#state;
    this.address.go(writeState(state, SETTINGS), { typing });
    return this.#show(state);
  }

  async #show(state, { unknown = [], silent = false } = {}) {
    const asked = (this.#asked += 1);
    const found = state.q ? await this.lookup.find(state.q) : null;
    if (asked !== this.#asked) return; // something else was asked for meanwhile
    const of = found ? this.list.items.filter((item) => found.ranks.has(item.id)) : this.list.items;
    const items = of.filter((item) => matches(item.values, state.chosen));
    const sort = this.#showSort(state);
    this.facets.showCounts(countOptions(of, state.chosen, this.facets.ids));
    this.activeFilters.show(this.facets.ticked, state.q && quoted(state.q));
    this.list.show(items, { sort, view: state.view, ranks: found?.ranks });
    this.exportPanel.show(items, this.facets.ticked);
    this.#showNotices(unknownMessage(unknown), found?.notice, items.length);
    showDone(this.facets, items.length, "review", byId("count"));
    const words = this.#inWords(items.length);
    byId("count").textContent = words;
    if (!silent) this.announce(words);
  }

  #inWords(number) {
    const all = this.list.items.length;
    if (number === all) return count(number, "review");
    if (!number) return "No review fits";
    return `${number.toLocaleString("en-GB")} of ${count(all, "review")}`;
  }

  /** Sorts by best match where there are words, unless another order was asked for. */
  #showSort({ q, sort }) {
    const select = byId("sort");
    const best = select.querySelector("[value=relevance]");
    best.hidden = best.disabled = !q;
    const asked = sort === "relevance" && !q ? "" : sort;
    select.value = asked || (q ? "relevance" : "date");
    return select.value;
  }

  #showNotices(...notices) {
    const left = notices.pop();
    const lines = notices.filter(Boolean).map((words) => make("p", { class: "note" }, words));
    if (!left) {
      const words = "Nothing fits all of this together. Leave something out, or ";
      const search = make("a", { href: new URL("search/", ROOT).href }, "search the whole library");
      lines.push(make("p", {}, words, search, "."));
    }
    byId("notices").replaceChildren(...lines);
  }
}

new Page();
