/** The chat page: puts its parts together. */

import { Commands } from "./commands.js";
import { make } from "./dom.js";
import { Log } from "./log.js";
import { Room } from "./room.js";
import { fillSettings, whoAmI } from "./settings.js";
import { speak, text } from "./texts.js";
import { Upload } from "./upload.js";

const TYPING_MS = 5500;
const TOAST_MS = 3500;
const byId = (id) => document.getElementById(id);

const me = whoAmI();
const room = new Room(me.id);
const input = byId("text");
let bot = { first_name: "Encore" };
let connected = false;
let action = null;
let typingTimer;

const log = new Log({
  file: (id) => room.file(id),
  command: (command) => say(command),
  copy: (copied) => navigator.clipboard.writeText(copied).then(() => toast(text("copied"))),
  tap,
  view,
});
const commands = new Commands(input, (command, send) => (send ? say(`/${command}`) : write(`/${command} `)));

function profile() {
  return { first_name: me.first_name, language_code: me.language_code };
}

async function attempt(request) {
  try {
    return await request();
  } catch {
    toast(text("failed"));
    throw new Error("the request failed; the user has been told");
  }
}

async function say(words) {
  write("");
  log.stuck = true;
  try {
    await attempt(() => room.write(words));
  } catch {
    if (input.value === "") write(words);
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

function alert(words) {
  byId("alert-text").textContent = words;
  byId("alert").showModal();
}

function toast(words) {
  const node = make("div", "toast", {}, words);
  byId("toasts").replaceChildren(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

function view(address, alt) {
  Object.assign(byId("viewer-image"), { src: address, alt });
  byId("viewer").showModal();
}

function write(words) {
  input.value = words;
  input.focus();
  typed();
}

function typed() {
  byId("send").disabled = input.value.trim() === "";
  commands.typed(input.value);
}

function showStatus() {
  const doing = action && (action.startsWith("upload") ? "uploading" : "typing");
  byId("status").textContent = text(connected ? (doing ?? "bot") : "connecting");
  byId("status").classList.toggle("busy", Boolean(doing) && connected);
  byId("typing").hidden = !doing;
  if (doing && log.stuck) log.toBottom();
}

function act(doing) {
  action = doing;
  clearTimeout(typingTimer);
  if (doing) typingTimer = setTimeout(() => act(null), TYPING_MS);
  showStatus();
}

function showProfile(found) {
  bot = found.bot;
  byId("bot-name").textContent = bot.first_name;
  byId("empty-name").textContent = bot.first_name;
  for (const avatar of document.querySelectorAll(".avatar")) avatar.textContent = bot.first_name.slice(0, 1);
  commands.set(found.commands);
  showTitle();
}

function showTitle() {
  document.title = log.unread ? `(${log.unread}) ${bot.first_name}` : bot.first_name;
}

function showEmpty() {
  byId("empty").hidden = log.size > 0;
}

function changeLanguage(code) {
  me.language_code = code;
  speak(code);
  log.redraw();
  showStatus();
  attempt(() => room.enter(profile())).catch(() => {});
}

room.addEventListener("found", () => { connected = true; showStatus(); });
room.addEventListener("lost", () => { connected = false; act(null); });
room.addEventListener("profile", ({ detail }) => showProfile(detail));
room.addEventListener("action", ({ detail }) => act(detail));
room.addEventListener("edited", ({ detail }) => log.edit(detail));
room.addEventListener("deleted", ({ detail }) => { log.remove(detail); showEmpty(); });
room.addEventListener("message", ({ detail }) => {
  if (detail.from.is_bot) act(null);
  log.add(detail);
  showEmpty();
});
room.addEventListener("state", ({ detail }) => {
  showProfile(detail.profile);
  log.reset(detail.messages);
  showEmpty();
});

input.addEventListener("input", typed);
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (commands.key(event)) event.preventDefault();
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
document.addEventListener("visibilitychange", () => document.hidden || log.seen());

new Upload((file, caption, asDocument) => attempt(() => room.sendFile(file, caption, asDocument)).catch(() => {}));
fillSettings(me, changeLanguage);
speak(me.language_code);
showStatus();
if (matchMedia("(pointer: fine)").matches) input.focus();
room.open(profile());
