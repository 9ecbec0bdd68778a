/* State in the query string: ?q=play&theme=inclusion&year=2021-22&sort=name

   URLs are shared and edited by hand: unknown values are dropped and reported. */

export const MAX_QUERY_LENGTH = 300;

/** Reads an address. `known` is a Map of each facet's id to the Set of its options' ids, and
    `settings` has what else may stand there, the usual value of each first. */
export function readState(search, known, settings = {}) {
  const asked = new URLSearchParams(search);
  const state = { q: (asked.get("q") ?? "").trim().slice(0, MAX_QUERY_LENGTH), chosen: new Map() };
  const unknown = [];
  for (const [facet, options] of known) {
    const values = asked.getAll(facet).filter((one) => one !== "");
    unknown.push(...values.filter((one) => !options.has(one)));
    state.chosen.set(facet, new Set(values.filter((one) => options.has(one))));
  }
  for (const [name, choices] of Object.entries(settings)) {
    const value = asked.get(name) ?? "";
    if (value && !choices.includes(value)) unknown.push(value);
    state[name] = choices.includes(value) ? value : choices[0];
  }
  return { state, unknown };
}

/** Writes an address, "" where nothing is chosen; what is usual is left out. */
export function writeState(state, settings = {}) {
  const parts = new URLSearchParams();
  if (state.q) parts.append("q", state.q);
  for (const [facet, ticked] of state.chosen) {
    for (const one of ticked) parts.append(facet, one);
  }
  for (const [name, choices] of Object.entries(settings)) {
    if (state[name] && state[name] !== choices[0]) parts.append(name, state[name]);
  }
  return parts.toString();
}

/** What an address may not say, in a sentence; "" where all of it is known. */
export function unknownMessage(unknown) {
  if (!unknown.length) return "";
  const short = unknown.slice(0, 3).map((one) => `“${one.slice(0, 40)}”`);
  const more = unknown.length > 3 ? " and more" : "";
  return `The address of this page asks for ${short.join(", ")}${more}, which nothing here goes by. It was left out.`;
}
