// Searches, in a worker, so that no search keeps a page from answering; in the page itself where
// there is no worker.

import { normalize } from "./normalize.js";
import { Index } from "./index.js";
import { load } from "./index-files.js";
import { LunrPassages } from "./lunr-passages.js";
import { PagefindPassages } from "./pagefind-passages.js";
import { find, read, SameThings } from "./query.js";
import { ranked } from "./ranker.js";
import { snippet } from "./snippet.js";

const MOST_HITS = 400;
const MOST_OF_A_HIT = 12;
const MOST_SHOWN = 3;
// Records that have far less of what was looked for than the best are left out.
const LEAST = 0.34;
const NAMED_SO = 1.5;
const NAMED_IN_PART = 1.25;
const PAGES = { lunr: LunrPassages, pagefind: PagefindPassages };

const setOf = (words) => new Set(words.split(" "));

export class Searcher {
  #started = new Map();
  #stems = new Map();
  #english = new Set();

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
  }

  #once(name, make) {
    if (!this.#started.has(name)) {
      const begun = make().catch((error) => {
        this.#started.delete(name); // so that it may be tried again
        throw error;
      });
      this.#started.set(name, begun);
    }
    return this.#started.get(name);
  }

  /** Load what the first search needs: lunr.js and the index of records. @returns their scope. */
  start() {
    return this.#once("records", async () => {
      const [{ default: lunr }, found] = await Promise.all([
        import(new URL(`search/lunr.js?${this.stamp}`, this.root)),
        load(this.root, "records.json", this.stamp),
      ]);
      this.lunr = lunr;
      this.records = new Index(found.index);
      const stop = setOf(found.stop);
      const written = setOf(found.written);
      this.language = {
        stop,
        stem: (word) => this.#stem(word),
        isSmall: (word, as) => stop.has(word) && !written.has(as),
        isName: (word) => this.names.has(word),
        isEnglish: (word, stem) => !this.names.has(word) && this.#english.has(stem),
      };
      this.language.same = new SameThings(found.same, this.language);
      return this.#scope(null);
    });
  }

  /** The same with the index of passages. */
  startPages() {
    return this.#once("pages", async () => {
      await this.start();
      const pages = new PAGES[this.engine](this);
      await pages.start();
      return this.#scope(pages);
    });
  }

  /** What is searched, and what is known of words there: records, and passages if there are any. */
  #scope(pages) {
    const { records } = this;
    const language = {
      ...this.language,
      has: (stem) => records.has(stem) || Boolean(pages?.has(stem)),
      isSure: (stem) => records.has(stem) || Boolean(pages?.isSure(stem)),
      isRare: (stem) => !records.has(stem) && Boolean(pages?.isRare(stem)),
      // Every word there is, with its stem; those of names first.
      *known() {
        for (const [word, stem] of records.words) yield [word, stem, 0];
        for (const [word, stem] of pages?.words() ?? []) yield [word, stem, 0.1];
      },
    };
    return { pages, index: pages ?? records, language };
  }

  #stem(word) {
    let stem = this.#stems.get(word);
    if (stem === undefined) {
      stem = this.lunr.stemmer(new this.lunr.Token(word, {})).toString();
      if (this.#stems.size < 50000) this.#stems.set(word, stem);
    }
    return stem;
  }

  /**
   * @param {{text: string, level: "records"|"pages"}} asked
   * @returns hits by number of record, each with the numbers and scores of its passages in `found`.
   */
  async search({ text, level }) {
    const scope = await (level === "pages" ? this.startPages() : this.start());
    let query = await this.#read(text, scope);
    const { small } = query;
    if (!query.units.length) return { hits: [], absent: [], small, corrected: "" };
    let hits = await this.#ranked(query, scope);
    if (await this.#learns(query, scope)) {
      query = await this.#read(text, scope);
      hits = await this.#ranked(query, scope);
    }
    const found = hits.map(({ record, score, lacks, passages }) => ({
      record,
      score,
      lacks: lacks.map((i) => query.units[i].word),
      found: passages.slice(0, MOST_OF_A_HIT).map((one) => [one.passage, one.score]),
    }));
    const absent = await this.#absent(query, scope);
    return { hits: found, absent, small, corrected: query.corrected };
  }

  /** Whether more is known of words now, for what is no name and was hardly found. */
  async #learns({ units }, { pages }) {
    const isNamed = ({ alternatives: [{ stems }] }) => stems.every((stem) => this.records.has(stem));
    const unsure = units.filter((unit) => !isNamed(unit));
    return unsure.length > 0 && Boolean(await pages?.learn?.(unsure));
  }

  /** The words that no page has; of the nearest spelling in how many records it is. */
  async #absent({ units }, scope) {
    const words = units.map(({ absent }) => absent).filter(Boolean);
    return Promise.all(
      words.map(async ({ word, nearest }) => {
        if (!nearest) return { word, nearest: "", records: 0, used: false };
        const hits = await this.#ranked(this.#units(nearest.word, scope), scope);
        const used = Boolean(nearest.used);
        return { word, nearest: nearest.word, records: hits.length, used };
      }),
    );
  }

  #units(text, { language, pages }) {
    return read(text, language, !pages);
  }

  /** Read a text; before a word of it is corrected, get the English words that are not to be. */
  async #read(text, scope) {
    const query = this.#units(text, scope);
    if (!query.corrected) return query;
    await this.#once("english", async () => {
      this.#english = setOf((await load(this.root, "english.json", this.stamp)).stems);
    }).catch(() => {}); // without them, words are corrected all the same
    return this.#units(text, scope);
  }

  async #ranked(query, scope) {
    const { units, phrases } = query;
    const passages = scope.pages ? await scope.pages.find(units, phrases) : [];
    const records = new Map();
    for (const { document, score, held } of find(this.records, units)) {
      const title = this.titles[document];
      const fits =
        phrases.every((phrase) => phrase.isIn(title)) ||
        (!scope.pages && held.every((value) => value >= 1));
      if (fits) records.set(document, { score: score * this.#named(title, units), held });
    }
    const weights = units.map((unit) => this.#weight(unit, scope));
    const hits = ranked(query, weights, records, passages, (record) => this.kinds[record]);
    const best = Math.max(0, ...hits.map((one) => one.whole));
    return hits.filter((one) => one.whole >= LEAST * best).slice(0, MOST_HITS);
  }

  /** How much more a record counts that is called just what was typed, or so in part. */
  #named(title, units) {
    const name = ` ${normalize(title)} `;
    const typed = ` ${units.map((unit) => unit.word).join(" ")} `;
    if (name === typed) return NAMED_SO;
    return name.includes(typed) ? NAMED_IN_PART : 1;
  }

  #weight({ alternatives, phrase }, { index, language }) {
    if (phrase) return 1;
    const known = alternatives[0].stems.filter((stem) => language.has(stem));
    const stems = known.length ? known : alternatives.flatMap((one) => one.stems);
    const weights = stems.filter((stem) => index.has(stem)).map((stem) => index.weight(stem));
    return Math.max(0.5, ...weights);
  }

  /**
   * The passages of hits in words.
   * @param {{text: string, found: [number, number][][]}} asked the text that they were found by; of
   *   each hit the numbers and scores of its passages.
   */
  async fill({ text, found }) {
    const scope = await this.startPages();
    const { language } = scope;
    const { units, phrases } = this.#units(text, scope);
    const rows = await scope.pages.rowsOf(found, MOST_SHOWN, units, phrases, language);
    return rows.map((hit) =>
      hit.map(([kind, label, at, words, lang = "", pdf = ""]) => {
        return { kind, label, at, lang, pdf, parts: snippet(words, units, language) };
      }),
    );
  }
}
