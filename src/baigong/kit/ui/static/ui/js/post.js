// Sends answers and says in one word how it went: saved, kept, conflict, expired, refused or offline.
const PATIENCE = 15000;

export async function send(address, body, token) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const reply = await fetch(address, {
      method: "POST",
      body,
      signal: stop.signal,
      redirect: "manual",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    });
    return { outcome: outcomeOf(reply), data: await dataOf(reply) };
  } catch {
    return { outcome: "offline", data: null };
  } finally {
    clearTimeout(timer);
  }
}

// A page where data was expected is a captive portal: the network is there, we are not.
function outcomeOf(reply) {
  if (reply.type === "opaqueredirect" || reply.status === 401 || reply.status === 403) return "expired";
  const isData = reply.headers.get("Content-Type")?.includes("json") ?? false;
  if (reply.status === 202 && isData) return "kept"; // by the service worker, until there is a network
  if (reply.ok) return isData ? "saved" : "offline";
  if (reply.status === 409 && isData) return "conflict";
  return reply.status >= 500 || reply.status === 429 ? "offline" : "refused";
}

async function dataOf(reply) {
  try {
    return await reply.json();
  } catch {
    return null;
  }
}

// After signing in again in another tab the old token is void: the page itself holds a new one.
export async function freshToken() {
  const reply = await fetch(location.href, { credentials: "same-origin" });
  if (reply.redirected || !reply.ok) return "";
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  return page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}
