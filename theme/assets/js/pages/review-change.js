/* What became of a review: the few lines of its file that change, and where each goes. */

import { byId, make } from "../ui/dom.js";
import { faultsOf, showFaults, use, valueOf } from "../ui/record-form.js";
import { fieldLines } from "../lib/record-file.js";
import { today } from "../lib/uk-date.js";

const form = byId("record-form");
const field = (name) => form.querySelector(`[data-field="${name}"]`);
const value = (name) => valueOf(field(name));

/** An item at the end of a list of the header, which a file may not have yet. */
function added(name, isThere, item) {
  const lines = fieldLines([name, [item]]);
  if (isThere) return [`Add to the end of the list under “${name}:”`, lines.slice(1)];
  return ["Add above the second line of three hyphens", lines];
}

function tookPlace({ status, when, history }) {
  const dates = value("when");
  const change = { date: today(), change: "corrected", was: status };
  if (dates.length) Object.assign(change, { change: "date changed", was: when });
  const steps = [[`Replace the line “status: ${status}” with`, ["status: took place"]]];
  if (dates.length) steps.push(["Replace the line “when:”, and dates listed under it, with", fieldLines(["when", dates])]);
  else if (when) steps.push(["Add below the dates, as they are those of the plan", ["when_basis: planned"]]);
  return [...steps, added("history", history, change)];
}

function wasPublished({ reports, history }) {
  const lists = value("reports").map((one) => added("reports", reports, one));
  return [...lists, added("history", history, { date: today(), change: "report published" })];
}

const CHANGES = { when: tookPlace, reports: wasPublished };
const change = () => form.querySelector("[name=form-change]:checked").value;
const record = () => byId("form-review").selectedOptions[0].dataset;

function show() {
  for (const name of Object.keys(CHANGES)) field(name).hidden = name !== change();
  byId("form-lines").hidden = true;
}

use(form, show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = field(change());
  const isReport = change() === "reports" && !value("reports").length;
  const missing = isReport ? [{ field: asked.querySelector(".form-item > [data-field]"), rule: "missing-field" }] : [];
  if (showFaults(form, [...faultsOf(asked), ...missing])) return;
  const steps = CHANGES[change()](record()).map(([where, lines]) => {
    return make("li", {}, `${where}:`, make("pre", { tabindex: "0" }, lines.join("\n")));
  });
  byId("form-lines").querySelector("ol").replaceChildren(...steps);
  byId("form-path").textContent = record().path;
  const edit = byId("form-edit");
  if (edit) edit.href = `${edit.dataset.edit}${record().path}`;
  byId("form-lines").hidden = false;
  byId("form-lines").focus();
});

const asked = new URLSearchParams(location.search);
if (asked.has("review")) byId("form-review").value = asked.get("review");
if (asked.get("change") === "reports") byId("form-change-2").checked = true;
show();
