// Copies a code or an address and says so where the button is.
export function start(root) {
  for (const button of root.querySelectorAll("[data-copy]")) {
    const before = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.textCopied;
      setTimeout(() => (button.textContent = before), 2000);
    });
  }
}
