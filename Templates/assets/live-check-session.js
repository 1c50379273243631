// SPDX-License-Identifier: Apache-2.0
// What happens after the reader asked for the live check: loads its parts, seals the page, hands pictures to the core, shows its
// reports.
//
// Goals, in order: (1) the page is sealed before there is any picture; (2) the camera is on only while somebody uses it; (3) no
// decision is taken here: states, order and the one thing to change now are the report's; (4) every outcome is a sentence with a
// way on. How a value travels: camera → bitmap → worker (pixels → core → report) → view.

import { make } from "./live-check.js";
import { Camera, withoutCamera } from "./live-check-camera.js";
import { Core } from "./live-check-core.js";
import { head, Preview } from "./live-check-preview.js";
import { ReportView } from "./live-check-view.js";
import { load, loadText } from "./page-files.js";
import { seal } from "./page-seal.js";

const idleMilliseconds = 60_000;
const helpMilliseconds = 20_000;
/** After a frame the device rests for this share of the time that it took: a slow one looks at fewer. */
const restShare = 0.5;

/** In the order in which the module counts them. */
const movements = { blink: "Blink", turnLeft: "Turn to the left", turnRight: "Turn to the right", nod: "Nod" };

const cameraIsOff = "The camera is off.";
const otherWays = "Does it not work? The list below is complete without the camera, and a picture will do as well.";

// MARK: - Opening

/** Makes the check ready for a `<live-check>` element; the element calls what the session offers. */
export async function open(element, signal) {
  const words = JSON.parse(await loadText(element.dataset.words, { signal }));
  const parts = await loadParts(words, element, signal);
  // The page's other cards need what they load now, too: later they could not.
  await Promise.all([...document.querySelectorAll("details-check, retry-order")].map((card) => card.prepare?.()));
  await seal();
  return new Session(element, await Core.start(parts, element.dataset.catalogue), words);
}

async function loadParts({ worker, module, networks }, element, signal) {
  const all = [worker, module, ...networks];
  const whole = all.reduce((sum, part) => sum + part.bytes, 0);
  const loaded = new Map();
  const get = ({ url, integrity }) => load(url, {
    integrity, signal,
    onProgress: (length) => {
      loaded.set(url, length);
      showProgress(element, [...loaded.values()].reduce((sum, bytes) => sum + bytes, 0), whole);
    },
  });
  const parts = { worker: await get(worker), module: await get(module), networks: [] };
  for (const network of networks) parts.networks.push({ role: network.role, bytes: await get(network) });
  return parts;
}

function showProgress(element, bytes, whole) {
  element.progress.hidden = false;
  element.progress.value = bytes / whole;
  const kilobytes = (count) => Math.ceil(count / 1024).toLocaleString("en");
  element.say(`Loading the check: ${kilobytes(bytes)} of ${kilobytes(whole)} KB. You can read on meanwhile.`, { quietFor: 1000 });
}

// MARK: - The session

class Session {
  #element;
  #core;
  #view;
  #camera = null;
  #preview = null;
  #movement = null;
  #practised = new Set();
  #idleTimer = 0;
  #helpTimer = 0;
  #help = make("p", { className: "help", hidden: true }, otherWays);
  #isBusy = false;
  #restUntil = 0;
  /** The time of the first frame: reports count from there. */
  #origin = null;
  #lastTold = "";
  #listening = new AbortController();
  /** Grows with every start and stop: an answer that belongs to an older number comes too late. */
  #turn = 0;

