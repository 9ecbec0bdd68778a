// Runs the searcher's tasks for client.js.

import { Searcher } from "./searcher.js";

let searcher = null;

self.addEventListener("message", async ({ data: { id, task, values } }) => {
  try {
    if (task === "open") searcher = new Searcher(values);
    else self.postMessage({ id, value: (await searcher[task](values)) ?? null });
  } catch (error) {
    self.postMessage({ id, error: error.message, reason: error.reason ?? "" });
  }
});
