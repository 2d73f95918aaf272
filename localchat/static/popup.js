/** The list above the field: commands or inline results, chosen by finger, mouse or keyboard alone. */

import { make } from "./dom.js";

export class Popup {
  #options = [];
  #chosen = -1;

  /** `openers` are the nodes that tell a screen reader whether the list is open. */
  constructor(input, list, openers) {
    this.input = input;
    this.list = list;
    this.openers = openers;
    document.addEventListener("pointerdown", (event) => {
      if (![input, list, ...openers].some((node) => node.contains(event.target))) this.close();
    });
  }

  get open() {
    return !this.list.hidden;
  }

  /**
   * Show options {name, about, take(send)}, of which the one at `first` is chosen; `send` is false where Tab
   * wants the words in the field only.
   */
  show(options, { className = "", first = 0 } = {}) {
    this.#options = options;
    this.list.className = `commands ${className}`.trim();
    this.list.hidden = options.length === 0;
    this.list.replaceChildren(...options.map((one, index) => this.#node(one, index)));
    for (const node of this.openers) node.setAttribute("aria-expanded", String(this.open));
    this.#choose(options.length ? first : -1);
  }

  close() {
    this.show([]);
  }

  /** Take a key of the input while open; true when it was for the list. */
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = this.#options.length;
    if (step) this.#choose((this.#chosen + step + count) % count);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" && !event.shiftKey) this.#take(false);
    else if (event.key === "Enter" && !event.shiftKey) this.#take(true);
    else return false;
    return true;
  }

  #take(send) {
    const option = this.#options[this.#chosen];
    this.close();
    option.take(send);
  }

  #node(one, index) {
    const name = make("span", "command-name", { dir: "auto" }, one.name);
    const about = make("span", "command-about", { dir: "auto" }, one.about);
    const option = make("div", "option", { role: "option", id: `option-${index}` }, name, about);
    option.addEventListener("pointermove", () => this.#choose(index));
    option.addEventListener("click", () => {
      this.#choose(index);
      this.#take(true);
    });
    return option;
  }

  #choose(index) {
    this.#chosen = index;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    this.list.children[index]?.scrollIntoView({ block: "nearest" });
    if (index >= 0) this.input.setAttribute("aria-activedescendant", `option-${index}`);
    else this.input.removeAttribute("aria-activedescendant");
  }
}