  constructor(element, core, words) {
    this.#element = element;
    this.#core = core;
    this.#view = new ReportView(element, words);
    const { signal } = this.#listening;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.#camera) this.stop("The camera is off because this tab was hidden.");
    }, { signal });
    addEventListener("pagehide", () => this.stop(), { signal });
  }

  /** For good: after an error that may have left the core in any state. */
  end() {
    this.#listening.abort();
    this.#turnOff();
    this.#core.end();
  }

  // MARK: Pictures

  /** Checks one file: `photo`, as of a face, or `document`. */
  async checkPicture(file, session) {
    this.#begin();
    const turn = this.#turn;
    this.#element.phase = "loading";
    this.#element.say("Looking at the picture.", { quietFor: 1000 });
    const { text, value } = await this.#core.report("picture", { file, of: session });
    if (turn !== this.#turn) return;
    this.#element.lastReport = text;
    this.#view.show(value);
    this.#element.say(this.#view.headline(value));
    this.#view.note("The picture was not kept.");
    this.#finish();
  }

  // MARK: The camera

  /** Shows the movements; the reader chooses which, and in which order. */
  offerMovements() {
    if (this.#element.isStoppable && this.#element.phase !== "loading") return;
    this.#begin();
    this.#element.phase = "idle";
    this.#element.say("Choose a movement. There is no hurry, and nothing here is a test.");
    this.#showMovements();
  }

  /** Without a movement, looks for what to change; with one, follows it. */
  async startCamera(movement = null) {
    this.#begin();
    const turn = this.#turn;
    this.#movement = movement;
    this.#camera = new Camera();
    this.#camera.onLost = (error) => this.#fail(error);
    this.#element.phase = "asking";
    this.#element.say("Your browser asks for the camera now. The picture stays in this tab.");
    await nextPaint();
    if (turn !== this.#turn) return;
    let isOn = false;
    try {
      isOn = await this.#camera.turnOn(() => this.#element.say(
        `Look for the browser's question near the address bar. It has waited for 15 seconds. ${withoutCamera}`));
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
      return;
    }
    if (!isOn || turn !== this.#turn) return;
    if (document.hidden) return this.stop("The camera is off because this tab was hidden.");
    await this.#look(turn);
  }

  async #look(turn) {
    await this.#core.ask("begin", {
      movement: this.#movement && Object.keys(movements).indexOf(this.#movement), isRecorded: this.#element.isRecorded,
    });
    if (turn !== this.#turn) return;
    this.#preview = new Preview(this.#camera.video);
    this.#element.stage.replaceChildren(this.#preview.element, this.#help);
    this.#element.phase = this.#movement ? "practising" : "looking";
    this.#element.say(this.#movement ? this.#view.reason(this.#movement) : "Look into the camera.");
    this.#element.console.scrollIntoView({ block: "start", behavior: "instant" });
    this.#restart();
    await this.#camera.eachFrame((now) => this.#take(turn, now));
  }

  /** One frame at a time: what comes while the core is busy, or the device rests, is dropped. */
  async #take(turn, now) {
    if (turn !== this.#turn || this.#isBusy || now < this.#restUntil) return;
    this.#isBusy = true;
    const began = performance.now();
    this.#origin ??= now;
    try {
      const bitmap = await createImageBitmap(this.#camera.video);
      const { text, value } = await this.#core.report("frame", { bitmap, milliseconds: now - this.#origin }, [bitmap]);
      if (turn !== this.#turn) return;
      this.#element.lastReport = text;
      this.#movement ? this.#showMovement(value) : this.#showFilm(value);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    } finally {
      this.#isBusy = false;
      const ended = performance.now();
      this.#restUntil = ended + (ended - began) * restShare;
    }
  }

  #showFilm(report) {
    this.#view.show(report);
    const isReady = report.state === "ready";
    const [sentence, more] = this.#view.told(report);
    this.#element.say(sentence, isReady ? { spoken: `${sentence} ${cameraIsOff}` } : more);
    this.#preview.show(report.hint);
    this.#preview.fill(report.state === "holdStill" || report.state === "ready" ? 1 : 0);
    this.#hasTold(JSON.stringify([report.state, report.hint]));
    if (isReady) this.#endRun(`${cameraIsOff} No picture was kept.`);
  }

  #showMovement({ movement, phase, progress, advice }) {
    if (phase !== "done") {
      this.#element.say(this.#view.reason(advice ?? phase), { where: this.#view.reason(movement) });
      this.#preview.fill(progress / 1000);
      return this.#hasTold(JSON.stringify([phase, advice]));
    }
    this.#practised.add(movement);
    this.#element.say(this.#view.reason(phase));
    this.#endRun(`${cameraIsOff} No picture was kept.`);
    this.#showMovements();
  }

  #showMovements() {
    this.#element.movements.hidden = false;
    this.#element.movements.replaceChildren(...Object.entries(movements).map(([name, words]) => {
      const isDone = this.#practised.has(name);
      const button = make("button", { type: "button", className: "button" }, head(name), isDone ? `${words} ✓` : words);
      button.addEventListener("click", () => this.startCamera(name).catch((error) => this.#fail(error)));
      return button;
    }));
    this.#element.movements.firstElementChild.focus();
  }

  // MARK: Ends

  /** Turns the camera off and leaves the last result standing. */
  stop(reason = cameraIsOff) {
    if (!this.#element.isStoppable) return;
    if (this.#element.phase === "loading") {
      this.#turnOff();
      this.#element.phase = "idle";
      return this.#element.say("Stopped.");
    }
    const hasResult = !this.#view.isEmpty;
    if (hasResult) this.#element.announce(reason);
    else this.#element.say(`${reason} ${withoutCamera}`);
    this.#endRun(`${reason} No picture was kept.`, hasResult ? "result" : "idle");
  }

  async #endRun(note, phase = "result") {
    const ended = this.#turnOff();
    const turn = this.#turn;
    this.#view.note(note);
    this.#finish(phase);
    const record = await ended;
    if (record && turn === this.#turn) this.#view.offer(...this.#offers(), recordLink(record));
  }

  #finish(phase = "result") {
    this.#element.phase = phase;
    if (phase === "result") this.#view.offer(...this.#offers());
  }

  #offers() {
    const offers = [];
    if (!this.#view.isEmpty) {
      const print = make("button", { type: "button", className: "button" }, "Print this result");
      print.addEventListener("click", () => globalThis.print());
      offers.push(print);
    }
    if (document.getElementById("next-move")) offers.push(make("a", { href: "#next-move" }, "What comes next"));
    return offers;
  }

  #fail(error) {
    this.#turnOff();
    this.#element.fail(error);
  }

  /** Nothing of an earlier picture may look like a result of this one. */
  #begin() {
    this.#turnOff();
    this.#element.lastReport = "";
    this.#element.movements.hidden = true;
    this.#view.clear();
  }

  /** Whatever runs is over, and nothing of its pictures stays. Returns the record of the run, if one was asked for. */
  async #turnOff() {
    this.#turn += 1;
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#helpTimer);
    this.#element.stage.replaceChildren();
    const camera = this.#camera;
    this.#camera = this.#preview = this.#origin = null;
    if (!camera) return null;
    camera.turnOff();
    // An ended core has no record, and nothing else either.
    return this.#core.ask("end").then(({ record }) => record, () => null);
  }

  // MARK: Time

  /** Something new is told: somebody is there, and it goes on. */
  #hasTold(told) {
    if (told === this.#lastTold) return;
    this.#lastTold = told;
    this.#restart();
  }

  #restart() {
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#helpTimer);
    this.#help.hidden = true;
    this.#helpTimer = setTimeout(() => { this.#help.hidden = false; }, helpMilliseconds);
    this.#idleTimer = setTimeout(
      () => this.stop("The camera is off: nothing has changed for 60 seconds. Start it again whenever you like."), idleMilliseconds);
  }
}

/** The record as a file to keep: it leaves the page only by the reader's own hand. */
function recordLink(record) {
  const url = URL.createObjectURL(new Blob([record], { type: "application/json" }));
  return make("a", { href: url, download: "live-check-record.json" }, "Download the record");
}

/** So that the sentence before the browser's question is seen before it. */
function nextPaint() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}
