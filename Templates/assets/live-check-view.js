// SPDX-License-Identifier: Apache-2.0
// The report in the page: the one thing to change, the list, and the state of every reference to a check. States, order and the
// one thing are the report's, the words are the page's.

import { make } from "./live-check.js";

/** Sign and word of every state of a report. */
export const stateWords = {
  good: { sign: "✓", word: "good", field: "good" },
  hint: { sign: "!", word: "look here", field: "hint" },
  strong: { sign: "✗", word: "change this", field: "strong" },
  notMeasurable: { sign: "–", word: "cannot tell", field: "cannotTell" },
};

/** For who cannot see the preview: moving the device does what moving oneself does. */
const deviceInstead = {
  left: "Or move the device a little to your right.",
  right: "Or move the device a little to your left.",
  up: "Or hold the device a little lower.",
  down: "Or hold the device a little higher.",
};
const placed = new Set(["face-centred", "face-in-frame"]);

export class ReportView {
  #element;
  #words;
  #rows = new Map();
  #list = make("ul", { className: "results" });
  #count = make("p", { className: "quiet" });
  #note = make("p", { className: "quiet" });
  #actions = make("p", { className: "links" });

  constructor(element, words) {
    this.#element = element;
    this.#words = words;
  }

  get isEmpty() { return this.#rows.size === 0; }

  /** The list of a report of pictures, films or documents. */
  show(report) {
    if (this.isEmpty) this.#element.outcome.replaceChildren(this.#note, this.#actions, this.#count, this.#list);
    write(this.#count, this.#countOf(report));
    for (const check of report.checks) {
      this.#showRow(check);
      markReferences(check);
    }
  }

  /** A sentence below the result. */
  note(sentence) {
    write(this.#note, sentence);
    if (!this.#note.isConnected) this.#element.outcome.replaceChildren(this.#note, this.#actions);
  }

  /** What can be done with the result: links and buttons. */
  offer(...actions) { this.#actions.replaceChildren(...actions); }

  clear() {
    this.#element.outcome.replaceChildren();
    this.#list.replaceChildren();
    this.#actions.replaceChildren();
    write(this.#note, "");
    this.#rows.clear();
    for (const link of document.querySelectorAll("a[data-check][data-state]")) {
      delete link.dataset.state;
      link.querySelector(".unseen")?.remove();
    }
  }

  /** What to say of a picture: the one thing to change, or that there is none. */
  headline(report) {
    const first = report.checks.find((check) => check.id === report.first);
    return first ? this.#advice(first.id, first.state, first.cause) : this.#words.reasons.ready;
  }

  /** What to say at a moment of a film: `say` of the element takes it. */
  told({ state, hint }) {
    if (!hint) return [this.#words.reasons[state], {}];
    const advice = this.#advice(hint.id, hint.verdict, hint.cause);
    // The advice itself says nearer or further away; a side it cannot know.
    const side = hint.direction in deviceInstead ? this.#words.reasons[hint.direction] : "";
    const where = side && `${side[0].toUpperCase()}${side.slice(1)}.`;
    const device = placed.has(hint.id) ? deviceInstead[hint.direction] ?? "" : "";
    return [advice, { where, spoken: [advice, where, device].filter(Boolean).join(" ") }];
  }

  reason(name) { return this.#words.reasons[name]; }

  #advice(id, state, cause) {
    const words = this.#words.checks[id];
    return words.causes[cause] ?? words[stateWords[state].field];
  }

  /** How many points were measured, and for each reason why the others were not. */
  #countOf({ checks, width, height }) {
    const open = checks.filter((check) => check.state === "notMeasurable");
    const reasons = new Set(open.map((check) => this.#words.reasons[check.reason]));
    return [`${checks.length - open.length} of ${checks.length} points could be measured in ${width} × ${height} pixels.`, ...reasons].join(" ");
  }

  #showRow(check) {
    let row = this.#rows.get(check.id);
    if (!row) {
      row = this.#makeRow(check);
      this.#rows.set(check.id, row);
      this.#list.append(row.item);
    }
    row.item.dataset.state = check.state;
    write(row.state, stateWords[check.state].word);
    write(row.detail, this.#detail(check));
  }

  /** A row leads to the step in the text that asks for the check, and to the check's own page. */
  #makeRow({ id }) {
    const { title, url } = this.#words.checks[id];
    const state = make("b");
    const detail = make("small");
    const step = stepAddress(id);
    const name = step ? make("a", { href: step }, title) : make("a", { href: url }, title);
    const about = step ? [" ", make("a", { className: "about", href: url }, "How it is measured", make("span", { className: "unseen" }, `: ${title}`))] : [];
    return { item: make("li", {}, name, " ", state, " ", detail, ...about), state, detail };
  }

  /** The measure with its unit and limit; without one, why all is good, or what the reader can look for. */
  #detail(check) {
    if (check.state === "notMeasurable") return this.#words.checks[check.id].cannotTell;
    if (check.reason) return this.#words.reasons[check.reason];
    const unit = this.#words.units[check.unit];
    return `${check.value} ${check.value === 1 ? unit.replace(/^(\w+)s\b/, "$1") : unit}; good: ${this.#words.checks[check.id].limit}`;
  }
}

/** Where the text asks for a check: the step's anchor, made when it is needed. */
function stepAddress(id) {
  const step = document.querySelector(`.body ol > li a[data-check="${CSS.escape(id)}"]`)?.closest("li");
  if (!step) return null;
  step.id ||= `step-${[...step.parentElement.children].indexOf(step) + 1}-${id}`;
  return `#${step.id}`;
}

/** Sets the ring, and the word for who does not see it, of every reference to a check. */
export function markReferences(check) {
  const { sign, word } = stateWords[check.state];
  for (const link of document.querySelectorAll(`a[data-check="${CSS.escape(check.id)}"]`)) {
    link.dataset.state = check.state;
    const spoken = link.querySelector(".unseen") ?? link.appendChild(make("span", { className: "unseen" }));
    write(spoken, ` (${sign} ${word})`);
  }
}

/** Changes a text only when it differs, so that nothing is drawn or announced again. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
