// What happens when the server can be reached again: sheets go out once each, packets that may not stay are erased.
import { same } from "../answers.js";
import { all, alone, drop, get, put } from "./device.js";
import { dropRead, forget } from "./packets.js";
import { answersOf, pending } from "./waiting.js";

const JSON_TYPE = { Accept: "application/json" };
const isAway = (reply) => reply.status >= 500 || reply.status === 429;
const isData = (reply) => reply.headers.get("Content-Type")?.includes("json") ?? false;

// Returns whether the server could be asked; nothing is asked where nothing lies here.
export function contact(listAddress) {
  return alone(async () => {
    const [packets, rows] = await Promise.all([all("packets"), all("rows")]);
    if (!packets.length && !rows.length) return true;
    const list = await listed(listAddress);
    if (list === "away") return false;
    if (list === "closed" || (await get("facts", "taken"))?.owner !== list.owner) await forget();
    if (list === "closed") return true;
    const isThrough = await deliver(rows.filter((row) => !row.stuck && row.owner === list.owner), list.token);
    await keepOnly(new Set(list.reads.filter((read) => !read.is_in).map((read) => read.address)));
    return isThrough;
  });
}

// The reads of whoever is signed in; "closed" where nobody is, or where somebody is no judge.
async function listed(address) {
  try {
    const reply = await fetch(address, { redirect: "manual", headers: JSON_TYPE });
    if (isAway(reply) || (reply.ok && !isData(reply))) return "away";
    return reply.ok ? await reply.json() : "closed";
  } catch {
    return "away";
  }
}

async function keepOnly(addresses) {
  const packets = await all("packets");
  const { home } = (await get("facts", "taken")) ?? {};
  for (const { read } of packets) if (read !== home && !addresses.has(read)) await dropRead(read);
  if ((await all("packets")).every((packet) => packet.read === home)) await forget();
}

async function deliver(rows, token) {
  for (const { number } of rows) {
    const row = await byNumber(number); // an earlier one may have changed it
    if (row && !(await send(row, token))) return false;
  }
  return true;
}

const byNumber = async (number) => (await all("rows")).find((row) => row.number === number);

async function send(row, token) {
  await put("rows", { ...row, isTried: true });
  const body = { id: row.id, version: row.version, answers: await answersOf(row), hands_in: row.handsIn };
  try {
    const reply = await fetch(`${row.address}receive/`, {
      method: "POST",
      body: JSON.stringify(body),
      redirect: "manual",
      headers: { ...JSON_TYPE, "Content-Type": "application/json", "X-CSRFToken": token },
    });
    if (isAway(reply) || !(isData(reply) || reply.status === 404)) return false;
    await settle(row, reply, token);
    return true;
  } catch {
    return false;
  }
}

async function settle(row, reply, token) {
  if (reply.status === 404) return leave(row);
  const said = await reply.json();
  if (reply.status === 409 && said.theirs && !(await isDisputed(row, said.theirs))) {
    return send({ ...row, version: said.version }, token); // others changed other answers
  }
  if (!reply.ok) return put("rows", { ...row, isTried: true, stuck: said.sentence || `${reply.status}` });
  await moveOn(row, said);
  if (row.handsIn && said.sentence) return put("rows", { ...row, version: said.version, stuck: said.sentence });
  if (row.handsIn) await dropRead(row.address); // the list was asked for before: there it still counts as open
  return drop("rows", row.number);
}

// Whether an answer of ours was changed elsewhere to something else.
async function isDisputed(row, theirs) {
  const ours = await answersOf(row);
  return Object.entries(theirs).some(([name, text]) => !same(text, ours[name]));
}

// The read is the judge's no more: nothing of it stays here, own words included.
async function leave(row) {
  await dropRead(row.address);
  for (const one of await all("rows")) if (one.address === row.address) await drop("rows", one.number);
}

// Later messages and open pages were written on the version that has just become an older one.
async function moveOn(row, { version, saved_at }) {
  for (const later of await pending(row.address)) {
    if (later.number > row.number) await put("rows", { ...later, version });
  }
  const moved = (await get("facts", "moved")) ?? {};
  const before = moved[row.address];
  const from = before?.to === row.version ? [...before.from, row.version] : [row.version];
  await put("facts", { ...moved, [row.address]: { from, to: version, saved_at } }, "moved");
}
