/** Why something did not go through, in the listener's language. */

import { text } from "./texts.js";

/** The server has said no, and why. */
export class Refused extends Error {}

/** What the server's words for it mean. */
const REASONS = [
  [/Entity Too Large/, "page-too-large"],
  [/IMAGE_PROCESS_FAILED|PHOTO_INVALID_DIMENSIONS|file is too big/, "page-no-picture"],
];

export function why(error) {
  if (!(error instanceof Refused)) return text("page-failed");
  const known = REASONS.find(([words]) => words.test(error.message));
  return known ? text(known[1]) : text("page-refused", { reason: error.message });
}
