// SPDX-License-Identifier: Apache-2.0
// What happens after the reader asked for the live check: loads the core, hands it pictures, shows its report.
//
// Goals, in order: (1) pictures stay in this tab's memory and no longer than the core needs them; (2) the core sees exactly
// the pixels of the picture, upright and unmirrored, never scaled; (3) no decision is taken here: states, order and the one
// thing to change now are the report's, the words are the page's; (4) every outcome is a sentence with a way on.

import { make } from "./live-check.js";

const framePeriodMilliseconds = 1000;
const cameraLimitMilliseconds = 60_000;
const promptPatienceMilliseconds = 15_000;

/** Sign and word of every state of a report. */
export const stateWords = {
  good: { sign: "✓", word: "good", field: "good" },
  hint: { sign: "!", word: "look here", field: "hint" },
  strong: { sign: "✗", word: "change this", field: "strong" },
  notMeasurable: { sign: "–", word: "cannot tell", field: "cannotTell" },
};

const nothingToChange = "Nothing to change on the points that could be measured. It does not decide anything for the exchange.";
const withoutCamera = "Without a camera: use a picture, or go through the list. It is complete on its own.";

/** What the browser's answers mean, by the name of the error; what to do comes first. */
const cameraTroubles = {
  NotAllowedError: "To use the camera, allow it for this page in the address bar or in the settings of your device. Then start it again.",
  NotFoundError: "To use a camera, connect one and start again. The browser found none.",
  NotReadableError: "Close other apps and tabs that use the camera, then start it again. The browser could not get a picture from it.",
  OverconstrainedError: "Choose another camera in the browser's settings, if there is one. This one offers no picture that fits.",
  AbortError: "Start the camera once more. It broke off before the first picture.",
  unavailable: "Open this page over https in a current browser to use the camera. Here the browser gives none.",
  other: "Start the camera once more. The browser could not open it.",
};

/** An error whose message is written for the reader. */
class Trouble extends Error {
  constructor(sentence) {
    super(sentence);
    this.forReader = sentence;
  }
}

const cameraTrouble = (name) => new Trouble(`${cameraTroubles[name] ?? cameraTroubles.other} ${withoutCamera}`);

const otherEdition = () => new Trouble(
  "Reload the page. This check and this page are of different editions, so its answers would not fit these words. The list is complete on its own.");

// MARK: - Opening

/** Loads the core for a `<live-check>` element; the element calls `startCamera`, `checkPicture` and `stop`. */
export async function open(element) {
  let kilobytes = 0;
  const onProgress = (more) => {
    kilobytes += more / 1024;
    element.say(`Loading the check: ${Math.ceil(kilobytes)} KB so far, ${element.dataset.size} in all. You can read on meanwhile.`, { quietFor: 1000 });
  };
  const words = JSON.parse(new TextDecoder().decode(await download(element.dataset.words, onProgress)));
  const core = await Core.start(await download(element.dataset.module, onProgress), element.dataset.catalogue);
  for (const entry of element.dataset.networks.split(" ").filter(Boolean)) {
    const [role, url] = entry.split("=");
    core.take(Number(role), await download(url, onProgress));
  }
  return new Session(element, core, new ReportView(element, words));
}

async function download(url, onProgress) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const chunks = [];
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks).arrayBuffer();
    chunks.push(value);
    onProgress(value.length);
  }
}

// MARK: - The core

/** The WebAssembly module: RGBA in, the report's text out. */
class Core {
  #exports;
  #catalogue;

