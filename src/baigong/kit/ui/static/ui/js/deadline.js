// Counts down in words, once a minute, without a word to screen readers.
const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function start(root) {
  for (const shown of root.querySelectorAll("[data-left]")) {
    const until = Date.parse(shown.dataset.left);
    // The server's clock counts; the device's may be wrong.
    const behind = Date.parse(shown.dataset.now) - Date.now();
    const show = () => (shown.textContent = words(shown, until - Date.now() - behind));
    show();
    setInterval(show, MINUTE / 2);
  }
}

function words(shown, left) {
  const text = (name) => shown.getAttribute(`data-text-${name}`);
  if (left <= 0) return text("over");
  if (left >= 2 * DAY) return text("days").replace("{d}", Math.floor(left / DAY));
  const minutes = Math.floor((left % HOUR) / MINUTE);
  if (left >= HOUR) return text("hours").replace("{h}", Math.floor(left / HOUR)).replace("{m}", minutes);
  return text("minutes").replace("{m}", minutes);
}
