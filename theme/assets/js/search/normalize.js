// Words as the index has them; reviewlib/search/normalize.py does the very same.

const APOSTROPHE = /['’ʼ‘](?:s(?![\p{L}\p{N}]))?/gu;
const WORD = /[\p{L}\p{N}]+(?:[-‐][\p{L}\p{N}]+)*/gu;
const HYPHEN = /[-‐]/u;
const MOST_JOINED = 3;

const lowered = (text) =>
  text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(APOSTROPHE, "");

/** A text's words, folded, with single spaces between them: "na h eileanan siar". */
export function normalize(text) {
  return (lowered(text).match(WORD) ?? []).join(" ").replace(/[-‐]/gu, " ");
}

/**
 * The words of a text, in order. One with hyphens has its parts, and itself in one piece.
 * @returns {{parts: string[], joined: string}[]}
 */
export function tokenize(text) {
  return (lowered(text).match(WORD) ?? []).map((found) => {
    const parts = found.split(HYPHEN);
    const several = parts.length > 1 && parts.length <= MOST_JOINED;
    return { parts, joined: several ? parts.join("") : "" };
  });
}
