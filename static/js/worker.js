// The service worker stores what is needed on a gym floor without reception. Pages come from the
// server whenever it answers in time, else from the store. What a runner does goes through the
// outbox (outbox.js), never through here.

const FILES = "files";
const PAGES = "pages"; // a runner's own, deleted when the runner logs out or leaves
const MOST_FILES = 150;
const MOST_PAGES = 120;
const PATIENCE = 4_000; // ms to wait for the server where a page is stored
const CLOCK = "/clock"; // key in the store: how far this phone's clock is behind the server's
const ZONE = "/zone"; // key in the store: the runner's time zone

// The view puts KEPT in front of this file: what to fetch beforehand, and the addresses.

const startsLike = (path, starts) => starts.some((start) => path.startsWith(start));

addEventListener("install", (event) => {
  event.waitUntil(keepAll().then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(prune().then(() => clients.claim()));
});

async function keepAll() {
  const files = await caches.open(FILES);
  await Promise.all(KEPT.files.map(async (path) => (await files.match(path)) ?? files.add(path)));
  await files.add(new Request(KEPT.offline, { credentials: "omit", cache: "reload" }));
}

/** Deletes the oldest files, but not all old ones: pages that were stored earlier need them. */
async function prune() {
  const files = await caches.open(FILES);
  const all = await files.keys();
  const now = [...KEPT.files, KEPT.offline];
  const old = all.filter(({ url }) => !now.includes(new URL(url).pathname));
  await deleteFirst(files, old, all.length - MOST_FILES);
}

const deleteFirst = (cache, requests, count) =>
  Promise.all(requests.slice(0, Math.max(0, count)).map((one) => cache.delete(one)));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && startsLike(url.pathname, KEPT.goodbyes)) {
    event.waitUntil(caches.delete(PAGES));
    if (url.pathname === KEPT.logout) event.waitUntil(endPush());
  } else if (request.method !== "GET" || request.headers.has("HX-Request")) {
    return;
  } else if (startsLike(url.pathname, KEPT.for_good)) {
    event.respondWith(file(request));
  } else if (request.mode === "navigate" || startsLike(url.pathname, KEPT.pages)) {
    event.respondWith(page(event, url));
  }
});

async function file(request) {
  const stored = await caches.match(request, { ignoreVary: true });
  if (stored) return stored;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(FILES)).put(request, answer.clone());
  return answer;
}

async function page(event, url) {
  const stored = await keptPage(url);
  const answer = ask(event, url);
  answer.catch(() => {}); // it may fail after the stored page was shown
  try {
    if (!stored) return await answer;
    return await Promise.race([answer, new Promise((_, reject) => setTimeout(reject, PATIENCE))]);
  } catch (fault) {
    return stored ?? (fault.status ? fault : caches.match(KEPT.offline));
  }
}

async function ask(event, url) {
  const answer = await fetch(event.request);
  const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
  if (answer.status >= 500) throw answer;
  // A page that redirects, such as to the login, is not stored as this page.
  if (answer.ok && !answer.redirected && isPage && startsLike(url.pathname, KEPT.pages)) {
    const whole = answer.clone();
    await answer.clone().text(); // fails for a page that breaks off
    event.waitUntil(keep(url, whole));
  }
  return answer;
}

// Pages of a day (X-Day) are stored under the address (X-Page) that shows them on that day, so
// tomorrow's is there before tomorrow.

async function keep(url, answer) {
  const pages = await caches.open(PAGES);
  const day = answer.headers.get("X-Day");
  const sent = Date.parse(answer.headers.get("Date"));
  if (sent) await pages.put(CLOCK, new Response(String(sent - Date.now())));
  const zone = answer.headers.get("X-Zone");
  await pages.put(day ? ofDay(answer.headers.get("X-Page"), day) : url.pathname + url.search, answer);
  if (zone) await pages.put(ZONE, new Response(zone));
  const all = await pages.keys();
  await deleteFirst(pages, all, all.length - MOST_PAGES);
}

const ofDay = (path, day) => `${path}?day=${day}`;

async function keptPage(url) {
  const isDay = KEPT.days.includes(url.pathname);
  const path = isDay ? ofDay(url.pathname, await today()) : url.pathname + url.search;
  return caches.match(path, { ignoreVary: true });
}

/** The runner's date, by the runner's zone and the server's clock. */
async function today() {
  const stored = async (name) => (await caches.match(name))?.text();
  const ahead = Number((await stored(CLOCK)) ?? 0);
  const now = new Date(Date.now() + (Math.abs(ahead) < 60_000 ? 0 : ahead));
  return new Intl.DateTimeFormat("en-CA", { timeZone: await stored(ZONE) }).format(now);
}

// Reminders (logbook/reminders/) belong to the runner: logging out ends them on this device.

addEventListener("push", (event) => {
  const { title, body, icon, tag, url } = event.data.json();
  event.waitUntil(registration.showNotification(title, { body, icon, tag, data: url }));
});

addEventListener("notificationclick", (event) => {
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
