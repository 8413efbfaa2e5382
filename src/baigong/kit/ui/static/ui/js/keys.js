// The judge's keyboard: points by digit, J and K between criteria, C to the words, ? for the list.
import { activate } from "./criterion.js";

const isWriting = (target) => target.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");

export function start(root) {
  for (const form of root.querySelectorAll("form[data-keys]")) document.addEventListener("keydown", (event) => press(form, event));
}

function press(form, event) {
  if (event.isComposing || event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return submit(form, event);
  if (event.ctrlKey || event.metaKey) return;
  if (isWriting(event.target)) {
    if (event.key === "Escape") event.target.closest("[data-crit]")?.querySelector("input:checked, input")?.focus();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const act = ACTS[event.key.toLowerCase()] ?? (/^[0-9]$/.test(event.key) ? point : null);
  if (act?.(form, event.key) !== undefined) event.preventDefault();
}

function submit(form, event) {
  event.preventDefault();
  const button = form.querySelector("[data-primary]:not([disabled])");
  if (button) form.requestSubmit(button);
}

const criteria = (form) => [...form.querySelectorAll("[data-crit]")];
const current = (form) => form.querySelector("[data-crit].on") ?? criteria(form)[0];

function go(form, step) {
  const all = criteria(form);
  const next = all[Math.min(Math.max(all.indexOf(current(form)) + step, 0), all.length - 1)];
  activate(next);
  (next.querySelector("input:checked") ?? next.querySelector("input")).focus();
  return next.scrollIntoView({ block: "nearest" }) ?? true;
}

// 1 to 9 are those points, 0 is ten; on other scales the place in the row.
function point(form, key) {
  const inputs = [...(current(form)?.querySelectorAll("input[type=radio]") ?? [])];
  const wanted = key === "0" ? "10" : key;
  const input = inputs.find((one) => one.value === wanted) ?? inputs[Number(wanted) - 1];
  if (!input || input.disabled) return undefined;
  input.checked = true;
  input.focus();
  return input.dispatchEvent(new Event("change", { bubbles: true }));
}

const ACTS = {
  j: (form) => go(form, 1),
  k: (form) => go(form, -1),
  c: (form) => current(form)?.querySelector("textarea")?.focus() ?? true,
  "?": () => document.querySelector("dialog[data-keys-list]")?.showModal() ?? true,
};
