// SPDX-License-Identifier: Apache-2.0
// <details-check> and <retry-order>: a button each. Nothing else is loaded before the reader asks for a form.

import { make } from "./live-check.js";
import { load } from "./page-files.js";

class FormCard extends HTMLElement {
  lastReport = "";

  connectedCallback() {
    if (this.button) return;
    this.button = make("button", { type: "button", className: "button main" }, this.localName === "details-check" ? "Compare here" : "Begin");
    this.button.addEventListener("click", () => this.#open());
    this.append(this.button);
  }

  /** Loads what the form needs, without opening it: a page that is sealed afterwards cannot load it any more. */
  async prepare() {
    this.forms ??= await import("./details-forms.js");
    await Promise.all([load(this.dataset.words), load(this.dataset.module)]);
  }

  async #open() {
    this.button.disabled = true;
    try {
      await this.prepare();
      await this.forms.open(this);
    } catch (error) {
      console.error(error);
      this.button.replaceWith(make("p", { className: "say" }, "The form could not be loaded. Reload the page, or go by the text above."));
    }
  }
}

customElements.define("details-check", class extends FormCard {});
customElements.define("retry-order", class extends FormCard {});
