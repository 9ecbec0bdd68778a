/* The form of components/form.html: lists of items, values, and mistakes in the words of their rules.
   What each control takes is in its data attributes, which the models of reviewlib give. */

import { byId, make } from "./dom.js";
import { bullet, linesOf, oneLine } from "../lib/record-file.js";
import { isoDate } from "../lib/uk-date.js";

// Signs that no file may hold (frontmatter/parser.py, forbidden).
const HIDDEN = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Noncharacter_Code_Point}]|(?!\s)\p{Cc}/u;
// What is read at the end of a finding as its page, themes or anchor, or as a document; and at its
// start as the date of an update (markdown/annotations.py).
const MARK = /(?:\((?:(?:pp?|pgs?|pages?)\.?\s*\d|themes?\s*:)[^()]*\)|\{[^{}]*\})[\s.,;]*$/i;
const DOCUMENT = /\(([a-z0-9]+(?:-[a-z0-9]+)+)(?:,[^()]*)?\)[\s.,;]*$/;
const OF_A_DATE =
  /^(?:\d+(?:st|nd|rd|th)?|to|and|of|early|mid|late|spring|summer|autumn|winter|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)?$/i;

const partsOf = (item) => [...item.children].filter((one) => one.matches("[data-field]"));
const isEmpty = (value) => !(typeof value === "object" ? Object.keys(value) : value).length;

function folded(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return oneLine(plain.replaceAll("&", " and "));
}

function controlOf(field) {
  return field.matches("fieldset") ? field : field.querySelector("input, textarea, select");
}

// ---------- lists

/** Adds an item to a list; its number tells its controls from those of the others. */
function addItem(list, given) {
  const items = list.querySelector(".form-items");
  const number = given ?? Number(items.lastElementChild?.dataset.number ?? 0) + 1;
  const item = list.querySelector("template").content.firstElementChild.cloneNode(true);
  item.dataset.number = number;
  item.setAttribute("aria-label", `${list.dataset.one} ${number}`);
  for (const part of item.querySelectorAll("[id], [for]")) {
    for (const { name, value } of [...part.attributes]) {
      if (value.includes("-0-")) part.setAttribute(name, value.replaceAll("-0-", `-${number}-`));
    }
  }
  items.append(item);
  return item;
}

function filledItems(list) {
  const items = [...list.querySelectorAll(".form-item")];
  return items.filter((item) => !isEmpty(itemValue(item)));
}

// ---------- values

/** The term of a vocabulary that words stand for: its label, where they are another of its names. */
function term(field, words) {
  const options = [...controlOf(field).list.options];
  return options.find((one) => folded(one.value) === folded(words))?.textContent;
}

function itemValue(item) {
  const values = partsOf(item).map((one) => [one.dataset.field, valueOf(one)]);
  if (!values[0][0]) return values[0][1];
  return Object.fromEntries(values.filter(([, value]) => !isEmpty(value)));
}

function datesValue(field) {
  const how = field.querySelector(":checked")?.value ?? "";
  if (how === "unknown" || !how) return how;
  const ranges = filledItems(field).map(itemValue);
  const [{ first, last }] = [...ranges, {}];
  if (how === "between") return `between ${first} and ${last}`;
  const written = ranges.map((one) => [...new Set([one.first, one.last ?? one.first])].join(" to "));
  return how === "days" && written.length > 1 ? written.sort() : (written[0] ?? "");
}

const VALUES = {
  yes: (field) => (controlOf(field).checked ? "yes" : ""),
  choices: (field) => [...field.querySelectorAll(":checked")].map((one) => one.value),
  dates: datesValue,
  list: (field) => {
    const values = filledItems(field).map(itemValue);
    return typeof values[0] === "string" ? [...new Set(values)] : values;
  },
  lines: (field) => [...new Set(linesOf(controlOf(field).value))],
  prose: (field) => linesOf(controlOf(field).value).join("\n"),
  words: (field, words) => words.split(/[,;]/).map(oneLine).filter(Boolean).map((one) => term(field, one) ?? one),
  term: (field, words) => term(field, words) ?? words,
  date: (_, words) => isoDate(words) || words,
};

