/** The chat over HTTP: what happens comes as events, what the user does goes as requests. */

const KINDS = ["state", "message", "edited", "deleted", "action", "profile"];
const RETRY_MS = 1000;

export class Room extends EventTarget {
  constructor(userId) {
    super();
    this.url = `/chat/${userId}`;
    this.profile = {};
  }

  /** Come in under this name and language, and follow the chat; again and again while the bot is away. */
  async open(profile) {
    this.profile = profile;
    try {
      await this.enter(profile);
    } catch {
      this.#tell("lost");
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
    await this.#request("", "PUT", JSON.stringify(profile));
  }

  async write(text) {
    await this.#request("/messages", "POST", JSON.stringify({ text }));
  }

  async sendFile(file, caption, asDocument) {
    const form = new FormData();
    form.append("file", file, file.name);
    form.append("caption", caption);
    form.append("as_document", String(asDocument));
    await this.#request("/messages", "POST", form);
  }

  /** The bot's answer {text, show_alert, url}, or null when it gave none in time. */
  async tap(messageId, row, column) {
    const body = JSON.stringify({ message_id: messageId, row, column });
    return (await this.#request("/taps", "POST", body)).answer;
  }

  file(fileId) {
    return `${this.url}/files/${encodeURIComponent(fileId)}`;
  }

  async #request(path, method, body) {
    const headers = typeof body === "string" ? { "Content-Type": "application/json" } : {};
    const response = await fetch(this.url + path, { method, body, headers });
    const result = await response.json();
    if (!response.ok) throw new Error(result.error);
    return result;
  }

  #tell(kind, detail = null) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}
