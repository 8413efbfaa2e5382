// Puts the rows of a list in another order: dragged with a pointer, or moved by Alt and an arrow key.
// Without it the buttons of each row do the same; either way the row's own form is sent.
const STEPS = { ArrowUp: "up", ArrowDown: "down" };

function send(row, fields) {
  const form = row.querySelector("form");
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  form.submit();
}

function start(list) {
  const rows = [...list.rows];
  let held = null;

  list.addEventListener("dragstart", (event) => {
    held = event.target.closest("tr");
    event.dataTransfer.effectAllowed = "move";
    held.classList.add("held");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("tr");
    if (!held || !over) return;
    event.preventDefault();
    const below = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
    if (over !== held) over[below ? "after" : "before"](held);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    held.classList.remove("held");
    const to = [...list.rows].indexOf(held);
    if (to !== rows.indexOf(held)) send(held, { do: "to", to });
    held = null;
  });
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr");
    if (!event.altKey || !STEPS[event.key] || !row) return;
    event.preventDefault();
    send(row, { do: STEPS[event.key] });
  });
  for (const row of rows) row.draggable = true;
}

for (const list of document.querySelectorAll("[data-order]")) start(list);

// The browser lets go of the focus when it jumps to the row in the address, so it comes back afterwards.
addEventListener("load", () => document.getElementById(location.hash.slice(1))?.querySelector("a")?.focus());
