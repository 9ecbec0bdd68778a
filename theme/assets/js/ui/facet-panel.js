/* The facets' checkboxes (components/facets.html) with their counts. An option without results stays
   in place and enabled: lists that shift, and controls that cannot be reached, confuse more than a 0. */

import { count, inLanguage, make } from "./dom.js";

const WIDE = matchMedia("(min-width: 62em)");

/** An option as lists of what is chosen name it. */
function named(input) {
  const words = input.closest("label").querySelector(".option-label");
  const { name: facet, dataset } = input;
  return { input, facet, label: words.textContent, lang: words.lang, page: dataset.page };
}

export class FacetPanel {
  constructor(form) {
    this.filters = form.querySelector(".filters");
    this.groups = [...form.querySelectorAll("[data-facet]")];
    this.inputs = [...form.querySelectorAll("[data-facet] input")];
    const fit = () => (this.filters.open = WIDE.matches);
    WIDE.addEventListener("change", fit);
    fit();
  }

  /** The ids of some options of each facet. */
  #ids(inputs) {
    const ids = (facet) => inputs.filter((one) => one.name === facet).map((one) => one.value);
    return new Map(this.groups.map(({ dataset: { facet } }) => [facet, new Set(ids(facet))]));
  }

  get #checked() {
    return this.inputs.filter((one) => one.checked);
  }

  get known() {
    return this.#ids(this.inputs);
  }

  /** The checked options, in the order of the page. */
  get ticked() {
    return this.#checked.map(named);
  }

  get chosen() {
    return this.#ids(this.#checked);
  }

  set chosen(chosen) {
    for (const one of this.inputs) one.checked = chosen.get(one.name)?.has(one.value) ?? false;
    for (const group of this.groups) group.open ||= group.querySelector(":checked") !== null;
  }

  /** Shows how many each option would show, and how many are ticked. */
  showCounts(counts) {
    for (const one of this.inputs) {
      const label = one.closest("label");
      const number = counts.get(one.name).get(one.value) ?? 0;
      label.querySelector(".option-count").textContent = `(${number.toLocaleString("en-GB")})`;
      label.classList.toggle("option-empty", number === 0);
    }
    for (const group of this.groups) {
      const ticked = group.querySelectorAll(":checked").length;
      group.querySelector(".facet-chosen").textContent = ticked ? `${ticked} chosen` : "";
    }
    const all = this.#checked.length;
    this.filters.querySelector(".filters-chosen").textContent = all ? `(${all} chosen)` : "";
  }

  /** The button below the facets on a phone: shows the number of results and moves to them. */
  showDone(number, noun, after) {
    const button = this.filters.querySelector(".filters-done button");
    button.textContent = number ? `Show ${count(number, noun)}` : "Close";
    button.onclick = () => {
      this.filters.open = false;
      after.focus();
    };
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
