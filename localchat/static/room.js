/** The chat over HTTP: what happens comes as events, what the user does goes as requests. */

import { Refused } from "./failures.js";

const KINDS = ["state", "message", "edited", "deleted", "action", "profile"];
const RETRY_MS = 1000;

/** The server was started again, and knows this page's address no more. */
class Moved extends Error {}

export class Room extends EventTarget {
  /** `group` is {id, title, bot}, or null for the private chat with the bot. */
  constructor(userId, group) {
    super();
    this.group = group;
    this.home = `chat/${userId}`; // below the page's address, which holds the key
    this.url = group ? `${this.home}/groups/${group.id}` : this.home;
    this.profile = {};
  }

  /** Come in under this name and language, and follow the chat; again and again while the bot is away. */
  async open(profile) {
    this.profile = profile;
    try {
      await this.enter(profile);
    } catch (error) {
      this.#tell(error instanceof Moved ? "moved" : "lost");
      if (error instanceof Moved) return;
      setTimeout(() => this.open(this.profile), RETRY_MS);
      return;
    }
    const source = new EventSource(`${this.url}/events`);
    for (const kind of KINDS) source.addEventListener(kind, (event) => this.#tell(kind, JSON.parse(event.data)));
    source.addEventListener("open", () => this.#tell("found"));
    source.addEventListener("error", () => {
      // A restarted bot has no such chat yet: come in anew instead of asking for events again.
      source.close();
      this.#tell("lost");
      setTimeout(() => this.open(this.profile), RETRY_MS);
    });
  }

  async enter(profile) {
    this.profile = profile;
    await this.#request(this.home, "PUT", profile, Moved);
    if (this.group) await this.#request(this.url, "PUT", { title: this.group.title, bot: this.group.bot });
  }

  async write(text, replyTo = 0) {
    await this.#request(`${this.url}/messages`, "POST", { text, reply_to: replyTo });
  }

  /** Bring the bot into the group, or take it out. */
  async setBot(isIn) {
    await this.#request(`${this.url}/bot`, isIn ? "PUT" : "DELETE");
  }

  /** What the bot offers for an inline query, or null when it gave no answer in time. */
  async ask(query) {
    return (await this.#request(`${this.url}/inline`, "POST", { query })).found;
  }

  async choose(queryId, resultId) {
    await this.#request(`${this.url}/chosen`, "POST", { query_id: queryId, result_id: resultId });
  }

  async sendFile(file, caption, asDocument) {
    const form = new FormData();
    form.append("file", file, file.name);
    form.append("caption", caption);
    form.append("as_document", String(asDocument));
    await this.#request(`${this.url}/messages`, "POST", form);
  }

  /** The bot's answer {text, show_alert, url}, or null when it gave none in time. */
  async tap(messageId, row, column) {
    return (await this.#request(`${this.url}/taps`, "POST", { message_id: messageId, row, column })).answer;
  }

  file(fileId) {
    return `${this.url}/files/${encodeURIComponent(fileId)}`;
  }

  async #request(url, method, sent, Absent = Error) {
    const form = sent === undefined || sent instanceof FormData;
    const headers = form ? {} : { "Content-Type": "application/json" };
    const response = await fetch(url, { method, body: form ? sent : JSON.stringify(sent), headers });
    if (response.status === 404) throw new Absent(response.statusText);
    const result = await response.json();
    if (!response.ok) throw new Refused(result.error);
    return result;
  }

  #tell(kind, detail = null) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}
