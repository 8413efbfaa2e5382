// A table of scores: arrows and Enter lead from cell to cell, as in any table of figures.
export function start(root) {
  for (const grid of root.querySelectorAll("[data-grid]")) {
    grid.addEventListener("keydown", (event) => press(grid, event));
    grid.addEventListener("focusin", ({ target }) => target.matches("input[data-answer]") && target.select());
  }
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function press(grid, event) {
  const step = STEPS[event.key];
  if (!step || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !event.target.matches("input[data-answer]")) return;
  const rows = [...grid.querySelectorAll("form")].map((form) => [...form.querySelectorAll("input[data-answer]")]);
  const row = rows.findIndex((cells) => cells.includes(event.target));
  const column = rows[row].indexOf(event.target);
  event.preventDefault(); // Enter would send the form
  rows[row + step[0]]?.[column + step[1]]?.focus();
}
