// Puts the focus where something needs attention, and closes toasts.
export function start(root) {
  root.querySelector("[data-focus-on-load]")?.focus();
  for (const button of root.querySelectorAll("[data-close-toast]")) {
    button.addEventListener("click", () => button.closest(".toast").remove());
  }
}
