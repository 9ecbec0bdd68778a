/* Which reviews words lead to: by the search's index; where that cannot be had, by what stands
   in the list itself. */

import { searchClient } from "../search/loader.js";

const PLAIN =
  "The index of the search could not be loaded, so words are looked for in this list alone: " +
  "names, themes, dates and first questions.";

// As much alike as is needed without the index: case, accents and dashes do not matter.
function plain(text) {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "");
  return bare.toLowerCase().replace(/[‐-―-]/g, " ");
}

/** The place of each item among those found, by id, and what readers should know, or "". */
export async function findItems(items, words) {
  try {
    const engine = await searchClient();
    const { hits } = await engine.search(words, { level: "records" });
    const places = new Map(hits.map(({ record }, place) => [record.address, place]));
    const ranks = items.map(({ id }) => [id, places.get(`reviews/${id}/`)]);
    return { ranks: new Map(ranks.filter(([, place]) => place !== undefined)), notice: "" };
  } catch {
    const wanted = plain(words).split(/\s+/).filter(Boolean);
    const found = items.filter((item) => wanted.every((word) => plain(item.words).includes(word)));
    return { ranks: new Map(found.map(({ id }, place) => [id, place])), notice: PLAIN };
  }
}
