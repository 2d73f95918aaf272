/** Files on their way out: chosen, dropped or pasted, then looked at once more and sent. */

import { icon, make } from "./dom.js";
import { sizeOf } from "./texts.js";

const PICTURES = ["image/png", "image/jpeg"];

export class Upload {
  #file = null;

  /** `send(file, caption, asDocument)` is called when the user agrees, `refuse()` where a file has nothing in it. */
  constructor(send, refuse) {
    this.refuse = refuse;
    this.dialog = document.getElementById("upload");
    this.preview = document.getElementById("preview");
    this.caption = document.getElementById("caption");
    this.plain = document.getElementById("plain");
    const picker = document.getElementById("picker");
    document.getElementById("attach").addEventListener("click", () => picker.click());
    picker.addEventListener("change", () => {
      if (picker.files[0]) this.offer(picker.files[0]);
      picker.value = "";
    });
    document.addEventListener("paste", (event) => event.clipboardData.files[0] && this.offer(event.clipboardData.files[0]));
    this.#takeDrops(document.getElementById("drop"));
    this.caption.addEventListener("keydown", (event) => {
      // Enter would press the form's first button, which is the one that cancels.
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.dialog.close("send");
    });
    this.dialog.addEventListener("close", () => {
      if (this.dialog.returnValue === "send") send(this.#file, this.caption.value.trim(), this.plain.checked);
    });
  }

  offer(file) {
    if (file.size === 0) { // Telegram takes none either
      this.refuse();
      return;
    }
    this.#file = file;
    const picture = PICTURES.includes(file.type);
    this.plain.checked = false;
    document.getElementById("plain-row").hidden = !picture;
    this.caption.value = "";
    this.preview.replaceChildren(picture ? this.#picture(file) : this.#row(file));
    this.dialog.returnValue = "";
    this.dialog.showModal();
    this.caption.focus();
  }

  #picture(file) {
    const address = URL.createObjectURL(file);
    const image = make("img", "", { src: address, alt: file.name });
    image.addEventListener("load", () => URL.revokeObjectURL(address));
    return image;
  }

  #row(file) {
    const about = make("span", "about", {}, make("span", "name", {}, file.name), make("span", "size", {}, sizeOf(file.size)));
    return make("div", "file", {}, make("span", "sign", {}, icon("file")), about);
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
      if (event.dataTransfer.files[0]) this.offer(event.dataTransfer.files[0]);
    });
  }
}
