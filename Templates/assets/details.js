// SPDX-License-Identifier: Apache-2.0
// <details-check> and <retry-order>: a button each. Nothing else is loaded before the reader asks for a form.

import { make } from "./live-check.js";

class FormCard extends HTMLElement {
  lastReport = "";

  connectedCallback() {
    if (this.button) return;
    this.button = make("button", { type: "button", className: "button main" }, this.localName === "details-check" ? "Compare here" : "Begin");
    this.button.addEventListener("click", () => this.#open());
    this.append(this.button);
  }

  async #open() {
    this.button.disabled = true;
    try {
      await (await import("./details-forms.js")).open(this);
    } catch (error) {
      console.error(error);
      this.button.replaceWith(make("p", { className: "say" }, "The form could not be loaded. Reload the page, or go by the text above."));
    }
  }
}

customElements.define("details-check", class extends FormCard {});
customElements.define("retry-order", class extends FormCard {});
