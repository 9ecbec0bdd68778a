// The search as pages use it: the catalogue of records, names to suggest, and a worker that searches.

import { allowed, distance, likeness } from "./distance.js";
import { load, SearchUnavailable } from "./index-files.js";
import { normalize } from "./normalize.js";

export { SearchUnavailable };

const MAX_SUGGESTED = 6;
const MAX_NEAR = 5;
const LIKE_ENOUGH = 0.4;

/** What runs tasks of the searcher in a worker; rejects where that cannot be started. */
function inWorker(about) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      reject(new SearchUnavailable("missing", "the worker"));
    });
    const run = (task, values) =>
      new Promise((done, failed) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data: { value, error, reason } }) => {
          port1.close();
          if (error === undefined) done(value);
          else failed(new SearchUnavailable(reason || "damaged", reason ? "the index" : error));
        };
        worker.postMessage({ task, values }, [port2]);
      });
    run("open", about).then(() => resolve(run), reject);
  });
}

/** The same in the page itself. */
async function inPage(about) {
  const { Searcher } = await import("./searcher.js");
  const searcher = new Searcher(about);
  return (task, values) => searcher[task](values);
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
  #searcher;

  constructor(root, catalogue) {
    const { stamp, engine } = catalogue;
    this.#list = unpackRecords(catalogue);
    this.#names = unpackNames(catalogue, this.#list);
    const records = this.#list.map(({ kind, title }) => [kind, title]);
    const names = this.#names.map(({ normalized }) => normalized);
    const about = { root, stamp, engine, records, names };
    this.#searcher = inWorker(about).catch(() => inPage(about));
    this.records = new Map(this.#list.map((record) => [record.address, record]));
  }

  async #run(task, values) {
    return (await this.#searcher)(task, values);
  }

  /**
   * Search, the best first, grouped by record. Give hits to `fill()` when they are shown.
   *
   * @param {string} text as typed; nothing in it but quotation marks has a meaning of its own.
   * @param {{level?: "records"|"pages"}} options
   * Beside the hits it gives `small`, the words where they are too common to look for; `absent`, those
   * on no page, each with the nearest spelling that some page has, in how many records, and whether
   * that was looked for instead; `corrected`, the words as they were looked for, if otherwise;
   * `near`, names like what was typed, where nothing was found. `lacks` of a hit are the words that
   * it has not.
   *
   * @throws {SearchUnavailable}
   */
  async search(text, { level = "pages" } = {}) {
    const typed = String(text ?? "");
    const answer = await this.#run("search", { text: typed, level });
    const hits = answer.hits.map(({ record, score, lacks, found }) => ({
      record: this.#list[record],
      score,
      lacks,
      passages: [],
      filled: !found.length,
      source: { text: typed, found },
    }));
    const near = hits.length || answer.small.length ? [] : this.#near(typed);
    return { ...answer, hits, near };
  }

  /**
   * Give hits of a search their passages, where they do not have them yet.
   * @throws {SearchUnavailable}
   */
  async fill(hits) {
    const empty = hits.filter((hit) => !hit.filled);
    if (!empty.length) return hits;
    const found = empty.map(({ source }) => source.found);
    const passages = await this.#run("fill", { text: empty[0].source.text, found });
    empty.forEach((hit, i) => {
      const at = (end) => (end ? hit.record.address + end : "");
      hit.passages = passages[i].map(({ at: end, pdf, ...passage }) => ({
        ...passage,
        address: at(end) || hit.record.address,
        pdf: at(pdf),
      }));
      hit.filled = true;
    });
    return hits;
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
