// How far apart two words are, for misspellings.

/**
 * The number of letters to change, add, drop or exchange with the next; `most` + 1 where it is
 * more than that (optimal string alignment).
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = null;
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (before && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, before[j - 2] + 1);
      }
      row.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length];
}

/** How many letters of a word may be wrong: more than one only in a long word or a name. */
export function allowed(word, isName) {
  if (word.length < 4) return 0;
  if (!isName) return word.length < 10 ? 1 : 2;
  return word.length < 7 ? 1 : word.length < 10 ? 2 : 3;
}

/** How alike two texts are, from 0 to 1, by the pairs of letters they share (Dice). */
export function likeness(a, b) {
  const pairs = new Map();
  for (let i = 0; i + 1 < a.length; i++) {
    const pair = a.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let i = 0; i + 1 < b.length; i++) {
    const pair = b.slice(i, i + 2);
    const left = pairs.get(pair) ?? 0;
    if (left) {
      shared += 1;
      pairs.set(pair, left - 1);
    }
  }
  return a.length + b.length > 2 ? (2 * shared) / (a.length + b.length - 2) : 0;
}
