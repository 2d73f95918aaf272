/** How a file is named and shown. */

import { icon, make } from "./dom.js";
import { sizeOf } from "./texts.js";

/** The name in two parts: a long one is cut before its end, which says what kind of file it is. */
export function fileName(name) {
  const dot = name.lastIndexOf(".");
  const at = dot > 0 && name.length - dot <= 8 ? dot : name.length;
  return make("span", "name", { title: name, dir: "auto" }, make("span", "stem", {}, name.slice(0, at)), make("span", "", {}, name.slice(at)));
}

/** What stands in a file's row: its sign, its name and its size. */
export function fileParts(name, bytes) {
  const about = make("span", "about", {}, fileName(name), make("span", "size", {}, sizeOf(bytes)));
  return [make("span", "sign", {}, icon("file")), about];
}

/** A row for a file that is not sent yet. */
export function fileRow(file) {
  return make("div", "file", {}, ...fileParts(file.name, file.size));
}
