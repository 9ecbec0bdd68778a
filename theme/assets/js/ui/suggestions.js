/* The authorities and themes that typed words may mean, as links under the box: by Tab, or by
   the arrow down; Escape puts them away. Plain links, so that nothing has to be learned. */

import { nameChips } from "./result-list.js";

export class Suggestions {
  constructor(input, place) {
    this.input = input;
    this.place = place;
    this.list = place.querySelector("ul");
    input.addEventListener("keydown", (event) => this.#fromInput(event));
    place.addEventListener("keydown", (event) => this.#within(event));
  }

  get #links() {
    return [...this.list.querySelectorAll("a")];
  }

  get isOpen() {
    return !this.place.hidden;
  }

  get number() {
    return this.isOpen ? this.#links.length : 0;
  }

  show(names) {
    this.list.replaceChildren(...nameChips(names));
    this.place.hidden = !names.length;
  }

  close() {
    const within = this.place.contains(document.activeElement);
    this.show([]);
    if (within) this.input.focus();
  }

  #fromInput(event) {
    if (!this.isOpen || event.isComposing) return;
    if (event.key === "ArrowDown") this.#links[0].focus();
    else if (event.key === "Escape") this.close(); // before the browser empties the box
    else return;
    event.preventDefault();
  }

  #within(event) {
    const at = this.#links.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1 };
    if (event.key === "Escape") this.close();
    else if (event.key in next) (this.#links[next[event.key]] ?? this.input).focus();
    else return;
    event.preventDefault();
  }
}
