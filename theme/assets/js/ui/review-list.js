/* Sorts and filters the reviews that the server rendered, as cards or as rows of a table. */

import { make } from "./dom.js";

const NAMES = new Intl.Collator("en-GB", { numeric: true });
const SORTS = {
  date: (one, other) => one.place - other.place,
  oldest: (one, other) => other.place - one.place,
  name: (one, other) => NAMES.compare(one.name, other.name),
};

/** A review: its card and its row of the table, which the page has in the same order. */
function itemOf(card, row) {
  const { review, place, ...facets } = card.dataset;
  const values = Object.entries(facets).map(([facet, ids]) => [facet, new Set(ids.split(" "))]);
  const whole = card.cloneNode(true);
  whole.querySelector(".card-label")?.remove(); // the same on many cards
  return {
    card,
    row,
    id: review,
    place: Number(place), // in date order, the latest first
    values: new Map(values),
    home: card.parentElement,
    words: whole.textContent,
    name: row.querySelector("th").textContent,
  };
}

export class ReviewList {
  constructor(place) {
    this.place = place;
    this.groups = [...place.querySelectorAll("section")];
    this.table = place.querySelector(".table-wide");
    this.rows = this.table.querySelector("tbody");
    const rows = [...this.rows.children];
    this.items = [...place.querySelectorAll("[data-review]")].map((card, at) => itemOf(card, rows[at]));
    this.flat = make("ul", { class: "cards" });
    this.table.before(this.flat);
  }

  /** Shows those items, sorted; `ranks` are the places of items by id, the best match first. */
  show(items, { sort, view, ranks }) {
    const grouped = view === "cards" && sort === "read";
    this.flat.hidden = view !== "cards" || grouped || !items.length;
    this.table.hidden = view !== "table" || !items.length;
    const byRank = (one, other) => ranks.get(one.id) - ranks.get(other.id);
    const sorts = { ...SORTS, relevance: byRank };
    const sorted = sorts[sort] ? [...items].sort(sorts[sort]) : items;
    if (grouped) this.#showGroups(new Set(items));
    else for (const group of this.groups) group.hidden = true;
    if (view === "table") this.rows.replaceChildren(...sorted.map((item) => item.row));
    else if (!grouped) this.#showFlat(sorted);
  }

  #showGroups(shown) {
    for (const item of this.items) {
      item.card.hidden = !shown.has(item);
      item.home.append(item.card);
    }
    for (const group of this.groups) {
      group.hidden = !group.querySelector("[data-review]:not([hidden])");
      // What was found is not folded away.
      const folded = group.querySelector("details");
      if (folded) folded.open = shown.size < this.items.length;
    }
  }

  #showFlat(sorted) {
    for (const item of sorted) item.card.hidden = false;
    this.flat.replaceChildren(...sorted.map((item) => item.card));
  }
}
