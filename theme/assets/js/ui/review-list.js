/* Sorts and filters the reviews that the server rendered, as cards or as rows of a table. */

import { make } from "./dom.js";

const NAMES = new Intl.Collator("en-GB", { numeric: true });

function valuesOf(data) {
  const facets = Object.entries(data).filter(([name]) => name !== "review");
  return new Map(facets.map(([name, ids]) => [name, new Set(ids.split(" "))]));
}

/** A review: its card and its row of the table, which the page has in the same order. */
function itemOf(card, row) {
  const whole = card.cloneNode(true);
  whole.querySelector(".card-label")?.remove(); // the same on many cards
  return {
    card,
    row,
    id: card.dataset.review,
    values: valuesOf(card.dataset),
    home: card.parentElement,
    words: whole.textContent,
    name: row.querySelector("th").textContent,
  };
}

export class ReviewList {
  constructor(place) {
    this.place = place;
    this.years = [...place.querySelectorAll("section")];
    // In the page's own order: the latest first.
    this.table = place.querySelector(".table-wide");
    this.rows = this.table.querySelector("tbody");
    const rows = [...this.rows.children];
    this.items = [...place.querySelectorAll("[data-review]")].map((card, at) => itemOf(card, rows[at]));
    this.flat = make("ul", { class: "cards" });
    this.table.before(this.flat);
  }

  /** Shows those items, sorted; `ranks` are the places of items by id, the best match first. */
  show(items, { sort, view, ranks }) {
    const byYear = view === "cards" && sort === "date";
    this.flat.hidden = view !== "cards" || byYear || !items.length;
    this.table.hidden = view !== "table" || !items.length;
    const sorted = this.#sorted(items, sort, ranks);
    if (byYear) this.#showYears(new Set(items));
    else for (const year of this.years) year.hidden = true;
    if (view === "table") this.rows.replaceChildren(...sorted.map((item) => item.row));
    else if (!byYear) this.#showFlat(sorted);
  }

  #sorted(items, sort, ranks) {
    const copy = [...items];
    if (sort === "oldest") copy.reverse();
    if (sort === "name") copy.sort((one, other) => NAMES.compare(one.name, other.name));
    if (sort === "relevance") copy.sort((one, other) => ranks.get(one.id) - ranks.get(other.id));
    return copy;
  }

  #showYears(shown) {
    for (const item of this.items) {
      item.card.hidden = !shown.has(item);
      item.home.append(item.card);
    }
    for (const year of this.years) {
      year.hidden = !year.querySelector("[data-review]:not([hidden])");
      // The note describes the whole year.
      const note = year.querySelector(":scope > p");
      note.hidden = Boolean(year.querySelector("[data-review][hidden]"));
    }
  }

  #showFlat(sorted) {
    for (const item of sorted) item.card.hidden = false;
    this.flat.replaceChildren(...sorted.map((item) => item.card));
  }
}
