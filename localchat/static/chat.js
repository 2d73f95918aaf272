/** The chat page: puts its parts together. */

import { Commands } from "./commands.js";
import { make } from "./dom.js";
import { Draft } from "./draft.js";
import { why } from "./failures.js";
import { Inline } from "./inline.js";
import { Log } from "./log.js";
import { Outbox } from "./outbox.js";
import { address, chats, errand, group, here } from "./places.js";
import { Popup } from "./popup.js";
import { Replying } from "./replying.js";
import { Room } from "./room.js";
import { fillSettings, showBot, showChats, whoAmI } from "./settings.js";
import { speak, text } from "./texts.js";
import { Upload } from "./upload.js";
import { Viewer } from "./viewer.js";

const TYPING_MS = 5500;
const TOAST_MS = 3500;
const byId = (id) => document.getElementById(id);

const me = whoAmI();
const room = new Room(me.id, group());
const draft = new Draft(room.url);
const left = draft.words;
const input = byId("text");
here(me.id);
const asked = errand();
let bot = { first_name: "Encore" };
let title = room.group?.title ?? bot.first_name;
let members = [];
let connected = false;
let moved = false;
let action = null;
let typingTimer;

const log = new Log({
  me: me.id,
  inGroup: room.group !== null,
  file: (id) => room.file(id),
  command: (command) => say(command),
  copy: (copied) =>
    navigator.clipboard.writeText(copied).then(
      () => toast(text("page-copied")),
      () => toast(copied), // the browser does not let it: to be copied by hand
    ),
  tap,
  view: (picture, alt) => viewer.show(picture, alt),
  reply: (message) => replying.to(message),
  inline: (query) => write(inline.begin(query)),
  elsewhere,
});
const popup = new Popup(input, byId("commands"), [byId("menu")]);
const outbox = new Outbox(({ file, caption, asDocument }) => room.sendFile(file, caption, asDocument), () => log.toBottom());
const viewer = new Viewer();
const replying = new Replying(input);
const commands = new Commands(popup, (command, send) => {
  // Among several bots a command says whose it is; Telegram's apps add that in groups.
  const named = room.group ? `/${command}@${bot.username}` : `/${command}`;
  if (send) say(named);
  else write(`${named} `);
});
const inline = new Inline(popup, {
  ask: (query) => attempt(() => room.ask(query)).catch(() => null),
  choose,
  start: (parameter) => (location.search = address("", { start: parameter })),
  write,
});

function profile() {
  return { first_name: me.first_name, language_code: me.language_code };
}

async function attempt(request) {
  try {
    return await request();
  } catch (error) {
    toast(why(error));
    throw new Error("the request failed; the user has been told");
  }
}

async function say(words) {
  write("");
  log.toBottom();
  const answered = replying.take();
  try {
    await attempt(() => outbox.words(words, () => room.write(words, answered?.message_id)));
  } catch {
    // Back into the field, before what has been written there since.
    write([words, input.value].filter(Boolean).join("\n"));
    if (answered) replying.to(answered);
  }
}

async function tap(message, row, column) {
  if (!log.wait(message.message_id, row, column)) return;
  try {
    const answer = await attempt(() => room.tap(message.message_id, row, column));
    if (answer?.text) (answer.show_alert ? alert : toast)(answer.text);
  } catch {
    // Told already.
  } finally {
    log.answered(message.message_id, row, column);
  }
}

function choose(queryId, resultId) {
  write("");
  log.toBottom();
  attempt(() => room.choose(queryId, resultId)).catch(() => {});
}

/** Choose a chat in which to begin an inline query. */
function elsewhere(query) {
  const links = chats(bot.first_name).map(([id, name]) => (
    make("a", "option", { href: address(id, { text: inline.begin(query) }) }, name)
  ));
  byId("destinations").replaceChildren(...links);
  byId("elsewhere").showModal();
}

function alert(words) {
  byId("alert-text").textContent = words;
  byId("alert").showModal();
}

