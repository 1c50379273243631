// SPDX-License-Identifier: Apache-2.0
// <live-check>: the card with the controls. Nothing of the check itself is loaded before the reader asks for it; then the
// module named by data-loader is imported, and everything that looks at a picture happens there.
//
// data-modes says what it offers: camera, picture, rehearsal, document. data-phase says where it stands: idle, loading, asking,
// looking, practising, result, error. `lastReport` is the core's last report, byte for byte as it was written.

// A content security policy does not stop WebRTC. Without these, no script of this page could send a picture that way.
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"]) delete globalThis[name];

const announcementGapMilliseconds = 2000;

/** Makes an element: its tag, its properties, its children. Words only ever become text. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** An error whose message is written for the reader. */
export class Trouble extends Error {
  constructor(sentence) {
    super(sentence);
    this.forReader = sentence;
  }
}

class LiveCheck extends HTMLElement {
  lastReport = "";
  #session = null;
  #loading = null;
  /** How often the reader has pressed Stop: what they stopped while it loaded must not begin. */
  #stops = 0;
  #spokenAt = -Infinity;
  #speakTimer = 0;

  connectedCallback() {
    if (this.stage) return;
    this.modes = new Set(this.dataset.modes.split(" "));
    this.stage = make("div", { className: "stage" });
    this.saying = make("p", { className: "say" });
    this.where = make("p", { className: "where" });
    this.progress = make("progress", { hidden: true, max: 1, value: 0 });
    this.progress.setAttribute("aria-label", "How much of the check is loaded");
    this.status = make("p", { className: "unseen" });
    this.status.setAttribute("role", "status");
    this.outcome = make("div", { className: "outcome" });
    this.movements = make("div", { className: "movements", hidden: true });
    this.controls = make("div", { className: "controls" }, ...this.#controls());
    this.querySelector(".unaided")?.replaceWith(...this.#introduction());
    this.console = make(
      "div", { className: "console" }, this.saying, this.where, this.progress, this.movements, this.controls, this.stage);
    this.append(this.console, ...this.#asides(), this.outcome, this.status);
  }

  get phase() { return this.dataset.phase; }

  set phase(phase) {
    this.dataset.phase = phase;
    if (phase !== "loading") this.progress.hidden = true;
    this.mainButton.textContent = this.isStoppable ? "Stop" : this.mainWords;
    this.#keepFocus();
  }

  /** While something runs, the main button stops it. */
  get isStoppable() { return ["loading", "asking", "looking", "practising"].includes(this.phase); }

  get isCameraWanted() { return ["asking", "looking", "practising"].includes(this.phase); }

  get isRecorded() { return this.recordBox?.checked ?? false; }

  /**
   * Shows a sentence at once; screen readers hear the latest one, at most every two seconds, and none twice in a row.
   * `where` is shown below it; `spoken` is heard instead of both.
   */
  say(sentence, { where = "", spoken = "", quietFor = 0 } = {}) {
    if (this.saying.textContent !== sentence) this.saying.textContent = sentence;
    if (this.where.textContent !== where) this.where.textContent = where;
    this.announce(spoken || [sentence, where].filter(Boolean).join(" "), quietFor);
  }

  /** For the ear alone. */
  announce(sentence, quietFor = 0) {
    clearTimeout(this.#speakTimer);
    const wait = Math.max(quietFor, this.#spokenAt + announcementGapMilliseconds - performance.now());
    this.#speakTimer = setTimeout(() => this.#speak(sentence), Math.max(0, wait));
  }

  /** Shows what went wrong. An error without words for the reader may have left the core in any state: begin anew. */
  fail(error) {
    if (!error.forReader) {
      console.error(error);
      this.#session?.then((session) => session.end(), () => {});
      this.#session = null;
    }
    this.phase = "error";
    this.say(error.forReader ?? "The check did not finish. Start it again, or reload the page. The list below needs neither.");
  }

  #speak(sentence) {
    if (this.status.textContent === sentence) return;
    this.status.textContent = sentence;
    this.#spokenAt = performance.now();
  }

  /** Where what has the focus is hidden, the focus goes on to what is there instead. */
  #keepFocus() {
    const focused = document.activeElement;
    const isShown = (control) => (control.closest("label") ?? control).getClientRects().length > 0;
    if (!this.contains(focused) || isShown(focused)) return;
    [this.mainButton, ...this.controls.querySelectorAll("input, button")].find(isShown)?.focus();
  }

  // MARK: What is there before anything is loaded

  #introduction() {
    const isOfFaces = this.modes.has("camera") || this.modes.has("picture");
    const looks = isOfFaces
      ? "It looks at your camera or at one picture and says the one thing to change now."
      : "It looks at a photo of your document: its edges, its light, its sharpness. It reads nothing that stands on it.";
    const flash = this.modes.has("camera") ? " An exchange's own check may flash the screen in colours. This one never does." : "";
    return [
      make("p", { className: "intro" }, looks),
      make("p", { className: "intro" }, "The picture stays in this tab: nothing is sent or saved. It does not recognise you and decides nothing for the exchange."),
      make("p", { className: "intro quiet" }, `Nothing is loaded until you choose. Then it loads ${this.dataset.size}. You can stop at any time.${flash}`),
    ];
  }

  #controls() {
    // In the order of the modes; without a camera the button that stops shows only while something runs.
    const controlsByMode = {
      camera: () => this.#starter("Start camera", "", () => this.#run((session) => session.startCamera())),
      picture: () => this.#file("Use a picture", "photo"),
      document: () => this.#file("Use a photo of your document", "document"),
      rehearsal: () => this.#action("Practise a movement", () => this.#run((session) => session.offerMovements())),
    };
    const controls = [...this.modes].map((mode) => controlsByMode[mode]());
    if (!this.modes.has("camera")) controls.push(this.#starter("Stop", "only-running", () => {}));
    controls[0].classList.add("main");
    return controls;
  }

  /** While something runs, it stops it. */
  #starter(words, kind, action) {
    this.mainWords = words;
    this.mainButton = make("button", { type: "button", className: `button ${kind}` }, words);
    this.mainButton.addEventListener("click", () => (this.isStoppable ? this.#stop() : action()));
    return this.mainButton;
  }

  #action(words, action) {
    const button = make("button", { type: "button", className: "button at-rest" }, words);
    button.addEventListener("click", action);
    return button;
  }

  #file(words, session) {
    const input = make("input", { type: "file", accept: "image/*", className: "unseen" });
    input.addEventListener("change", () => {
      const [file] = input.files;
      input.value = ""; // The same file can be chosen again.
      if (file) this.#run((opened) => opened.checkPicture(file, session));
    });
    return make("label", { className: "button at-rest" }, input, words);
  }

  #asides() {
    const asides = [make("a", { className: "aside at-rest", href: "#checklist" }, "Just show me the list")];
    if (this.modes.has("camera")) {
      this.recordBox = make("input", { type: "checkbox" });
      asides.push(make(
        "label", { className: "aside record at-rest" }, this.recordBox,
        " Keep a record of the run to download: times, reports and digests, no pictures"));
    }
    return asides;
  }

