// On every page: toasts, small helps for forms, and what the outbox needs of a page. Other modules
// are started by the pages that need them.
import * as outbox from "./outbox.js";

const { runner = "", owner = "", clock, worker, etag } = document.body.dataset;
const fragment = (id) => document.getElementById(id).content.cloneNode(true);

// A toast leaves after ten seconds, unless somebody is about to press its button.
const toasts = document.getElementById("toast");
let leaving;

function leaveLater() {
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    if (toasts.querySelector(":hover, :focus")) leaveLater();
    else toasts.replaceChildren();
  }, 10_000);
}

leaveLater();
new MutationObserver(leaveLater).observe(toasts, { childList: true });

// A page that the browser had put aside may be out of date, or of somebody who has logged out.
addEventListener("pageshow", async ({ persisted }) => {
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  if (!persisted && type !== "back_forward") return;
  const headers = { "If-None-Match": etag ?? "", ...(runner && { "X-Runner": runner }) };
  const { ok, status } = await fetch(location.href, { method: "HEAD", headers }).catch(() => ({}));
  if (status === 401 || status === 409 || (!status && (await isForgotten()))) leave();
  else if (etag && ok) location.reload(); // unchanged it is 304
});

// A page shows nothing more as soon as it hears that its runner is not signed in here any more.

/** Whether the service worker has heard it, and deleted what it stored for this runner. */
const isForgotten = async () =>
  runner && navigator.serviceWorker?.controller && !(await caches.has(`pages-${owner}`));

function leave() {
  navigator.serviceWorker?.controller?.postMessage({ ended: owner });
  document.body.hidden = true;
  // Where the page is being left already, that goes on.
  setTimeout(() => location.replace(location.pathname + location.search), 500);
}

if (runner) {
  const hear = (says) => says && says !== owner && leave();
  if (navigator.serviceWorker) navigator.serviceWorker.onmessage = ({ data }) => hear(data.owner);
  document.addEventListener("htmx:afterRequest", ({ detail }) => hear(detail.xhr.getResponseHeader("X-Owner")));
  document.addEventListener("outbox:stopped", ({ detail: { way } }) => {
    if (way === "login" || way === "other") leave();
  });
}

// Of another runner than the page before: nothing was taken along yet (today.js).
if (localStorage.owner !== owner) {
  localStorage.owner = owner;
  localStorage.removeItem("took-along");
  sessionStorage.clear(); // the rest that runs (rest.js)
  outbox.forget();
  for (const name of Object.keys(localStorage)) if (name.includes(":begun:")) localStorage.removeItem(name); // begun.js
}

// A page that the phone had stored (worker.js) says of when it is.
const { kept } = document.body.dataset;
if (kept) {
  const notice = document.getElementById("stored-page");
  const lang = document.documentElement.lang.replace(/^en$/, "en-GB"); // which has the day before the month
  const when = new Date(kept).toLocaleString(lang, { dateStyle: "full", timeStyle: "short" });
  notice.querySelector("span").textContent = notice.dataset.says.replace("{when}", when);
  notice.hidden = false;
}

// Without HTTPS the browser leaves things out: that is said, and none of them is offered.
if (!isSecureContext) {
  for (const offer of document.querySelectorAll("[data-needs-https]")) offer.hidden = true;
  for (const notice of document.querySelectorAll("[data-without-https]")) {
    const isOnce = notice.dataset.withoutHttps === "once";
    notice.hidden = isOnce && localStorage["without-https"];
    if (isOnce) notice.querySelector("button").onclick = () => (notice.hidden = localStorage["without-https"] = true);
  }
}

// Where a control goes away by what it did, focus goes to what has taken its place, or to what it was a
// part of or changed, never to the start of the page.
const isShown = (one) => one?.isConnected && one.getClientRects().length;
let focused;
let around = []; // what the focused control is, changes and is a part of, as selectors
let looking;

document.addEventListener("focusin", ({ target }) => {
  focused = target;
  around = [];
  for (let part = target; part; part = part.parentElement) {
    around.push(part.id && `[id="${part.id}"]`, part.getAttribute("hx-target"));
  }
});

function keepFocus() {
  if (document.activeElement !== document.body || !focused || isShown(focused)) return;
  const places = [...around.filter((one) => one && one !== "#toast"), "#main"];
  const place = places.map((one) => document.querySelector(one)).find(isShown);
  if (!place) return;
  const next = place.matches("article") ? (place.querySelector(".is-next") ?? place) : place;
  if (next.tabIndex < 0) next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

// A browser takes focus from what is hidden when it draws the next time.
new MutationObserver(() => {
  cancelAnimationFrame(looking);
  looking = requestAnimationFrame(() => (looking = requestAnimationFrame(keepFocus)));
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ["class", "hidden"] });

// The CSRF token is read when something is sent, so that a page stored earlier can send, too.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-CSRFToken"] = outbox.csrfToken();
});

