/** Who the pretend user is, and in which language: kept in this browser. */

import { make } from "./dom.js";
import { address, chats, group } from "./places.js";
import { LANGUAGES, speak, text } from "./texts.js";

const PEOPLE = { 1: "Alex", 2: "Robin", 3: "Sasha" };
const LANGUAGE_KEY = "encore-language";

/** Who is here; from now on the page speaks their language. */
export function whoAmI() {
  const asked = new URLSearchParams(location.search).get("user") ?? "";
  const id = /^[1-9]\d{0,9}$/.test(asked) ? Number(asked) : 1;
  speak(language(id));
  const first_name = PEOPLE[id] ?? text("page-listener", { id });
  return { id, first_name, language_code: language(id) };
}

function language(id) {
  const codes = [localStorage.getItem(`${LANGUAGE_KEY}-${id}`), ...navigator.languages.map((code) => code.slice(0, 2))];
  return codes.find((code) => code in LANGUAGES) ?? "en";
}

/** Fill the panel; `setLanguage(code)` and `setBot(isIn)` are called when something is picked. */
export function fillSettings(me, { setLanguage, setBot }) {
  document.getElementById("languages").append(
    ...Object.entries(LANGUAGES).map(([code, name]) => radio("language", code, name, code === me.language_code)),
  );
  const people = { ...PEOPLE, [me.id]: me.first_name };
  document.getElementById("people").append(
    ...Object.entries(people).map(([id, name]) => radio("user", id, name, Number(id) === me.id)),
  );
  const chat = openChat();
  showChats();
  document.getElementById("group-bot").hidden = chat === "";
  document.getElementById("settings").addEventListener("change", ({ target }) => {
    if (target.name === "user") location.search = address(chat, {}, target.value);
    else if (target.name === "chat") location.search = address(target.value);
    else if (target.name === "bot") setBot(target.checked);
    else {
      localStorage.setItem(`${LANGUAGE_KEY}-${me.id}`, target.value);
      setLanguage(target.value);
    }
  });
}

/** Show the chats, which have names in every language. */
export function showChats() {
  const options = chats("Encore").map(([id, title]) => radio("chat", id, title, id === openChat()));
  document.getElementById("chats").replaceChildren(document.querySelector("#chats legend"), ...options);
}

function openChat() {
  return String(group()?.id ?? "");
}

/** Show whether the bot is in the group. */
export function showBot(isIn) {
  document.getElementById("group-bot-box").checked = isIn;
}

function radio(name, value, shown, checked) {
  const input = make("input", "", { type: "radio", name, value });
  input.checked = checked;
  return make("label", "", {}, input, make("span", "", {}, shown));
}
