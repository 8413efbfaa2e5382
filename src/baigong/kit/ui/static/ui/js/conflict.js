// Two people changed one answer: both texts are shown, the writer chooses.
import { putAnswer } from "./answers.js";

export function showConflict(form, name, { mine, theirs }) {
  const template = document.querySelector("[data-conflict-template]");
  const control = form.querySelector(`[data-answer="${CSS.escape(name)}"]`);
  if (!template || !control) return;
  form.querySelector(`[data-conflict="${CSS.escape(name)}"]`)?.remove();
  const box = template.content.cloneNode(true).querySelector("[data-conflict]");
  box.dataset.conflict = name;
  box.querySelector("[data-mine]").textContent = mine;
  box.querySelector("[data-theirs]").textContent = theirs;
  box.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-keep]")?.dataset.keep;
    if (!choice) return;
    putAnswer(form, name, { mine, theirs, both: `${mine}\n${theirs}` }[choice]);
    box.remove();
    control.focus();
  });
  (control.closest(".field, .crit") ?? control).after(box);
}
