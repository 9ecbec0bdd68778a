// Search, for the pages that offer it. All that they need is in `openEngine`.

import { allowed, distance, likeness } from "./distance.js";
import { fold } from "./fold.js";
import { load, SearchUnavailable } from "./load.js";
import { Remote } from "./remote.js";

export { SearchUnavailable };

const MOST_SUGGESTED = 6;
const MOST_NEAR = 5;
const LIKE_ENOUGH = 0.4;

/** The catalogue as pages use it. */
function unpacked(root, { facets, records, near, engine, stamp }) {
  const values = facets.flatMap(([id, , list]) => list.map(([value]) => [id, value]));
  const list = records.map(([kind, address, title, note, date, lang, held]) => {
    const found = {};
    for (const number of held) {
      const [facet, value] = values[number];
      (found[facet] ??= []).push(value);
    }
    return { id: address, kind, title, lang, address, note, date, facets: found };
  });
  return {
    root,
    engine,
    stamp,
    facets: facets.map(([id, label, inside]) => ({
      id,
      label,
      values: inside.map(([value, name, lang]) => ({ id: value, label: name, lang })),
    })),
    list,
    names: near.map(([label, at]) => {
      const record = list[at];
      const kind = record.kind === "theme" ? "Theme" : "Authority";
      return {
        label,
        folded: fold(label),
        address: record.address,
        note: label === record.title ? kind : `${kind}: ${record.title}`,
        lang: label === record.title ? record.lang : "",
      };
    }),
  };
}

const shown = ({ label, address, note, lang }) => ({ label, address, note, lang });

class Engine {
  #held;
  #remote;

  constructor(held) {
    this.#held = held;
    const { root, stamp, engine, list } = held;
    const records = list.map(({ kind, title }) => [kind, title]);
    this.#remote = new Remote({ root, stamp, engine, records });
    this.kind = held.engine;
    this.facets = held.facets;
    this.records = new Map(held.list.map((record) => [record.id, record]));
  }

  /**
   * Load what the first search will need: `level` "records" or "pages".
   * @throws {SearchUnavailable}
   */
  prepare(level = "records") {
    return this.#remote.ask(level === "pages" ? "startPages" : "start");
  }

  /**
   * Search, the best first, grouped by record.
   *
   * The first `fill` hits have their passages (at level "pages"); give others to `fill()` when
   * they are shown.
   *
   * @param {string} text as typed; nothing in it but quotation marks has a meaning of its own.
   * @param {{level?: "records"|"pages", passages?: number, fill?: number}} options
   * @throws {SearchUnavailable}
   */
  async search(text, { level = "pages", passages = 3, fill = 10 } = {}) {
    const typed = String(text ?? "");
    const options = { level, fill, most: passages };
    const { hits, corrected, query } = await this.#remote.ask("search", { text: typed, options });
    const found = hits.map((hit) => this.#hit(hit, query));
    return { hits: found, corrected, near: found.length ? [] : this.#near(typed) };
  }

  /**
   * Give hits of a search their passages, where they do not have them yet.
   * @throws {SearchUnavailable}
   */
  async fill(hits) {
    const empty = hits.filter((hit) => !hit.filled);
    if (!empty.length) return hits;
    const { query } = empty[0].source;
    const full = await this.#remote.ask("fill", {
      hits: empty.map((hit) => hit.source.raw),
      query,
    });
    full.forEach((raw, i) => Object.assign(empty[i], this.#hit(raw, query)));
    return hits;
  }

  #hit(raw, query) {
    const record = this.#held.list[raw.record];
    const at = (end) => (end ? record.address + end : "");
    return {
      record,
      score: raw.score,
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

  /** Names of authorities and themes that somebody may be about to type; at most six. */
  suggest(text) {
    const typed = fold(String(text ?? "").slice(0, 100));
    if (!typed) return [];
    const rank = ({ folded }) => {
      if (folded === typed) return 0;
      if (folded.startsWith(typed)) return 1;
      if (` ${folded}`.includes(` ${typed}`)) return 2;
      if (typed.length < 4) return -1;
      const most = Math.min(2, allowed(typed));
      return distance(typed, folded.slice(0, typed.length), most) <= most ? 3 : -1;
    };
    const found = this.#held.names
      .map((name) => [rank(name), name])
      .filter(([value]) => value >= 0);
    found.sort((a, b) => a[0] - b[0]); // stable: else in the order of the lists
    return this.#apart(found.map(([, name]) => name)).slice(0, MOST_SUGGESTED);
  }

  #near(text) {
    const typed = fold(text.slice(0, 100));
    return this.#apart(
      this.#held.names
        .map((name) => [likeness(typed, name.folded), name])
        .filter(([value]) => value >= LIKE_ENOUGH)
        .sort((a, b) => b[0] - a[0])
        .map(([, name]) => name),
    ).slice(0, MOST_NEAR);
  }

  /** Each page once, by the first of its names. */
  #apart(names) {
    const seen = new Set();
    return names.filter(({ address }) => !seen.has(address) && seen.add(address)).map(shown);
  }
}

/**
 * @param {string|URL} root the address of the site's top.
 * @throws {SearchUnavailable}
 */
export async function openEngine(root) {
  const top = new URL(root, globalThis.location?.href).href;
  const found = await load(top, "catalogue.json", "");
  try {
    return new Engine(unpacked(top, found));
  } catch {
    throw new SearchUnavailable("damaged", "catalogue.json");
  }
}
