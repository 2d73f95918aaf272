/** Who the pretend user is, and in which language: kept in this browser. */

import { make } from "./dom.js";
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

/** Fill the panel; `changed(language)` is called when another language is picked. */
export function fillSettings(me, changed) {
  document.getElementById("languages").append(
    ...Object.entries(LANGUAGES).map(([code, name]) => radio("language", code, name, code === me.language_code)),
  );
  const people = { ...PEOPLE, [me.id]: me.first_name };
  document.getElementById("people").append(
    ...Object.entries(people).map(([id, name]) => radio("user", id, name, Number(id) === me.id)),
  );
  document.getElementById("settings").addEventListener("change", (event) => {
    if (event.target.name === "user") location.search = `?user=${event.target.value}`;
    else {
      localStorage.setItem(`${LANGUAGE_KEY}-${me.id}`, event.target.value);
      changed(event.target.value);
    }
  });
}

function radio(name, value, shown, checked) {
  const input = make("input", "", { type: "radio", name, value });
  input.checked = checked;
  return make("label", "", {}, input, make("span", "", {}, shown));
}
