// Two people changed one answer: both texts are shown, the writer chooses.
import { answerOf, putAnswer, textOf } from "./answers.js";

const boxOf = (form, name) => form.querySelector(`[data-conflict="${CSS.escape(name)}"]`);

export const isDisputed = (form, name) => boxOf(form, name) !== null;

export function showConflict(form, name, { mine, theirs }) {
  const template = document.querySelector("[data-conflict-template]");
  const control = form.querySelector(`[data-answer="${CSS.escape(name)}"]`);
  if (!template || !control) return;
  boxOf(form, name)?.remove();
  const box = template.content.cloneNode(true).querySelector("[data-conflict]");
  box.dataset.conflict = name;
  box.querySelector("[data-mine]").textContent = textOf(mine);
  box.querySelector("[data-theirs]").textContent = textOf(theirs);
  if (typeof mine !== "string") box.querySelector("[data-keep=both]")?.remove();
  box.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-keep]")?.dataset.keep;
    if (!choice) return;
    const own = answerOf(form, name); // it may have been edited since
    box.remove();
    putAnswer(form, name, { mine: own, theirs, both: `${own}\n${theirs}` }[choice]);
    control.focus();
  });
  (control.closest(".field, .crit") ?? control).after(box);
}
