/** What is written and not sent yet, kept for this tab: it outlives a reload, each chat's on its own. */

export class Draft {
  constructor(place) {
    this.key = `encore-draft-${place}`;
  }

  get words() {
    return sessionStorage.getItem(this.key) ?? "";
  }

  keep(words) {
    if (words) sessionStorage.setItem(this.key, words);
    else sessionStorage.removeItem(this.key);
  }
}
