// Suggests units while a name is typed, and fills in what is known of the one that is chosen.
const PAUSE = 250;

for (const input of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-list`;
  input.setAttribute("list", list.id);
  input.after(list);
  const known = new Map();
  let timer;

  async function look() {
    const text = input.value.trim();
    if (text.length < 2) return;
    const reply = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!reply?.ok) return;
    const { units } = await reply.json();
    list.replaceChildren(...units.map((unit) => new Option(unit.county, unit.name)));
    for (const unit of units) known.set(unit.name, unit);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
    const unit = known.get(input.value);
    if (!unit) return;
    for (const name of ["county", "kind"]) {
      const control = input.form.elements[name];
      if ([...control.options].some((option) => option.value === unit[name])) control.value = unit[name];
    }
  });
}
