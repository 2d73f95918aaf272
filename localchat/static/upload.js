/** Files on their way out: chosen, dropped or pasted, then looked at once more and sent. */

import { make } from "./dom.js";
import { fileRow } from "./files.js";
import { text } from "./texts.js";

const PICTURES = ["image/png", "image/jpeg"];
const MOST_BYTES = 100 * 1024 * 1024; // as the server has it, which would let all of it come before it said no

const isPicture = (file) => PICTURES.includes(file.type);

export class Upload {
  #files = [];
  #refused = [];

  /** `send(uploads)` gets each {file, caption, asDocument} when the user agrees; `refuse(reasons)` says what goes not. */
  constructor(send, refuse) {
    this.refuse = refuse;
    this.dialog = document.getElementById("upload");
    this.preview = document.getElementById("preview");
    this.caption = document.getElementById("caption");
    this.plain = document.getElementById("plain");
    const picker = document.getElementById("picker");
    document.getElementById("attach").addEventListener("click", () => picker.click());
    picker.addEventListener("change", () => {
      this.offer([...picker.files]);
      picker.value = "";
    });
    document.addEventListener("paste", (event) => this.offer([...event.clipboardData.files]));
    this.#takeDrops(document.getElementById("drop"));
    this.caption.addEventListener("keydown", (event) => {
      // Enter would press the form's first button, which is the one that cancels.
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.dialog.close("send");
    });
    this.dialog.addEventListener("close", () => {
      if (this.dialog.returnValue === "send") send(this.#uploads());
    });
  }

  /** Ask about files; more of them may come while it is asked. */
  offer(files) {
    if (files.length === 0) return;
    const wrong = files.map(wrongWith);
    const reasons = files.map(({ name }, at) => wrong[at] && (files.length > 1 ? `${name}: ${wrong[at]}` : wrong[at]));
    const taken = files.filter((_, at) => !wrong[at]);
    if (taken.length === 0 && !this.dialog.open) {
      this.refuse(reasons);
      return;
    }
    if (!this.dialog.open) this.#begin();
    this.#files.push(...taken);
    // What is said behind an open dialog can hardly be read.
    this.#refused.push(...files.flatMap(({ name }, at) => (wrong[at] ? [`${name}: ${wrong[at]}`] : [])));
    this.#show();
    this.caption.focus();
  }

  #begin() {
    this.#files = [];
    this.#refused = [];
    this.plain.checked = false;
    this.caption.value = "";
    this.dialog.returnValue = "";
    this.dialog.showModal();
  }

  #show() {
    const [only, ...more] = this.#files;
    const single = more.length === 0 && isPicture(only);
    document.getElementById("upload-title").textContent = text(more.length ? "page-send-files" : "page-send-file");
    document.getElementById("refused").replaceChildren(...this.#refused.map((line) => make("p", "", {}, line)));
    document.getElementById("plain-row").hidden = !this.#files.some(isPicture);
    this.preview.replaceChildren(...(single ? [this.#picture(only)] : this.#files.map(fileRow)));
  }

  /** One message for each file; the caption is the first one's. */
  #uploads() {
    const caption = this.caption.value.trim();
    return this.#files.map((file, at) => ({ file, caption: at ? "" : caption, asDocument: this.plain.checked }));
  }

  #picture(file) {
    const address = URL.createObjectURL(file);
    const image = make("img", "", { src: address, alt: file.name });
    for (const kind of ["load", "error"]) image.addEventListener(kind, () => URL.revokeObjectURL(address));
    return image;
  }

  #takeDrops(veil) {
    const carries = (event) => event.dataTransfer?.types.includes("Files");
    document.addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      veil.hidden = false;
    });
    document.addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) veil.hidden = true;
    });
    document.addEventListener("drop", (event) => {
      veil.hidden = true;
      if (!carries(event)) return;
      event.preventDefault();
      this.offer([...event.dataTransfer.files]);
    });
  }
}

/** Why a file is not sent, or null; Telegram takes no empty one either. */
function wrongWith(file) {
  if (file.size === 0) return text("page-empty-file");
  return file.size > MOST_BYTES ? text("page-too-large") : null;
}
