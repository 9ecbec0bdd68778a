// Holds the searcher, so that no search keeps a page from answering.

import { Searcher } from "./searcher.js";

let searcher = null;

const tasks = {
  open: (about) => {
    searcher = new Searcher(about);
  },
  start: () => searcher.start(),
  startPages: () => searcher.startPages(),
  search: ({ text, options }) => searcher.search(text, options),
  fill: ({ hits, query }) => searcher.fill(hits, query),
};

self.addEventListener("message", async ({ data: { id, task, values } }) => {
  try {
    self.postMessage({ id, value: (await tasks[task](values)) ?? null });
  } catch (error) {
    self.postMessage({ id, error: error.message, reason: error.reason ?? "" });
  }
});
