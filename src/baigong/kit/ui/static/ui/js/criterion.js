// Shows what the chosen point looks like, and marks the criterion one is at.
export function start(root) {
  for (const crit of root.querySelectorAll("[data-crit]")) {
    crit.addEventListener("change", () => show(crit));
    crit.addEventListener("focusin", () => activate(crit));
    show(crit);
  }
}

export function activate(crit) {
  for (const other of crit.closest("form").querySelectorAll("[data-crit]")) other.classList.toggle("on", other === crit);
  for (const strip of document.querySelectorAll("[data-strip]")) strip.hidden = strip.dataset.strip !== crit.dataset.crit;
}

// The nearest anchor at or below the chosen point.
function show(crit) {
  const chosen = Number(crit.querySelector("input:checked")?.value ?? NaN);
  const anchors = [...crit.querySelectorAll("[data-anchor]")];
  const nearest = anchors.filter((one) => Number(one.dataset.anchor) <= chosen).at(-1);
  for (const anchor of anchors) anchor.hidden = anchor !== nearest;
}
