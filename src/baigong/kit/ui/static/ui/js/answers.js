// Reads and writes the answers of a form by their names, whatever control holds them.
export function answerOf(form, name) {
  const controls = [...form.querySelectorAll(`[data-answer="${CSS.escape(name)}"]`)];
  const [first] = controls;
  if (first.type === "radio") return controls.find((one) => one.checked)?.value ?? "";
  if (first.type === "checkbox" && controls.length > 1) return controls.filter((one) => one.checked).map((one) => one.value);
  if (first.type === "checkbox") return first.checked;
  if (first.multiple) return [...first.selectedOptions].map((option) => option.value);
  return first.value;
}

export function putAnswer(form, name, value) {
  for (const control of form.querySelectorAll(`[data-answer="${CSS.escape(name)}"]`)) {
    if (control.type === "radio") control.checked = control.value === String(value);
    else if (control.type === "checkbox") control.checked = Array.isArray(value) ? value.includes(control.value) : value === true;
    else control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
