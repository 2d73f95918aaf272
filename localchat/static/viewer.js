/** A picture, opened: it fills the window; a click shows it as large as it is, another one all of it again. */

import { text } from "./texts.js";

const DRAG = 5;
const byId = (id) => document.getElementById(id);

export class Viewer {
  #dragged = 0;

  constructor() {
    this.dialog = byId("viewer");
    this.frame = byId("viewer-frame");
    this.image = byId("viewer-image");
    this.size = byId("viewer-size");
    this.frame.addEventListener("click", ({ target }) => {
      // A drag that ends beside the picture is a click on what is around both.
      if (target === this.frame && this.#dragged < DRAG) this.dialog.close();
    });
    for (const kind of ["pointerdown", "keydown"]) this.dialog.addEventListener(kind, () => (this.#dragged = 0));
    this.frame.addEventListener("pointermove", (event) => this.#drag(event));
    this.size.addEventListener("click", (event) => this.#dragged < DRAG && this.#turn(event));
  }

  show(address, alt) {
    Object.assign(this.image, { src: address, alt });
    Object.assign(byId("viewer-save"), { href: address, download: text("page-picture") });
    this.#enlarge(false);
    this.dialog.showModal();
    this.size.focus();
  }

  /** What was clicked is in the middle then. */
  #turn({ detail, clientX, clientY }) {
    const box = this.image.getBoundingClientRect();
    const [x, y] = detail ? [(clientX - box.left) / box.width, (clientY - box.top) / box.height] : [0.5, 0.5];
    this.#enlarge(!this.dialog.classList.contains("large"));
    const { clientWidth, clientHeight } = this.frame;
    this.frame.scrollTo(x * this.image.offsetWidth - clientWidth / 2, y * this.image.offsetHeight - clientHeight / 2);
  }

  #enlarge(large) {
    this.dialog.classList.toggle("large", large);
    this.size.setAttribute("aria-pressed", String(large));
  }

  /** A mouse moves the picture by dragging; fingers scroll. */
  #drag({ buttons, pointerType, movementX, movementY }) {
    if (buttons !== 1 || pointerType !== "mouse") return;
    this.#dragged += Math.abs(movementX) + Math.abs(movementY);
    this.frame.scrollBy(-movementX, -movementY);
  }
}
