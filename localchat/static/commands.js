/** The bot's commands: by their button, or while a "/" is being typed. */

export class Commands {
  #all = [];

  /** `pick(command, send)`: send it at once, or only write it into the field. */
  constructor(popup, pick) {
    this.popup = popup;
    this.pick = pick;
    this.button = document.getElementById("menu");
    this.button.addEventListener("click", () => this.#toggle());
  }

  set(commands) {
    this.#all = commands;
    this.button.hidden = commands.length === 0;
    this.popup.close();
  }

  /** Follow what is typed: "/re" shows the commands that begin so. */
  typed(text) {
    const typed = /^\/(\w*)$/.exec(text);
    this.#show(typed ? this.#all.filter((one) => one.command.startsWith(typed[1].toLowerCase())) : []);
  }

  #toggle() {
    if (this.popup.open) this.popup.close();
    else this.#show(this.#all);
    this.popup.input.focus();
  }

  #show(commands) {
    this.popup.show(
      commands.map((one) => ({
        name: `/${one.command}`,
        about: one.description,
        take: (send) => this.pick(one.command, send),
      })),
    );
  }
}
