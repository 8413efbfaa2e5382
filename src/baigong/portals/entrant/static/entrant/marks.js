// The few marks of a long text: bold, lists, a link. What a button writes is what one could type oneself.

// Through the browser's own editing where it can, so that its undo takes the mark back.
function put(box, text, from, to) {
  box.focus();
  box.setSelectionRange(from, to);
  if (document.execCommand("insertText", false, text)) return;
  box.setRangeText(text, from, to, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function around(box, before, after, sample) {
  const { value, selectionStart: from, selectionEnd: to } = box;
  const words = value.slice(from, to);
  const isMarked = value.slice(0, from).endsWith(before) && value.slice(to).startsWith(after);
  if (isMarked) put(box, words, from - before.length, to + after.length);
  else put(box, before + (words || sample) + after, from, to);
  const start = from + (isMarked ? -before.length : before.length);
  box.setSelectionRange(start, start + (words || sample).length);
}

function eachLine(box, mark, known) {
  const { value } = box;
  const from = value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const end = value.indexOf("\n", box.selectionEnd);
  const lines = value.slice(from, end < 0 ? value.length : end).split("\n");
  const marked = lines.every((line) => known.test(line))
    ? lines.map((line) => line.replace(known, ""))
    : lines.map((line, number) => mark(number) + line.replace(/^(- |\d+\. )/, ""));
  const text = marked.join("\n");
  put(box, text, from, end < 0 ? value.length : end);
  box.setSelectionRange(from, from + text.length);
}

const MARKS = {
  bold: (box, sample) => around(box, "**", "**", sample),
  list: (box) => eachLine(box, () => "- ", /^- /),
  steps: (box) => eachLine(box, (number) => `${number + 1}. `, /^\d+\. /),
  link: (box, sample) => around(box, "[", "](https://)", sample),
};

// One stop of the Tab key for all buttons of a bar; the arrows lead from one to the next.
function walk(bar, event) {
  const buttons = [...bar.querySelectorAll("button")];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length);
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}

export function start(bar) {
  const box = bar.closest(".ask").querySelector("textarea");
  const { sample } = bar.dataset;
  bar.addEventListener("click", ({ target }) => MARKS[target.closest("[data-mark]")?.dataset.mark]?.(box, sample));
  bar.addEventListener("keydown", (event) => walk(bar, event));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.key.toLowerCase() !== "b" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    MARKS.bold(box, sample);
  });
  for (const button of [...bar.querySelectorAll("button")].slice(1)) button.tabIndex = -1;
  bar.hidden = false;
}
