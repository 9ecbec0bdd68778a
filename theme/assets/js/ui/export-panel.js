/* Export of the current selection: its URL, its rows as CSV, the feed and the calendar. */

import { byId, inLanguage, make, saveFile } from "./dom.js";
import { selectRows } from "../lib/csv-rows.js";

// One of these alone has a feed and a calendar of its own (exports/collections.py).
const FOLLOWED = ["theme", "authority", "year"];

function say(...words) {
  byId("copied").replaceChildren(...words);
}

async function copyLink() {
  say();
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link was copied.");
  } catch {
    // No clipboard: an old browser, a site without https, or the reader does not allow it.
    const input = make("input", { class: "field-input copy-address", id: "address", readonly: true });
    input.value = location.href;
    say(make("label", { for: "address" }, "Copy this address:"), " ", input);
    input.select();
  }
}

/** The whole table as text, with its byte order mark, by which spreadsheets detect UTF-8. */
async function wholeTable(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
}

async function saveTable(address, ids) {
  say();
  try {
    const rows = selectRows(await wholeTable(address), ids);
    saveFile("reviews-chosen.csv", rows, "text/csv");
    say("The table was saved.");
  } catch {
    const whole = make("a", { href: address }, "the table of all reviews");
    say("The table of this choice could not be made. Here is ", whole, ".");
  }
}

/** What to subscribe to: the one theme, authority or year that is checked; else all reviews. */
function followed(ticked) {
  const of = FOLLOWED.map((facet) => ticked.filter((one) => one.facet === facet));
  return of.find((own) => own.length === 1)?.[0];
}

export class ExportPanel {
  #ids = new Set();
  #ticked = [];

  constructor(place) {
    this.place = place;
    this.feed = byId("follow-feed");
    this.calendar = byId("follow-calendar");
    byId("copy").addEventListener("click", copyLink);
    byId("table-file").addEventListener("click", () => saveTable(place.dataset.table, this.#ids));
    place.hidden = false;
    // It offers the same for all reviews.
    document.querySelector(".takeaway")?.setAttribute("hidden", "");
  }

  show(items, ticked) {
    this.#ids = new Set(items.map((item) => item.id));
    const one = followed(ticked);
    const page = one?.page ?? this.place.dataset.all;
    for (const [link, kind, file] of [
      [this.feed, "Feed", "feed.xml"],
      [this.calendar, "Calendar", "calendar.ics"],
    ]) {
      link.href = page + file;
      if (one) link.replaceChildren(`${kind} of reviews: `, inLanguage(one.label, one.lang));
      else link.replaceChildren(`${kind} of all reviews`);
    }
    say();
  }
}
