/** What is on its way: shown below the messages until it is there; a file that fails is kept, with the reason. */

import { make } from "./dom.js";
import { fileRow } from "./files.js";
import { text } from "./texts.js";
import { why } from "./failures.js";

const SOON_MS = 300;

export class Outbox {
  #line = Promise.resolve();
  #closed = false;

  /** `send(upload)` sends {file, caption, asDocument}; `shown()` is called when something more is to be seen. */
  constructor(send, shown) {
    this.send = send;
    this.shown = shown;
    this.box = document.getElementById("outbox");
  }

  /** Show words while a request takes them; most are there before anyone could see that. */
  async words(words, request) {
    const node = pending(make("div", "words", { dir: "auto" }, words));
    const timer = setTimeout(() => this.#show(node), SOON_MS);
    try {
      await request();
    } finally {
      clearTimeout(timer);
      node.remove();
    }
  }

  /** Send files in order, each in a message of its own. */
  files(uploads) {
    for (const upload of uploads) this.#file(upload, this.#add(upload));
  }

  /** Nothing can be sent from here any more. */
  close() {
    this.#closed = true;
    for (const node of this.box.querySelectorAll(".again")) node.disabled = true;
  }

  #add(upload) {
    const caption = upload.caption ? [make("div", "words", { dir: "auto" }, upload.caption)] : [];
    const node = pending(fileRow(upload.file), ...caption);
    this.#show(node);
    return node;
  }

  #show(node) {
    this.box.append(node);
    this.shown();
  }

  #file(upload, node) {
    this.#line = this.#line.then(() => this.send(upload)).then(
      () => node.remove(),
      (error) => this.#failed(upload, node, why(error)),
    );
  }

  #failed(upload, node, reason) {
    const again = (changed) => {
      const next = this.#add({ ...upload, ...changed });
      node.replaceWith(next);
      this.#file({ ...upload, ...changed }, next);
    };
    const ways = [[text("page-again"), () => again({})], [text("page-discard"), () => node.remove()]];
    if (reason === text("page-no-picture")) ways[0] = [text("page-as-file"), () => again({ asDocument: true })];
    node.classList.replace("pending", "failed");
    node.querySelector(".state").textContent = reason;
    const keys = ways.map(key);
    keys[0].classList.add("again");
    keys[0].disabled = this.#closed;
    node.querySelector(".column").append(make("div", "keyboard", {}, make("div", "row", {}, ...keys)));
    this.shown();
  }
}

function pending(...content) {
  const state = make("span", "state", { role: "status" }, text("page-sending"));
  return make("div", "message out first last pending", {}, make("div", "column", {}, make("div", "bubble", {}, ...content, state)));
}

function key([label, action]) {
  const node = make("button", "key", { type: "button" }, make("span", "", {}, label));
  node.addEventListener("click", action);
  return node;
}
