// From documents that were found to records, the best first.

// People come for reviews and themes; the pages about them, then the documents they cite, rank behind.
const OF_KIND = { review: 1, theme: 1, authority: 0.95, page: 0.8, document: 0.6, year: 0.75 };
const SECOND = 0.25;
const THIRD = 0.1;
// How much of a unit must be held for it to count as had.
const HAD = 0.5;

/** Whether any page has it: what none has counts against none. */
const isAnywhere = ({ absent }) => !absent || Boolean(absent.nearest?.used);

const share = (held, weights, total) =>
  held.reduce((sum, value, i) => sum + value * weights[i], 0) / total;

/**
 * @param {{units: object[], isQuestion: boolean}} query what was looked for.
 * @param {number[]} weights how much each unit tells.
 * @param {Map<number, {score: number, held: number[]}>} records by number.
 * @param {{record: number, passage: number, score: number, held: number[]}[]} passages
 * @param {(record: number) => string} kindOf
 * @returns {{record: number, score: number, lacks: number[], passages: object[]}[]} those with all
 *   units first, unless a question was asked in a sentence; `lacks`: the units a record has not.
 */
export function ranked({ units, isQuestion }, weights, records, passages, kindOf) {
  const lacking = ({ lacks }) => (isQuestion ? 0 : Math.sign(lacks.length));
  const total = weights.reduce((a, b) => a + b, 0) || 1;
  const groups = new Map();
  const group = (record, held) => {
    const none = { record, own: 0, held: held.map(() => 0), passages: [] };
    const found = groups.get(record) ?? none;
    groups.set(record, found);
    found.held = found.held.map((value, i) => Math.max(value, held[i]));
    return found;
  };
  for (const [record, { score, held }] of records) {
    group(record, held).own = score * share(held, weights, total);
  }
  for (const one of passages) {
    const score = one.score * share(one.held, weights, total) ** 1.5;
    group(one.record, one.held).passages.push({ passage: one.passage, score });
  }
  return [...groups.values()]
    .map((found) => {
      found.passages.sort((a, b) => b.score - a.score || a.passage - b.passage);
      const [a, b, c] = found.passages.map((one) => one.score);
      const sum = found.own + (a ?? 0) + SECOND * (b ?? 0) + THIRD * (c ?? 0);
      const whole = share(found.held, weights, total);
      const lacks = units.flatMap((unit, i) => (found.held[i] < HAD && isAnywhere(unit) ? [i] : []));
      return {
        record: found.record,
        score: sum * whole ** 2 * (OF_KIND[kindOf(found.record)] ?? 0.8),
        whole,
        lacks,
        passages: found.passages,
      };
    })
    .filter((one) => one.score > 0)
    .sort((a, b) => lacking(a) - lacking(b) || b.score - a.score || a.record - b.record);
}
