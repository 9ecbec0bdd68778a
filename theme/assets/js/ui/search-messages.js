/* What the search says where it found little, nothing, or could not look. */

import { nameChips } from "./result-list.js";
import { make } from "./dom.js";

const TROUBLE = {
  missing: "The search cannot be used just now: its index did not arrive.",
  damaged: "The search cannot be used just now: its index did not arrive whole.",
  stale: "This site was renewed while you were reading. Load this page again to search it.",
};
const LISTS = "The lists below lead to everything that is here.";

/** Why nothing could be looked for, in a sentence. */
export function unavailableMessage(trouble) {
  return `${TROUBLE[trouble?.reason] ?? TROUBLE.missing} ${LISTS}`;
}

/** "Did you mean …?" with a button that asks for it; null where there is nothing to correct. */
export function correction(words, searchFor) {
  if (!words) return null;
  const button = make("button", { type: "button", class: "link-button" }, words);
  button.addEventListener("click", () => searchFor(words));
  return make("p", { class: "did-you-mean" }, "Did you mean ", button, "?");
}

/** What was not looked into while somebody typed, with a button that does. */
export function searchFurther(lookFurther) {
  const words = "Look into every finding and report";
  const button = make("button", { type: "button", class: "link-button" }, words);
  button.addEventListener("click", lookFurther);
  return make("p", { class: "quiet" }, "Looked for in names and subjects. ", button);
}

/** What to do where nothing is left to show. */
export function noResults(before, near) {
  if (before) {
    return [make("p", {}, "Nothing that was found fits what is ticked. Leave something out.")];
  }
  const fewer = near.length ? "" : " Fewer or more general words may find more.";
  return [make("p", {}, `No page has these words.${fewer} ${LISTS}`)];
}

/** The names that are most like the words; null where none is. */
export function nearestNames(near) {
  if (!near.length) return null;
  const label = make("p", { id: "nearest" }, "The nearest names:");
  const list = make("ul", { class: "chips", "aria-labelledby": "nearest" }, ...nameChips(near));
  return make("div", {}, label, list);
}
