// Words as the index has them; reviewlib/search/normalize.py does the very same.

const APOSTROPHE = /['’ʼ‘](?:s(?![\p{L}\p{N}]))?/gu;
const WORD = /[\p{L}\p{N}]+(?:[-‐][\p{L}\p{N}]+)*/gu;
const HYPHEN = /[-‐]/u;
const MOST_JOINED = 3;

const bare = (text) => text.replace(/\p{M}/gu, "").replace(APOSTROPHE, "");
const lowered = (text) => bare(text.normalize("NFKD").toLowerCase());

/** A text's words, folded, with single spaces between them: "na h eileanan siar". */
export function normalize(text) {
  return (lowered(text).match(WORD) ?? []).join(" ").replace(/[-‐]/gu, " ");
}

/**
 * The words of a text, in order. One with hyphens has its parts, and itself in one piece.
 * @returns {{parts: string[], as: string[], joined: string}[]} `as`: the parts in their own case.
 */
export function tokenize(text) {
  const words = lowered(text).match(WORD) ?? [];
  const cased = /\p{Lu}/u.test(text) ? (bare(text.normalize("NFKD")).match(WORD) ?? []) : words;
  return words.map((found, i) => {
    const parts = found.split(HYPHEN);
    const several = parts.length > 1 && parts.length <= MOST_JOINED;
    const as = cased.length === words.length ? cased[i].split(HYPHEN) : parts;
    return { parts, as, joined: several ? parts.join("") : "" };
  });
}
