// What lies on this device: a few facts, sealed packets, sheets that wait. The key never leaves this browser.
const NAME = "baigong-desk";
const SHELVES = { facts: {}, packets: { keyPath: "address" }, rows: { keyPath: "number", autoIncrement: true } };

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      for (const [name, how] of Object.entries(SHELVES)) asked.result.createObjectStore(name, how);
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function on(shelf, mode, act) {
  const base = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const change = base.transaction(shelf, mode, { durability: "strict" });
      const asked = act(change.objectStore(shelf));
      change.oncomplete = () => resolve(asked.result);
      change.onabort = change.onerror = () => reject(change.error);
    });
  } finally {
    base.close();
  }
}

export const get = (shelf, key) => on(shelf, "readonly", (store) => store.get(key));
export const all = (shelf) => on(shelf, "readonly", (store) => store.getAll());
export const put = (shelf, row, key) => on(shelf, "readwrite", (store) => store.put(row, key));
export const drop = (shelf, key) => on(shelf, "readwrite", (store) => store.delete(key));
export const empty = (shelf) => on(shelf, "readwrite", (store) => store.clear());

// One at a time, in every tab and in the worker.
export const alone = (act) => navigator.locks.request(NAME, act);

export async function makeKey() {
  if (await get("facts", "key")) return;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await put("facts", key, "key");
}

// `label` belongs to the seal: what was sealed for one address opens under no other.
const way = (iv, label) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(label) });

export async function seal(bytes, label) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt(way(iv, label), await get("facts", "key"), bytes) };
}

export async function unseal({ iv, sealed }, label) {
  return crypto.subtle.decrypt(way(iv, label), await get("facts", "key"), sealed);
}
