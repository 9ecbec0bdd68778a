/* The list of every review, to be chosen from. Without this the page is that list, by what can be read. */

import { byId, count, make, quoted, ROOT } from "../ui/dom.js";
import { countOptions, matches } from "../lib/facet-filter.js";
import { unknownMessage } from "../lib/url-state.js";
import { FilterPage } from "../ui/filter-page.js";
import { ReviewList } from "../ui/review-list.js";
import { ExportPanel } from "../ui/export-panel.js";
import { findItems } from "../lib/text-filter.js";

const SETTINGS = { sort: ["", "read", "date", "oldest", "name", "relevance"], view: ["cards", "table"] };

class ReviewsPage extends FilterPage {
  constructor() {
    super({ form: "choose", settings: SETTINGS, quiet: 500 });
    this.list = new ReviewList(byId("list"));
    this.exportPanel = new ExportPanel(byId("export-panel"));
    // Facets, sort and view. Words are handled by the "input" event.
    this.form.addEventListener("change", ({ target }) => {
      if (target !== this.words) this.changed();
    });
    for (const one of [byId("sort"), ...document.querySelectorAll("[name=view]")]) {
      one.addEventListener("change", () => {
        if (one.id === "sort") this.sort = one.value;
        this.changed();
      });
    }
    for (const id of ["choose", "results-bar"]) byId(id).hidden = false;
    byId("static-side").hidden = true;
    this.fromAddress({ silent: true });
  }

  get state() {
    const view = document.querySelector("[name=view]:checked").value;
    return { ...super.state, sort: this.sort, view };
  }

  set state(state) {
    super.state = state;
    this.sort = state.sort;
    document.querySelector(`[name=view][value=${state.view}]`).checked = true;
  }

  async show(state, { unknown = [], silent = false } = {}) {
    const isOutdated = this.begin();
    const found = state.q ? await findItems(this.list.items, state.q) : null;
    if (isOutdated()) return;
    const of = found ? this.list.items.filter((item) => found.ranks.has(item.id)) : this.list.items;
    const items = of.filter((item) => matches(item.values, state.chosen));
    const sort = this.#showSort(state);
    this.facets.showCounts(countOptions(of, state.chosen));
    this.activeFilters.show(this.facets.ticked, state.q && quoted(state.q));
    this.list.show(items, { sort, view: state.view, ranks: found?.ranks });
    this.exportPanel.show(items, this.facets.ticked);
    this.#showNotices(unknownMessage(unknown), found?.notice, items.length);
    this.facets.showDone(items.length, "review", byId("count"));
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
    select.value = asked || (q ? "relevance" : "read");
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

new ReviewsPage();
