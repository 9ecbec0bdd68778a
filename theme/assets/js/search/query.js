// What somebody typed, as the units to look for.
//
// A unit is a word, or several that stand for one thing. Each has alternatives: its own stems,
// other names for the same, what it may be the beginning of, what it may be misspelt for. Nothing
// of what is typed has a meaning of its own but quotation marks.

import { allowed, distance } from "./distance.js";
import { normalize, tokenize } from "./normalize.js";

const MAX_QUERY_LENGTH = 300;
const MOST_UNITS = 20;
const MOST_BEGUN = 12;
const QUOTED = /["“”„]([^"“”„]+)["“”„]/gu;
const OTHER_NAME = 0.6;
const BEGUN = 0.4;
const MISSPELT = 0.8;
const LONG = 7;
const NEAREST = 2;
const QUESTION = /^\P{L}*(?:how|what|when|where|which|who|whose|why)\s/iu;
const YEAR = /^(?:19|20)\d\d$/;
// Before a stop word where all words are indexed; as reviewlib/search/normalize.py has it.
const SMALL = "0";

/** The words of a text with their stems. */
function tokens(text, language) {
  const found = [];
  for (const { parts, as, joined } of tokenize(text)) {
    parts.forEach((word, i) => {
      found.push({
        word,
        stem: language.stem(word),
        stop: language.isSmall(word, as[i]),
        // The first of a word's parts answers for the whole.
        whole: i === 0 && joined ? { stem: language.stem(joined), parts: parts.length } : null,
      });
    });
  }
  // The month, as it is typed in haste: "may 2023".
  found.forEach((one, i) => {
    if (one.word === "may" && YEAR.test(found[i + 1]?.word ?? "")) one.stop = false;
  });
  return found;
}

const telling = (list) => list.filter((one) => !one.stop);

/** Names for one thing, by the stems of each: `find` gives the longest that stands at a place. */
export class SameThings {
  constructor(groups, language) {
    this.byFirst = new Map();
    for (const group of groups) {
      const members = group
        .map((name) => telling(tokens(name, language)).map((one) => one.stem))
        .filter((stems) => stems.length);
      for (const stems of members) {
        // What has all of it within adds nothing: Orkney Islands to Orkney.
        const others = members.filter((other) => !stems.every((stem) => other.includes(stem)));
        if (!others.length) continue;
        const list = this.byFirst.get(stems[0]) ?? [];
        list.push({ stems, others });
        this.byFirst.set(stems[0], list);
      }
    }
  }

  find(list, at) {
    const fits = (this.byFirst.get(list[at].stem) ?? []).filter(({ stems }) =>
      stems.every((stem, i) => list[at + i]?.stem === stem),
    );
    const length = Math.max(0, ...fits.map((one) => one.stems.length));
    const others = fits.filter((one) => one.stems.length === length).flatMap((one) => one.others);
    return { length, others };
  }
}

/** The words an index knows that are like one it does not know, or hardly knows, nearest first. */
function alike(token, language, most) {
  const found = [];
  for (const [word, stem, weight] of most ? language.known() : []) {
    if (stem === token.stem) continue;
    const apart = distance(token.word, word, most);
    if (apart > most || (apart > 1 && word[0] !== token.word[0])) continue;
    const cost = apart + (word[0] === token.word[0] ? 0 : 0.5) + weight;
    found.push({ word, stem, apart, cost });
  }
  return found.sort((a, b) => a.cost - b.cost);
}

/**
 * Of a word that is found nowhere: the nearest spelling, and whether to look for it instead. A good
 * English word is not corrected.
 */
function nearest(token, language, typing) {
  const { word } = token;
  const least = word.length < 6 ? allowed(word, false) : NEAREST;
  const found = alike(token, language, Math.max(least, allowed(word, true)));
  const close = found.find((one) => one.apart <= allowed(word, language.isName(one.word)));
  const isWrong = close && !typing && !language.isEnglish(word, token.stem);
  if (isWrong) return { ...close, used: true };
  return found.find((one) => one.apart <= least) ?? null;
}

function begun(token, language) {
  const found = [];
  for (const [word, stem] of token.word.length > 1 ? language.known() : []) {
    if (stem !== token.stem && word.startsWith(token.word)) found.push(stem);
  }
  return [...new Set(found)].slice(0, MOST_BEGUN);
}

/** One word as a unit; `last` where it may be only the beginning of one. */
function single(token, last, typing, language) {
  const unit = { alternatives: [{ stems: [token.stem], boost: 1 }], word: token.word };
  const known = language.has(token.stem);
  if (language.stop.has(token.word)) {
    // "May" as it is written: as such or not at all.
    if (!known) unit.absent = { word: token.word, nearest: null };
    return unit;
  }
  if (last && (typing || !language.isSure(token.stem))) {
    const boost = known && typing ? BEGUN / 2 : BEGUN * 2;
    unit.alternatives.push(...begun(token, language).map((stem) => ({ stems: [stem], boost })));
  }
  if (!known && unit.alternatives.length === 1) {
    unit.absent = { word: token.word, nearest: nearest(token, language, typing) };
    const better = unit.absent.nearest;
    if (better?.used) unit.alternatives.push({ stems: [better.stem], boost: MISSPELT });
  } else if (known && token.word.length >= LONG && language.isRare(token.stem)) {
    // Others may have misspelt it too: look for what is like it and far more often met.
    const [better] = alike(token, language, 1);
    if (better && !language.isRare(better.stem)) {
      unit.alternatives.push({ stems: [better.stem], boost: OTHER_NAME });
    }
  }
  return unit;
}

/** The unit that begins at a place, and of how many words it is. */
function unitAt(list, at, typing, language) {
  const token = list[at];
  const several = (length, others) => {
    const part = list.slice(at, at + length);
    const alternatives = [{ stems: part.map((one) => one.stem), boost: 1 }, ...others];
    return { unit: { alternatives, word: part.map((one) => one.word).join(" ") }, length };
  };
  const whole = token.whole ? [{ stems: [token.whole.stem], boost: 1 }] : [];
  const { length, others } = language.same.find(list, at);
  if (length) {
    const names = others.map((stems) => ({ stems, boost: OTHER_NAME }));
    return several(length, [...names, ...whole]);
  }
  if (token.whole && at + token.whole.parts <= list.length) {
    return several(token.whole.parts, whole);
  }
  const next = list[at + 1];
  if (next) {
    const joined = language.stem(token.word + next.word);
    if (language.has(joined)) return several(2, [{ stems: [joined], boost: 1 }]);
  }
  const last = at === list.length - 1;
  return { unit: single(token, last, typing, language), length: 1 };
}

/** The words within each pair of quotation marks, all of them: in order, with stems. */
function phrasesIn(text, language) {
  return [...text.matchAll(QUOTED)]
    .map(([, inside]) => tokens(inside, language))
    .filter((list) => list.length)
    .map((list) => {
      const words = list.map(({ word }) => word);
      return {
        words,
        isSmall: list.every(({ stop }) => stop),
        stems: list.map(({ word, stem }) => (language.stop.has(word) ? SMALL + word : stem)),
        isIn: (longer) => ` ${normalize(longer)} `.includes(` ${words.join(" ")} `),
      };
    });
}

/**
 * @param {string} text as typed.
 * @param language what is known of words: stem, stop, same, isSmall(word, as), isName(word),
 *   isEnglish(word, stem), has(stem), isSure(stem), isRare(stem), known().
 * @param {boolean} typing whether more may follow.
 * @returns {{units: object[], phrases: object[], small: string[], corrected: string,
 *   isQuestion: boolean}} `small`: the
 *   words, where all are too common to look for by themselves.
 */
export function read(text, language, typing) {
  const cut = text.slice(0, MAX_QUERY_LENGTH);
  const phrases = phrasesIn(cut, language);
  const all = tokens(cut, language);
  const list = telling(all);
  const unfinished = typing || /[\p{L}\p{N}]$/u.test(cut);
  const units = [];
  for (let at = 0; at < list.length && units.length < MOST_UNITS;) {
    const { unit, length } = unitAt(list, at, unfinished && typing, language);
    units.push(unit);
    at += length;
  }
  for (const phrase of phrases.filter((one) => one.isSmall)) {
    units.push({ alternatives: [{ stems: [], boost: 1 }], word: `“${phrase.words.join(" ")}”`, phrase });
  }
  const small = units.length ? [] : [...new Set(all.map(({ word }) => word))];
  const instead = ({ absent }) => (absent?.nearest?.used ? absent.nearest.word : "");
  const corrected = units.some(instead)
    ? units.map((one) => instead(one) || one.word).join(" ")
    : "";
  return { units, phrases, small, corrected, isQuestion: QUESTION.test(cut) };
}

/** How much each stem of the units counts. */
function boosts(units) {
  const found = new Map();
  for (const { alternatives } of units) {
    for (const { stems, boost } of alternatives) {
      for (const stem of stems)
        found.set(stem, Math.max(boost / stems.length ** 0.5, found.get(stem) ?? 0));
    }
  }
  return found;
}

/** For each unit how much of it stands in a document with these stems, from 0 to 1. */
export function covered(units, stems) {
  return units.map(({ alternatives, phrase }) => {
    if (phrase) return 1; // asked only of passages that have it
    let best = 0;
    for (const one of alternatives) {
      const held = one.stems.filter((stem) => stems.has(stem)).length / one.stems.length;
      best = Math.max(best, held ** 2 * (0.5 + one.boost / 2));
    }
    return best;
  });
}

/** The documents of an index that have any of the units: the score, and how much of each unit. */
export function find(index, units) {
  return index.search(boosts(units)).map(({ document, score, stems }) => {
    return { document, score, held: covered(units, new Set(stems)) };
  });
}
