// SPDX-License-Identifier: Apache-2.0
// The page's side of the worker that holds the core: questions out, reports back as text and as a value.

import { Trouble } from "./live-check.js";

const otherEdition =
  "Reload the page. This check and this page are of different editions, so its answers would not fit these words. The list is complete on its own.";

/** What the worker refuses, in words for the reader. */
const refusals = {
  edition: () => otherEdition,
  unreadable: () => "Save the picture as JPEG or PNG and choose that file. This browser cannot read the one you chose.",
  undrawable: ({ width, height }) => `Use a smaller picture. This browser cannot draw one of ${width} × ${height} pixels.`,
  tooLarge: ({ width, height }) => `Use a smaller picture. This one has ${width} × ${height} pixels, which is more than the check takes.`,
};

export class Core {
  #worker;
  #catalogue;
  #waiting = new Map();
  #lastQuestion = 0;

  /** Starts a worker out of bytes. Called on a sealed page, it can reach nothing. */
  static async start({ worker, module, networks }, catalogue) {
    if (!globalThis.OffscreenCanvas) {
      throw new Trouble("Update the browser, or use another one, to check pictures here. The list is complete on its own.");
    }
    const core = new Core();
    core.#catalogue = catalogue;
    const url = URL.createObjectURL(new Blob([worker], { type: "text/javascript" }));
    core.#worker = new Worker(url);
    core.#worker.onmessage = ({ data }) => core.#settle(data);
    core.#worker.onerror = (event) => core.#lose(event.message);
    await core.ask("open", { module, networks, catalogue });
    URL.revokeObjectURL(url);
    return core;
  }

  ask(question, given = {}, transferred = []) {
    const id = ++this.#lastQuestion;
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.postMessage({ id, ask: question, given }, transferred);
    return answer;
  }

  /** A report: its text, byte for byte, and what it says. */
  async report(question, given, transferred) {
    const { report: text } = await this.ask(question, given, transferred);
    const value = JSON.parse(text);
    if (value.report !== 1 || value.catalogue !== this.#catalogue) throw new Trouble(otherEdition);
    return { text, value };
  }

  /** Ends the worker, with all that is in its memory. */
  end() {
    this.#worker.terminate();
    this.#lose("The core was ended");
  }

  #settle({ id, answer, refusal }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (answer) return waiting.resolve(answer);
    const words = refusals[refusal.kind];
    waiting.reject(words ? new Trouble(words(refusal.values)) : new Error(refusal.message));
  }

  #lose(reason) {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }
}
