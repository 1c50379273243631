// SPDX-License-Identifier: Apache-2.0
// The forms of <details-check> and <retry-order>, loaded when the reader opens one. Their answers come from the core.
//
// Goals, in order: (1) what is typed stays in this tab and in the fields: each answer comes from a module of its own that is
// thrown away; (2) no decision is taken here: answers are the report's, the words are the page's; (3) an answer never repeats
// a document number: it names lines and characters.

import { make } from "./live-check.js";
import { markReferences, stateWords } from "./live-check-view.js";
import { load, loadText } from "./page-files.js";

let words;

/** Opens the form of an element: its words first, then its fields. */
export async function open(element) {
  words = JSON.parse(await loadText(element.dataset.words));
  element.form = element.localName === "details-check" ? new DetailsForm(element) : new RetryForm(element);
}

// MARK: - The core

const modules = new Map();

/** The module at an address, compiled once. */
function compiled(url) {
  if (!modules.has(url)) {
    modules.set(url, load(url).then((bytes) => WebAssembly.compile(bytes)));
    modules.get(url).catch(() => modules.delete(url));
  }
  return modules.get(url);
}

/** Asks a function of the core; returns the report as text and as a value. */
async function ask(element, name, text) {
  const { exports } = new WebAssembly.Instance(await compiled(element.dataset.module), {});
  const bytes = new TextEncoder().encode(text);
  const place = exports.text_buffer(bytes.length) >>> 0;
  if (place === 0) throw new Error("The text is longer than the core takes");
  new Uint8Array(exports.memory.buffer, place, bytes.length).set(bytes);
  const length = exports[name](bytes.length);
  const report = new TextDecoder("utf-8", { fatal: true }).decode(
    new Uint8Array(exports.memory.buffer, exports.report() >>> 0, length));
  const value = JSON.parse(report);
  if (value.report !== 1 || value.catalogue !== element.dataset.catalogue) throw new Error("The core is of another edition");
  return { report, value };
}

const notLoaded = "The check could not be loaded. Reload the page, or go through the list by hand: it needs no script.";

// MARK: - Do my details match?

const documentKinds = [
  ["", "I do not know"], ["passport", "Passport"], ["identity-card", "Identity card"],
  ["residence-permit", "Residence permit"], ["driving-licence", "Driving licence"],
];

/** Keys of the request by the names of the fields; the zone comes last, because it has several lines. */
const keys = ["account-given", "account-family", "document-given", "document-family", "asked", "expires"];

class DetailsForm {
  #element;

  constructor(element) {
    this.#element = element;
    this.form = make("form", { noValidate: true, autocomplete: "off" }, ...this.#fields());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#compare();
    });
    this.form.addEventListener("reset", () => this.#clear());
    this.status = make("p", { className: "say" });
    this.status.setAttribute("role", "status");
    this.outcome = make("div");
    element.replaceChildren(this.form, this.status, this.outcome);
    addEventListener("pagehide", () => this.form.reset());
  }

  #fields() {
    return [
      make("p", {}, "What you type stays in this tab: nothing is sent or saved. It decides nothing for the exchange."),
      group("Name of your account", text("account-given", "Given names"), text("account-family", "Family name")),
      group("Name printed on your document", text("document-given", "Given names"), text("document-family", "Family name")),
      group("Your document",
        field("Which document does the screen ask for?", "asked",
          make("select", {}, ...documentKinds.map(([value, label]) => make("option", { value }, label)))),
        field("Date of expiry", "expires", make("input", { type: "date" })),
        field("Lines with the signs < at its foot, if it has them", "mrz", make("textarea", { rows: 3, className: "zone" }))),
      make("div", { className: "controls" },
        make("button", { type: "submit", className: "button main" }, "Compare"),
        make("button", { type: "reset", className: "button" }, "Clear")),
    ];
  }

  value(name) { return this.form.elements[name].value; }

  /** The request, as Sources/Verification/Identity/IdentityRequest.swift reads it. */
  #request() {
    const today = new Date();
    const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const lines = keys.map((key) => `${key}: ${this.value(key).replace(/\s+/g, " ")}`);
    return [`today: ${day}`, ...lines, "mrz:", this.value("mrz")].join("\n");
  }

  async #compare() {
    try {
      const { report, value } = await ask(this.#element, "check_identity", this.#request());
      this.#element.lastReport = report;
      this.#show(value);
    } catch (error) {
      console.error(error);
      this.status.textContent = notLoaded;
      this.outcome.replaceChildren();
    }
  }

  #show(report) {
    const first = report.checks.find((check) => check.id === report.first);
    const open = report.checks.every((check) => check.state === "notMeasurable");
    this.status.textContent = open ? "Nothing could be compared yet." : first
      ? words.checks[first.id][stateWords[first.state].field] : "Nothing to change on the points that could be compared.";
    const rows = report.checks.map((check) => this.#row(check, report, stateWords[check.state]));
    this.outcome.replaceChildren(make("ul", { className: "results" }, ...rows));
    report.checks.forEach(markReferences);
  }

  #row(check, report, { sign, word }) {
    const row = make("li", {}, make("span", {}, words.checks[check.id].title), make("b", {}, `${sign} ${word}`));
    row.dataset.state = check.state;
    const lines = check.id === "name-consistency" ? this.#aboutNames(report) : check.id === "mrz-agreement" ? aboutZone(report) : [];
    if (check.unit === "days") lines.push(check.value < 0 ? "It has expired." : `${check.value} days are left.`);
    if (check.state === "notMeasurable" && lines.length === 0) lines.push(words.reasons[check.reason]);
    row.append(...lines.map((line) => make("small", {}, line)));
    return row;
  }

  /** What the rule says, and both names with the letters that differ marked. */
  #aboutNames({ names }) {
    if (!names) return [];
    const typed = ["account", "document"].flatMap((side) => {
      const marks = names.differences.filter((difference) => difference.side === side);
      if (marks.length === 0 || !this.value(`${side}-given`) && !this.value(`${side}-family`)) return [];
      const line = make("span", {}, side === "account" ? "Account: " : "Document: ");
      for (const name of ["given", "family"]) {
        line.append(...marked(this.value(`${side}-${name}`).replace(/\s+/g, " ").trim(), marks.filter(({ field }) => field === name)), " ");
      }
      return [line];
    });
    return [words.reasons[`name-${names.class}`], ...typed];
  }

  #clear() {
    this.#element.lastReport = "";
    this.status.textContent = "";
    this.outcome.replaceChildren();
    for (const id of Object.keys(words.checks)) {
      for (const link of document.querySelectorAll(`a[data-check="${CSS.escape(id)}"][data-state]`)) {
        delete link.dataset.state;
        link.querySelector(".unseen")?.remove();
      }
    }
  }
}

