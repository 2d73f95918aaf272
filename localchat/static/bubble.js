/** One message as DOM nodes: a bubble, and an inline keyboard below it. */

import { icon, make } from "./dom.js";
import { rich } from "./rich.js";
import { sizeOf, text as word, timeOf } from "./texts.js";

const SHOWN_WIDTH = 420;
const SHOWN_HEIGHT = 460;

/**
 * `actions`: file(id) -> address, command(text), tap(message, row, column), view(address), copy(text).
 */
export function bubble(message, actions) {
  const own = !message.from.is_bot;
  const node = make("div", `message ${own ? "out" : "in"}`, {
    "data-message-id": message.message_id,
    "role": "group",
    "aria-label": `${own ? word("you") : message.from.first_name}, ${timeOf(message.date)}`,
  });
  const body = make("div", "bubble");
  if (message.sticker) node.classList.add("bare");
  if (message.reply_to_message) body.append(quote(message.reply_to_message));
  body.append(...media(message, actions), ...words(message, actions), stamp(message));
  const column = make("div", "column", {}, body);
  if (message.reply_markup) column.append(keyboard(message, actions));
  node.append(column);
  return node;
}

function quote(message) {
  const words = message.text ?? message.caption ?? message.document?.file_name ?? word(message.sticker ? "sticker" : "picture");
  return make("div", "quote", {}, make("b", "", {}, message.from.first_name), make("span", "", {}, words));
}

function words(message, actions) {
  const text = message.text ?? message.caption;
  if (!text) return [];
  const entities = message.entities ?? message.caption_entities;
  return [make("div", "words", { dir: "auto" }, rich(text, entities, actions.command))];
}

function stamp(message) {
  const time = new Date(message.date * 1000).toISOString();
  const node = make("span", "stamp", {}, make("time", "", { datetime: time }, timeOf(message.date)));
  // A card with buttons changes under one's fingers; Telegram's apps leave the mark out there too.
  if (message.edit_date && !message.reply_markup) node.prepend(make("span", "edited", {}, word("edited")));
  return node;
}

function media(message, actions) {
  if (message.sticker) return [make("div", "sticker", { role: "img", "aria-label": `${word("sticker")} ${message.sticker.emoji}` }, message.sticker.emoji)];
  if (message.photo) return [photo(message, actions)];
  if (message.document) return [file(message.document, actions)];
  return [];
}

function photo(message, actions) {
  const size = message.photo.at(-1);
  const address = actions.file(size.file_id);
  const scale = Math.min(1, SHOWN_WIDTH / size.width, SHOWN_HEIGHT / size.height);
  const image = make("img", "", {
    src: address,
    alt: message.caption ?? word("picture"),
    width: Math.round(size.width * scale),
    height: Math.round(size.height * scale),
  });
  const node = make("button", "photo", { "type": "button", "aria-label": word("picture") }, image);
  node.addEventListener("click", () => actions.view(address, image.alt));
  return node;
}

function file(document, actions) {
  const name = make("span", "name", {}, document.file_name);
  const size = make("span", "size", {}, sizeOf(document.file_size));
  const sign = make("span", "sign", {}, icon("file"));
  return make("a", "file", { href: actions.file(document.file_id), download: document.file_name }, sign, make("span", "about", {}, name, size));
}

function keyboard(message, actions) {
  const rows = message.reply_markup.inline_keyboard.map((row, y) =>
    make("div", "row", {}, ...row.map((button, x) => key(message, button, y, x, actions))),
  );
  return make("div", "keyboard", {}, ...rows);
}

function key(message, button, row, column, actions) {
  if (button.url) {
    const link = make("a", "key", { href: button.url, target: "_blank", rel: "noopener noreferrer" }, make("span", "", {}, button.text), icon("link"));
    return link;
  }
  const node = make("button", `key ${button.style ?? ""}`.trim(), { type: "button" }, make("span", "", { dir: "auto" }, button.text));
  node.addEventListener("click", () => {
    if (button.copy_text) actions.copy(button.copy_text.text);
    else if (button.callback_data) actions.tap(message, row, column);
  });
  return node;
}
