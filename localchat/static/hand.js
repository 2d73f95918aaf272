/** Which key a finger, pointer or keyboard is on, and whether a click was meant for what it hits. */

import { alike, keysOf, name } from "./keys.js";

const MOMENT_MS = 400;
const RESTING_MS = 1000; // whoever turns pages taps on without looking: "Back" may be where "Next" was
const NEAR = 20;

export class Hand {
  #at = { x: -1, y: -1 };
  #pressed = false;
  #later = [];
  #fresh = new WeakMap();
  #strange = { pointer: { since: -Infinity }, focus: { since: -Infinity } };

  constructor(list) {
    this.list = list;
    const capture = { capture: true, passive: true };
    for (const kind of ["pointermove", "pointerdown"]) document.addEventListener(kind, (event) => this.#moved(event), capture);
    // Where a menu opens, or the window is left, no release comes.
    for (const kind of ["pointerup", "pointercancel", "contextmenu"]) document.addEventListener(kind, () => this.#released(), capture);
    window.addEventListener("blur", () => this.#released());
    list.addEventListener("pointerdown", ({ target, button }) => (this.#pressed = button === 0 && target.closest(".key") !== null), capture);
    document.addEventListener("keydown", ({ key }) => key === "Tab" && (this.#strange.focus.since = -Infinity), capture);
    list.addEventListener("click", (event) => this.#clicked(event), true);
  }

  /** The key of a message that is in use, or null. */
  on(message) {
    const focused = document.activeElement;
    const keys = [focused.matches(":focus-visible") ? focused : null, this.#under(), focused];
    return keys.find((node) => node?.matches(".key") && message.contains(node)) ?? null;
  }

  /**
   * Change the list. A key that comes under a resting pointer, or under the focus, by that is not meant by a
   * click that follows at once.
   */
  during(change) {
    // A key that is replaced between press and release would get no click.
    if (this.#pressed) this.#later.push(change);
    else this.#watched(change);
  }

  /** A key that says something else by an edit is not meant yet, wherever the pointer comes from. */
  replaced(old, message) {
    for (const key of keysOf(message)) {
      const before = alike(key, old);
      this.#fresh.set(key, before ? this.#fresh.get(before) ?? -Infinity : performance.now());
    }
  }

  /** Drop what waits for a release: the list is another one now. */
  forget() {
    this.#later = [];
  }

  #watched(change) {
    const [under, focused] = [sign(this.#under()), sign(document.activeElement)];
    change();
    const now = { since: performance.now(), ...this.#at };
    if (strange(under, sign(this.#under()))) this.#strange.pointer = now;
    if (strange(focused, sign(document.activeElement))) this.#strange.focus = now;
  }

  #under() {
    return document.elementFromPoint(this.#at.x, this.#at.y)?.closest(".key") ?? null;
  }

  #moved({ clientX: x, clientY: y, buttons }) {
    this.#at = { x, y };
    if (this.#pressed && buttons === 0) this.#released();
    const from = this.#strange.pointer;
    if (Math.hypot(x - from.x, y - from.y) > NEAR) from.since = -Infinity;
  }

  #released() {
    this.#pressed = false;
    setTimeout(() => this.#later.splice(0).forEach((change) => this.#watched(change))); // after the click
  }

  #clicked(event) {
    const key = event.target.closest(".key");
    if (!key) return;
    const [guard, moment] = event.detail === 0 ? [this.#strange.focus, MOMENT_MS] : [this.#strange.pointer, RESTING_MS];
    const now = performance.now();
    const meant = now - guard.since > moment && now - (this.#fresh.get(key) ?? -Infinity) > MOMENT_MS;
    if (meant) return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function sign(node) {
  const key = node?.closest(".key");
  return key && { data: key.dataset.data, name: name(key), message: key.closest(".message")?.dataset.messageId };
}

function strange(before, now) {
  if (!now) return false;
  return before?.message !== now.message || (before.data !== now.data && before.name !== now.name);
}
