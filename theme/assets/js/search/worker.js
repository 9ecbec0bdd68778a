// Runs the searcher's tasks for client.js; each message brings the port to answer by.

import { Searcher } from "./searcher.js";

let searcher = null;

self.addEventListener("message", async ({ data: { task, values }, ports: [port] }) => {
  try {
    if (task === "open") searcher = new Searcher(values);
    port.postMessage({ value: task === "open" ? null : await searcher[task](values) });
  } catch (error) {
    port.postMessage({ error: error.message, reason: error.reason ?? "" });
  }
});
