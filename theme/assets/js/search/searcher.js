// Searches, in a worker, so that no search keeps a page from answering; in the page itself where
// there is no worker.

import { normalize } from "./normalize.js";
import { Index } from "./index.js";
import { load } from "./index-files.js";
import { LunrPassages } from "./lunr-passages.js";
import { PagefindPassages } from "./pagefind-passages.js";
import { boosts, covered, read, SameThings } from "./query.js";
import { ranked } from "./ranker.js";
import { snippet } from "./snippet.js";

const MOST_HITS = 400;
const MOST_OF_A_HIT = 12;
// Records that have far less of what was looked for than the best are left out.
const LEAST = 0.34;
const NAMED_SO = 1.5;
const NAMED_IN_PART = 1.25;
const PAGES = { lunr: LunrPassages, pagefind: PagefindPassages };

export class Searcher {
  /**
   * @param {{root: string, stamp: string, engine: string, records: [string, string][],
   *   names: string[]}} about the site's top; of the catalogue its stamp, its engine, kind and title
   *   of each record, the names of authorities and themes.
   */
  constructor({ root, stamp, engine, records, names }) {
    Object.assign(this, { root, stamp, engine });
    this.kinds = records.map(([kind]) => kind);
    this.titles = records.map(([, title]) => title);
    this.names = new Set(names.flatMap((name) => name.split(" ")));
    this.english = new Set();
    this.stems = new Map();
    this.started = new Map();
  }

