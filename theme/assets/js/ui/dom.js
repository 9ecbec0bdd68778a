/* DOM helpers. No string is parsed as HTML: input and index data stay text. */

/** The site's root URL, from that of this module: assets/STAMP/js/ui/. */
export const ROOT = new URL("../../../../", import.meta.url);

/** An element with its attributes and children; strings become text nodes. */
export function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(attribute, "");
    else if (value !== false && value !== "" && value != null) element.setAttribute(attribute, value);
  }
  element.append(...inside);
  return element;
}

/** Words in their language. */
export function inLanguage(words, lang) {
  return lang ? make("span", { lang }, words) : words;
}

/** An element of the page by its id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Saves a text as a file; `type` is its media type. */
export function saveFile(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Debounces an action; `cancel()` drops a pending call. */
export function debounce(milliseconds, action) {
  let timer = 0;
  const later = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds, ...given);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

/** A number with its noun: "1 review", "1,200 reviews". */
export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
}

/** Typed words as they are repeated in a sentence. */
export function quoted(words) {
  return `“${words.length > 80 ? `${words.slice(0, 80)}…` : words}”`;
}