// A part of a page is answered by another page where the runner is logged out or has questions to
// answer first: the page is loaded again, which leads there, and nothing is swapped.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { responsePath, requestPath } = detail.pathInfo;
  if (detail.boosted || !responsePath || outbox.pathOf(responsePath) === outbox.pathOf(requestPath)) return;
  detail.shouldSwap = false;
  location.reload();
});

// A menu that lies over the page closes on a press beside it, and on Escape.
const openMenu = () => document.querySelector("[data-menu][open]");

document.addEventListener("pointerdown", ({ target }) => {
  const menu = openMenu();
  if (menu && !menu.contains(target)) menu.open = false;
});
document.addEventListener("keydown", ({ key }) => {
  const menu = key === "Escape" && openMenu();
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// The two buttons beside a number field (field.html). Without this it is a plain number field.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-step]");
  const input = button?.parentElement.querySelector("input");
  if (!input) return;
  // A load is text, in which a comma may stand: a copy that is a number field counts for it.
  const { from = 0, point = "." } = input.dataset;
  const number = input.cloneNode();
  number.type = "number";
  number.value = input.value.replace(",", ".") || from;
  number[button.dataset.step]();
  input.value = number.value.replace(".", point);
  input.dispatchEvent(new Event("input", { bubbles: true }));
});

// Tells the sign-up form which clock the runner lives by.
for (const input of document.querySelectorAll("[data-time-zone]")) {
  input.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
}

// Whoever wants it has ten seconds counted before a squeeze is logged; a second press stops that.
let counting;

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("form[data-count] button");
    if (!button || (counting?.isOver && counting.button === button)) return;
    event.preventDefault();
    if (counting) return stopCounting();
    const place = button.querySelector("span");
    const ends = Date.now() + 1000 * button.form.dataset.count;
    counting = { button, place, name: place.textContent, ends };
    toasts.replaceChildren(button.form.querySelector("template").content.cloneNode(true));
    counting.ticking = setInterval(showCount, 200);
    showCount();
  },
  true,
);

function showCount() {
  const left = Math.ceil((counting.ends - Date.now()) / 1000);
  counting.place.textContent = Math.max(0, left);
  if (left > 0) return;
  counting.isOver = true;
  navigator.vibrate?.(200);
  counting.button.click();
  stopCounting();
}

function stopCounting() {
  clearInterval(counting.ticking);
  counting.place.textContent = counting.name;
  if (!counting.isOver) toasts.replaceChildren();
  counting = undefined;
}

// Forms inside data-out go through the outbox; the line at the foot says what waits there. Without
// this module, or where nothing can be stored, they are sent as they are.

const direct = new WeakSet(); // forms that are sent without the outbox this once

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.closest("[data-out]") || !runner || direct.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    // The server may be reached hours later, so what it would refuse is said now.
    if (!button?.formNoValidate && !isValid(form)) return;
    const address = button?.getAttribute("formaction") ?? form.getAttribute("action");
    putDown(form, button ?? form, address, new FormData(form, button)).catch(() => {
      // Browsers ignore a form that is submitted while it is being submitted.
      setTimeout(() => direct.add(form) && form.requestSubmit(button));
    });
  },
  true,
);

/** Has the first field that breaks its limits say so. */
function isValid(form) {
  const wrong = [...form.elements].find(({ validity }) => !validity.valid);
  return !wrong || wrong.reportValidity();
}

// Without reception a correction goes into the outbox, a page comes from the service worker, and
// anything else says that it is not saved.
document.addEventListener("htmx:sendError", async ({ detail: { elt, boosted, pathInfo, requestConfig } }) => {
  if (elt.matches("form[data-keep]")) {
    await putDown(elt, elt, pathInfo.requestPath, requestConfig.formData);
    elt.replaceWith(fragment("waits"));
  } else if (elt.method === "post") toasts.replaceChildren(fragment("not-saved"));
  else if (boosted) location.assign(pathInfo.finalRequestPath);
});

/** `from`: the form or its button, whose place on the page says what is sent and what is renewed. */
async function putDown(form, from, address, data) {
  const fields = [...data].filter(([name]) => name !== "csrfmiddlewaretoken");
  const shown = from.closest("[hx-target]");
  const act = await outbox.put({
    runner,
    address,
    fields,
    key: address.match(/[0-9a-f-]{36}/)?.[0] ?? outbox.valuesOf({ address, fields }).key,
    label: form.dataset.keep ?? from.closest("[data-out]").dataset.out,
    page: from.closest("[data-page]")?.dataset.page ?? location.pathname,
    day: dayShown(),
    target: shown?.getAttribute("hx-target"),
    swap: from.getAttribute("hx-swap") ?? shown?.getAttribute("hx-swap") ?? "innerHTML",
  });
  if (form.elements.key) form.elements.key.value = outbox.newKey();
  if (form.elements.number) form.elements.number.value = ""; // what is sent next is another set
  form.closest(".toast")?.remove();
  outbox.tell("done", { act, form });
  outbox.send();
}

