// Sends a large file in parts (tus 1.0.0): a break costs one part, a closed page goes on where it stopped.
const PART = 2 * 1024 * 1024;
const PAUSES = [1, 2, 4, 8, 15, 30, 60];

const wait = (seconds) => new Promise((done) => {
  const timer = setTimeout(done, seconds * 1000);
  addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
});

const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

async function begin(address, file, headers) {
  const named = { ...headers, "Upload-Length": String(file.size), "Upload-Metadata": `filename ${encoded(file.name)}` };
  return fetch(address, { method: "POST", headers: named, credentials: "same-origin" });
}

// Where the server stands; null where it knows nothing of the upload.
async function offsetOf(place, headers) {
  const reply = await fetch(place, { method: "HEAD", headers, credentials: "same-origin" });
  return reply.ok ? Number(reply.headers.get("Upload-Offset")) : null;
}

async function sendPart(place, file, offset, headers) {
  const own = { ...headers, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
  return fetch(place, { method: "PATCH", headers: own, body: file.slice(offset, offset + PART), credentials: "same-origin" });
}

async function patiently(act) {
  for (const pause of PAUSES) {
    try {
      const reply = await act();
      if (reply === null || !(reply.status >= 500)) return reply;
    } catch { /* the line is down: try again */ }
    await wait(pause);
  }
  throw new Error("offline");
}

/** Send the file; answers with the reply to its last part, or with the first that says no. */
export async function sendInParts(address, file, { token, onProgress }) {
  const headers = { Accept: "application/json", "X-CSRFToken": token, "Tus-Resumable": "1.0.0" };
  const memory = `upload:${address}:${file.name}:${file.size}:${file.lastModified}`;
  let place = localStorage.getItem(memory);
  let offset = place ? await patiently(() => offsetOf(place, headers)) : null;
  if (offset === null) {
    const begun = await patiently(() => begin(address, file, headers));
    if (!begun.ok) return begun;
    [place, offset] = [begun.headers.get("Location"), 0];
    localStorage.setItem(memory, place);
  }
  for (;;) {
    onProgress(offset / file.size);
    const reply = await patiently(() => sendPart(place, file, offset, headers));
    if (reply.status !== 204 && reply.status !== 409) {
      localStorage.removeItem(memory);
      return reply;
    }
    offset = Number(reply.headers.get("Upload-Offset"));
  }
}
