/** The message that the next one answers, shown above the field. */

import { text as word } from "./texts.js";

export class Replying {
  #message = null;

  constructor(input) {
    this.input = input;
    this.bar = document.getElementById("replying");
    document.getElementById("no-reply").addEventListener("click", () => this.to(null));
  }

  to(message) {
    this.#message = message;
    this.bar.hidden = message === null;
    this.input.focus();
    if (!message) return;
    document.getElementById("replying-to").textContent = message.from.first_name;
    document.getElementById("replying-words").textContent = message.text ?? message.caption ?? word("page-picture");
  }

  /** The answered message, once; null where there is none. */
  take() {
    const message = this.#message;
    this.#message = null;
    this.bar.hidden = true;
    return message;
  }
}
