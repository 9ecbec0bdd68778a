// Fetches the files of the index, and says in one word what is wrong with one.

export const VERSION = 1;

/** Search cannot work. `reason`: "missing", "damaged" (cannot be read) or "stale" (of another build). */
export class SearchUnavailable extends Error {
  constructor(reason, what) {
    super(`Search is not available: ${what} is ${reason}.`);
    this.name = "SearchUnavailable";
    this.reason = reason;
  }
}

/**
 * @param {string} root the address of the site's top.
 * @param {string} name of a file under search/.
 * @param {string} stamp that the file must have; "" for any.
 */
export async function load(root, name, stamp) {
  const address = new URL(`search/${name}`, root);
  // A new build has new addresses, so that no cache can mix two of them.
  if (stamp) address.search = stamp;
  let response;
  try {
    response = await fetch(address, stamp ? {} : { cache: "no-cache" });
  } catch {
    throw new SearchUnavailable("missing", name);
  }
  if (!response.ok) throw new SearchUnavailable("missing", name);
  let value;
  try {
    value = await response.json();
  } catch {
    throw new SearchUnavailable("damaged", name);
  }
  if (!value || typeof value !== "object") throw new SearchUnavailable("damaged", name);
  if (value.version !== VERSION || (stamp && value.stamp !== stamp)) {
    throw new SearchUnavailable("stale", name);
  }
  return value;
}