// The server's answers

document.addEventListener("outbox:answer", async (event) => {
  const { act, status, html, url, problem } = event.detail;
  const isHere = act.page === location.pathname && act.day === dayShown();
  if (!isHere || status === 204 || (problem && status !== 422)) return;
  if (problem) event.preventDefault(); // the error is seen at its field, so the act need not be kept
  const later = (await actsOf("waits")).filter((one) => one.id > act.id && one.target === act.target);
  for (const { id } of later) outbox.brief.delete(id);
  if (later.length) return; // the later answer shows both
  if (!act.target) showPage(html, url);
  else if (document.querySelector(act.target)) {
    // Without a delay: when htmx "settles" later, it would undo what is tapped meanwhile.
    window.htmx.swap(act.target, html, { swapStyle: act.swap, settleDelay: 0 });
    outbox.tell("shown");
  }
});

/** Shows the page to which the server redirected. */
function showPage(html, url) {
  for (const part of ["#main", "#toast"]) {
    window.htmx.swap(part, html, { swapStyle: "innerHTML" }, { select: `${part} > *` });
  }
  if (url !== location.href) history.pushState(null, "", url);
}

const dayShown = () => document.querySelector("[data-day]")?.dataset.day;

// The line at the foot

const line = document.getElementById("sync");
line.querySelector("a").search = `?next=${location.pathname}`;
let way = "";

document.addEventListener("outbox:stopped", ({ detail }) => (way = detail.way));
document.addEventListener("outbox:answer", () => (way = ""));
for (const what of ["put", "change"]) document.addEventListener(`outbox:${what}`, show);

/** The runner's acts of a state; where nobody is logged in, everybody's. */
async function actsOf(state) {
  const all = await outbox.acts();
  return all.filter((act) => act.state === state && (!runner || act.runner === runner));
}

/** Names the set of an act, if it is of one. A left and a right of the same number are one set. */
function setOf(act) {
  const { exercise, number, day = act.day } = outbox.valuesOf(act);
  return number ? `${day} ${exercise} ${number}` : (act.key ?? []);
}

async function show() {
  // What is being sent at this moment is not worth a line.
  const waits = way || !runner ? await actsOf("waits") : [];
  const refused = runner ? await actsOf("refused") : [];
  line.hidden = !waits.length && !refused.length;
  line.querySelector("a").hidden = Boolean(runner) || !navigator.onLine;
  const sets = new Set(waits.flatMap(setOf)).size;
  say("waits", sets ? "sets" : "others", sets || waits.length);
  say("refused", "refused", refused.length);
}

function say(place, words, count) {
  const part = line.querySelector(`[data-says=${place}]`);
  const text = line.dataset[words + (count === 1 ? "One" : "")].replace("{n}", count);
  part.hidden = !count;
  if (part.firstElementChild.textContent !== text) part.firstElementChild.textContent = text;
}

// What the server refused stays, with the reason, until it is sent again or thrown away.

const refusals = document.getElementById("refusals");

async function list() {
  const rows = await actsOf("refused");
  const items = rows.map((act) => {
    const item = fragment("refusal");
    item.querySelector("b").textContent = act.label;
    item.querySelector("span").textContent = act.problem;
    for (const does of ["again", "drop"]) {
      item.querySelector(`[data-does=${does}]`).onclick = () => outbox[does](act).then(list);
    }
    return item;
  });
  refusals.querySelector("ul").replaceChildren(...items);
  if (!rows.length) refusals.close();
  else if (!refusals.open) refusals.showModal();
}

line.querySelector("button").onclick = list;
show();

if (runner) {
  outbox.start(runner, clock);
  navigator.serviceWorker?.register(worker);
}

// On the page after leaving: what this browser stored for the runner is deleted, too.

async function forget(gone) {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(`go:${gone}:`)) localStorage.removeItem(name);
  }
  for (const act of await outbox.acts()) if (act.runner === gone) await outbox.drop(act);
  for (const name of (await window.caches?.keys()) ?? []) {
    if (name.startsWith("pages-")) await caches.delete(name);
  }
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe(); // last, as it may fail
}

const goodbye = document.querySelector("[data-gone]");
if (goodbye) forget(goodbye.dataset.gone);