  /** Refuses a module that was built for another catalogue than the page. */
  static async start(bytes, catalogue) {
    const { instance } = await WebAssembly.instantiate(bytes, {});
    const core = new Core();
    core.#exports = instance.exports;
    core.#catalogue = catalogue;
    if (core.#text(core.#exports.sealed_digest(), 16) !== catalogue) throw otherEdition();
    return core;
  }

  /** Gives the core a network. */
  take(role, bytes) {
    const { network_buffer, take_network } = this.#exports;
    this.#bytes(network_buffer(bytes.byteLength), bytes.byteLength).set(new Uint8Array(bytes));
    if (take_network(role) !== 1) throw new Error(`The core refused network ${role}`);
  }

  /** Checks the pixels of an ImageData; returns the report as text and as a value. */
  check({ width, height, data }) {
    const { frame_buffer, check_photo, report } = this.#exports;
    const frame = frame_buffer(width, height);
    if (frame === 0) throw new Trouble(`Use a smaller picture. This one has ${width} × ${height} pixels, which is more than the check takes.`);
    this.#bytes(frame, data.length).set(data);
    const length = check_photo(width, height);
    this.#bytes(frame, data.length).fill(0);
    if (length === 0) throw new Error("The core refused its own frame buffer");
    const text = this.#text(report(), length);
    const value = JSON.parse(text);
    if (value.report !== 1 || value.catalogue !== this.#catalogue) throw otherEdition();
    return { text, value };
  }

  /** Leaves nothing of the last picture in the module's memory. */
  forget() { this.#exports.forget(); }

  /** A view made anew each time, because the memory may have grown. */
  #bytes(pointer, length) {
    return new Uint8Array(this.#exports.memory.buffer, pointer >>> 0, length);
  }

  #text(pointer, length) {
    return new TextDecoder("utf-8", { fatal: true }).decode(this.#bytes(pointer, length));
  }
}

// MARK: - Pictures

/** The pixels of a video frame or a bitmap, in its own size. */
function pixels(source, width, height) {
  const canvas = make("canvas", { width, height });
  try {
    // Without alpha: what is transparent is black, as it is for the command.
    const context = canvas.getContext("2d", { alpha: false, colorSpace: "srgb", willReadFrequently: true });
    context.drawImage(source, 0, 0);
    const image = context.getImageData(0, 0, width, height, { colorSpace: "srgb" });
    // Some browsers draw nothing, and say nothing, when a canvas is too large for them.
    if (image.data[3] === 0) throw new Error("The canvas stayed empty");
    return image;
  } catch {
    throw new Trouble(`Use a smaller picture. This browser cannot draw one of ${width} × ${height} pixels.`);
  } finally {
    canvas.width = canvas.height = 0; // Gives the pixels back at once.
  }
}

async function pixelsOfFile(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new Trouble("Save the picture as JPEG or PNG and choose that file. This browser cannot read the one you chose.");
  }
  try {
    return pixels(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

// MARK: - The session

/** The camera and its end, and single pictures. */
class Session {
  #element;
  #core;
  #view;
  #stream = null;
  #video = null;
  #timers = [];
  #endAsking = () => {};
  #listening = new AbortController();
  /** Grows with every start and stop: an answer that belongs to an older number comes too late. */
  #turn = 0;

  constructor(element, core, view) {
    this.#element = element;
    this.#core = core;
    this.#view = view;
    const { signal } = this.#listening;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && this.#stream) this.stop("The camera is off because this tab was hidden.");
    }, { signal });
    addEventListener("pagehide", () => this.stop(), { signal });
  }

  /** For good: after an error that may have left the core in any state. */
  end() {
    this.#listening.abort();
    this.#turnOff();
  }

  async checkPicture(file) {
    this.#begin();
    this.#element.phase = "loading";
    this.#element.say("Looking at the picture.", { quietFor: 1000 });
    this.#check(await pixelsOfFile(file));
    this.#core.forget();
    this.#view.note("The picture was not kept.");
    this.#element.phase = "result";
  }

  async startCamera() {
    this.#begin();
    const turn = this.#turn;
    if (!isSecureContext || !navigator.mediaDevices?.getUserMedia) throw cameraTrouble("unavailable");
    this.#element.phase = "asking";
    this.#element.say("Your browser asks for the camera now. The picture stays in this tab.");
    await nextPaint();
    if (turn !== this.#turn) return;
    const stream = await this.#ask(turn);
    if (turn !== this.#turn) return;
    this.#stream = stream;
    if (document.hidden) return this.stop("The camera is off because this tab was hidden.");
    await this.#look(turn);
  }

  /** Nothing of an earlier picture may look like a result of this one. */
  #begin() {
    this.#turnOff();
    this.#element.lastReport = "";
    this.#view.clear();
  }

  /** Turns the camera off and leaves the last result standing. */
  stop(reason = "The camera is off.") {
    if (!this.#element.isCameraWanted) return;
    this.#turnOff();
    this.#element.phase = this.#view.isEmpty ? "idle" : "result";
    this.#element.say(this.#view.isEmpty ? `${reason} ${withoutCamera}` : this.#view.headline);
    this.#view.note(`${reason} No picture was kept.`);
  }

  /** The stream, or nothing when the reader stopped meanwhile: the browser's question may stay open for ever. */
  async #ask(turn) {
    const reminder = setTimeout(() => this.#element.say(
      `Look for the browser's question near the address bar. It has waited for 15 seconds. ${withoutCamera}`),
      promptPatienceMilliseconds);
    const ended = new Promise((done) => { this.#endAsking = () => done(null); });
    const request = requestCamera();
    request.then((stream) => { if (turn !== this.#turn) turnOff(stream); }, () => {});
    try {
      return await Promise.race([request, ended]);
    } catch (error) {
      throw cameraTrouble(error.name);
    } finally {
      clearTimeout(reminder);
    }
  }

  async #look(turn) {
    this.#stream.getVideoTracks()[0].addEventListener("ended", () => this.#lose(turn));
    this.#video = make("video", { muted: true, playsInline: true, srcObject: this.#stream });
    this.#video.setAttribute("aria-label", "What the camera sees, mirrored");
    this.#element.stage.replaceChildren(make("div", { className: "preview" }, this.#video));
    this.#element.phase = "looking";
    this.#element.say("Look into the camera.");
    this.#element.console.scrollIntoView({ block: "start" });
    this.#timers.push(
      setInterval(() => this.#checkFrame(turn), framePeriodMilliseconds),
      setTimeout(() => this.stop("The camera is off: 60 seconds are over. Start it again whenever you like."), cameraLimitMilliseconds));
    await this.#video.play().catch(() => {}); // Refused or interrupted: then no frame comes, and the limit ends it.
    this.#checkFrame(turn);
  }

  #checkFrame(turn) {
    if (turn !== this.#turn || this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    try {
      this.#check(pixels(this.#video, this.#video.videoWidth, this.#video.videoHeight));
    } catch (error) {
      this.#turnOff();
      this.#element.fail(error);
    }
  }

  #check(image) {
    const { text, value } = this.#core.check(image);
    this.#element.lastReport = text;
    this.#view.show(value);
  }

  /** The camera went away by itself: unplugged, taken by another app, or its permission withdrawn. */
  #lose(turn) {
    if (turn !== this.#turn) return;
    this.#turnOff();
    this.#element.fail(new Trouble(`Start the camera again. The browser or the device turned it off. ${withoutCamera}`));
  }

  #turnOff() {
    this.#turn += 1;
    this.#endAsking();
    this.#timers.forEach(clearTimeout); // Clears intervals too: they share one list of numbers.
    this.#timers = [];
    if (this.#stream) {
      turnOff(this.#stream);
      this.#core.forget();
    }
    if (this.#video) this.#video.srcObject = null;
    this.#stream = this.#video = null;
    this.#element.stage.replaceChildren();
  }
}

function turnOff(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** Asks for a camera that faces the reader; what a second attempt can mend is tried once more with any camera. */
async function requestCamera() {
  const preferred = { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video: preferred });
  } catch (error) {
    if (error.name !== "OverconstrainedError" && error.name !== "AbortError") throw error;
    return navigator.mediaDevices.getUserMedia({ audio: false, video: true });
  }
}

/** So that the sentence before the browser's question is seen before it. */
function nextPaint() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

// MARK: - The report in the page

/** Shows reports: the one thing to change, the list, and the state of every reference to a check in the page. */
class ReportView {
  #element;
  #words;
  #rows = new Map();
  #list = make("ul", { className: "results" });
  #count = make("p", { className: "quiet" });
  #note = make("p", { className: "quiet" });
  headline = "";

  constructor(element, words) {
    this.#element = element;
    this.#words = words;
  }

  get isEmpty() { return this.#rows.size === 0; }

  show(report) {
    if (this.isEmpty) this.#element.outcome.replaceChildren(this.#note, this.#count, this.#list);
    this.headline = this.#headlineOf(report);
    this.#element.say(this.headline);
    this.note("");
    write(this.#count, this.#countOf(report));
    for (const check of report.checks) {
      this.#showRow(check);
      markReferences(check);
    }
  }

  note(sentence) { write(this.#note, sentence); }

  clear() {
    this.#element.outcome.replaceChildren();
    this.#list.replaceChildren();
    this.#rows.clear();
    for (const link of document.querySelectorAll("a[data-check][data-state]")) {
      delete link.dataset.state;
      link.querySelector(".unseen")?.remove();
    }
  }

  #headlineOf(report) {
    const first = report.checks.find((check) => check.id === report.first);
    if (!first) return nothingToChange;
    const words = this.#words.checks[first.id];
    return words.causes[first.cause] ?? words[stateWords[first.state].field];
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

  #makeRow({ id }) {
    const { title, url } = this.#words.checks[id];
    const state = make("b");
    const detail = make("small");
    return { item: make("li", {}, make("a", { href: url }, title), " ", state, " ", detail), state, detail };
  }

  /** The measure with its unit and limit; without one, why all is good, or what the reader can look for. */
  #detail(check) {
    if (check.state === "notMeasurable") return this.#words.checks[check.id].cannotTell;
    if (check.reason) return this.#words.reasons[check.reason];
    const unit = this.#words.units[check.unit];
    return `${check.value} ${check.value === 1 ? unit.replace(/^(\w+)s\b/, "$1") : unit}; good: ${this.#words.checks[check.id].limit}`;
  }
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
