// The entries that a judge takes along: the pages of the own desk as the server gave them, sealed on this device.
import { all, drop, empty, get, makeKey, put, seal, unseal } from "./device.js";

const WORN = ["Content-Type", "Content-Security-Policy", "Content-Disposition", "X-Content-Type-Options"];
const LONGEST = 14 * 24 * 3600 * 1000; // as long as a session

// Fetches every read that is not handed in, with its files and the list itself; `tell` hears how far it is.
export async function take(list, tell) {
  const wanted = list.reads.filter((read) => !read.is_in).map((read) => read.address);
  const before = await get("facts", "taken");
  if (before && before.owner !== list.owner) await forget();
  await makeKey();
  await put("facts", { at: Date.now(), owner: list.owner, order: wanted, home: list.home }, "taken");
  await keep(list.home, list.home);
  for (const [done, address] of wanted.entries()) {
    tell(done, wanted.length);
    for (const file of filesIn(await keep(address, address), address)) await keep(file, address);
  }
}

async function keep(address, read) {
  const answer = await fetch(address, { redirect: "error" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const bytes = await answer.arrayBuffer();
  const headers = WORN.filter((name) => answer.headers.has(name)).map((name) => [name, answer.headers.get(name)]);
  await put("packets", { address, read, headers, size: bytes.byteLength, ...(await seal(bytes, address)) });
  return bytes;
}

function filesIn(bytes, address) {
  const page = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "text/html");
  const links = [...page.querySelectorAll("[src], a[href]")].map((one) => one.getAttribute("src") ?? one.getAttribute("href"));
  return new Set(links.filter((link) => link.startsWith(`${address}file/`)));
}

// A packet as an answer of the server; null where there is none, or where it is too old to be shown.
export async function answerFor(address) {
  const [packet, taken] = await Promise.all([get("packets", address), get("facts", "taken")]);
  if (!packet || !taken) return null;
  if (Date.now() - taken.at > LONGEST) return forget();
  const bytes = await unseal(packet, address);
  const isPage = packet.address === packet.read;
  return new Response(isPage ? dated(bytes, taken.at) : bytes, { headers: packet.headers });
}

// The page may say that it comes from this device, and of when it is.
const dated = (bytes, at) => new TextDecoder().decode(bytes).replace("<body ", `<body data-away-since="${at}" `);

export async function dropRead(read) {
  for (const packet of await all("packets")) if (packet.read === read) await drop("packets", packet.address);
}

// Erases every packet; with nothing left to send, the key, the kept look and the worker go as well.
export async function forget() {
  await empty("packets");
  await Promise.all([drop("facts", "taken"), drop("facts", "moved")]);
  if ((await all("rows")).length) return null;
  await drop("facts", "key");
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  const worker = self.registration ?? (await navigator.serviceWorker.getRegistration());
  await worker?.unregister();
  return null;
}
