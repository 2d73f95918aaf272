/** One message as DOM nodes: a bubble, and an inline keyboard below it. */

import { icon, make } from "./dom.js";
import { fileParts } from "./files.js";
import { local } from "./places.js";
import { rich } from "./rich.js";
import { sizeOf, text as word, timeOf } from "./texts.js";

const SHOWN_WIDTH = 420;
const SHOWN_HEIGHT = 460;

/**
 * `actions`: me and inGroup tell where this is; file(id) -> address, command(text), tap(message, row, column),
 * view(address), copy(text), reply(message), inline(query), elsewhere(query).
 */
export function bubble(message, actions) {
  if (message.new_chat_members || message.left_chat_member) return notice(message);
  const own = message.from.id === actions.me;
  const node = make("div", `message ${own ? "out" : "in"}`, {
    "data-message-id": message.message_id,
    "role": "group",
    "aria-label": `${own ? word("page-you") : message.from.first_name}, ${timeOf(message.date)}`,
  });
  const body = make("div", "bubble");
  if (message.sticker) node.classList.add("bare");
  if (actions.inGroup && !own) body.append(make("div", "author", {}, message.from.first_name));
  if (message.via_bot) body.append(make("div", "via", {}, word("page-via", { name: message.via_bot.username })));
  if (message.reply_to_message) body.append(quote(message.reply_to_message));
  body.append(...media(message, actions), ...words(message, actions), stamp(message));
  const column = make("div", "column", {}, body);
  if (message.reply_markup) column.append(keyboard(message, actions));
  node.append(column);
  if (actions.inGroup) node.append(answer(message, actions));
  return node;
}

function notice(message) {
  const [gone, [came]] = [message.left_chat_member, message.new_chat_members ?? [null]];
  const words = gone ? word("page-left", { name: gone.first_name }) : word("page-joined", { name: came.first_name });
  return make("div", "notice", { "data-message-id": message.message_id }, make("span", "", {}, words));
}

function answer(message, actions) {
  const node = make("button", "answer", { "type": "button", "aria-label": word("page-reply") }, icon("reply"));
  node.addEventListener("click", () => actions.reply(message));
  return node;
}

function quote(message) {
  const words = message.text ?? message.caption ?? message.document?.file_name ?? word(message.sticker ? "page-sticker" : "page-picture");
  return make("div", "quote", {}, make("b", "", {}, message.from.first_name), make("span", "", {}, words));
}

function words(message, actions) {
  const text = message.text ?? message.caption;
  if (!text) return [];
  const entities = message.entities ?? message.caption_entities;
  return [make("div", "words", { dir: "auto" }, rich(text, entities, actions))];
}

function stamp(message) {
  const time = new Date(message.date * 1000).toISOString();
  const node = make("span", "stamp", {}, make("time", "", { datetime: time }, timeOf(message.date)));
  // A card with buttons changes under one's fingers; Telegram's apps leave the mark out there too.
  if (message.edit_date && !message.reply_markup) node.prepend(make("span", "edited", {}, word("page-edited")));
  return node;
}

function media(message, actions) {
  if (message.sticker) return [make("div", "sticker", { role: "img", "aria-label": `${word("page-sticker")} ${message.sticker.emoji}` }, message.sticker.emoji)];
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
    alt: message.caption ?? word("page-picture"),
    width: Math.round(size.width * scale),
    height: Math.round(size.height * scale),
  });
  const node = make("button", "photo", { "type": "button", "aria-label": word("page-picture") }, image);
  node.addEventListener("click", () => actions.view(address, image.alt));
  return node;
}

function file(document, actions) {
  const parts = fileParts(document.file_name, document.file_size);
  const name = document.file_name;
  // Read out in one: the name stands in two parts.
  const label = `${name}, ${sizeOf(document.file_size)}`;
  return make("a", "file", { "href": actions.file(document.file_id), "download": name, "aria-label": label }, ...parts);
}

function keyboard(message, actions) {
  const rows = message.reply_markup.inline_keyboard.map((row, y) =>
    make("div", "row", {}, ...row.map((button, x) => key(message, button, y, x, actions))),
  );
  return make("div", "keyboard", {}, ...rows);
}

function key(message, button, row, column, actions) {
  if (button.url) {
    const inside = local(button.url);
    const target = inside ? { href: inside } : { href: button.url, target: "_blank", rel: "noopener noreferrer" };
    return make("a", "key", target, make("span", "", {}, button.text), icon("link"));
  }
  const node = make("button", `key ${button.style ?? ""}`.trim(), { type: "button" }, make("span", "", { dir: "auto" }, button.text));
  if (button.callback_data) node.dataset.data = button.callback_data;
  node.addEventListener("click", () => {
    if (button.copy_text) actions.copy(button.copy_text.text);
    else if (button.callback_data) actions.tap(message, row, column);
    else if (button.switch_inline_query_current_chat !== undefined) actions.inline(button.switch_inline_query_current_chat);
    else actions.elsewhere(button.switch_inline_query ?? button.switch_inline_query_chosen_chat.query ?? "");
  });
  return node;
}
