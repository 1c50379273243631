// SPDX-License-Identifier: Apache-2.0
// The camera: asking for it, its frames, and its end. Every outcome is a sentence that begins with what to do.

import { make, Trouble } from "./live-check.js";

export const withoutCamera = "Without a camera: use a picture, or go through the list. It is complete on its own.";

const promptPatienceMilliseconds = 15_000;
/** Where the browser does not tell of new frames. */
const framePeriodMilliseconds = 33;

/** What the browser's answers mean, by the name of the error; what to do comes first. */
const troubles = {
  NotAllowedError: "To use the camera, allow it for this page in the address bar or in the settings of your device. Then start it again.",
  NotFoundError: "To use a camera, connect one and start again. The browser found none.",
  NotReadableError: "Close other apps and tabs that use the camera, then start it again. The browser could not get a picture from it.",
  OverconstrainedError: "Choose another camera in the browser's settings, if there is one. This one offers no picture that fits.",
  AbortError: "Start the camera once more. It broke off before the first picture.",
  SecurityError: "Switch the camera on for this page in the browser's settings. There it is off for all pages.",
  unavailable: "Open this page over https in a current browser to use the camera. Here the browser gives none.",
  lost: "Start the camera again. The browser or the device turned it off.",
  other: "Start the camera once more. The browser could not open it.",
};

const trouble = (name) => new Trouble(`${troubles[name] ?? troubles.other} ${withoutCamera}`);

export class Camera {
  #stream = null;
  #isOff = false;
  #giveUp = () => {};

  /** Called when the camera goes away by itself: unplugged, taken by another app, or its permission withdrawn. */
  onLost = () => {};

  /**
   * Asks the reader for the camera by the browser's own question, which may stay open for ever.
   *
   * Returns whether it is on: not where it was turned off meanwhile. onPatience is called when the question has waited long.
   */
  async turnOn(onPatience) {
    if (!isSecureContext || !navigator.mediaDevices?.getUserMedia) throw trouble("unavailable");
    const reminder = setTimeout(onPatience, promptPatienceMilliseconds);
    const givenUp = new Promise((done) => { this.#giveUp = () => done(null); });
    const request = requestCamera();
    request.then((stream) => { if (this.#isOff) end(stream); }, () => {});
    try {
      this.#stream = await Promise.race([request, givenUp]);
    } catch (error) {
      throw trouble(error.name);
    } finally {
      clearTimeout(reminder);
    }
    if (this.#isOff || !this.#stream) return false;
    for (const track of this.#stream.getVideoTracks()) track.addEventListener("ended", () => this.#lose());
    this.video = make("video", { muted: true, playsInline: true, srcObject: this.#stream });
    this.video.setAttribute("aria-label", "What the camera sees, mirrored");
    return true;
  }

  /** Calls back for each new frame, with its time in milliseconds, until the camera is off. */
  async eachFrame(callback) {
    const next = this.video.requestVideoFrameCallback
      ? () => this.video.requestVideoFrameCallback(step)
      : () => setTimeout(() => step(performance.now()), framePeriodMilliseconds);
    const step = (now) => {
      if (this.#isOff) return;
      next();
      if (this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) callback(now);
    };
    next();
    await this.video.play().catch(() => {}); // Refused or interrupted: then no frame comes, and the limits end it.
  }

  turnOff() {
    this.#isOff = true;
    this.#giveUp();
    if (this.#stream) end(this.#stream);
    if (this.video) this.video.srcObject = null;
    this.#stream = null;
  }

  #lose() {
    if (this.#isOff) return;
    this.turnOff();
    this.onLost(trouble("lost"));
  }
}

function end(stream) {
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