  #once(name, make) {
    if (!this.started.has(name)) {
      const begun = make().catch((error) => {
        this.started.delete(name); // so that it may be tried again
        throw error;
      });
      this.started.set(name, begun);
    }
    return this.started.get(name);
  }

  /** What is loaded on first use: lunr.js and the index of records. */
  start() {
    return this.#once("records", async () => {
      const [{ default: lunr }, found] = await Promise.all([
        import(new URL(`search/lunr.js?${this.stamp}`, this.root)),
        load(this.root, "records.json", this.stamp),
      ]);
      this.lunr = lunr;
      this.records = new Index(found.index);
      const stop = new Set(found.stop.split(" "));
      const written = new Set(found.written.split(" "));
      const base = {
        stop,
        stem: (word) => this.#stem(word),
        isSmall: (word, as) => stop.has(word) && !written.has(as),
        isName: (word) => this.names.has(word),
        isEnglish: (word, stem) => !this.names.has(word) && this.english.has(stem),
      };
      const same = new SameThings(found.same, base);
      const known = (pages) => ({
        ...base,
        same,
        has: (stem) => this.records.has(stem) || Boolean(pages()?.has(stem)),
        isSure: (stem) => this.records.has(stem) || Boolean(pages()?.isSure(stem)),
        isRare: (stem) => !this.records.has(stem) && Boolean(pages()?.isRare(stem)),
        known: () => this.#known(pages()),
      });
      this.languages = { records: known(() => null), pages: known(() => this.pages) };
    });
  }

  /** What is loaded on the first search of pages: the index of passages. */
  startPages() {
    return this.#once("pages", async () => {
      await this.start();
      const pages = new PAGES[this.engine](this);
      await pages.start();
      this.pages = pages;
    });
  }

  /** What is loaded before a word is first corrected; without it, words are corrected all the same. */
  startEnglish() {
    return this.#once("english", async () => {
      const { stems } = await load(this.root, "english.json", this.stamp);
      this.english = new Set(stems.split(" "));
    }).catch(() => {});
  }

  #stem(word) {
    let stem = this.stems.get(word);
    if (stem === undefined) {
      stem = this.lunr.stemmer(new this.lunr.Token(word, {})).toString();
      if (this.stems.size < 50000) this.stems.set(word, stem);
    }
    return stem;
  }

  /** Every word there is, with its stem; those of names first. */
  *#known(pages) {
    for (const [word, stem] of this.records.words) yield [word, stem, 0];
    for (const [word, stem] of pages?.words() ?? []) yield [word, stem, 0.1];
  }

  /**
   * @param {{text: string, level: "records"|"pages", fill: number, most: number}} asked
   * @returns hits by number of record, and what `fill` needs to put them into words.
   */
  async search({ text, level, fill, most }) {
    await (level === "pages" ? this.startPages() : this.start());
    let query = await this.#readWell(text, level);
    const { small } = query;
    if (!query.units.length) return { hits: [], absent: [], small, corrected: "", query: null };
    let passages = await this.#passages(query, level);
    const named = (stem) => this.records.has(stem);
    const unsure = query.units.filter((unit) => !unit.alternatives[0].stems.every(named));
    if (level === "pages" && unsure.length && (await this.pages.learn?.(unsure))) {
      query = await this.#readWell(text, level);
      passages = await this.#passages(query, level);
    }
    const found = this.#ranked(query, passages, level).map((one) => ({
      record: one.record,
      score: one.score,
      lacks: one.lacks.map((i) => query.units[i].word),
      found: one.passages.slice(0, MOST_OF_A_HIT).map(({ passage, score }) => [passage, score]),
      passages: [],
    }));
    const about = { text, level, most };
    await this.fill({ hits: found.slice(0, level === "pages" ? fill : 0), query: about });
    const absent = await this.#absent(query, level);
    return { hits: found, absent, small, corrected: query.corrected, query: about };
  }

  /** The words that no page has; of the nearest spelling in how many records it is. */
  async #absent({ units }, level) {
    const words = units.map(({ absent }) => absent).filter(Boolean);
    return Promise.all(
      words.map(async ({ word, nearest }) => {
        if (!nearest) return { word, nearest: "", records: 0, used: false };
        const alone = this.#read(nearest.word, level);
        const hits = this.#ranked(alone, await this.#passages(alone, level), level);
        const used = Boolean(nearest.used);
        return { word, nearest: nearest.word, records: hits.length, used };
      }),
    );
  }

  /** Read a text; before a word of it is corrected, get the English words that are not to be. */
  async #readWell(text, level) {
    const query = this.#read(text, level);
    if (!query.corrected) return query;
    await this.startEnglish();
    return this.#read(text, level);
  }

  #read(text, level) {
    const query = read(text, this.languages[level], level === "records");
    for (const phrase of query.phrases) {
      const text = ` ${phrase.words.join(" ")} `;
      phrase.isIn = (longer) => ` ${normalize(longer)} `.includes(text);
    }
    return query;
  }

  async #passages({ units, phrases }, level) {
    return level === "pages" ? this.pages.find(units, boosts(units), phrases) : [];
  }

  #ranked(query, passages, level) {
    const { units, phrases } = query;
    const records = new Map();
    for (const { document, score, stems } of this.records.search(boosts(units))) {
      const held = covered(units, new Set(stems));
      const title = this.titles[document];
      const fits =
        phrases.every((phrase) => phrase.isIn(title)) ||
        (level === "records" && held.every((value) => value >= 1));
      const named = this.#named(document, units);
      if (!phrases.length || fits) records.set(document, { score: score * named, held });
    }
    const weights = units.map((unit) => this.#weight(unit, level));
    const hits = ranked(query, weights, records, passages, (record) => this.kinds[record]);
    const best = Math.max(0, ...hits.map((one) => one.whole));
    return hits.filter((one) => one.whole >= LEAST * best).slice(0, MOST_HITS);
  }

  /** How much more a record counts that is called just what was typed, or so in part. */
  #named(record, units) {
    const title = ` ${normalize(this.titles[record])} `;
    const typed = units.map((unit) => unit.word).join(" ");
    if (title.trim() === typed) return NAMED_SO;
    return title.includes(` ${typed} `) ? NAMED_IN_PART : 1;
  }

  #weight({ alternatives, phrase }, level) {
    if (phrase) return 1;
    const index = level === "pages" ? this.pages : this.records;
    const language = this.languages[level];
    const known = alternatives[0].stems.filter((stem) => language.has(stem));
    const stems = known.length ? known : alternatives.flatMap((one) => one.stems);
    return Math.max(
      0.5,
      ...stems.filter((stem) => index.has(stem)).map((stem) => index.weight(stem)),
    );
  }

  /**
   * Put the passages of hits into words.
   * @param {object} asked its `hits`, with the numbers and scores of their passages in `found`; the
   *   `query` that found them.
   */
  async fill({ hits, query: { text, level, most } }) {
    const wanted = hits.filter((hit) => hit.found.length);
    if (!wanted.length) return hits;
    await this.startPages();
    const language = this.languages[level];
    const { units, phrases } = this.#read(text, level);
    const rows = await this.pages.rowsOf(wanted, { most, units, phrases, language });
    wanted.forEach((hit, i) => {
      hit.passages = rows[i].map(([kind, label, at, words, lang = "", pdf = ""]) => ({
        kind,
        label,
        at,
        lang,
        pdf,
        parts: snippet(words, units, language),
      }));
    });
    return hits;
  }
}
