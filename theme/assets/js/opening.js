/* Opens the search's engine once a page, when it is first wanted; again if that failed. */

import { ROOT } from "./dom.js";

let engine = null;

/** The engine, or a SearchUnavailable whose `reason` says why there is none. */
export function opened() {
  engine ??= import("./search/engine.js")
    .then((module) => module.openEngine(ROOT.href))
    .catch((trouble) => {
      engine = null;
      throw trouble;
    });
  return engine;
}

/** Starts to load it; whether that went well, whoever asks for it is told. */
export function warm() {
  opened().catch(() => {});
}
