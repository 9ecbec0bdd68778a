/* Who fits a choice: any of what is ticked in one facet, and in every facet that has a tick.

   A choice is a Map of a facet's id to the Set of what is ticked in it. An item has `values`, a
   Map of a facet's id to a Set as well. */

function matchesFacet(values, facet, ticked) {
  const own = values.get(facet);
  return own !== undefined && [...ticked].some((one) => own.has(one));
}

/** Whether an item matches, one facet left out of account where that is wanted. */
export function matches(values, chosen, leftOut = "") {
  for (const [facet, ticked] of chosen) {
    if (facet !== leftOut && ticked.size && !matchesFacet(values, facet, ticked)) return false;
  }
  return true;
}

/** How many items each option would show beside what is ticked in the other facets. */
export function countOptions(items, chosen) {
  const counts = new Map();
  for (const facet of chosen.keys()) {
    const own = new Map();
    for (const item of items) {
      if (!matches(item.values, chosen, facet)) continue;
      for (const one of item.values.get(facet) ?? []) own.set(one, (own.get(one) ?? 0) + 1);
    }
    counts.set(facet, own);
  }
  return counts;
}

/** Values as they come, by facet, in the shape above. */
export function asValues(found) {
  return new Map(Object.entries(found).map(([facet, values]) => [facet, new Set(values)]));
}
