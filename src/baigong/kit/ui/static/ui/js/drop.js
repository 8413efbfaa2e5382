// Shows that a file may be dropped, and the names of those chosen.
export function start(root) {
  for (const drop of root.querySelectorAll(".drop")) {
    const input = drop.querySelector("input");
    drop.addEventListener("dragover", () => drop.setAttribute("data-over", ""));
    for (const end of ["dragleave", "drop"]) drop.addEventListener(end, () => drop.removeAttribute("data-over"));
    input.addEventListener("change", () => {
      const names = [...input.files].map((file) => file.name).join("、");
      if (names) drop.querySelector("[data-chosen]").textContent = names;
    });
  }
}
