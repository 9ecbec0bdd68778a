/* What the list of reviews and the search share: words, facets, the URL that holds both, and the
   announcements of an ARIA live region. A page extends it with `show(state, how)`. */

import { byId, debounce } from "./dom.js";
import { ActiveFilters, FacetPanel } from "./facet-panel.js";
import { MAX_QUERY_LENGTH, readState, writeState } from "../lib/url-state.js";
import { preload } from "../search/loader.js";

export class FilterPage {
  #latest = 0;
  #isTyping = false; // whether the last step was made by typing

  /** @param settings what else the URL may hold; `quiet` milliseconds before an announcement. */
  constructor({ form, settings = {}, quiet }) {
    this.form = byId(form);
    this.settings = settings;
    this.words = byId("words");
    this.facets = new FacetPanel(byId("choose"));
    addEventListener("popstate", () => {
      this.#isTyping = false;
      this.fromAddress();
    });
    this.activeFilters = new ActiveFilters(byId("chosen"), {
      words: this.words,
      facets: this.facets,
      onChange: () => this.changed(),
      after: byId("count"),
    });
    this.announce = debounce(quiet, (words) => (byId("said").textContent = words));
    const typed = debounce(200, () => this.changed({ typing: true }));
    this.words.addEventListener("focus", preload, { once: true });
    this.words.addEventListener("input", typed);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      typed.cancel();
      this.submitted();
    });
  }

  get state() {
    return { q: this.words.value.trim().slice(0, MAX_QUERY_LENGTH), chosen: this.facets.chosen };
  }

  set state(state) {
    this.words.value = state.q;
    this.facets.chosen = state.chosen;
  }

  /** A function that says whether something else was asked for since this call. */
  begin() {
    const own = (this.#latest += 1);
    return () => own !== this.#latest;
  }

  fromAddress(how = {}) {
    const { state, unknown } = readState(location.search, this.facets.known, this.settings);
    this.state = state;
    return this.show(state, { unknown, ...how });
  }

  changed({ typing = false } = {}) {
    const { state } = this;
    this.#keep(writeState(state, this.settings), typing);
    return this.show(state, { typing });
  }

  /** Back and Forward lead through what was chosen; words that are being typed make one step. */
  #keep(query, typing) {
    const address = location.pathname + (query && `?${query}`);
    if (address !== location.pathname + location.search) {
      history[typing && this.#isTyping ? "replaceState" : "pushState"](null, "", address);
    }
    this.#isTyping = typing;
  }

  submitted() {
    return this.changed();
  }
}
