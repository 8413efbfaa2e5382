// What may become markup or code in this page: the browser asks here wherever a script turns text into either.
// Text that would run something is refused as it stands; nothing is mended, for what is mended may be read anew.
const OURS = "[src^='/static/'], [type='application/json']"; // what whole pages of ours begin with
const RUNNING = `script:not(${OURS}), iframe, frame, object, embed, base, animate, set, [srcdoc]`;
const LEADING = ["href", "xlink:href", "src", "action", "formaction", "data"];

const leadsToCode = (text) => Object.assign(document.createElement("a"), { href: text }).protocol === "javascript:";

function isCode({ name, value }) {
  return name.startsWith("on") || name.startsWith("hx-on") || (LEADING.includes(name) && leadsToCode(value));
}

const isTemplate = (one) => one instanceof HTMLTemplateElement;
const runs = (root) =>
  root.querySelector(RUNNING) !== null ||
  [...root.querySelectorAll("*")].some((one) => [...one.attributes].some(isCode) || (isTemplate(one) && runs(one.content)));

if (window.trustedTypes) {
  const unread = window.trustedTypes.createPolicy("baigong-look", { createHTML: (text) => text });
  const look = (text) => new DOMParser().parseFromString(unread.createHTML(text), "text/html"); // nothing in it runs
  window.trustedTypes.createPolicy("default", {
    createHTML: (text) => (runs(look(text)) ? null : text),
    createScriptURL: (address) => (new URL(address, location.href).origin === location.origin ? address : null),
  });
}
