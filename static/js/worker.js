// The service worker stores what is needed on a gym floor without reception. Pages come from the
// server whenever it answers in time, else from the store. What a runner does goes through the
// outbox (outbox.js), never through here.

const FILES = "files";
const PAGES = "pages-"; // and the name of their owner: whoever was signed in when they were made
const NOBODY = "nobody"; // the owner of what a visitor sees
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
  event.waitUntil(Promise.all([prune(), caches.delete("pages")]).then(() => clients.claim()));
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
  const old = all.filter(({ url }) => !now.includes(url.slice(location.origin.length)));
  await deleteFirst(files, old, all.length - MOST_FILES);
}

const deleteFirst = (cache, requests, count) =>
  Promise.all(requests.slice(0, Math.max(0, count)).map((one) => cache.delete(one)));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && startsLike(url.pathname, KEPT.goodbyes)) {
    event.waitUntil(inTurn(empty));
  } else if (request.method === "POST" && url.pathname === KEPT.shared) {
    // A file that the phone shares is not stored here: without reception the runner is told so.
    event.respondWith(fetch(request).catch(() => caches.match(KEPT.offline)));
  } else if (request.method !== "GET" || request.headers.has("HX-Request")) {
    return;
  } else if (startsLike(url.pathname, KEPT.for_good)) {
    event.respondWith(file(request));
  } else if (request.mode === "navigate" || startsLike(url.pathname, KEPT.pages)) {
    event.respondWith(page(event, url));
  }
});

// A page in the browser finds out by itself that its runner was logged out (app.js).
addEventListener("message", (event) => {
  event.waitUntil(inTurn(async () => (await owner()) === event.data.ended && signIn(event, NOBODY)));
});

async function file(request) {
  const stored = await caches.match(request, { ignoreVary: true });
  if (stored) return stored;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(FILES)).put(request, answer.clone());
  return answer;
}

async function page(event, url) {
  const stored = await inTurn(() => storedPage(url));
  const answer = ask(event, url);
  answer.catch(() => {}); // it may fail after the stored page was shown
  try {
    if (!stored) return await answer;
    return await Promise.race([answer, new Promise((_, reject) => setTimeout(reject, PATIENCE))]);
  } catch (fault) {
    // Looked up once more: meanwhile it may have turned out that another runner is signed in.
    const kept = await inTurn(() => storedPage(url));
    if (kept) return KEPT.days.includes(url.pathname) ? kept : dated(kept);
    return fault?.status ? fault : caches.match(KEPT.offline);
  }
}

/** A stored page that knows when it came, since what it tells may be another by now (app.js). */
async function dated(page) {
  const { status, headers } = page;
  const html = (await page.text()).replace("<body", `<body data-kept="${headers.get("Date")}"`);
  return new Response(html, { status, headers });
}

async function ask(event, url) {
  const asked = performance.now();
  const answer = await fetch(event.request);
  const says = (name, text) => answer.headers.get(name)?.includes(text);
  const isPage = says("Content-Type", "text/html") && !says("Cache-Control", "no-store");
  if (answer.status >= 500) throw answer;
  const heard = await inTurn(() => hear(event, answer, asked));
  if (heard === null) return ask(event, url);
  // A page that redirects, such as to the login, is not stored as this page.
  if (answer.ok && !answer.redirected && isPage && startsLike(url.pathname, KEPT.pages)) {
    const whole = answer.clone();
    await answer.clone().text(); // fails for a page that breaks off
    event.waitUntil(inTurn(() => heard === emptied && keep(url, whole)));
  }
  return answer;
}

// Pages belong to whoever is signed in, which every answer of the server says (X-Owner). There is
// one store of pages at a time, named after its owner; another one's answer deletes it.

let emptied = 0; // when stored pages were last deleted; answers to what was asked before are stale
let turn = Promise.resolve();

/** Does a job with the store of pages after those that came before it. */
const inTurn = (job) => (turn = turn.then(job, job));

const stores = async () => (await caches.keys()).filter((name) => name.startsWith(PAGES));

const owner = async () => (await stores())[0]?.slice(PAGES.length);

/** Deletes the stored pages. Who is signed in stays as it was last heard. */
async function empty() {
  emptied = performance.now();
  for (const name of await stores()) {
    await caches.delete(name);
    await caches.open(name);
  }
}

/** Learns from an answer who is signed in. Returns `emptied`, or null for a stale answer. */
async function hear(event, answer, asked) {
  if (asked < emptied) return null;
  const says = answer.headers.get("X-Owner");
  // A page that leads elsewhere shows no headers here. Mostly it leads to the login.
  const leads = answer.type === "opaqueredirect" && startsLike(new URL(event.request.url).pathname, KEPT.pages);
  if (leads) await empty();
  else if (says && String(await stores()) !== PAGES + says) await signIn(event, says);
  return emptied;
}

/** Deletes the pages and the reminders of whoever was signed in, and tells the open pages. */
async function signIn(event, now) {
  const before = await owner();
  emptied = performance.now();
  for (const name of await stores()) await caches.delete(name);
  await caches.open(PAGES + now);
  if (before && before !== NOBODY) event.waitUntil(endPush().catch(() => {}));
  const all = await clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const one of all) one.postMessage({ owner: now });
}

// Pages of a day (X-Day) are stored under the address (X-Page) that shows them on that day, so
// tomorrow's is there before tomorrow.

async function keep(url, answer) {
  if (answer.headers.get("X-Owner") !== (await owner())) return; // not from our server
  const pages = await caches.open(PAGES + (await owner()));
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

async function storedPage(url) {
  const name = await owner();
  if (!name) return undefined;
  const pages = await caches.open(PAGES + name);
  const isDay = KEPT.days.includes(url.pathname);
  const path = isDay ? ofDay(url.pathname, await today(pages)) : url.pathname + url.search;
  return pages.match(path, { ignoreVary: true });
}

/** The runner's date, by the runner's zone and the server's clock. */
async function today(pages) {
  const stored = async (name) => (await pages.match(name))?.text();
  const ahead = Number((await stored(CLOCK)) ?? 0);
  const now = new Date(Date.now() + (Math.abs(ahead) < 60_000 ? 0 : ahead));
  // Put together from its parts, since engines write the whole each in their own way.
  const [year, month, day] = ["year", "month", "day"].map(partOf(now, await stored(ZONE)));
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function partOf(now, timeZone) {
  const options = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" };
  const parts = new Intl.DateTimeFormat("en", options).formatToParts(now);
  return (name) => parts.find(({ type }) => type === name).value;
}

// Reminders (logbook/reminders/) belong to the runner, too: logged out there are none on this device.

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
