/** Inline mode: what is typed behind the bot's name brings results to send, in any chat. */

import { text as word } from "./texts.js";

const PAUSE_MS = 150;

export class Inline {
  #name = "";
  #timer;
  #latest = 0;

  /** `ask(query)` brings {query_id, results, button}; `choose(queryId, resultId)`, `start(parameter)`, `write(words)` act. */
  constructor(popup, actions) {
    this.popup = popup;
    this.actions = actions;
  }

  set(bot) {
    this.#name = `@${bot.username}`;
  }

  /** The words that begin a query. */
  begin(query) {
    return `${this.#name} ${query}`;
  }

  /** Follow what is typed; true while it is for the bot. */
  typed(text) {
    clearTimeout(this.#timer);
    this.#latest += 1;
    if (/^@\w+$/.test(text) && this.#name.startsWith(text.toLowerCase())) {
      this.popup.show([{ name: this.#name, about: word("page-inline"), take: () => this.actions.write(this.begin("")) }]);
      return true;
    }
    if (!text.toLowerCase().startsWith(this.begin(""))) return false;
    this.#timer = setTimeout(() => this.#ask(text.slice(this.#name.length + 1), this.#latest), PAUSE_MS);
    return true;
  }

  async #ask(query, asked) {
    const found = await this.actions.ask(query);
    // Somebody who types on has asked for something else by now.
    if (asked !== this.#latest) return;
    const options = found ? this.#options(found) : [];
    // Enter sends a result, and does not lead away.
    this.popup.show(options, { className: "results", first: found?.button && options.length > 1 ? 1 : 0 });
  }

  #options(found) {
    const results = found.results.map((one) => ({
      name: one.title,
      about: one.description,
      take: () => this.actions.choose(found.query_id, one.id),
    }));
    if (!found.button) return results;
    const { text, start_parameter: parameter } = found.button;
    return [{ name: text, about: "", take: () => this.actions.start(parameter) }, ...results];
  }
}
