// Filters take effect when they are chosen; without this script a button does it.
export function start(root) {
  for (const set of root.querySelectorAll("[data-submit-on-change]")) {
    set.addEventListener("change", () => set.closest("form").requestSubmit());
  }
}
