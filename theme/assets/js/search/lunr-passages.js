// Passages by lunr.js: one index of all, their texts in several files.

import { Index } from "./index.js";
import { load } from "./index-files.js";
import { find } from "./query.js";

const MOST_CHECKED = 400;
// What is about a record, and not of the review, stands a little behind.
const LESS = 0.6;

export class LunrPassages {
  constructor({ root, stamp }) {
    Object.assign(this, { root, stamp });
    this.texts = new Map();
  }

  async start() {
    const found = await load(this.root, "pages.json", this.stamp);
    this.index = new Index(found.index);
    this.files = found.files;
    this.less = new Set(found.less);
    this.recordOf = found.counts.flatMap((count, record) => Array(count).fill(record));
  }

  has(stem) {
    return this.index.has(stem);
  }

  isSure(stem) {
    return this.has(stem);
  }

  /** Whether a stem stands in one passage alone. */
  isRare(stem) {
    return this.index.found(stem) < 2;
  }

  weight(stem) {
    return this.index.weight(stem);
  }

  words() {
    return this.index.words;
  }

  /** Every passage that has any of what is looked for. */
  async find(units, phrases) {
    // For a phrase of small words alone, which no index has, every passage is read.
    const isUnindexed = units.length > 0 && units.every(({ phrase }) => phrase);
    const either = isUnindexed
      ? this.recordOf.map((_, document) => ({ document, score: 1, held: units.map(() => 1) }))
      : find(this.index, units);
    const found = either.map(({ document, score, held }) => ({
      record: this.recordOf[document],
      passage: document,
      score: this.less.has(document) ? LESS * score : score,
      held,
    }));
    if (!phrases.length) return found;
    const most = isUnindexed ? found.length : MOST_CHECKED;
    const best = found.sort((a, b) => b.score - a.score).slice(0, most);
    const rows = await this.#rows(best.map((one) => one.passage));
    return best.filter((_, i) => phrases.every((phrase) => phrase.isIn(rows[i]?.[3] ?? "")));
  }

  /** For each hit its best passages, as rows of a file of texts. */
  async rowsOf(hits, most) {
    const chosen = hits.map((found) => {
      // The far weaker ones only where there is no other.
      const least = (found[0]?.[1] ?? 0) * 0.25;
      const strong = found.filter(([, score]) => score >= least).slice(0, most);
      return strong.map(([passage]) => passage);
    });
    const rows = await this.#rows(chosen.flat());
    return chosen.map((passages) => rows.splice(0, passages.length).filter(Boolean));
  }

  async #rows(passages) {
    const files = passages.map((passage) => this.files.findLastIndex((first) => first <= passage));
    await Promise.all([...new Set(files)].map((file) => this.#file(file)));
    return passages.map((passage, i) => this.texts.get(files[i])?.[passage - this.files[files[i]]]);
  }

  async #file(file) {
    if (this.texts.has(file)) return;
    const found = await load(this.root, `texts/${file}.json`, this.stamp);
    this.texts.set(file, found.texts);
  }
}
