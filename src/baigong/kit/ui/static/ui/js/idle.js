// Warns two minutes before a session ends because nobody was there; who goes on working, or sits in a meeting that
// goes on, is not asked.
const AHEAD = 2 * 60 * 1000;
const EVERY = 15 * 1000;

let last = Date.now(); // when the server last heard of somebody
let moved = false; // whether somebody was here since
let toast = null;

async function stay(address) {
  moved = false;
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const reply = await fetch(address, { method: "POST", headers, credentials: "same-origin" }).catch(() => null);
  if (!reply?.ok) return;
  last = Date.now();
  toast?.remove();
  toast = null;
}

function warn(told) {
  toast = told.content.firstElementChild.cloneNode(true);
  toast.querySelector("[data-stay]").addEventListener("click", () => stay(told.dataset.here));
  toast.querySelector("[data-close-toast]").addEventListener("click", () => toast.remove());
  document.querySelector("[data-toasts]").append(toast);
}

export function start(root) {
  const told = root === document && document.querySelector("template[data-idle]");
  if (!told) return;
  const limit = told.dataset.idle * 60 * 1000;
  for (const sign of ["keydown", "pointerdown", "wheel"]) document.addEventListener(sign, () => { moved = true; }, { passive: true });
  setInterval(() => {
    const rested = Date.now() - last;
    const isHere = moved || document.querySelector("[data-together]");
    if (isHere && rested > limit / 2) stay(told.dataset.here);
    else if (!toast && rested > limit - AHEAD) warn(told);
  }, EVERY);
}
