// The service worker of the judge's desk: the network first, and what was taken along where there is none.
import { digest } from "../canonical.js";
import { all, alone, get } from "./device.js";
import { contact } from "./contact.js";
import { answerFor, forget } from "./packets.js";
import { add, pending } from "./waiting.js";

const PREFIX = "baigong-desk-";
const GATEWAY = [502, 503, 504]; // somebody answers, but not the house
const JSON_TYPE = "application/json";

// `site`: version and shell (addresses of the look), desk, list, nowhere, leave (addresses of pages).
export function serve(site) {
  const shell = new Set(site.shell);
  self.addEventListener("install", (event) => event.waitUntil(install(site)));
  self.addEventListener("activate", (event) => event.waitUntil(activate(site)));
  self.addEventListener("sync", (event) => event.waitUntil(meet(site)));
  self.addEventListener("message", (event) => event.waitUntil(meet(site)));
  self.addEventListener("fetch", (event) => {
    const { pathname, origin } = new URL(event.request.url);
    if (origin !== location.origin) return;
    const how = shell.has(pathname) ? look : handlerFor(site, event.request, pathname);
    if (how) event.respondWith(how(event, site, pathname));
  });
}

function handlerFor(site, request, path) {
  if (request.method === "POST") {
    if (path === site.leave) return leave;
    return { save, submit }[path.match(/^\/jury\/read\/\w+\/(save|submit)\/$/)?.[1]];
  }
  if (request.method !== "GET" || !path.startsWith(site.desk)) return null;
  if (path.includes("/file/")) return file;
  return request.mode === "navigate" ? page : null;
}

// The page of nowhere is fetched as nobody, so that the kept look holds nothing of anybody.
async function install({ version, shell, nowhere }) {
  const cache = await caches.open(PREFIX + version);
  await cache.addAll([...shell, new Request(nowhere, { credentials: "omit" })]);
  await self.skipWaiting();
}

// An older look stays as long as packets need it.
async function activate({ version }) {
  if (!(await all("packets")).length) {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PREFIX + version);
    await Promise.all(old.map((name) => caches.delete(name)));
  }
  await self.clients.claim();
}

// Talks to the server, and tells the open pages what became of what waited.
async function meet(site) {
  const isThere = await contact(site.list);
  const [moved, waiting] = await Promise.all([get("facts", "moved"), all("rows")]);
  const saved = Object.entries(moved ?? {}).filter(([address]) => !waiting.some((row) => row.address === address));
  const news = { away: !isThere, saved: Object.fromEntries(saved.map(([address, { saved_at }]) => [address, saved_at])) };
  for (const client of await self.clients.matchAll()) client.postMessage(news);
  return isThere;
}

const look = async ({ request }) => (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);

async function page(event, site, path) {
  if ((await all("rows")).some((row) => !row.stuck)) await meet(site);
  const answer = await fetch(event.request).catch(() => null);
  if (answer && !GATEWAY.includes(answer.status)) {
    event.waitUntil(meet(site));
    return answer;
  }
  const nowhere = await caches.match(site.nowhere); // what is too old goes, and the kept look with it
  return (await answerFor(path)) ?? answer ?? nowhere ?? Response.error();
}

async function file({ request }, _site, path) {
  return (await fetch(request).catch(() => null)) ?? (await answerFor(path)) ?? Response.error();
}

// Signing out: what waits goes out first, then nothing of the entries stays here.
async function leave({ request }, site) {
  await meet(site);
  await alone(forget);
  return fetch(request);
}

async function save(event, site, path) {
  const { version, answers } = await event.request.clone().json();
  const sheet = { address: path.slice(0, -"save/".length), version, answers, handsIn: false };
  const direct = await directly(event, site, sheet);
  if (direct && (direct.headers.get("Content-Type")?.includes("json") || !direct.ok)) return direct;
  if (!(await keep(sheet))) return Response.error();
  await meet(site);
  if ((await pending(sheet.address)).length) return reply(202, {});
  const { to, saved_at } = (await get("facts", "moved"))?.[sheet.address] ?? {};
  return to ? reply(200, { version: to, saved_at, digest: await digest(answers) }) : reply(202, {});
}

const reply = (status, data) => new Response(JSON.stringify(data), { status, headers: { "Content-Type": JSON_TYPE } });

async function submit(event, site, path) {
  const form = await event.request.clone().formData();
  const { version, csrfmiddlewaretoken: _token, flags: _flags, ...answers } = Object.fromEntries(form);
  const address = path.slice(0, -"submit/".length);
  const sheet = { address, version: Number(version), answers: { ...answers, flags: form.getAll("flags") }, handsIn: true };
  const direct = await directly(event, site, sheet);
  if (direct) return direct;
  if (!(await keep(sheet))) return (await caches.match(site.nowhere)) ?? Response.error();
  await meet(site);
  return Response.redirect(new URL(await next(address, site), location.origin), 303);
}

// The server's own answer, where nothing of this sheet waits and the page knows the newest version.
async function directly(event, site, { address, version }) {
  const moved = (await get("facts", "moved"))?.[address];
  if ((await pending(address)).length || moved?.from.includes(version)) return null;
  const answer = await fetch(event.request).catch(() => null);
  if (!answer || GATEWAY.includes(answer.status)) return null;
  event.waitUntil(meet(site));
  return answer;
}

// Whether the sheet could be put among those that wait.
function keep(sheet) {
  return alone(async () => {
    if (!(await get("facts", "taken"))) return false;
    const moved = (await get("facts", "moved"))?.[sheet.address];
    const version = moved?.from.includes(sheet.version) ? moved.to : sheet.version;
    await add(sheet.address, { ...sheet, version });
    await self.registration.sync?.register("desk").catch(() => null);
    return true;
  });
}

// The next entry that was taken along and is not handed in.
async function next(address, { desk }) {
  const { order } = await get("facts", "taken") ?? { order: [] };
  const rows = await all("rows");
  const place = order.indexOf(address);
  const later = [...order.slice(place + 1), ...order.slice(0, place)];
  const there = new Set((await all("packets")).map((packet) => packet.address));
  return later.find((one) => there.has(one) && !rows.some((row) => row.address === one && row.handsIn)) ?? desk;
}
