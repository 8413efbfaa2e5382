// Opens and closes dialogs; focus goes back to the button that opened it.
export function start(root) {
  for (const button of root.querySelectorAll("[data-opens]")) {
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", () => document.getElementById(button.dataset.opens)?.showModal());
  }
  for (const dialog of root.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-closes]")) dialog.close();
    });
  }
}
