/** Which key of a changed card stands for a key of the card as it was. */

/** The key that does what another did before or, on the same card, stands in its place; or null. */
export function heirOf(key, old, now) {
  return alike(key, now) ?? (same(old, now) ? inPlace(key, old, now) : null);
}

/** The key of a changed message that does what another did before, or null. */
export function alike(key, message) {
  const keys = keysOf(message);
  const [named, led] = [(one) => name(one) === name(key), (one) => one.dataset.data === key.dataset.data];
  // The name goes first: what "Sadder" led to before is where the list is now, and "As it is" leads there too.
  return keys.find((one) => named(one) && led(one)) ?? keys.find(named) ?? (key.dataset.data && keys.find(led)) ?? null;
}

/** What a key is called, without the mark before and the count behind that a tap changes: "✅ Sad", "Sad ×2". */
export function name(key) {
  const label = key.textContent;
  return label.replace(/^[^\p{L}\p{N}]+/u, "").replace(/\s*×\d+$/, "") || label;
}

/** What a card says. */
export function wordsOf(message) {
  return message.querySelector(".words")?.textContent ?? "";
}

/** A card goes on with its words, or with half of its keys. */
function same(old, now) {
  const keys = keysOf(old);
  return wordsOf(old) === wordsOf(now) || keys.filter((key) => alike(key, now)).length * 2 >= keys.length;
}

/** Rows come and go above the last ones more often than below them. */
function inPlace(key, old, now) {
  const [before, after] = [old, now].map((message) => [...message.querySelectorAll(".row")]);
  const y = before.findIndex((row) => row.contains(key));
  return after.at(y - before.length)?.children[[...before[y].children].indexOf(key)] ?? null;
}

export function keysOf(message) {
  return [...message.querySelectorAll(".key")];
}
