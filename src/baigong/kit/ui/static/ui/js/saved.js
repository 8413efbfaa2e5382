// The one line that says whether the words are safe.
const SHAPES = { idle: "empty", saving: "half", saved: "full", kept: "half", offline: "half", expired: "half", conflict: "cut", refused: "cut" };
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Taipei" });

export class Saved {
  constructor(element) {
    this.element = element;
  }

  show(state, { at = "", sentence = "" } = {}) {
    if (!this.element) return;
    const time = at ? CLOCK.format(new Date(at)) : "";
    const text = sentence || this.element.getAttribute(`data-text-${state}`)?.replace("{at}", time) || "";
    const words = this.element.querySelector("[data-saved-text]");
    this.element.dataset.state = state;
    this.element.querySelector(".cell").className = `cell ${SHAPES[state]}${state === "saved" ? " just" : ""}`;
    if (words.textContent !== text) words.textContent = text;
  }
}
