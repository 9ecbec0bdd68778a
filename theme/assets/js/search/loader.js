/* Opens the search once a page, when it is first wanted; again if that failed. */

import { ROOT } from "../ui/dom.js";

let client = null;

/** The client, or a SearchUnavailable whose `reason` says why there is none. */
export function searchClient() {
  client ??= import("./client.js")
    .then(({ openClient }) => openClient(ROOT.href))
    .catch((trouble) => {
      client = null;
      throw trouble;
    });
  return client;
}

/** Starts to load it; whether that went well, whoever asks for it is told. */
export function preload() {
  searchClient().catch(() => {});
}
