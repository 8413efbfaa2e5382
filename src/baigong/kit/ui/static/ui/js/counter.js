// Shows how many 字 an answer has, and when it is too long.
import { countZi } from "./zi.js";

export function start(root) {
  for (const control of root.querySelectorAll("[data-zi-limit]")) {
    const shown = document.getElementById(`${control.id}-count`);
    if (!shown) continue;
    const limit = Number(control.dataset.ziLimit);
    const show = () => {
      const count = countZi(control.value);
      shown.querySelector("[data-count]").textContent = count;
      shown.toggleAttribute("data-over", count > limit);
    };
    control.addEventListener("input", show);
    show();
  }
}
