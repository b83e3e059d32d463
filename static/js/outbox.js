// The outbox: whatever a tap does is stored here first, then sent, in order, until the server has
// it. It knows nothing of pages; app.js and today.js do.

const TIMEOUT = 20_000;
const SHORT_TIMEOUT = 8_000;
const WAITS = [1, 2, 4, 8, 15, 30]; // seconds before the next try
const TRIES = 8; // a server that fails on this act alone must not hold up the others for ever
const KEPT = 3 * 24 * 3_600_000; // ms; so long, sent acts are shown on older copies of a page
const RIGHT_WITHIN = 3_000; // ms; a clock less wrong than this is believed
const CHANNEL = new BroadcastChannel("hipdrive-outbox");

// An act is {id, runner, address, fields: [[name, value]], acted, state, tries, problem} and what
// the page adds for itself. Its state is "waits", "refused" or "sent".

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("hipdrive", 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore("acts", { keyPath: "id", autoIncrement: true });
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      request.result.onclose = () => (opened = undefined);
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** Does `change` in one transaction; resolves with its result once that is on the disk. */
async function store(mode, change) {
  const transaction = (await open()).transaction("acts", mode, { durability: "strict" });
  const request = change(transaction.objectStore("acts"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** All acts in the order in which they were done; none where nothing can be stored. */
export const acts = () => store("readonly", (rows) => rows.getAll()).catch(() => []);

/** What the runner did on a day, as far as a page that was made then (ms) does not show it. */
export async function actsSince(day, made) {
  const isNews = (act) => act.state === "waits" || (act.state === "sent" && act.sent > made);
  return (await acts()).filter((act) => act.runner === runner && act.day === day && isNews(act));
}

// The server's clock, as far as its last answer told. It never goes back.

const numberIn = (name) => Number(localStorage[name]) || 0;

const clock = () => Math.max(Date.now() + numberIn("ahead"), numberIn("acted") + 1);

// When this page began, by this phone's clock: another time as soon as that is set.
const begun = () => Date.now() - performance.now();

let begunThen; // as it was when the server told the time

/** Asks the server for its time: this phone's clock may be wrong. Null without an answer. */
async function setClock() {
  const asked = performance.now();
  const answer = await fetch(clockAddress, {
    method: "HEAD",
    cache: "no-store",
    signal: AbortSignal.timeout(SHORT_TIMEOUT),
  }).catch(() => null);
  const now = Date.parse(answer?.headers.get("Date"));
  begunThen = begun();
  if (now) {
    const ahead = now - Date.now();
    const took = performance.now() - asked; // a slow answer's time may be so old
    const isRight = -RIGHT_WITHIN - took < ahead && ahead < RIGHT_WITHIN;
    localStorage.ahead = isRight ? 0 : ahead;
    localStorage.told = now;
    if (numberIn("acted") > now + RIGHT_WITHIN) localStorage.acted = now;
  }
  return answer;
}

/** The present time by the clock that timed an act. */
function clockOf({ acted, ahead, told }) {
  // An act done between the last answer and now was timed by a clock that was right then.
  const isSound = told && told - RIGHT_WITHIN < acted && acted < clock() + RIGHT_WITHIN;
  return isSound ? clock() : Date.now() + ahead;
}

const device = () => (localStorage.device ??= newKey());

/** A UUID, taken from the address of a blob: crypto.randomUUID is missing on plain HTTP. */
export function newKey() {
  const address = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(address);
  return address.slice(-36);
}

/** Stores an act; resolves when it cannot be lost any more. */
export async function put(act) {
  const ahead = numberIn("ahead");
  Object.assign(act, { acted: clock(), ahead, told: numberIn("told"), state: "waits", tries: 0 });
  localStorage.acted = act.acted;
  act.id = await store("readwrite", (rows) => rows.add(act));
  tell("put", { act });
  CHANNEL.postMessage("put");
  return act;
}

const keep = (act) => store("readwrite", (rows) => rows.put(act));

export const again = (act) => keep({ ...act, state: "waits", tries: 0, problem: "" }).then(send);

export const drop = (act) =>
  store("readwrite", (rows) => rows.delete(act.id)).then(() => tell("change"));

// Sending

let runner = "";
let clockAddress; // whose answers tell the server's time
let timer;
let failures = 0; // how many tries in a row found no way
let sending; // the promise of the sending that goes on
let more = false; // whether to send once more afterwards
let hasTime; // a promise of whether the server told the time
let lasting; // whether the browser forgets nothing, once it was asked
export const brief = new Set(); // ids of acts that the page shows already, so an empty answer will do

/** Starts to send the acts of this runner. */
export function start(...of) {
  [runner, clockAddress] = of;
  CHANNEL.onmessage = ({ data }) => {
    tell("change");
    if (data === "sent") tell("elsewhere");
  };
  addEventListener("online", afresh);
  document.addEventListener("visibilitychange", () => document.hidden || afresh());
  forget();
  return afresh();
}

let asked; // ms; when afresh asked for the time

function afresh() {
  failures = 0;
  // A line that comes and goes tells so many times a second: each question for the time would stand
  // in the way of what is to be sent.
  if (!(performance.now() - asked < 1000 && hasTime)) {
    asked = performance.now();
    hasTime = setClock();
  }
  return send();
}

/** Sends what waits. Where the browser has locks, one tab at a time does. */
export function send() {
  if (sending) {
    more = true;
    return sending;
  }
  clearTimeout(timer);
  sending = (navigator.locks?.request("hipdrive-outbox", drain) ?? drain()).finally(() => {
    sending = undefined;
    tell("change");
    CHANNEL.postMessage("sent");
    if (more) send();
    more = false;
  });
  return sending;
}

async function drain() {
  for (;;) {
    const act = (await acts()).find((one) => one.state === "waits" && one.runner === runner);
    if (!act) break;
    // Nothing is sent before the time is known: a clock set since could move an act by a day.
    if (!(await hasTime) || Math.abs(begun() - begunThen) > RIGHT_WITHIN) hasTime = setClock();
    const answer = (await hasTime) ? await post(act) : { way: "offline" };
    if (!(await settle(act, answer))) return;
  }
}

/** Stores what became of an act; returns whether the next one may be sent. */
async function settle(act, { status, html, way, url, sent }) {
  if (way) {
    hasTime = null; // the phone's clock may be set before the next try
    // A browser may forget what a phone has long not shown. Firefox asks the runner: once is enough.
    lasting ??= navigator.storage?.persist?.();
    if (way === "failed") await keep({ ...act, tries: act.tries + 1 });
    if (way !== "login" && way !== "other") {
      timer = setTimeout(send, WAITS[Math.min(failures++, WAITS.length - 1)] * 1000);
    }
    tell("stopped", { act, way });
    return false;
  }
  failures = 0;
  const problem = status >= 400 ? problemIn(html) || String(status) : "";
  if (!tell("answer", { act, status, html, url, problem })) await drop(act);
  else await keep({ ...act, state: problem ? "refused" : "sent", problem, sent });
  return true;
}

/** Sends an act. The result says in "way" why the server has not stored it yet, if so. */
export async function post(act, isAgain = false) {
  try {
    const answer = await fetch(act.address, {
      method: "POST",
      body: new URLSearchParams(act.fields),
      headers: {
        ...(act.target && { "HX-Request": "true" }), // only a part of the page is wanted
        ...(brief.delete(act.id) && { Prefer: "return=minimal" }), // but of a second try, all
        "X-CSRFToken": csrfToken(),
        "X-Acted-At": act.acted,
        "X-Clock": clockOf(act),
        "X-Device": device(),
        "X-Runner": act.runner,
      },
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const { status, url } = answer;
    const html = await answer.text();
    // By the server's clock, whose answers tell whole seconds.
    const sent = (Date.parse(answer.headers.get("Date")) || clock()) + 1000;
    if (status === 401) return { way: "login" };
    if (status === 409) return { way: "other" };
    // This is the answer of a network's portal or of a proxy: nothing is stored yet.
    if (status < 400 && answer.headers.get("X-Runner") !== act.runner) return { way: "busy" };
    if (status === 403 && !isAgain) {
      await fetch(location.href, { cache: "no-store" }); // for a fresh token
      return post(act, true);
    }
    if (status === 500 && act.tries < TRIES) return { way: "failed" };
    if (status === 403 || status === 408 || status === 429 || status > 500) return { way: "busy" };
    return { status, html, url, sent };
  } catch {
    return { way: "offline" };
  }
}

export const csrfToken = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1] ?? "";

function problemIn(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const error = page.querySelector(".errorlist, .toast, [role=alert], h1");
  return error?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

/** Deletes the acts that were sent long ago, and those of another runner than is here. */
export async function forget() {
  const isOld = (act) => act.runner !== runner || act.acted < clock() - KEPT;
  const old = (await acts()).filter((act) => act.state === "sent" && isOld(act));
  if (old.length) await store("readwrite", (rows) => void old.forEach(({ id }) => rows.delete(id)));
}

/** Returns false if a listener has dealt with the act, so that it need not be kept. */
export const tell = (what, detail = {}) =>
  document.dispatchEvent(new CustomEvent(`outbox:${what}`, { detail, cancelable: true }));

// What an act does to a set, by the patterns of the server

/** A pattern of the server with its places, such as {key}, filled in. */
export const fill = (pattern, values) =>
  pattern.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

/** What an act does: "log", "change", "delete" or "restore" a set; undefined if it does none. */
export function kindOf(act, addresses) {
  const kinds = ["log", "change", "delete", "restore"];
  const kind = kinds.find((one) => pathOf(act.address) === fill(addresses[one], act));
  return kind === "change" && valuesOf(act).amount === "0" ? "delete" : kind;
}

export const pathOf = (address) => address.split("?")[0];

/** What an act says in its address, in its fields, and packed into the value of a lamp, "set". */
export function valuesOf({ address, fields }) {
  const { set, ...values } = Object.fromEntries([...new URLSearchParams(address.split("?")[1]), ...fields]);
  return { ...values, ...Object.fromEntries(new URLSearchParams(set)) };
}
