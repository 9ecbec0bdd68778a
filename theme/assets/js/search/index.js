// A packed index (reviewlib/search/lunr.py), and the scores that lunr.js would give by it.
//
// lunr.js wants a whole inverted index and a vector for each field of each document, and makes an
// object for each word that it meets. Here only the words of a query are unpacked, and the same
// numbers are added up. A test holds them against an index that lunr.js built itself.

const number = (text) => parseInt(text, 36);

// As lunr.Builder has them.
const K1 = 1.2;
const B = 0.75;

/** How much a word tells apart that was found so often, as lunr.idf has it. */
export function idf(found, documents) {
  const x = (documents - found + 0.5) / (found + 0.5);
  return Math.log(1 + Math.abs(x));
}

/** A stem and the word that is most often met for it. */
export function unwritten(written) {
  const plus = written.indexOf("+");
  if (plus > 0) return [written.slice(0, plus), written.slice(0, plus) + written.slice(plus + 1)];
  const minus = written.indexOf("-");
  if (minus < 0) return [written, written];
  const stem = written.slice(0, minus);
  return [stem, stem.slice(0, stem.length - number(written[minus + 1])) + written.slice(minus + 2)];
}

export class Index {
  /** @param packed an index as it is published. */
  constructor(packed) {
    this.documents = packed.documents;
    this.fields = packed.fields.map(([name]) => name);
    this.boosts = Object.fromEntries(packed.fields);
    this.lengths = packed.lengths.map((one) => (one ? one.split(" ").map(number) : []));
    this.averages = this.lengths.map((one) => one.reduce((a, b) => a + b, 0) / (one.length || 1));
    this.lines = packed.postings ? packed.postings.split("\n") : [];
    this.numbers = new Map();
    this.words = [];
    const terms = packed.terms ? packed.terms.split(" ") : [];
    terms.forEach((written, at) => {
      const [stem, word] = unwritten(written);
      this.numbers.set(stem, at);
      this.words.push([word, stem]);
    });
    this.unpacked = new Map();
  }

  has(stem) {
    return this.numbers.has(stem);
  }

  /** The documents that have a stem, for each field: [document, how often][]. */
  postings(stem) {
    let found = this.unpacked.get(stem);
    if (!found) {
      const line = this.lines[this.numbers.get(stem)] ?? "";
      const parts = line.split("|");
      found = this.fields.map((_, i) => {
        let document = 0;
        return (parts[i] ? parts[i].split(" ") : []).map((step) => {
          const [on, times] = step.split(".");
          document += number(on);
          return [document, times ? number(times) : 1];
        });
      });
      this.unpacked.set(stem, found);
    }
    return found;
  }

  weight(stem) {
    return idf(this.found(stem), this.documents);
  }

  /** In how many fields of documents a stem stands. */
  found(stem) {
    const found = this.has(stem) ? this.postings(stem) : [];
    return found.reduce((sum, one) => sum + one.length, 0);
  }

  /**
   * The documents that have any of the stems, each with the score that lunr.js gives it: of every
   * field the product of query and document, by the length of the query.
   * @param {Map<string, number>} boosts how much each stem counts.
   * @returns {{document: number, score: number, stems: string[]}[]}
   */
  search(boosts) {
    const known = [...boosts].filter(([stem]) => this.has(stem));
    const length = Math.hypot(...known.map(([, boost]) => boost));
    const found = new Map();
    for (const [stem, boost] of known) {
      const weight = this.weight(stem);
      this.postings(stem).forEach((documents, field) => {
        for (const [document, times] of documents) {
          let one = found.get(document);
          if (!one) found.set(document, (one = { document, score: 0, stems: [] }));
          one.score += (boost * this.#score(weight, times, field, document)) / length;
          if (one.stems.at(-1) !== stem) one.stems.push(stem);
        }
      });
    }
    return [...found.values()].sort((a, b) => b.score - a.score || a.document - b.document);
  }

  #score(weight, times, field, document) {
    const share = this.lengths[field][document] / (this.averages[field] || 1);
    const score = (weight * (K1 + 1) * times) / (K1 * (1 - B + B * share) + times);
    return Math.round(score * this.boosts[this.fields[field]] * 1000) / 1000;
  }
}
