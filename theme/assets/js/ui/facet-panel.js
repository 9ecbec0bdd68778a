/* The facets' checkboxes (components/facets.html) with their counts. An option without results stays
   in place and enabled: lists that shift, and controls that cannot be reached, confuse more than a 0. */

import { count, inLanguage, make } from "./dom.js";

const WIDE = matchMedia("(min-width: 62em)");

export class FacetPanel {
  #options = [];
  #groups = new Map();

  constructor(form) {
    this.form = form;
    for (const group of form.querySelectorAll("[data-facet]")) {
      const options = [...group.querySelectorAll("input")].map((input) => this.#option(input));
      this.#groups.set(group.dataset.facet, { group, options });
      this.#options.push(...options);
    }
    this.filters = form.querySelector(".filters");
    this.done = form.querySelector(".filters-done button");
    const fit = () => (this.filters.open = WIDE.matches);
    WIDE.addEventListener("change", fit);
    fit();
  }

  #option(input) {
    const label = input.closest("label");
    const words = label.querySelector(".option-label");
    return {
      input,
      facet: input.name,
      value: input.value,
      label: words.textContent,
      lang: words.lang,
      page: input.dataset.page ?? "",
      counter: label.querySelector(".option-count"),
    };
  }

  get ids() {
    return [...this.#groups.keys()];
  }

  /** The ids of the options of each facet. */
  get known() {
    const ids = (options) => new Set(options.map((one) => one.value));
    return new Map([...this.#groups].map(([facet, { options }]) => [facet, ids(options)]));
  }

  /** The checked options, in the order of the page. */
  get ticked() {
    return this.#options.filter((one) => one.input.checked);
  }

  get chosen() {
    const ticked = (options) => options.filter((one) => one.input.checked);
    const values = (options) => new Set(ticked(options).map((one) => one.value));
    return new Map([...this.#groups].map(([facet, { options }]) => [facet, values(options)]));
  }

  set chosen(chosen) {
    for (const one of this.#options) {
      one.input.checked = chosen.get(one.facet)?.has(one.value) ?? false;
    }
    for (const { group, options } of this.#groups.values()) {
      if (options.some((one) => one.input.checked)) group.open = true;
    }
  }

  /** Shows how many each option would show, and how many are ticked. */
  showCounts(counts) {
    for (const one of this.#options) {
      const number = counts.get(one.facet)?.get(one.value) ?? 0;
      one.counter.textContent = `(${number.toLocaleString("en-GB")})`;
      one.counter.closest("label").classList.toggle("option-empty", number === 0);
    }
    for (const { group, options } of this.#groups.values()) {
      const ticked = options.filter((one) => one.input.checked).length;
      group.querySelector(".facet-chosen").textContent = ticked ? `${ticked} chosen` : "";
    }
    const all = this.ticked.length;
    this.form.querySelector(".filters-chosen").textContent = all ? `(${all} chosen)` : "";
  }
}

/** The active filters as buttons, each of which removes one. */
export class ActiveFilters {
  constructor(list, { words, facets, onChange, after }) {
    this.list = list;
    this.words = words;
    this.facets = facets;
    this.onChange = onChange;
    this.after = after;
  }

  show(ticked, words) {
    const chips = ticked.map((one) =>
      this.#chip(inLanguage(one.label, one.lang), () => (one.input.checked = false)),
    );
    if (words) chips.unshift(this.#chip(words, () => (this.words.value = "")));
    if (chips.length > 1) {
      const all = make("button", { type: "button", class: "chosen-clear" }, "Clear all");
      all.addEventListener("click", async () => {
        this.words.value = "";
        this.facets.chosen = new Map();
        await this.onChange();
        this.after.focus();
      });
      chips.push(make("li", {}, all));
    }
    this.list.replaceChildren(...chips);
    this.list.hidden = !chips.length;
  }

  #chip(label, remove) {
    const button = make(
      "button",
      { type: "button", class: "chip chosen-one" },
      make("span", { class: "visually-hidden" }, "Leave out "),
      label,
      make("span", { class: "chosen-cross", "aria-hidden": "true" }, "×"),
    );
    button.addEventListener("click", () => this.#removed(button, remove));
    return make("li", {}, button);
  }

  // The button is removed with its filter; keep the focus nearby.
  async #removed(button, remove) {
    const place = [...this.list.querySelectorAll(".chosen-one")].indexOf(button);
    remove();
    await this.onChange();
    const left = [...this.list.querySelectorAll(".chosen-one")];
    (left[place] ?? left[place - 1] ?? this.after).focus();
  }
}

/** The button below the facets on a phone: shows the number of results and moves to them. */
export function showDone(facets, number, noun, after) {
  if (!facets.done) return;
  facets.done.textContent = number ? `Show ${count(number, noun)}` : "Close";
  facets.done.onclick = () => {
    facets.filters.open = false;
    after.focus();
  };
}
