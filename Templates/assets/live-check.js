// SPDX-License-Identifier: Apache-2.0
// <live-check>: the card with the controls. Nothing of the check itself is loaded before the reader asks for it; then the
// module named by data-loader is imported, and everything that looks at a picture happens there.
//
// data-phase says where it stands: idle, loading, asking, looking, result, error. `lastReport` is the core's last report,
// byte for byte as it was written.

// A content security policy does not stop WebRTC. Without these, no script of this page could send a picture that way.
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"]) delete globalThis[name];

const announcementGapMilliseconds = 2000;

/** Makes an element: its tag, its properties, its children. Words only ever become text. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

class LiveCheck extends HTMLElement {
  lastReport = "";
  #session = null;
  #spokenAt = -Infinity;
  #speakTimer = 0;

  connectedCallback() {
    if (this.stage) return;
    this.stage = make("div");
    this.saying = make("p", { className: "say" });
    this.status = make("p", { className: "unseen" });
    this.status.setAttribute("role", "status");
    this.cameraButton = make("button", { type: "button", className: "button main" }, "Start camera");
    this.cameraButton.addEventListener("click", () => this.#toggleCamera());
    this.outcome = make("div");
    this.querySelector(".unaided")?.replaceWith(...this.#introduction());
    this.console = make("div", { className: "console" }, this.saying, this.#controls(), this.stage);
    this.append(this.console, this.#listLink(), this.outcome, this.status);
  }

  get phase() { return this.dataset.phase; }

  set phase(phase) {
    this.dataset.phase = phase;
    this.cameraButton.textContent = this.isCameraWanted ? "Stop camera" : "Start camera";
  }

  get isCameraWanted() { return this.phase === "asking" || this.phase === "looking"; }

  /** Shows a sentence at once; screen readers hear the latest one, at most every two seconds, and none twice in a row. */
  say(sentence, { quietFor = 0 } = {}) {
    if (this.saying.textContent !== sentence) this.saying.textContent = sentence;
    clearTimeout(this.#speakTimer);
    const wait = Math.max(quietFor, this.#spokenAt + announcementGapMilliseconds - performance.now());
    this.#speakTimer = setTimeout(() => this.#speak(sentence), Math.max(0, wait));
  }

  /** Shows what went wrong. An error without words for the reader may have left the module in any state: begin anew. */
  fail(error) {
    if (!error.forReader) {
      console.error(error);
      this.#session?.then((session) => session.end(), () => {});
      this.#session = null;
    }
    this.phase = "error";
    this.say(error.forReader ?? "The check could not be loaded or did not finish. Check your connection and reload the page. The list below needs neither.");
  }

  #speak(sentence) {
    if (this.status.textContent === sentence) return;
    this.status.textContent = sentence;
    this.#spokenAt = performance.now();
  }

  #introduction() {
    return [
      make("p", { className: "intro" }, "It looks at your camera or at one picture and says the one thing to change now."),
      make("p", { className: "intro" }, "The picture stays in this tab: nothing is sent or saved. It does not recognise you and decides nothing for the exchange."),
      make("p", { className: "intro quiet" }, `Nothing is loaded until you choose. Then it loads ${this.dataset.size}. You can stop at any time.`),
    ];
  }

  #controls() {
    const input = make("input", { type: "file", accept: "image/*", className: "unseen" });
    input.addEventListener("change", () => this.#takePicture(input));
    const label = make("label", { className: "button" }, input, "Use a picture");
    return make("div", { className: "controls" }, this.cameraButton, label);
  }

  #listLink() {
    return make("a", { className: "aside", href: "#checklist" }, "Just show me the list");
  }

  async #toggleCamera() {
    if (this.isCameraWanted) return (await this.#session).stop();
    await this.#run((session) => session.startCamera());
  }

  async #takePicture(input) {
    const [file] = input.files;
    input.value = ""; // The same file can be chosen again.
    if (file) await this.#run((session) => session.checkPicture(file));
  }

  async #run(action) {
    if (this.phase === "loading") return;
    try {
      await action(await this.#open());
    } catch (error) {
      this.fail(error);
    }
  }

  #open() {
    if (!this.#session) {
      this.phase = "loading";
      this.say("Loading the check. You can read on meanwhile.", { quietFor: 1000 });
      this.#session = import(new URL(this.dataset.loader, document.baseURI)).then((module) => module.open(this));
      this.#session.catch(() => { this.#session = null; });
    }
    return this.#session;
  }
}

customElements.define("live-check", LiveCheck);
