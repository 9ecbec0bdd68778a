/* A record as the text of its file, which reviewlib reads back as it was typed. */

// What YAML would read otherwise without quotation marks (frontmatter/lint.py, is_plain).
const SPECIAL = /^[[\]{}*&!|>%@`,#"']|^[-?:](?:\s|$)| #|: |:$/;
// What Markdown would: anywhere, and at the start of a line (CommonMark 0.31, 2.4).
const SIGNS = /[\\`*[]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[a-z/!?])|&(?=[#\p{L}])/giu;
const START = /^[-+=>#~]/;
// Dropped by the reader where they stand.
const UNSEEN = /[\ufeff\u200b\u2060\u00ad]/g;

/** Text on one line, without what nobody sees. */
export function oneLine(text) {
  return text.replace(UNSEEN, "").replace(/\s+/g, " ").trim();
}

/** The lines of a text that have words. */
export function linesOf(text) {
  return text.split("\n").map(oneLine).filter(Boolean);
}

/** A line of a text without the sign of a bullet, and whether it had one. */
export function bullet(line) {
  const words = /^[-•] (.+)/.exec(line)?.[1];
  return { isBullet: Boolean(words), words: words ?? line };
}

function asValue(text) {
  if (!SPECIAL.test(text)) return text;
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

/** A field of a header, or of an item of a list: a text, a list of texts, a list of records. */
export function fieldLines([name, value]) {
  if (typeof value === "string") return [`${name}: ${asValue(value)}`];
  return [`${name}:`, ...value.flatMap(itemLines)];
}

function itemLines(item) {
  if (typeof item === "string") return [`  - ${asValue(item)}`];
  return Object.entries(item).flatMap(fieldLines).map((line, n) => `  ${n ? " " : "-"} ${line}`);
}

/** A line of words as Markdown that shows them as they are. */
export function escaped(line) {
  return line.replace(SIGNS, "\\$&").replace(START, "\\$&").replace(/^(\d{1,9})([.)])/, "$1\\$2");
}

function prose(text) {
  const lines = linesOf(text).map(bullet);
  const blocks = lines.map(({ isBullet, words }, n) => {
    const gap = n && !(isBullet && lines[n - 1].isBullet) ? "\n" : "";
    return `${gap}${isBullet ? "- " : ""}${escaped(words)}`;
  });
  return blocks.join("\n");
}

/** Each line of a text as a point, all on the same page and of the same themes. */
function points({ text, page = "", quoted, themes = [] }) {
  const marks = [page && `(${page.includes("-") ? "pp" : "p"}. ${page})`];
  if (themes.length) marks.push(`(theme: ${themes.join(", ")})`);
  return linesOf(text).map((line) => {
    const { words } = bullet(line);
    const [opening, closing] = words.includes('"') ? "“”" : '""';
    const said = quoted ? `${opening}${escaped(words)}${closing}` : escaped(words);
    return ["-", said, ...marks].filter(Boolean).join(" ");
  });
}

/**
 * The whole file.
 * @param {[string, string | (string | object)[]][]} header the fields that have values, in order
 * @param {string} opening the text before the first heading
 * @param {[string, string | object[]][]} sections each heading with its text or its points
 */
export function recordFile(header, opening, sections) {
  const text = sections.map(([heading, inside]) => {
    const body = typeof inside === "string" ? prose(inside) : inside.flatMap(points).join("\n");
    return `## ${escaped(oneLine(heading))}\n\n${body}`;
  });
  const top = ["---", ...header.flatMap(fieldLines), "---"].join("\n");
  return `${[top, prose(opening), ...text].filter(Boolean).join("\n\n")}\n`;
}
