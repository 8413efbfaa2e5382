// Reads and writes the answers of a form by their names, whatever control holds them.
export function answerOf(form, name) {
  const controls = [...form.querySelectorAll(`[data-answer="${CSS.escape(name)}"]`)];
  const [first] = controls;
  if (first.dataset.cell) return ofCells(controls);
  if (first.type === "radio") return controls.find((one) => one.checked)?.value ?? "";
  if (first.type === "checkbox" && controls.length > 1) return controls.filter((one) => one.checked).map((one) => one.value);
  if (first.type === "checkbox") return first.checked;
  if (first.multiple) return [...first.selectedOptions].map((option) => option.value);
  return first.value;
}

// An answer of many boxes: data-cell is the box's place in it, like "0.when", "from" or "2".
function ofCells(controls) {
  const whole = isPlace(controls[0].dataset.cell) ? [] : {};
  for (const control of controls) {
    const path = control.dataset.cell.split(".");
    const last = path.pop();
    const inner = path.reduce((part, key) => (part[key] ??= {}), whole);
    inner[last] = control.value;
  }
  return whole;
}

const isPlace = (cell) => /^\d/.test(cell);

// An answer as a person reads it: a line for each row.
export function textOf(value) {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join("\n");
  if (value && typeof value === "object") return Object.values(value).filter(Boolean).join("｜");
  return String(value ?? "");
}

export function putAnswer(form, name, value) {
  for (const control of form.querySelectorAll(`[data-answer="${CSS.escape(name)}"]`)) {
    if (control.dataset.cell) control.value = control.dataset.cell.split(".").reduce((part, key) => part?.[key], value) ?? "";
    else if (control.type === "radio") control.checked = control.value === String(value);
    else if (control.type === "checkbox") control.checked = Array.isArray(value) ? value.includes(control.value) : value === true;
    else control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
