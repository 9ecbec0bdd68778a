/* The form for a new review: the file that is made of it, and where that goes. */

import { byId, debounce, make, saveFile } from "../ui/dom.js";
import { faultsOf, restore, showFaults, stateOf, use, valueOf } from "../ui/record-form.js";
import { recordFile } from "../lib/record-file.js";
import { isoDate, today } from "../lib/uk-date.js";

// Longer addresses are refused by servers.
const LONGEST = 8_000;
const KEPT = `review-form:${location.pathname}`;
const DAY = 86_400_000;

const form = byId("record-form");
const fields = () => [...form.querySelectorAll("[data-field]")].filter((one) => !one.closest(".form-item"));
const field = (name) => form.querySelector(`[data-field="${name}"]`);
const value = (name) => valueOf(field(name));
const records = [...byId("form-records").children];

const slug = (text) =>
  text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase().match(/[a-z0-9]+/g)?.join("-") ?? "";

function pathOf() {
  const year = value("$year");
  const base = slug(value("$name") || value("authorities").join(" and ")).slice(0, 70) || "name-of-the-authority";
  const taken = records.filter((one) => one.dataset.year === year).map((one) => one.dataset.name);
  let name = base;
  for (let number = 2; taken.includes(name); number += 1) name = `${base}-${number}`;
  return [year, `${name}.md`];
}

function fileText() {
  const isFilled = ([, given]) => given.length > 0;
  const given = { history: [{ date: today(), change: "added" }] };
  const sections = [];
  for (const one of fields()) {
    const { field: name, heading } = one.dataset;
    if (heading) sections.push([heading, valueOf(one)]);
    else if (name === "sections") sections.push(...valueOf(one).map(({ heading: own = "", text = "" }) => [own, text]));
    else given[name] = valueOf(one);
  }
  const header = form.dataset.order.split(" ").map((name) => [name, given[name] ?? ""]);
  return recordFile(header.filter(isFilled), given.opening, sections.filter(isFilled));
}

// ---------- what concerns several fields

/** The first and last day that the dates can mean, or "". */
function span() {
  const dates = [value("when")].flat().join(" ").match(/\d{4}-\d{2}(?:-\d{2})?/g) ?? [""];
  return [dates[0], dates.at(-1)];
}

function* faultsTogether() {
  const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 10);
  if (value("status") === "took place" && span()[0] > tomorrow) yield { field: field("when"), rule: "date-in-future" };
  for (const one of form.querySelectorAll("[data-field=published]")) {
    if (isoDate(valueOf(one)) && valueOf(one) > tomorrow) yield { field: one, rule: "date-in-future" };
  }
  const hosts = value("authorities");
  for (const one of field("contributors").querySelectorAll(".form-item > [data-field]")) {
    if (hosts.includes(valueOf(one))) yield { field: one, rule: "contributor-is-host" };
  }
}

/** What to look at twice: records of the same host and time, dates outside the programme year. */
function sayNotes() {
  const [first, last] = span();
  const found = records.filter(({ dataset: one }) => {
    const isHost = value("authorities").some((host) => one.hosts.split("|").includes(host));
    const isThen = first && one.first && one.first <= `${last}-31` && first.slice(0, 7) <= one.last;
    return isHost && (isThen || (one.year === value("$year") && !(first && one.first)));
  });
  const links = found.flatMap((one) => [" ", one.firstChild.cloneNode(true)]);
  const words = "There is a record of this host and time. If it is the same visit, change that one:";
  const notes = found.length ? [make("p", { class: "note" }, words, ...links)] : [];
  const year = byId("form-year").selectedOptions[0].dataset;
  if (first && (first < year.first.slice(0, first.length) || last > year.last)) {
    notes.push(make("p", { class: "note" }, byId("form-rules").querySelector("[href$='#outside-year']").cloneNode(true)));
  }
  byId("form-existing").replaceChildren(...notes);
}

function allRight() {
  return !showFaults(form, [...fields().flatMap((one) => [...faultsOf(one)]), ...faultsTogether()]);
}

// ---------- where it goes

function say(...words) {
  byId("form-said").replaceChildren(...words);
}

async function copy() {
  try {
    await navigator.clipboard.writeText(fileText());
    return true;
  } catch {
    getSelection().selectAllChildren(byId("form-text"));
    return false;
  }
}

function save() {
  saveFile(pathOf()[1], fileText(), "text/markdown");
  say("The file was saved.");
}

async function propose() {
  const [year, name] = pathOf();
  const address = `${form.dataset.newFile}${year}?filename=${encodeURIComponent(name)}`;
  const filled = `${address}&value=${encodeURIComponent(fileText())}`;
  const isShort = filled.length <= LONGEST;
  const isCopied = !isShort && (await copy());
  const link = make("a", { href: isShort ? filled : address, target: "_blank", rel: "noopener" }, "Open GitHub");
  if (isShort) say("GitHub opens with the file filled in. Choose “Commit changes”, then “Propose changes”. ", link);
  else if (isCopied) say("The file is too long for an address, so it was copied. Paste it on GitHub. ", link);
  else say("The file is too long for an address. Copy the text that is marked, and paste it on GitHub. ", link);
  if (isShort || isCopied) link.click();
  forget();
}

// ---------- from here on it is in use

function show() {
  byId("form-path").textContent = `content/reviews/${pathOf().join("/")}`;
  byId("form-text").textContent = fileText();
  sayNotes();
}

/** What is kept in this browser, where it may keep anything. */
function storage(method, ...given) {
  try {
    return localStorage[method](KEPT, ...given);
  } catch {
    return null;
  }
}

const keep = debounce(300, () => storage("setItem", JSON.stringify(stateOf(form))));

function forget() {
  keep.cancel();
  storage("removeItem");
}

use(form, () => {
  show();
  keep();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (allRight()) propose();
});
byId("form-copy").addEventListener("click", async () => {
  if (allRight()) say((await copy()) ? "The file was copied." : "Copy the text that is marked.");
});
byId("form-save").addEventListener("click", () => allRight() && save());
byId("form-clear").addEventListener("click", () => {
  if (!confirm("Clear all that you typed?")) return;
  forget();
  location.reload();
});

const year = new URLSearchParams(location.search).get("year");
if (year) byId("form-year").value = year;
const kept = storage("getItem");
if (kept) restore(form, JSON.parse(kept));
show();