/** The value of a field as its file has it: a text, a list, an object; "" or [] for nothing. */
export function valueOf(field) {
  const words = oneLine(controlOf(field).value ?? "");
  return VALUES[field.dataset.kind]?.(field, words) ?? words;
}

// ---------- mistakes: which field, and the rule that it breaks

function fits(schema, text) {
  if (schema.anyOf) return schema.anyOf.some((one) => fits(one, text));
  if (schema.enum) return schema.enum.includes(text);
  if (schema.type === "integer") return /^\d{1,9}$/.test(text) && text >= schema.minimum && text <= schema.maximum;
  return !(schema.pattern && !new RegExp(schema.pattern, "u").test(text)) && !([...text].length > schema.maxLength);
}

function isTaken(field, value) {
  const { kind, schema } = field.dataset;
  if (kind === "term" || kind === "words") return [value].flat().every((one) => term(field, one));
  return !schema || [value].flat().every((one) => fits(JSON.parse(schema), one));
}

function isDated(line) {
  const [before, after] = line.split(":", 2);
  if (after === undefined || before.length > 40 || !/\d{4}|\d[./-]\d/.test(before)) return false;
  return before.split(/[\s.,/&\u2010-\u2015-]/).every((word) => OF_A_DATE.test(word));
}

function* markFaults(field) {
  const documents = [...document.querySelectorAll("[data-field=sources] input")];
  const known = documents.flatMap((one) => one.value.split("-")).filter((one) => one.length > 3);
  for (const line of linesOf(controlOf(field).value).map((one) => bullet(one).words)) {
    const cited = DOCUMENT.exec(line)?.[1].split("-") ?? [];
    if (MARK.test(line) || cited.some((one) => known.includes(one) || /^(?:19|20)\d\d$/.test(one))) {
      yield { field, rule: "mark-not-read" };
    } else if (field.dataset.field === "text" && isDated(line)) yield { field, rule: "update-misplaced" };
  }
}

function* datesFaults(field) {
  const how = field.querySelector(":checked")?.value;
  const isAsked = how ? how !== "unknown" : field.dataset.needed !== undefined;
  if (!isAsked) return;
  const ranges = filledItems(field).map((item) => ({ ...itemValue(item), parts: partsOf(item) }));
  if (how === "days") ranges.sort((one, other) => (one.first < other.first ? -1 : 1));
  if (!how || !ranges.length) yield { field, rule: "missing-field" };
  let before = "";
  for (const { first = "", last = "", parts } of how === "days" ? ranges : ranges.slice(0, 1)) {
    const isRight = (date) => isoDate(date).length === (how === "months" ? 7 : 10);
    if (!isRight(first)) yield { field: parts[0], rule: first ? "bad-date" : "missing-field" };
    if (last ? !isRight(last) : how === "between") {
      yield { field: parts[1], rule: last ? "bad-date" : "missing-field" };
    } else if ((last && last < first) || first <= before) {
      yield { field: parts[1], rule: "dates-out-of-order" };
    }
    before = last || first;
  }
}

function* listFaults(list) {
  for (const item of filledItems(list)) {
    const parts = partsOf(item);
    for (const one of parts) yield* faultsOf(one);
    const [page, quoted] = ["page", "quoted"].map((name) => parts.find((one) => one.dataset.field === name));
    if (quoted && valueOf(quoted) && !valueOf(page)) yield { field: page, rule: "quotation-without-page" };
    const [from, to] = page ? valueOf(page).split("-").map(Number) : [];
    if (to < from) yield { field: page, rule: "mark-not-read" };
  }
}

/** What is wrong with a field by itself. */
export function* faultsOf(field) {
  const { kind, needed, marks, rule } = field.dataset;
  const value = valueOf(field);
  if (kind === "dates") yield* datesFaults(field);
  else if (isEmpty(value)) {
    const first = field.querySelector(".form-item > [data-field]") ?? field;
    if (needed !== undefined) yield { field: first, rule: "missing-field" };
  } else if (kind === "list") yield* listFaults(field);
  else if (HIDDEN.test(controlOf(field).value ?? "")) yield { field, rule: "hidden-sign" };
  else if (!isTaken(field, value)) yield { field, rule };
  else if (marks !== undefined) yield* markFaults(field);
}