function toast(words) {
  const node = make("div", "toast", {}, words);
  byId("toasts").replaceChildren(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

function write(words) {
  input.value = words;
  input.focus();
  typed();
}

function keep() {
  draft.keep(input.value);
  byId("send").disabled = input.value.trim() === "";
}

function typed() {
  keep();
  if (!inline.typed(input.value)) commands.typed(input.value);
}

function showStatus() {
  const doing = action && (action.startsWith("upload") ? "page-uploading" : "page-typing");
  const idle = room.group ? members.map((one) => one.first_name).join(", ") : text("page-bot");
  byId("status").textContent = connected ? (doing ? text(doing) : idle) : text(moved ? "page-moved" : "page-connecting");
  byId("status").classList.toggle("busy", Boolean(doing) && connected);
  byId("typing").hidden = !doing;
}

/** Say what cuts this page off from the bot, or that nothing does any more. */
function showAway(key) {
  byId("away").hidden = !key;
  byId("away-text").textContent = key && text(key);
}

/** Nothing can be sent from here any more; what is written stays, to be taken along. */
function close() {
  popup.close();
  input.readOnly = true;
  byId("form").classList.add("closed");
  outbox.close();
  for (const button of document.querySelectorAll(".bar button, #start, #log button.key, #log .answer")) button.disabled = true;
}

function act(doing) {
  action = doing;
  clearTimeout(typingTimer);
  if (doing) typingTimer = setTimeout(() => act(null), TYPING_MS);
  showStatus();
}

function showProfile(found) {
  const first = !bot.username;
  bot = found.bot;
  here(me.id, bot.username);
  inline.set(bot);
  title = room.group ? found.chat.title : bot.first_name;
  members = [...found.members, ...(found.bot_is_in ? [bot] : [])];
  byId("bot-name").textContent = title;
  byId("empty-name").textContent = title;
  for (const avatar of document.querySelectorAll(".avatar")) avatar.textContent = title.slice(0, 1);
  commands.set(found.commands);
  // Somebody was faster than the page; what was left here earlier opens no list over it.
  if (first && input.value !== left) typed();
  showBot(found.bot_is_in);
  showWords();
  showTitle();
}

/** What is said with a name in it, or otherwise in groups. */
function showWords() {
  byId("empty-text").textContent = text(room.group ? "page-empty-group" : "page-empty");
  byId("group-bot-text").textContent = text("page-group-bot", { name: bot.first_name });
  byId("start").hidden = room.group !== null;
  showStatus();
}

function showTitle() {
  document.title = log.unread ? `(${log.unread}) ${title}` : title;
}

/** Do what the address asked for, as soon as the chat is there. */
function runErrand() {
  if (asked.start) say(`/start ${asked.start}`);
  else if (asked.text) write(asked.text);
  asked.start = asked.text = undefined;
}

function showEmpty() {
  byId("empty").hidden = log.size > 0;
}

function changeLanguage(code) {
  me.language_code = code;
  speak(code);
  log.redraw();
  if (moved) close();
  showChats();
  showWords();
  attempt(() => room.enter(profile())).catch(() => {});
}

room.addEventListener("found", () => { connected = true; showStatus(); showAway(""); });
room.addEventListener("lost", () => { connected = false; act(null); showAway("page-away"); });
room.addEventListener("moved", () => { moved = true; showStatus(); showAway("page-moved-away"); close(); });
room.addEventListener("profile", ({ detail }) => showProfile(detail));
room.addEventListener("action", ({ detail }) => act(detail));
room.addEventListener("edited", ({ detail }) => log.edit(detail));
room.addEventListener("deleted", ({ detail }) => log.remove(detail));
room.addEventListener("message", ({ detail }) => {
  if (detail.from.is_bot) act(null);
  log.add(detail);
});
room.addEventListener("state", ({ detail }) => {
  showProfile(detail.profile);
  log.reset(detail.messages);
  showEmpty();
  runErrand();
});

input.addEventListener("input", typed);
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (popup.key(event)) event.preventDefault();
  else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    byId("form").requestSubmit();
  }
});
byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (input.value.trim()) say(input.value);
});
byId("start").addEventListener("click", () => say("/start"));
byId("log").addEventListener("unread", showTitle);
byId("log").addEventListener("changed", showEmpty);
document.addEventListener("visibilitychange", () => document.hidden || log.seen());

new Upload((uploads) => outbox.files(uploads), (reasons) => toast(reasons.join("\n")));
fillSettings(me, { setLanguage: changeLanguage, setBot: (isIn) => attempt(() => room.setBot(isIn)).catch(() => {}) });
showWords();
if (input.value === "") {
  input.value = left;
  keep();
}
if (matchMedia("(pointer: fine)").matches) input.focus();
room.open(profile());
