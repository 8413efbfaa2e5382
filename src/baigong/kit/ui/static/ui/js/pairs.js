// Two entries side by side: one key says which is better.
export function start(root) {
  for (const form of root.querySelectorAll("form[data-pairs]")) document.addEventListener("keydown", (event) => press(form, event));
}

const isWriting = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox])");

function press(form, event) {
  if (!form.isConnected || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const wanted = [...form.querySelectorAll("[data-press]")].find((one) => one.dataset.press.split(" ").includes(event.key));
  if (!wanted || form.dataset.sent) return;
  event.preventDefault();
  form.dataset.sent = "1"; // the next key belongs to the next pair
  wanted.click();
}
