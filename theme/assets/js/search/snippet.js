// A passage as it is shown: its words, those that were looked for marked, cut to what matters.

import { tokenize } from "./normalize.js";

const WORD = /[\p{L}\p{N}\p{M}'’ʼ‘]+/gu;
// A word in several pieces: well-being.
const JOINED = /[\p{L}\p{M}]+(?:[-‐][\p{L}\p{M}]+)+/gu;
const PLAIN = /^[a-z0-9]{2}/i;
const WHOLE = 320;
const AROUND = 260;
const BEFORE = 60;

/** A stem begins as its word does: what begins otherwise need not be looked at any closer. */
const beginning = (word) => word.slice(0, 2);
const beginnings = (units) =>
  new Set(
    units.flatMap(({ alternatives }) => alternatives.flatMap(({ stems }) => stems.map(beginning))),
  );

function stemsIn(text, language, begins) {
  const found = [];
  for (const { parts, as, joined } of tokenize(text)) {
    (joined ? [...parts, joined] : parts).forEach((one, i) => {
      if (begins.has(beginning(one)) && !language.isSmall(one, as[i])) found.push(language.stem(one));
    });
  }
  return found;
}

/** Those stems of a text that may be looked for. */
export const stemsOf = (text, units, language) =>
  new Set(stemsIn(text, language, beginnings(units)));

/** Where words and phrases stand that may be looked for: [start, end, stem or phrase] of each. */
function placesIn(text, units, language) {
  const begins = beginnings(units);
  const mayCount = ([word]) => !PLAIN.test(word) || begins.has(beginning(word.toLowerCase()));
  const all = (pattern) => [...text.matchAll(pattern)];
  const place = (match, stem) => [match.index, match.index + match[0].length, stem];
  const joinedStem = ([word]) => language.stem(tokenize(word)[0]?.joined || "-");
  const words = all(WORD).filter(mayCount);
  const joined = all(JOINED).filter(mayCount);
  const phrases = units.filter(({ phrase }) => phrase);
  return [
    ...words.flatMap((match) =>
      stemsIn(match[0], language, begins).map((stem) => place(match, stem)),
    ),
    ...joined.map((match) => place(match, joinedStem(match))),
    ...phrases.flatMap(({ phrase, word }) => {
      const pattern = new RegExp(phrase.words.join("[^\\p{L}\\p{N}]+"), "giu");
      return all(pattern).map((match) => place(match, word));
    }),
  ];
}

/** The words to mark, none within another; other names for them only where they stand whole. */
function marksIn(text, units, language) {
  const places = placesIn(text, units, language);
  const have = new Set(places.map(([, , stem]) => stem));
  const isWhole = ({ stems }, i) => i === 0 || stems.every((stem) => have.has(stem));
  const wanted = new Set(
    units.flatMap(({ alternatives, phrase, word }) => [
      ...(phrase ? [word] : []),
      ...alternatives.filter(isWhole).flatMap(({ stems }) => stems),
    ]),
  );
  let end = 0;
  return places
    .filter(([, , stem]) => wanted.has(stem))
    .sort((a, b) => a[0] - b[0] || b[1] - a[1])
    .filter((one) => one[0] >= end && (end = one[1]));
}

/** The stretch of a long text in which most of the different words stand. */
function stretch(text, marks) {
  if (text.length <= WHOLE) return [0, text.length];
  let best = { start: 0, value: -1 };
  marks.forEach(([from], i) => {
    const seen = new Set();
    for (let j = i; j < marks.length && marks[j][1] - from < AROUND; j++) seen.add(marks[j][2]);
    if (seen.size > best.value) best = { start: from, value: seen.size };
  });
  let start = Math.max(0, best.start - BEFORE);
  let end = Math.min(text.length, start + WHOLE);
  start = Math.max(0, end - WHOLE);
  // Cut between words.
  if (start > 0) start = text.indexOf(" ", start) + 1 || start;
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
  return [start, end];
}

/**
 * @param {string} text the whole passage.
 * @param {object[]} units what was looked for.
 * @returns {{text: string, mark: boolean}[]}
 */
export function snippet(text, units, language) {
  const marks = marksIn(text, units, language);
  const [start, end] = stretch(text, marks);
  const found = [];
  const add = (piece, mark) => piece && found.push({ text: piece, mark });
  let at = start;
  if (start > 0) add("… ", false);
  for (const [from, to] of marks) {
    if (from < start || to > end) continue;
    add(text.slice(at, from), false);
    add(text.slice(from, to), true);
    at = to;
  }
  add(text.slice(at, end), false);
  if (end < text.length) add(" …", false);
  return found;
}
