/** The list of messages: order, groups, days, and where it is scrolled to. */

import { bubble } from "./bubble.js";
import { make } from "./dom.js";
import { dayOf } from "./texts.js";

const GROUP_SECONDS = 300;
const NEAR_BOTTOM = 90;

function isNotice(message) {
  return Boolean(message.new_chat_members || message.left_chat_member);
}

export class Log {
  #messages = new Map();
  #waiting = new Set();
  #unread = 0;

  constructor(actions) {
    this.actions = actions;
    this.list = document.getElementById("log");
    this.scroller = document.getElementById("scroll");
    this.down = document.getElementById("down");
    this.badge = document.getElementById("unread");
    this.stuck = true;
    this.scroller.addEventListener("scroll", () => this.#scrolled());
    this.down.addEventListener("click", () => this.toBottom("smooth"));
    // Pictures, an open keyboard on a phone, a turned screen: whoever reads the newest goes on reading it.
    const observer = new ResizeObserver(() => this.stuck && this.toBottom());
    observer.observe(this.list);
    observer.observe(this.scroller);
  }

  get size() {
    return this.#messages.size;
  }

  get unread() {
    return this.#unread;
  }

  reset(messages) {
    this.#messages = new Map(messages.map((message) => [message.message_id, message]));
    this.redraw();
    this.toBottom();
  }

  redraw() {
    this.list.replaceChildren(...[...this.#messages.values()].map((message) => bubble(message, this.actions)));
    this.#arrange();
  }

  add(message) {
    this.#messages.set(message.message_id, message);
    const node = bubble(message, this.actions);
    node.classList.add("new");
    this.list.append(node);
    this.#arrange();
    // What is sent here has gone to the bottom already; one's own words may come from another tab as well.
    const own = message.from.id === this.actions.me;
    if (!own && (!this.stuck || document.hidden)) this.#count(this.#unread + 1);
    if (this.stuck) this.toBottom();
  }

  edit(message) {
    this.#messages.set(message.message_id, message);
    const old = this.#node(message.message_id);
    const focused = [...old.querySelectorAll(".key")].indexOf(document.activeElement);
    const node = bubble(message, this.actions);
    old.replaceWith(node);
    this.#arrange();
    this.#marks(message.message_id);
    // Whoever taps by keyboard keeps their place in a keyboard that changed.
    if (focused >= 0) (node.querySelectorAll(".key")[focused] ?? document.getElementById("text")).focus();
  }

  remove(messageId) {
    this.#messages.delete(messageId);
    this.#node(messageId).remove();
    this.#arrange();
  }

  /** Show that a button waits for its answer; false when it waits already. */
  wait(messageId, row, column) {
    const place = `${messageId} ${row} ${column}`;
    if (this.#waiting.has(place)) return false;
    this.#waiting.add(place);
    this.#marks(messageId);
    return true;
  }

  answered(messageId, row, column) {
    this.#waiting.delete(`${messageId} ${row} ${column}`);
    this.#marks(messageId);
  }

  toBottom(behavior = "instant") {
    this.stuck = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
    if (!document.hidden) this.#count(0);
  }

  seen() {
    if (this.stuck) this.#count(0);
  }

  #node(messageId) {
    return this.list.querySelector(`[data-message-id="${messageId}"]`);
  }

  #marks(messageId) {
    const rows = this.#node(messageId)?.querySelectorAll(".row") ?? [];
    rows.forEach((row, y) => [...row.children].forEach((key, x) => {
      const busy = this.#waiting.has(`${messageId} ${y} ${x}`);
      key.classList.toggle("waiting", busy);
      key.toggleAttribute("aria-busy", busy);
    }));
  }

  /** Mark where groups of one sender begin and end, and where a day begins. */
  #arrange() {
    for (const day of this.list.querySelectorAll(".day")) day.remove();
    let before = null;
    for (const message of this.#messages.values()) {
      const node = this.#node(message.message_id);
      const day = dayOf(message.date);
      const newDay = before === null || dayOf(before.date) !== day;
      const same = before?.from.id === message.from.id && !isNotice(before) && !isNotice(message);
      const follows = !newDay && same && message.date - before.date < GROUP_SECONDS;
      node.classList.toggle("first", !follows);
      node.classList.add("last");
      if (follows) this.#node(before.message_id).classList.remove("last");
      if (newDay) node.before(make("div", "day", {}, make("span", "", {}, day)));
      before = message;
    }
  }

  #scrolled() {
    const left = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
    this.stuck = left < NEAR_BOTTOM;
    this.down.hidden = this.stuck;
    if (this.stuck) this.seen();
  }

  #count(unread) {
    this.#unread = unread;
    this.badge.textContent = unread;
    this.badge.hidden = unread === 0;
    this.list.dispatchEvent(new CustomEvent("unread"));
  }
}
