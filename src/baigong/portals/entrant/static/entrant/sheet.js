// What the sheet does beyond saving: questions that hang on an answer, files sent at once.
import { answerOf } from "../ui/js/answers.js";
import * as drop from "../ui/js/drop.js";
import * as marks from "./marks.js";
import { sendInParts } from "./parts.js";

const LARGE = 2 * 1024 * 1024; // larger files go in parts

const form = document.querySelector("form[data-sheet]");

function showAsked() {
  for (const ask of form.querySelectorAll("[data-when]")) {
    const depends = form.querySelector(`[data-answer="${CSS.escape(ask.dataset.when)}"]`);
    if (!depends) continue;
    const given = [answerOf(form, ask.dataset.when)].flat();
    ask.hidden = Boolean(depends.closest("[data-when]")?.hidden) || !ask.dataset.has.split(" ").some((key) => given.includes(key));
  }
}

const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;

async function sendWhole(place, file) {
  const body = new FormData();
  body.append("file", file);
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  return fetch(place.dataset.upload, { method: "POST", body, headers, credentials: "same-origin" });
}

async function send(place, file, onProgress) {
  try {
    const large = file.size > LARGE && place.dataset.parts;
    const reply = await (large ? sendInParts(place.dataset.parts, file, { token: token(), onProgress }) : sendWhole(place, file));
    const told = await reply.json().catch(() => ({})); // read to its end: a reply left open keeps the line busy
    return reply.ok ? "" : told.sentence ?? place.dataset.textRefused;
  } catch {
    return place.dataset.textOffline;
  }
}

// The list of files of a question; made where there is none yet.
function listOf(place) {
  const list = place.querySelector(".files") ?? place.querySelector(".drop").insertAdjacentElement("beforebegin", document.createElement("ul"));
  list.classList.add("files");
  return list;
}

// A row that says what becomes of a file until the page itself lists it.
function rowFor(place, file) {
  const row = listOf(place).appendChild(document.createElement("li"));
  row.className = "file sending";
  for (const [name, text] of [["kind", file.name.split(".").pop().toUpperCase().slice(0, 4)], ["name", file.name], ["what", place.dataset.textSending]]) {
    row.appendChild(Object.assign(document.createElement("span"), { className: name, textContent: text }));
  }
  row.lastElementChild.setAttribute("role", "status"); // a row with a role of its own would be no part of the list
  return row;
}

// What the page itself says of these files now; what is still on its way or was refused stays, and so does the keyboard.
async function refresh(place) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const [stands, fresh] = [document, page].map((one) => one.getElementById(place.id));
  if (!fresh) return;
  const hadFocus = stands.contains(document.activeElement);
  const rows = stands.querySelectorAll(".file.sending, .file.refused");
  stands.replaceWith(fresh);
  if (rows.length) listOf(fresh).append(...rows);
  listen(fresh);
  drop.start(fresh);
  if (hadFocus) fresh.querySelector("input[type=file]")?.focus();
}

// One after the other, each with its row from the beginning.
async function sendAll(place, files) {
  for (const [file, row] of files.map((file) => [file, rowFor(place, file)])) {
    const what = row.querySelector(".what");
    const sentence = await send(place, file, (share) => { what.textContent = `${place.dataset.textSending} ${Math.floor(100 * share)}%`; });
    row.className = sentence ? "file refused" : "file sent";
    if (sentence) what.textContent = sentence;
  }
  await refresh(place).catch(() => {});
}

function listen(place) {
  const input = place.querySelector("input[type=file]");
  input?.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    await sendAll(place, files);
  });
}

if (form) {
  showAsked();
  form.addEventListener("input", showAsked);
  for (const place of form.querySelectorAll("[data-upload]")) listen(place);
  for (const bar of form.querySelectorAll("[data-marks]")) marks.start(bar);
}
