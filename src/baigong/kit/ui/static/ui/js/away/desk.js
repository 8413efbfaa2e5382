// The judge's own part of taking along: the button, what lies here, how old it is, and what waits.
import { Saved } from "../saved.js";
import { all, alone, drop, get } from "./device.js";
import { forget, take } from "./packets.js";

const isAble = () => "serviceWorker" in navigator && "indexedDB" in self && globalThis.crypto?.subtle && "locks" in navigator;
const controller = () => navigator.serviceWorker.controller;

export function start(root) {
  const panel = root.querySelector("[data-away]");
  if (!panel || !isAble()) return;
  const since = Number(document.body.dataset.awaySince ?? 0);
  if (since) new Saved(document.querySelector("[data-saved]")).show("kept");
  panel.querySelector("[data-away-take]")?.addEventListener("click", () => takeAlong(panel));
  panel.querySelector("[data-away-erase]")?.addEventListener("click", () => alone(forget).then(() => show(panel)));
  panel.addEventListener("click", (event) => askFirst(panel, event));
  panel.querySelector("[data-away-drop]").addEventListener("click", (event) => throwAway(panel, event.currentTarget));
  navigator.serviceWorker.addEventListener("message", ({ data }) => hear(panel, data));
  window.addEventListener("online", () => controller()?.postMessage("meet"));
  controller()?.postMessage("meet");
  show(panel);
}

async function takeAlong(panel) {
  const told = panel.querySelector("[data-away-told]");
  const say = (name, facts = {}) => (told.textContent = filled(panel, name, facts));
  say("begins");
  try {
    await navigator.serviceWorker.register(panel.dataset.worker, { type: "module", scope: "/" });
    await navigator.serviceWorker.ready;
    await navigator.storage?.persist?.();
    const reply = await fetch(panel.dataset.list, { headers: { Accept: "application/json" } });
    const list = await reply.json();
    await alone(() => take(list, (done, n) => say("takes", { done: done + 1, n })));
  } catch {
    return say("failed");
  }
  return show(panel);
}

function hear(panel, { saved }) {
  const line = document.querySelector("[data-saved][data-state=kept]");
  const at = saved?.[location.pathname];
  if (line && at) new Saved(line).show("saved", { at });
  show(panel);
}

// A text of the page with its figures put in.
function filled(panel, name, facts) {
  const text = panel.getAttribute(`data-text-${name}`) ?? "";
  return text.replace(/\{(\w+)\}/g, (_whole, key) => facts[key] ?? "");
}

async function show(panel) {
  const [packets, rows, taken] = await Promise.all([all("packets"), all("rows"), get("facts", "taken")]);
  const entries = packets.filter((packet) => packet.address === packet.read && packet.read !== taken?.home).length;
  const room = packets.reduce((sum, packet) => sum + packet.size, 0);
  const lines = [];
  const isList = panel.querySelector("[data-away-take]") !== null;
  if (entries && (isList || document.body.dataset.awaySince)) lines.push(filled(panel, "have", { n: entries, room: inUnits(room), age: ageOf(taken.at) }));
  if (rows.length) lines.push(filled(panel, "wait", { n: new Set(rows.map((row) => row.address)).size }));
  const told = panel.querySelector("[data-away-told]");
  const text = lines.join(" ");
  if (told.textContent !== text) told.textContent = text;
  const erase = panel.querySelector("[data-away-erase]");
  if (erase) erase.hidden = !packets.length;
  panel.hidden = !lines.length && !isList;
  for (const row of rows) mark(panel, row);
  showStuck(panel, rows.filter((row) => row.stuck));
}

const language = () => document.documentElement.lang;

function inUnits(bytes) {
  const [unit, size] = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const how = { style: "unit", unit, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language(), how).format(bytes / size);
}

function ageOf(at) {
  const minutes = Math.round((at - Date.now()) / 60000);
  const [amount, unit] = minutes > -60 ? [minutes, "minute"] : minutes > -1440 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(amount, unit);
}

// In the list, an entry whose sheet waits here says so.
function mark(panel, row) {
  const status = document.querySelector(`tr a[href="${CSS.escape(row.address)}"]`)?.closest("tr")?.querySelector(".status");
  if (!status) return;
  const words = filled(panel, row.handsIn ? "handed" : "begun", {});
  status.className = "status wait";
  status.lastChild.textContent = words;
  status.querySelector(".cell").className = "cell half";
}

// What the server would not take: its sentence, the way to the entry, and a way to let it go.
function showStuck(panel, rows) {
  const list = panel.querySelector("[data-away-stuck]");
  const shown = rows.map((row) => `${row.number} ${row.stuck}`).join();
  if (list.dataset.shown === shown) return; // a button that somebody stands on stays where it is
  list.dataset.shown = shown;
  const pattern = panel.querySelector("template");
  list.replaceChildren(...rows.map((row) => {
    const item = pattern.content.cloneNode(true);
    item.querySelector("a").href = row.address;
    item.querySelector("[data-sentence]").textContent = row.stuck;
    item.querySelector("button").value = row.number;
    return item;
  }));
}

// The only copy: nothing goes before somebody has said so twice.
function askFirst(panel, event) {
  const button = event.target.closest("[data-away-throw]");
  if (!button) return;
  panel.querySelector("[data-away-drop]").value = button.value;
  panel.querySelector("dialog").showModal();
}

async function throwAway(panel, { value }) {
  await drop("rows", Number(value));
  panel.querySelector("dialog").close();
  await show(panel);
  panel.querySelector("[data-away-told]").focus();
}
