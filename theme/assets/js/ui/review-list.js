/* The list of reviews as the page came with it, shown in another order, in part, or as a table.

   Whatever is shown is what stands in the page; nothing is fetched and no second list is kept. */

import { make } from "./dom.js";

const NAMES = new Intl.Collator("en-GB", { numeric: true });

function valuesOf(data) {
  const facets = Object.entries(data).filter(([name]) => name !== "review");
  return new Map(facets.map(([name, ids]) => [name, new Set(ids.split(" "))]));
}

/** What is read off a card. */
function itemOf(card) {
  const link = card.querySelector(".card-title a");
  const names = link.cloneNode(true);
  const when = names.querySelector(".card-when");
  when.remove();
  const whole = card.cloneNode(true);
  whole.querySelector(".card-label")?.remove(); // the same on many cards
  return {
    card,
    id: card.dataset.review,
    values: valuesOf(card.dataset),
    home: card.parentElement,
    words: whole.textContent,
    name: names.textContent.trim(),
    names,
    when: when.textContent.replace(/^[,\s]+/, ""),
    themes: card.querySelector(".card-themes"),
    status: card.querySelector(".card-status")?.textContent ?? "",
    report: card.querySelector(".card-report")?.textContent ?? "",
  };
}

export class ReviewList {
  constructor(place) {
    this.place = place;
    this.years = [...place.querySelectorAll("section")];
    // In the page's own order: the latest first.
    this.items = [...place.querySelectorAll("[data-review]")].map(itemOf);
    this.flat = make("ul", { class: "cards" });
    this.table = make("div", { class: "table-wide", tabindex: "0", role: "region" });
    this.table.setAttribute("aria-label", "Reviews");
    place.append(this.flat, this.table);
  }

  /** Shows those items, sorted; `ranks` are the places of items by id, the best match first. */
  show(items, { sort, view, ranks }) {
    const byYear = view === "cards" && sort === "date";
    this.flat.hidden = view !== "cards" || byYear || !items.length;
    this.table.hidden = view !== "table" || !items.length;
    const sorted = this.#sorted(items, sort, ranks);
    if (byYear) this.#showYears(new Set(items));
    else for (const year of this.years) year.hidden = true;
    if (view === "table") this.table.replaceChildren(this.#table(sorted));
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
      // It tells of the whole year.
      const note = year.querySelector(":scope > p");
      note.hidden = Boolean(year.querySelector("[data-review][hidden]"));
    }
  }

  #showFlat(sorted) {
    for (const item of sorted) item.card.hidden = false;
    this.flat.replaceChildren(...sorted.map((item) => item.card));
  }

  #table(items) {
    const columns = ["Review", "When", "Themes", "Report"];
    const heads = columns.map((name) => make("th", { scope: "col" }, name));
    return make(
      "table",
      { class: "grid" },
      make("caption", { class: "visually-hidden" }, "Reviews, each with its date and themes"),
      make("thead", {}, make("tr", {}, ...heads)),
      make("tbody", {}, ...items.map(rowOf)),
    );
  }
}

function rowOf(item) {
  const themes = item.themes ? [...item.themes.cloneNode(true).childNodes] : [];
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, item.names.cloneNode(true)),
    make("td", {}, item.status ? `${item.when} (${item.status.toLowerCase()})` : item.when),
    make("td", {}, ...themes),
    make("td", {}, item.report),
  );
}
