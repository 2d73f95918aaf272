/** Text with entities as DOM nodes; offsets count UTF-16 code units, as JavaScript does. */

import { local } from "./places.js";
import { text as word } from "./texts.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_LINK = /^(https?|mailto|tel):/i;

/** A fragment for the text; `on.command` is called with a command that is pressed, `on.copy` with a text in fixed width. */
export function rich(text, entities = [], on) {
  return fill(document.createDocumentFragment(), text, 0, text.length, entities, on);
}

function fill(parent, text, start, end, entities, on) {
  const waiting = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  let position = start;
  while (waiting.length) {
    const entity = waiting.shift();
    const from = Math.max(entity.offset, position);
    const until = Math.min(entity.offset + entity.length, end);
    if (from >= until) continue;
    parent.append(text.slice(position, from));
    const inner = takeWithin(waiting, until);
    parent.append(fill(element(entity, text.slice(from, until), on), text, from, until, inner, on));
    // A block ends its line by itself.
    position = BLOCKS.has(entity.type) && text[until] === "\n" ? until + 1 : until;
  }
  parent.append(text.slice(position, end));
  return parent;
}

/** The entities that begin before a place; what sticks out behind it stays waiting. */
function takeWithin(waiting, until) {
  const inner = [];
  const rests = [];
  while (waiting.length && waiting[0].offset < until) {
    const entity = waiting.shift();
    inner.push(entity);
    const rest = entity.offset + entity.length - until;
    if (rest > 0) rests.push({ ...entity, offset: until, length: rest });
  }
  waiting.unshift(...rests);
  return inner;
}

function element(entity, shown, on) {
  if (entity.type === "text_link") return link(entity.url);
  if (entity.type === "url") return link(shown);
  if (entity.type === "bot_command") return button("command", () => on.command(shown));
  if (entity.type === "spoiler") return spoiler();
  const node = document.createElement(TAGS[entity.type] ?? "span");
  if (entity.type === "code") pressed(node, () => on.copy(shown));
  if (entity.type === "expandable_blockquote") expandable(node);
  if (entity.type === "mention" || entity.type === "hashtag") node.className = "named";
  return node;
}

function link(url) {
  const node = document.createElement("a");
  const inside = local(url);
  if (inside) {
    node.href = inside;
    return node;
  }
  if (SAFE_LINK.test(url)) node.href = url;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  return node;
}

function button(name, action) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = name;
  node.addEventListener("click", action);
  return node;
}

/** As Telegram's apps have it, a text in fixed width is copied by a tap. */
function pressed(node, action) {
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.addEventListener("click", action);
  node.addEventListener("keydown", (event) => event.key === "Enter" && action());
}

function spoiler() {
  const node = button("spoiler", () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
  });
  node.setAttribute("aria-label", word("page-spoiler"));
  return node;
}

function expandable(node) {
  node.classList.add("expandable");
  node.tabIndex = 0;
  const toggle = () => node.classList.toggle("open");
  node.addEventListener("click", toggle);
  node.addEventListener("keydown", (event) => event.key === "Enter" && toggle());
}
