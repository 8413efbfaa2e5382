// Sheets that wait for the network: each a message with an id of its own, sealed, until the server has taken it in.
import { all, drop, get, put, seal, unseal } from "./device.js";

const pack = (answers) => new TextEncoder().encode(JSON.stringify(answers));

export async function answersOf(row) {
  return JSON.parse(new TextDecoder().decode(await unseal(row, row.id)));
}

// The messages about one read that nothing speaks against, the oldest first.
export async function pending(address) {
  return (await all("rows")).filter((row) => row.address === address && !row.stuck);
}

// A message that was never sent takes later changes in; one that may have arrived is left as it is.
export async function add(address, { version, answers, handsIn }) {
  const last = (await pending(address)).at(-1);
  if (last && !last.isTried) return replace(last, { ...(await answersOf(last)), ...answers }, last.handsIn || handsIn);
  const id = crypto.randomUUID();
  const { owner } = (await get("facts", "taken")) ?? {};
  return put("rows", { id, address, owner, version, handsIn, at: Date.now(), ...(await seal(pack(answers), id)) });
}

async function replace(row, answers, handsIn) {
  return put("rows", { ...row, handsIn, at: Date.now(), ...(await seal(pack(answers), row.id)) });
}

// What waits for the page that saves to `saves`: its version and answers. A message that the server would not take
// goes over to the page, which asks again and shows both texts.
export async function waitingFor(saves) {
  if (!navigator.serviceWorker?.controller) return null;
  const rows = (await all("rows")).filter((row) => saves === `${row.address}save/`);
  if (!rows.length) return null;
  const answers = Object.assign({}, ...(await Promise.all(rows.map(answersOf))));
  for (const row of rows) if (row.stuck) await drop("rows", row.number);
  return { version: rows[0].version, answers };
}
