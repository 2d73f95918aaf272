/** The popup of the bot's commands: by its button, or while a "/" is being typed. */

import { make } from "./dom.js";

export class Commands {
  #all = [];
  #shown = [];
  #chosen = -1;

  /** `pick(command, send)`: send it at once, or only write it into the field. */
  constructor(input, pick) {
    this.input = input;
    this.pick = pick;
    this.list = document.getElementById("commands");
    this.button = document.getElementById("menu");
    this.button.addEventListener("click", () => this.#toggle());
    document.addEventListener("pointerdown", (event) => {
      if (!this.list.contains(event.target) && !this.button.contains(event.target)) this.close();
    });
  }

  set(commands) {
    this.#all = commands;
    this.button.hidden = commands.length === 0;
    this.close();
  }

  get open() {
    return !this.list.hidden;
  }

  /** Follow what is typed: "/re" shows the commands that begin so. */
  typed(text) {
    const typed = /^\/(\w*)$/.exec(text);
    this.#show(typed ? this.#all.filter((one) => one.command.startsWith(typed[1].toLowerCase())) : []);
  }

  close() {
    this.#show([]);
  }

  /** Take a key of the input while open; true when it was for the popup. */
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#choose((this.#chosen + step + this.#shown.length) % this.#shown.length);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" && !event.shiftKey) this.#take(false);
    else if (event.key === "Enter" && !event.shiftKey) this.#take(true);
    else return false;
    return true;
  }

  #toggle() {
    if (this.open) this.close();
    else this.#show(this.#all);
    this.input.focus();
  }

  #take(send) {
    const command = this.#shown[this.#chosen];
    this.close();
    this.pick(command.command, send);
  }

  #show(commands) {
    this.#shown = commands;
    this.list.hidden = commands.length === 0;
    this.list.replaceChildren(...commands.map((one, index) => this.#option(one, index)));
    for (const node of [this.input, this.button]) node.setAttribute("aria-expanded", String(this.open));
    this.#choose(commands.length ? 0 : -1);
  }

  #option(one, index) {
    const name = make("span", "command-name", {}, `/${one.command}`);
    const about = make("span", "command-about", {}, one.description);
    const option = make("div", "option", { role: "option", id: `command-${index}` }, name, about);
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
    if (index >= 0) this.input.setAttribute("aria-activedescendant", `command-${index}`);
    else this.input.removeAttribute("aria-activedescendant");
  }
}
