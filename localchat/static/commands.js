/** The bot's commands: by their button, or while a "/" is being typed. */

const CLASS = "menu";

export class Commands {
  #all = [];

  /** `pick(command, send)`: send it at once, or only write it into the field. */
  constructor(popup, pick) {
    this.popup = popup;
    this.pick = pick;
    this.button = document.getElementById("menu");
    this.button.addEventListener("click", () => this.#toggle());
  }

  /** The profile may come anew at any moment: a list that is open stays open. */
  set(commands) {
    if (JSON.stringify(commands) === JSON.stringify(this.#all)) return;
    this.#all = commands;
    this.button.hidden = commands.length === 0;
    if (this.popup.open && this.popup.list.classList.contains(CLASS)) this.#show("");
  }

  /** Follow what is typed: "/re" shows the commands that begin so. */
  typed(text) {
    const typed = /^\/(\w*)$/.exec(text);
    if (typed) this.#show(typed[1].toLowerCase());
    else this.popup.close();
  }

  #toggle() {
    if (this.popup.open) this.popup.close();
    else this.#show("");
    this.popup.input.focus();
  }

  #show(beginning) {
    const fitting = this.#all.filter((one) => one.command.startsWith(beginning));
    const options = fitting.map((one) => ({
      name: `/${one.command}`,
      about: one.description,
      take: (send) => this.pick(one.command, send),
    }));
    this.popup.show(options, { className: CLASS });
  }
}
