// The service worker stores what is needed on a gym floor without reception. Pages come from the
// server whenever it answers in time, else from the store. What a runner does goes through the
// outbox (outbox.js), never through here.

const FILES = "files";
const PAGES = "pages"; // a runner's own: gone with the log-out, and when the runner leaves
const MOST_FILES = 150;
const MOST_PAGES = 120;
const PATIENCE = 4_000; // ms, where a kept copy is at hand
const CLOCK = "/clock"; // how far this phone's clock is behind the server's

// The view puts KEPT, what to fetch beforehand and the addresses, in front of this file.

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(prune().then(() => self.clients.claim()));
});

async function keepAll() {
  const files = await caches.open(FILES);
  await Promise.all(
    KEPT.files.map(async (path) => (await files.match(path)) ?? files.add(path)),
  );
  await files.add(new Request(KEPT.offline, { credentials: "omit", cache: "reload" }));
}

/** Deletes the oldest files, but not all old ones: pages that were stored earlier need them. */
async function prune() {
  const files = await caches.open(FILES);
  const all = await files.keys();
  const now = new Set([...KEPT.files, KEPT.offline]);
  const old = all.filter(({ url }) => !now.has(new URL(url).pathname));
  await Promise.all(old.slice(0, Math.max(0, all.length - MOST_FILES)).map((one) => files.delete(one)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && KEPT.goodbyes.some((path) => url.pathname.startsWith(path))) {
    event.waitUntil(caches.delete(PAGES));
    if (url.pathname === KEPT.logout) event.waitUntil(endPush());
  } else if (request.method !== "GET" || request.headers.has("HX-Request")) {
    return;
  } else if (KEPT.for_good.some((path) => url.pathname.startsWith(path))) {
    event.respondWith(file(request));
  } else if (request.mode === "navigate" || KEPT.pages.some((path) => url.pathname.startsWith(path))) {
    event.respondWith(page(event, url));
  }
});

async function file(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(FILES)).put(request, answer.clone());
  return answer;
}

async function page(event, url) {
  const kept = await keptPage(url);
  const asked = ask(event, url);
  asked.catch(() => {}); // where the kept page was quicker
  try {
    return await (kept ? Promise.race([asked, tooLate()]) : asked);
  } catch (fault) {
    return kept ?? (fault.status ? fault : caches.match(KEPT.offline));
  }
}

const tooLate = () => new Promise((_, reject) => setTimeout(reject, PATIENCE));

async function ask(event, url) {
  const answer = await fetch(event.request);
  const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
  if (answer.status >= 500) throw answer;
  // A page that redirects, such as to the login, is not stored as this page.
  if (answer.ok && !answer.redirected && isPage && isKept(url.pathname)) {
    const whole = answer.clone();
    await answer.clone().text(); // fails for a page that breaks off
    event.waitUntil(keep(url, whole));
  }
  return answer;
}

const isKept = (path) => KEPT.pages.some((start) => path.startsWith(start));

// Pages of a day (X-Day) are stored under the address (X-Page) that shows them on that day, so
// tomorrow's is there before tomorrow.

async function keep(url, answer) {
  const pages = await caches.open(PAGES);
  const day = answer.headers.get("X-Day");
  const sent = Date.parse(answer.headers.get("Date"));
  if (sent) await pages.put(CLOCK, new Response(String(sent - Date.now())));
  const zone = answer.headers.get("X-Zone");
  await pages.put(day ? ofDay(answer.headers.get("X-Page"), day) : url.pathname + url.search, answer);
  if (zone) await pages.put("/zone", new Response(zone));
  if (day) await forgetDays(pages);
  const all = await pages.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST_PAGES)).map((one) => pages.delete(one)));
}

const ofDay = (path, day) => `${path}?day=${day}`;

async function forgetDays(pages) {
  const since = Date.parse(await today()) - 2 * 24 * 3_600_000;
  for (const request of await pages.keys()) {
    const kept = new URL(request.url).searchParams.get("day");
    if (kept && Date.parse(kept) < since) await pages.delete(request);
  }
}

async function keptPage(url) {
  const isDay = KEPT.days.includes(url.pathname);
  const path = isDay ? ofDay(url.pathname, await today()) : url.pathname + url.search;
  return caches.match(path, { ignoreVary: true });
}

/** The runner's date, by the runner's zone and the server's clock. */
async function today() {
  const told = async (name) => (await caches.match(name))?.text();
  const ahead = Number((await told(CLOCK)) ?? 0);
  const now = new Date(Date.now() + (Math.abs(ahead) < 60_000 ? 0 : ahead));
  return new Intl.DateTimeFormat("en-CA", { timeZone: await told("/zone") }).format(now);
}

// Reminders (logbook/reminding.py). They are the runner's: logging out ends them on this device.

self.addEventListener("push", (event) => {
  const { title, body, icon, tag, url } = event.data.json();
  event.waitUntil(registration.showNotification(title, { body, icon, tag, data: url }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

async function open(path) {
  const pages = await clients.matchAll({ type: "window" });
  const there = pages.find(({ url }) => new URL(url).pathname === path);
  return there ? there.focus() : clients.openWindow(path);
}

async function endPush() {
  await (await registration.pushManager?.getSubscription())?.unsubscribe();
}
