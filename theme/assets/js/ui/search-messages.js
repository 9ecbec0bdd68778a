/* What the search says where it found little, nothing, or could not look. */

import { nameChips } from "./result-list.js";
import { make, quoted } from "./dom.js";

const TROUBLE = {
  missing: "Search is not available at the moment: its index could not be loaded.",
  damaged: "Search is not available at the moment: its index was not loaded completely.",
  stale: "The site has been updated since you opened this page. Reload the page to search.",
};
const LISTS = "The lists below lead to every page.";

/** Why nothing could be looked for, in a sentence. */
export function unavailableMessage(trouble) {
  return `${TROUBLE[trouble?.reason] ?? TROUBLE.missing} ${LISTS}`;
}

const listed = (words) => words.map(quoted).join(words.length > 2 ? ", " : " and ");

/**
 * A word that no page has: what was looked for instead, or the nearest spelling and its records.
 * @param {(word: string, nearest: string) => void} replace searches for the nearest spelling.
 */
export function absentWord({ word, nearest, records, used }, replace) {
  const line = make("p", { class: "did-you-mean" }, `No page has ${quoted(word)}`);
  if (used) line.append(`. These results are for ${quoted(nearest)}.`);
  else if (nearest) {
    const label = `${nearest} (${records})`;
    const button = make("button", { type: "button", class: "link-button" }, label);
    button.addEventListener("click", () => replace(word, nearest));
    line.append("; nearest spelling: ", button, ".");
  } else line.append(".");
  return line;
}

/** Words that are too common to be looked for by themselves. */
export function tooCommon(words) {
  if (words.length === 1) return `${quoted(words[0])} is on nearly every page: add another word`;
  return `${listed(words)} are on nearly every page: add another word`;
}

/** How many of the results have every word; null where all have. */
export function haveAll(found) {
  const all = found.filter(({ lacks }) => !lacks?.length).length;
  if (all === found.length) return null;
  const some = all ? `${all} ${all === 1 ? "has" : "have"} all the words; the others have` : "No page has all the words. These have";
  return make("p", { class: "quiet" }, `${some} some of them.`);
}

/** What was not looked into while somebody typed, with a button that does. */
export function searchFurther(lookFurther) {
  const words = "Search all findings and reports";
  const button = make("button", { type: "button", class: "link-button" }, words);
  button.addEventListener("click", lookFurther);
  return make("p", { class: "quiet" }, "Searched names and subjects only. ", button);
}

/** What to do where nothing is left to show. */
export function noResults(before, near, { isQuoted, isSaid }) {
  if (before) {
    return [make("p", {}, "No result matches what is ticked. Remove a tick to see more.")];
  }
  const fewer = near.length ? "" : " Fewer or more general words may find more.";
  if (isQuoted) {
    const without = "Without the quotation marks the words are found apart.";
    return [make("p", {}, `No page has exactly these words. ${without} ${LISTS}`)];
  }
  return [make("p", {}, `${isSaid ? "" : "No page has these words."}${fewer} ${LISTS}`.trim())];
}

/** The names that are most like the words; null where none is. */
export function nearestNames(near) {
  if (!near.length) return null;
  const label = make("p", { id: "nearest" }, "The nearest names:");
  const list = make("ul", { class: "chips", "aria-labelledby": "nearest" }, ...nameChips(near));
  return make("div", {}, label, list);
}
