// Light or dark at once; the server remembers it.
export function start(root) {
  for (const form of root.querySelectorAll("[data-theme-switch]")) form.addEventListener("submit", choose);
}

function choose(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const body = new FormData(form, event.submitter);
  fetch(form.action, { method: "POST", body, redirect: "manual", credentials: "same-origin" });
  const chosen = event.submitter.value;
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", button === event.submitter);
}
