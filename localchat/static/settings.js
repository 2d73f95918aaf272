/** Who the pretend user is, and in which language: kept in this browser. */

import { make } from "./dom.js";
import { address, chats, group } from "./places.js";
import { LANGUAGES } from "./texts.js";

const PEOPLE = { 1: "Alex", 2: "Robin", 3: "Sasha" };
const LANGUAGE_KEY = "encore-language";

export function whoAmI() {
  const asked = new URLSearchParams(location.search).get("user") ?? "";
  const id = /^[1-9]\d{0,9}$/.test(asked) ? Number(asked) : 1;
  return { id, first_name: PEOPLE[id] ?? `Listener ${id}`, language_code: language(id) };
}

function language(id) {
  const codes = [localStorage.getItem(`${LANGUAGE_KEY}-${id}`), ...navigator.languages.map((code) => code.slice(0, 2))];
  return codes.find((code) => code in LANGUAGES) ?? "en";
}

/** Fill the panel; `speak(language)` and `setBot(isIn)` are called when something is picked. */
export function fillSettings(me, { speak, setBot }) {
  document.getElementById("languages").append(
    ...Object.entries(LANGUAGES).map(([code, name]) => radio("language", code, name, code === me.language_code)),
  );
  const people = { ...PEOPLE, [me.id]: me.first_name };
  document.getElementById("people").append(
    ...Object.entries(people).map(([id, name]) => radio("user", id, name, Number(id) === me.id)),
  );
  const chat = String(group()?.id ?? "");
  document.getElementById("chats").append(
    ...chats("Encore").map(([id, title]) => radio("chat", id, title, id === chat)),
  );
  document.getElementById("group-bot").hidden = chat === "";
  document.getElementById("settings").addEventListener("change", ({ target }) => {
    if (target.name === "user") location.search = address(chat, {}, target.value);
    else if (target.name === "chat") location.search = address(target.value);
    else if (target.name === "bot") setBot(target.checked);
    else {
      localStorage.setItem(`${LANGUAGE_KEY}-${me.id}`, target.value);
      speak(target.value);
    }
  });
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
