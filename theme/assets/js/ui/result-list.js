/* What was found, as elements: a review or page, its best passages, each with its own link. */

import { inLanguage, make, ROOT } from "./dom.js";

function address(of) {
  return new URL(of, ROOT).href;
}

function marked(parts, lang) {
  const pieces = parts.map(({ text, mark }) => (mark ? make("mark", {}, text) : text));
  return make("p", { class: "passage-words", lang }, ...pieces);
}

/** A passage: a link to its place, and its snippet. */
function passageOf(passage) {
  const place = make("p", { class: "passage-place" });
  // The opening words of a page have no heading; the page's own link leads to them.
  if (passage.label) {
    place.append(make("a", { href: address(passage.address) }, passage.label));
  }
  if (passage.pdf && passage.pdf !== passage.address) {
    const page = /#page=(\d+)/.exec(passage.pdf)?.[1];
    const words = page ? `PDF, page ${page}` : "PDF";
    place.append(make("a", { class: "passage-pdf", href: address(passage.pdf) }, words));
  }
  const words = marked(passage.parts, passage.lang);
  return make("li", { class: "passage" }, ...(place.hasChildNodes() ? [place] : []), words);
}

/** One result with its passages. */
export function resultItem({ record, passages, lacks = [] }) {
  const link = make("a", { href: address(record.address) }, inLanguage(record.title, record.lang));
  const hit = make("li", { class: "hit" }, make("h3", { class: "hit-title" }, link));
  if (record.note) hit.append(make("p", { class: "hit-note quiet" }, record.note));
  if (passages.length) {
    hit.append(make("ul", { class: "passages" }, ...passages.map(passageOf)));
  }
  if (lacks.length) {
    hit.append(make("p", { class: "hit-note quiet" }, `Not on this page: ${lacks.join(", ")}`));
  }
  return hit;
}

/** Names and where they lead, as a row of links. */
export function nameChips(names) {
  return names.map(({ label, address: to, note, lang }) => {
    const words = [inLanguage(label, lang)];
    if (note) words.push(" ", make("span", { class: "chip-count" }, note));
    return make("li", {}, make("a", { class: "chip", href: address(to) }, ...words));
  });
}