function labelOf(field) {
  const list = field.parentElement.closest("fieldset");
  const own = field.querySelector(".field-label, .option-label").firstChild.textContent.trim();
  if (!list) return own;
  const whole = list.querySelector("legend").firstChild.textContent.trim();
  return `${whole}, ${field.closest(".form-item").getAttribute("aria-label")}: ${own}`;
}

/** Shows what is wrong with one field beside it, or that nothing is. */
function showFault(field, rule) {
  const place = field.querySelector(".form-error");
  const control = controlOf(field);
  place.hidden = !rule;
  if (rule) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
  const said = rule && [...byId("form-rules").querySelectorAll("a")].find((one) => one.hash === `#${rule}`);
  if (said) place.replaceChildren(`${said.textContent}. `, make("a", { href: said.href }, "What to write"));
  return said?.textContent;
}

/** Shows all that is wrong with a form, each with a link to it at the top; whether anything is. */
export function showFaults(form, faults) {
  for (const field of form.querySelectorAll("[data-field]")) showFault(field);
  const lines = faults.map(({ field, rule }) => {
    const words = `${labelOf(field)}: ${showFault(field, rule)}`;
    const link = make("a", { href: `#${controlOf(field).id}` }, words);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      for (let at = field; at; at = at.parentElement.closest("details")) if (at.matches("details")) at.open = true;
      controlOf(field).focus();
    });
    return make("li", {}, link);
  });
  const problems = byId("form-problems");
  problems.querySelector("ul").replaceChildren(...lines);
  problems.hidden = !lines.length;
  if (lines.length) problems.focus();
  return lines.length > 0;
}

// ---------- in use

const BUTTONS = {
  "form-add": (button) => addItem(button.closest("fieldset")).querySelector("input, textarea").focus(),
  "form-remove": (button) => {
    const list = button.closest("fieldset");
    button.closest(".form-item").remove();
    list.querySelector(".form-add").focus();
  },
  "form-next": (button) => {
    const next = button.closest("details").nextElementSibling;
    next.open = true;
    next.querySelector("summary").focus();
  },
};

/** Begins each list with one item, and answers buttons and changes; `onInput` after each. */
export function use(form, onInput) {
  for (const list of form.querySelectorAll("fieldset:has(> .form-items)")) addItem(list);
  form.addEventListener("input", onInput);
  form.addEventListener("change", ({ target }) => {
    const changed = target.closest("[data-field]");
    const fault = changed && [...faultsOf(changed)].find((one) => one.field === changed);
    if (changed && fault?.rule !== "missing-field") showFault(changed, fault?.rule);
  });
  form.addEventListener("click", ({ target }) => {
    const name = Object.keys(BUTTONS).find((one) => target.classList.contains(one));
    if (!name) return;
    BUTTONS[name](target);
    onInput();
  });
  form.hidden = false;
  byId("form-without").hidden = true;
}

// ---------- what was typed, kept in this browser

const controlsOf = (form) => [...form.elements].filter((one) => one.id && one.matches("input, textarea, select"));

/** All that was typed, as one value to keep. */
export function stateOf(form) {
  const lists = [...form.querySelectorAll("fieldset:has(> .form-items)")].map((list) => {
    return [list.id, [...list.querySelectorAll(".form-item")].map((one) => one.dataset.number)];
  });
  const values = controlsOf(form).map((one) => [one.id, /box|radio/.test(one.type) ? one.checked : one.value]);
  return { lists, values: values.filter(([, value]) => value) };
}

/** Puts it back into a form as it was when the page was opened. */
export function restore(form, { lists, values }) {
  for (const [id, numbers] of lists) {
    byId(id)?.querySelector(".form-items").replaceChildren();
    for (const number of byId(id) ? numbers : []) addItem(byId(id), Number(number));
  }
  for (const [id, value] of values) {
    if (value === true && byId(id)) byId(id).checked = true;
    else if (byId(id)) byId(id).value = value;
  }
}