/** What was found in the zone, by lines and characters, never by what stands there. */
function aboutZone({ mrz, witness }) {
  if (!mrz) return [];
  const place = ({ line, from, to }) => `Line ${line}, characters ${from}–${to}: `;
  if (mrz.fault) {
    const where = mrz.at ? place({ line: mrz.line, from: mrz.at, to: mrz.at }).replace(/characters (\d+)–\d+/, "character $1")
      : mrz.line ? `Line ${mrz.line} has ${mrz.found} characters instead of ${mrz.expected}. ` : "";
    return [where + words.reasons[`mrz-${mrz.fault}`]];
  }
  const lines = mrz.findings.map((finding) => place(finding) + words.reasons[`mrz-${finding.kind}`]);
  if (witness?.outcome === "mismatch") lines.push(`The printed name and these lines: ${words.reasons[`name-${witness.class}`]}`);
  return lines;
}

/** A text as nodes, with parts of it in <mark>; places count Unicode scalars. */
function marked(text, places) {
  const scalars = Array.from(text);
  const nodes = [];
  let next = 0;
  for (const { from, to } of places.toSorted((one, other) => one.from - other.from)) {
    nodes.push(scalars.slice(next, from).join(""), make("mark", {}, scalars.slice(from, to).join("")));
    next = to;
  }
  return [...nodes, scalars.slice(next).join("")];
}

function group(legend, ...fields) {
  return make("fieldset", {}, make("legend", {}, legend), ...fields);
}

function text(name, label) {
  return field(label, name, make("input", { type: "text" }));
}

function field(label, name, control) {
  Object.assign(control, { name, autocomplete: "off", spellcheck: false, autocapitalize: "off" });
  control.setAttribute("autocorrect", "off");
  return make("label", { className: "field" }, label, control);
}

// MARK: - It failed: what now?

class RetryForm {
  #element;
  #log = [];
  #minute = 0;

  constructor(element) {
    this.#element = element;
    this.advice = make("p", { className: "say" });
    this.advice.setAttribute("role", "status");
    this.choices = make("div", { className: "choices" });
    element.replaceChildren(
      make("p", {}, "Say what happened, step by step. The limits are our own caution; what the exchange's screen says comes first. Nothing is kept."),
      this.advice, this.choices);
    this.#follow();
  }

  async #follow() {
    try {
      const { report, value } = await ask(this.#element, "check_retry", this.#log.join("\n"));
      this.#element.lastReport = report;
      this.#show(value);
    } catch (error) {
      console.error(error);
      this.advice.textContent = notLoaded;
    }
  }

  #show({ advice, waitMinutes, events }) {
    const wait = waitMinutes ? ` ${waitMinutes} minutes are left.` : "";
    this.advice.textContent = words.reasons[`advice-${advice}`] + wait;
    const choices = events.map((event) => button(words.reasons[`event-${event}`], () => this.#happened(event, waitMinutes)));
    this.#offer([...choices, button("Start again", () => this.#restart())]);
  }

  /** Only differences of time count, so the log begins on any day; a waiting time that is over has passed. */
  #happened(event, waitMinutes) {
    if (event === "time-elapsed") this.#minute += waitMinutes ?? 0;
    const time = new Date(Date.UTC(2000, 0, 1, 0, this.#minute)).toISOString();
    this.#log.push(`${time.slice(0, 10)} ${time.slice(11, 16)} ${event}`);
    this.#follow();
  }

  #restart() {
    this.#log = [];
    this.#minute = 0;
    this.#follow();
  }

  #offer(buttons) { this.choices.replaceChildren(...buttons); }
}

function button(label, action, className = "button") {
  const button = make("button", { type: "button", className }, label);
  button.addEventListener("click", action);
  return button;
}
