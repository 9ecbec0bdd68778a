// The search as pages use it: the catalogue of records, names to suggest, and a worker that searches.

import { allowed, distance, likeness } from "./distance.js";
import { load, SearchUnavailable } from "./index-files.js";
import { normalize } from "./normalize.js";

export { SearchUnavailable };

const MAX_SUGGESTED = 6;
const MAX_NEAR = 5;
const LIKE_ENOUGH = 0.4;

/** Runs tasks of searcher.js in a worker; in the page itself where that cannot be started. */
class WorkerClient {
  #pending = new Map();
  #nextId = 1;
  #worker = null;
  #inPage = null;

  /** @param about what the searcher is to know. */
  constructor(about) {
    this.about = about;
    try {
      this.#worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
      this.#worker.addEventListener("message", ({ data }) => this.#settle(data));
      this.#worker.addEventListener("error", (event) => this.#fallBack(event));
      this.#worker.postMessage({ id: 0, task: "open", values: about });
    } catch {
      this.#worker = null;
    }
  }

  #settle({ id, value, error, reason }) {
    const task = this.#pending.get(id);
    this.#pending.delete(id);
    if (!task) return;
    if (error === undefined) task.resolve(value);
    else task.reject(new SearchUnavailable(reason || "damaged", reason ? "the index" : error));
  }

  /** The worker could not be loaded: what waits for it is done in the page. */
  #fallBack(event) {
    event.preventDefault?.();
    this.#worker = null;
    for (const { task, values, resolve, reject } of this.#pending.values()) {
      this.#runInPage(task, values).then(resolve, reject);
    }
    this.#pending.clear();
  }

  async #runInPage(task, values) {
    this.#inPage ??= import("./searcher.js").then(({ Searcher }) => new Searcher(this.about));
    return (await (await this.#inPage)[task](values)) ?? null;
  }

  /** @throws {SearchUnavailable} */
  run(task, values = {}) {
    if (!this.#worker) return this.#runInPage(task, values);
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#pending.set(id, { task, values, resolve, reject });
      this.#worker.postMessage({ id, task, values });
    });
  }
}

/** The records of the catalogue, in its order. */
function unpackRecords({ facets, records }) {
  const values = facets.flatMap(([facet, , options]) => options.map(([value]) => [facet, value]));
  return records.map(([kind, address, title, note, date, lang, held]) => {
    const found = {};
    for (const number of held) {
      const [facet, value] = values[number];
      (found[facet] ??= []).push(value);
    }
    return { id: address, kind, address, title, note, date, lang, facets: found };
  });
}

/** The names of authorities and themes, each with the page that it leads to. */
function unpackNames({ near }, records) {
  return near.map(([label, at]) => {
    const { kind, title, lang, address } = records[at];
    const isTitle = label === title;
    const what = kind === "theme" ? "Theme" : "Authority";
    return {
      normalized: normalize(label),
      shown: { label, address, note: isTitle ? what : `${what}: ${title}`, lang: isTitle ? lang : "" },
    };
  });
}

class SearchClient {
  #list;
  #names;
  #worker;

  constructor(root, catalogue) {
    const { stamp, engine } = catalogue;
    this.#list = unpackRecords(catalogue);
    this.#names = unpackNames(catalogue, this.#list);
    const records = this.#list.map(({ kind, title }) => [kind, title]);
    const names = this.#names.map(({ normalized }) => normalized);
    this.#worker = new WorkerClient({ root, stamp, engine, records, names });
    this.records = new Map(this.#list.map((record) => [record.address, record]));
  }

  /**
   * Load what the first search will need: `level` "records" or "pages".
   * @throws {SearchUnavailable}
   */
  prepare(level = "records") {
    return this.#worker.run(level === "pages" ? "startPages" : "start");
  }

  /**
   * Search, the best first, grouped by record.
   *
   * The first `fill` hits have their passages (at level "pages"); give others to `fill()` when
   * they are shown.
   *
   * @param {string} text as typed; nothing in it but quotation marks has a meaning of its own.
   * @param {{level?: "records"|"pages", passages?: number, fill?: number}} options
   * Beside the hits it gives `small`, the words where they are too common to look for; `absent`, those
   * on no page, each with the nearest spelling that some page has, in how many records, and whether
   * that was looked for instead; `corrected`, the words as they were looked for, if otherwise;
   * `near`, names like what was typed, where nothing was found. `lacks` of a hit are the words that
   * it has not.
   *
   * @throws {SearchUnavailable}
   */
  async search(text, { level = "pages", passages = 3, fill = 10 } = {}) {
    const typed = String(text ?? "");
    const asked = { text: typed, level, fill, most: passages };
    const { hits, query, ...about } = await this.#worker.run("search", asked);
    const found = hits.map((hit) => this.#hit(hit, query));
    const near = found.length || about.small.length ? [] : this.#near(typed);
    return { hits: found, near, ...about };
  }

  /**
   * Give hits of a search their passages, where they do not have them yet.
   * @throws {SearchUnavailable}
   */
  async fill(hits) {
    const empty = hits.filter((hit) => !hit.filled);
    if (!empty.length) return hits;
    const { query } = empty[0].source;
    const full = await this.#worker.run("fill", { hits: empty.map((hit) => hit.source.raw), query });
    full.forEach((raw, i) => Object.assign(empty[i], this.#hit(raw, query)));
    return hits;
  }

  #hit(raw, query) {
    const record = this.#list[raw.record];
    const at = (end) => (end ? record.address + end : "");
    return {
      record,
      score: raw.score,
      lacks: raw.lacks,
      passages: raw.passages.map(({ kind, label, at: end, lang, pdf, parts }) => ({
        kind,
        label,
        address: at(end) || record.address,
        pdf: at(pdf),
        lang,
        parts,
      })),
      filled: raw.passages.length > 0 || raw.found.length === 0,
      source: { raw, query },
    };
  }

  /** Names of authorities and themes that somebody may be about to type. */
  suggest(text) {
    const typed = normalize(String(text ?? "").slice(0, 100));
    if (!typed) return [];
    const rank = (name) => {
      if (name === typed) return 4;
      if (name.startsWith(typed)) return 3;
      if (` ${name}`.includes(` ${typed}`)) return 2;
      if (typed.length < 4) return 0;
      const most = Math.min(2, allowed(typed, true));
      return distance(typed, name.slice(0, typed.length), most) <= most ? 1 : 0;
    };
    return this.#best(rank, 1, MAX_SUGGESTED);
  }

  #near(text) {
    const typed = normalize(text.slice(0, 100));
    return this.#best((name) => likeness(typed, name), LIKE_ENOUGH, MAX_NEAR);
  }

  /** The names with the highest ranks, each page once; equal ones in the order of the catalogue. */
  #best(rank, least, most) {
    const ranked = this.#names.map(({ normalized, shown }) => [rank(normalized), shown]);
    const best = ranked.filter(([value]) => value >= least).sort((a, b) => b[0] - a[0]);
    const byPage = new Map();
    for (const [, shown] of best) {
      if (!byPage.has(shown.address)) byPage.set(shown.address, shown);
    }
    return [...byPage.values()].slice(0, most);
  }
}

/**
 * @param {string|URL} root the address of the site's top.
 * @throws {SearchUnavailable}
 */
export async function openClient(root) {
  const top = new URL(root, globalThis.location?.href).href;
  const catalogue = await load(top, "catalogue.json", "");
  try {
    return new SearchClient(top, catalogue);
  } catch {
    throw new SearchUnavailable("damaged", "catalogue.json");
  }
}
