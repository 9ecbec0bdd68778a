// The searcher in its worker; in the page itself where the worker cannot be started.

import { SearchUnavailable } from "./load.js";

export class Remote {
  #waiting = new Map();
  #next = 1;
  #about;
  #direct = null;
  #worker = null;

  /** @param about what the searcher is to know (searcher.js). */
  constructor(about) {
    this.#about = about;
    try {
      this.#worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
      this.#worker.addEventListener("message", ({ data }) => this.#answered(data));
      this.#worker.addEventListener("error", (event) => this.#failed(event));
      this.#send(0, "open", about);
    } catch {
      this.#worker = null;
    }
  }

  #send(id, task, values) {
    this.#worker.postMessage({ id, task, values });
  }

  #answered({ id, value, error, reason }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (!waiting) return;
    if (reason) waiting.reject(new SearchUnavailable(reason, "the index"));
    else if (error !== undefined) waiting.reject(new SearchUnavailable("damaged", error));
    else waiting.resolve(value);
  }

  /** The worker itself could not be loaded: do what is waiting here. */
  #failed(event) {
    event.preventDefault?.();
    this.#worker = null;
    for (const { task, values, resolve, reject } of this.#waiting.values()) {
      this.#here(task, values).then(resolve, reject);
    }
    this.#waiting.clear();
  }

  async #here(task, values) {
    this.#direct ??= import("./searcher.js").then(({ Searcher }) => new Searcher(this.#about));
    const searcher = await this.#direct;
    if (task === "search") return searcher.search(values.text, values.options);
    if (task === "fill") return searcher.fill(values.hits, values.query);
    return (await searcher[task]()) ?? null;
  }

  /** @throws {SearchUnavailable} */
  ask(task, values = {}) {
    if (!this.#worker) return this.#here(task, values);
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      this.#waiting.set(id, { task, values, resolve, reject });
      this.#send(id, task, values);
    });
  }
}