  // MARK: Running

  async #stop() {
    this.#stops += 1;
    if (this.#loading) return this.#loading.abort();
    (await this.#session)?.stop();
  }

  async #run(action) {
    if (this.phase === "loading") return;
    const stops = this.#stops;
    try {
      const session = await this.#open();
      if (stops !== this.#stops) throw new DOMException("Stopped while loading", "AbortError");
      await action(session);
    } catch (error) {
      if (error.name === "AbortError") {
        this.phase = "idle";
        this.say("Stopped. What was loaded is kept: start again to go on.");
      } else {
        this.fail(error);
      }
    }
  }

  #open() {
    if (!this.#session) {
      this.phase = "loading";
      this.say("Loading the check. You can read on meanwhile.", { quietFor: 1000 });
      this.#loading = new AbortController();
      this.#session = import(new URL(this.dataset.loader, document.baseURI))
        .then((module) => module.open(this, this.#loading.signal))
        .catch((error) => {
          this.#session = null;
          if (error.forReader || error.name === "AbortError") throw error;
          console.error(error);
          throw new Trouble("The check could not be loaded. Check your connection and start it again: what was loaded is kept. The list below needs neither.");
        })
        .finally(() => { this.#loading = null; });
    }
    return this.#session;
  }
}

customElements.define("live-check", LiveCheck);
