// Passages by Pagefind: for libraries too large for one index that is loaded whole.
//
// Its documents hold our own stems (reviewlib/search/pagefind.py), so it finds just what lunr.js
// would. Each alternative of each unit is a search of its own; what they found is put together
// here, so that a question in many words finds what has most of them.

import { idf, unwritten } from "./index.js";
import { load, SearchUnavailable } from "./index-files.js";
import { covered } from "./query.js";
import { stemsOf } from "./snippet.js";

const MOST_ALTERNATIVES = 5;
const LESS = 0.6;
const MANY = 2;
// A stop word as the index has it, for phrases (reviewlib/search/normalize.py).
const isSmall = (stem) => /^0[a-z]/.test(stem);

/** How much of what is looked for stands in a row; a little less where it is about the record. */
function value([kind, label, , text], units, language) {
  const held = covered(units, stemsOf(`${label} ${text}`, units, language));
  return held.reduce((a, b) => a + b, 0) * (kind === "notes" ? LESS : 1);
}

export class PagefindPassages {
  constructor({ root, stamp }) {
    Object.assign(this, { root, stamp });
    this.texts = new Map();
    this.found = new Map();
    this.list = null;
  }

  async start() {
    const place = new URL("search/pagefind/", this.root);
    const [documents, pagefind] = await Promise.all([
      load(this.root, "documents.json", this.stamp),
      import(new URL("pagefind.js", place)).catch(() => {
        throw new SearchUnavailable("missing", "Pagefind");
      }),
    ]);
    const ids = documents.ids.split(" ");
    this.letters = ids[0].length;
    this.numbers = new Map(ids.map((id, i) => [id, i]));
    this.recordOf = documents.counts.flatMap((count, record) => Array(count).fill(record));
    await pagefind.options({ basePath: place.pathname, noWorker: true });
    await pagefind.init();
    this.pagefind = pagefind;
  }

  /** Whether a stem stands anywhere; taken for granted until something was not found. */
  has(stem) {
    return this.list ? this.list.has(stem) : true;
  }

  /** Whether it is known to stand somewhere, not only as the beginning of a word. */
  isSure(stem) {
    return Boolean(this.list?.has(stem));
  }

  /** Whether it was found in one document at most. */
  isRare(stem) {
    return (this.found.get(stem)?.size ?? MANY) < MANY;
  }

  /** Before anything was looked for, each word tells as much as any other. */
  weight(stem) {
    const documents = this.recordOf.length;
    return idf(this.found.get(stem)?.size ?? documents / 10, documents);
  }

  words() {
    return this.list?.words ?? [];
  }

  /** Get the words there are, where a unit is hardly found. @returns whether there is need. */
  async learn(units) {
    const found = (unit) => this.found.get(unit.alternatives[0].stems.join(" "))?.size ?? 0;
    if (units.every((unit) => found(unit) >= MANY)) return false;
    if (this.list) return true;
    const { terms } = await load(this.root, "words.json", this.stamp);
    const words = terms.split(" ").map(unwritten);
    const known = new Set(words.map(([stem]) => stem));
    this.list = {
      has: (stem) => known.has(stem),
      words: words.map(([stem, word]) => [word, stem]),
    };
    return true;
  }

  async find(units, phrases) {
    const held = new Map();
    for (const [u, { alternatives, phrase }] of units.entries()) {
      const asked = phrase ? [{ stems: phrase.stems, boost: 1 }] : alternatives;
      for (const { stems, boost } of asked.slice(0, MOST_ALTERNATIVES)) {
        for (const [document, score] of await this.#search(stems, Boolean(phrase))) {
          const one = held.get(document) ?? { held: units.map(() => 0), by: units.map(() => 0) };
          one.by[u] = Math.max(one.by[u], score * boost);
          one.held[u] = Math.max(one.held[u], 0.5 + boost / 2);
          held.set(document, one);
        }
      }
    }
    for (const phrase of phrases) {
      const exact = await this.#search(phrase.stems, true);
      for (const document of held.keys()) if (!exact.has(document)) held.delete(document);
    }
    return [...held].map(([passage, one]) => {
      const score = one.by.reduce((a, b) => a + b, 0);
      return { record: this.recordOf[passage], passage, score, held: one.held };
    });
  }

  /** The documents with all of some stems, each with its score. */
  async #search(stems, exact = false) {
    const text = exact ? `"${stems.join(" ")}"` : stems.join(" ");
    if (!this.found.has(text)) {
      // Of a single letter it would find whatever begins with it.
      const known = stems.every((stem) => stem.length > 1 && (isSmall(stem) || this.has(stem)));
      const { results } = known ? await this.pagefind.search(text) : { results: [] };
      const numbered = results
        .filter(({ words }) => words.length)
        .map(({ id, score }) => [this.#number(id), score]);
      this.found.set(text, new Map(numbered.filter(([document]) => document !== undefined)));
    }
    return this.found.get(text);
  }

  /** A document by the name that Pagefind gave it: "unknown_1d3d45a". */
  #number(id) {
    const own = id.slice(id.lastIndexOf("_") + 1);
    return this.numbers.get(own.slice(0, this.letters));
  }

  #text(document) {
    if (!this.texts.has(document)) {
      this.texts.set(document, load(this.root, `texts/${document}.json`, this.stamp));
    }
    return this.texts.get(document);
  }

  /** For each hit the rows of its best document that hold most of what was looked for. */
  async rowsOf(hits, most, units, phrases, language) {
    return Promise.all(
      hits.map(async ([[document]]) => {
        const { texts } = await this.#text(document);
        const worth = texts
          .map((row) => [value(row, units, language), row])
          .filter(([worthy, row]) => worthy > 0 && phrases.every((phrase) => phrase.isIn(row[3])));
        worth.sort((a, b) => b[0] - a[0]);
        return worth.slice(0, most).map(([, row]) => row);
      }),
    );
  }
}
