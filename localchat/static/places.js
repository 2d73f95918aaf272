/** Where the pretend user is: which chats there are, and the addresses that lead there. */

import { text } from "./texts.js";

/** Groups that come with the page; who opens one first makes it, and names it in their language. */
const GROUPS = { "-1001000000001": ["page-friends", true], "-1001000000002": ["page-book-club", false] };

const asked = new URLSearchParams(location.search);
let user = 1;
let username = "";

/** Remember who is here, for the addresses. */
export function here(userId, botUsername = username) {
  user = userId;
  username = botUsername;
}

/** The group that the address names: {id, title, bot}, or null in the private chat. */
export function group() {
  const id = asked.get("chat") ?? "";
  if (!/^-[1-9]\d{0,14}$/.test(id)) return null;
  const [title, bot] = GROUPS[id] ?? ["page-group", true];
  return { id: Number(id), title: text(title), bot };
}

/** All chats to choose from: [id, title], where the private chat has no id. */
export function chats(privateTitle) {
  const known = Object.entries(GROUPS).map(([id, [title]]) => [id, text(title)]);
  const open = group();
  if (open && !(open.id in GROUPS)) known.push([String(open.id), open.title]);
  return [["", privateTitle], ...known];
}

/** The address of a chat; `more` holds words to write there or a parameter to start with. */
export function address(chatId, more = {}, userId = user) {
  const search = new URLSearchParams({ user: userId, ...(chatId && { chat: chatId }), ...more });
  return `?${search}`;
}

/** What the address asks for once, {text, start}; a reload does not ask again. */
export function errand() {
  const { text, start } = Object.fromEntries(asked);
  if (text || start) history.replaceState(null, "", address(asked.get("chat") ?? ""));
  return { text, start };
}

/** The bot's own links lead on here: t.me/NAME?start=... into its private chat, ?startgroup=... into a group. */
export function local(url) {
  const found = /^https:\/\/t\.me\/(\w+)(?:\?(start|startgroup)=([\w-]{1,64}))?$/i.exec(url);
  if (!found || found[1].toLowerCase() !== username.toLowerCase()) return null;
  const [, , way, payload] = found;
  if (way === "startgroup") return address(Object.keys(GROUPS)[0]);
  return address("", payload ? { start: payload } : {});
}
