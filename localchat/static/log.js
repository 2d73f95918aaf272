/** The list of messages: order, groups, days, and where it is scrolled to. */

import { bubble } from "./bubble.js";
import { make } from "./dom.js";
import { Hand } from "./hand.js";
import { alike, heirOf, wordsOf } from "./keys.js";
import { dayOf } from "./texts.js";
import { View } from "./view.js";

const GROUP_SECONDS = 300;
const BEGINNING = 20;

function isNotice(message) {
  return Boolean(message.new_chat_members || message.left_chat_member);
}

/** Which card a message shows: by how its words begin, as more of them may have changed meanwhile. */
function card(node, messageId) {
  return `${messageId} ${wordsOf(node).slice(0, BEGINNING)}`;
}

export class Log {
  #messages = new Map();
  #waiting = new Set();
  #unread = 0;
  #left = new Map();

  constructor(actions) {
    this.actions = actions;
    this.list = document.getElementById("log");
    this.down = document.getElementById("down");
    this.badge = document.getElementById("unread");
    this.hand = new Hand(this.list);
    this.view = new View(document.getElementById("scroll"), this.list, () => this.#scrolled());
    this.down.addEventListener("click", () => this.toBottom("smooth"));
  }

  get size() {
    return this.#messages.size;
  }

  get unread() {
    return this.#unread;
  }

  reset(messages) {
    this.hand.forget();
    this.#left.clear();
    this.#messages = new Map(messages.map((message) => [message.message_id, message]));
    this.redraw();
    this.toBottom();
  }

  redraw() {
    this.list.replaceChildren(...[...this.#messages.values()].map((message) => bubble(message, this.actions)));
    this.#arrange();
  }

  add(message) {
    this.#change(() => {
      this.#messages.set(message.message_id, message);
      const node = bubble(message, this.actions);
      this.list.append(node);
      this.#arrange();
      this.#arrived(node, message.from.id === this.actions.me);
      node.classList.add("new");
    });
  }

  edit(message) {
    this.#change(() => {
      this.#messages.set(message.message_id, message);
      this.#replace(this.#node(message.message_id), bubble(message, this.actions), message.message_id);
    });
  }

  remove(messageId) {
    this.#change(() => {
      this.#messages.delete(messageId);
      const node = this.#node(messageId);
      this.view.keepRead(node, () => { node.remove(); this.#arrange(); });
    });
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

  toBottom(behavior) {
    this.view.toEnd(behavior);
    if (!document.hidden) this.#count(0);
  }

  seen() {
    if (this.view.stuck) this.#count(0);
  }

  #change(change) {
    this.hand.during(() => {
      change();
      this.down.hidden = this.view.nearEnd;
      this.list.dispatchEvent(new CustomEvent("changed"));
    });
  }

  #arrived(node, own) {
    // What is sent here has gone to the bottom already; one's own words may come from another tab as well.
    if (!own && (!this.view.stuck || document.hidden)) this.#count(this.#unread + 1);
    if (!this.view.stuck) return;
    if (own) this.toBottom();
    else this.view.show(node);
  }

  /** A key that is in use stays under the pointer and keeps the focus, where the changed message has it still. */
  #replace(old, node, messageId) {
    const key = this.hand.on(old);
    const focused = old.contains(document.activeElement) && document.activeElement.matches(".key") ? document.activeElement : null;
    const back = key && this.#cameBack(old, node, messageId);
    const heir = key && this.view.sees(key) && !back ? heirOf(key, old, node) : null;
    if (key && !heir && !back) this.#left.set(card(old, messageId), { key, top: key.getBoundingClientRect().top });
    const change = () => {
      old.replaceWith(node);
      this.hand.replaced(old, node);
      this.#arrange();
      this.#marks(messageId);
      if (focused) this.#focus(back?.heir ?? heirOf(focused, old, node) ?? node.querySelector(".key"));
    };
    if (back) this.view.keep(key, change, back.heir, back.top);
    else if (heir) this.view.keep(key, change, heir);
    else this.#swap(old, node, change, key !== null);
  }

  /** Where one went on from this card to another one, now that it is there again; or null. */
  #cameBack(old, node, messageId) {
    const place = card(node, messageId);
    const left = place !== card(old, messageId) && this.#left.get(place);
    const heir = left && alike(left.key, node);
    if (left) this.#left.delete(place);
    return heir ? { heir, top: left.top } : null;
  }

  #focus(key) {
    (key ?? document.getElementById("text")).focus({ preventScroll: true });
  }

  /** Another card in a card's place, or one that changed by itself. */
  #swap(old, node, change, used) {
    // Who taps far below a card's beginning has done with what stands there.
    const begins = this.view.begins(old) && !(used && wordsOf(old) === wordsOf(node));
    this.view.keepRead(old, change);
    if (begins && this.view.stuck && node === this.list.lastElementChild) this.view.show(node);
    // A picture may fill the view above what the card asks.
    if (used) this.view.reveal(node.querySelector(".words"), node.querySelector(".row"));
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
    this.down.hidden = this.view.nearEnd;
    if (this.view.stuck) this.seen();
  }

  #count(unread) {
    this.#unread = unread;
    this.badge.textContent = unread;
    this.badge.hidden = unread === 0;
    this.list.dispatchEvent(new CustomEvent("unread"));
  }
}
