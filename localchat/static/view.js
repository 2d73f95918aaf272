/** Where the list is scrolled to: at its end, or at what is read or tapped there. */

const NEAR_END = 90;
const MARGIN = 8;

export class View {
  #rest = 0;

  /** `moved()` is called when the list was scrolled. */
  constructor(scroller, list, moved) {
    this.scroller = scroller;
    this.list = list;
    this.moved = moved;
    this.stuck = true;
    scroller.addEventListener("scroll", () => this.#scrolled());
    // Pictures, an open keyboard on a phone, a turned screen: whoever reads the newest goes on reading it.
    const observer = new ResizeObserver(() => this.stuck && this.follow());
    observer.observe(list);
    observer.observe(scroller);
  }

  get left() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
  }

  get nearEnd() {
    return this.left < NEAR_END;
  }

  toEnd(wanted = "instant") {
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : wanted;
    this.#rest = 0;
    this.stuck = true;
    this.list.style.margin = "";
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
  }

  /** Go on standing as far from the end as before. */
  follow() {
    this.scroller.scrollTop = this.scroller.scrollHeight - this.scroller.clientHeight - this.#rest;
  }

  /** Show the last message: the end of the list, or the message's beginning where it is taller than the view. */
  show(node) {
    this.toEnd();
    const above = this.#top - node.getBoundingClientRect().top;
    if (above <= 0) return;
    this.scroller.scrollTop -= above + MARGIN;
    this.#rest = this.nearEnd ? this.left : 0;
    this.stuck = this.nearEnd;
  }

  /** Bring nodes into the view, the last of them for sure. */
  reveal(...nodes) {
    for (const node of nodes) node?.scrollIntoView({ block: "nearest" });
  }

  /** Change the list while a node, or its heir, stays where it is on the screen, or comes to where it was. */
  keep(node, change, heir = node, top = node.getBoundingClientRect().top) {
    const { stuck } = this;
    change();
    const missing = () => top - heir.getBoundingClientRect().top;
    this.scroller.scrollTop -= missing();
    if (Math.abs(missing()) >= 1) this.#makeRoom(missing());
    this.scroller.scrollTop -= missing();
    if (stuck) this.#rest = this.left;
  }

  /** Move the list where scrolling cannot: down from its beginning, or up from its end. */
  #makeRoom(down) {
    const { style } = this.list;
    const above = this.list.getBoundingClientRect().top - this.#top + this.scroller.scrollTop;
    if (down > 0 || style.marginTop) style.marginTop = `${Math.max(0, above + down)}px`;
    else style.marginBottom = `${parseFloat(style.marginBottom || 0) - down}px`;
  }

  /** Change the list while what is read stays: the end, or what stands first in the view. */
  keepRead(old, change) {
    const above = old.getBoundingClientRect().bottom <= this.#top;
    const read = above && !this.stuck && [...this.list.children].find((node) => this.sees(node));
    if (read) this.keep(read, change);
    else change();
    if (this.stuck) this.follow();
  }

  /** Whether the beginning of a message is not above the view. */
  begins(node) {
    return node.getBoundingClientRect().top >= this.#top;
  }

  sees(node) {
    const { top, bottom } = node.getBoundingClientRect();
    return bottom > this.#top && top < this.scroller.getBoundingClientRect().bottom;
  }

  get #top() {
    return this.scroller.getBoundingClientRect().top;
  }

  #scrolled() {
    // A key that stayed in its place may have left a part of the end below the view.
    this.#rest = Math.min(this.#rest, this.left);
    this.stuck = this.left - this.#rest < NEAR_END;
    this.moved();
  }
}
