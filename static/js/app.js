// On every page: toasts, small helps for forms, and what the outbox needs of a page. Other modules
// are started by the pages that need them.
import * as outbox from "./outbox.js";
import { fieldsOf } from "./sets.js";

// A toast leaves after ten seconds, unless somebody is about to press its button.
const STAYS = 10_000;
const toasts = document.getElementById("toast");

function leave(toast) {
  if (toast.matches(":hover, :focus-within")) setTimeout(leave, STAYS, toast);
  else toast.remove();
}

function watch() {
  for (const toast of toasts.querySelectorAll(".toast:not([data-leaves])")) {
    toast.dataset.leaves = "";
    setTimeout(leave, STAYS, toast);
  }
}

if (toasts) {
  watch();
  new MutationObserver(watch).observe(toasts, { childList: true });
}

// A page that the browser had put aside may be out of date, or of somebody who has logged out.
addEventListener("pageshow", async ({ persisted }) => {
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  if (!persisted && type !== "back_forward") return;
  const { etag, runner: name } = document.body.dataset;
  const headers = { "If-None-Match": etag ?? "", ...(name && { "X-Runner": name }) };
  const { ok, status } = await fetch(location.href, { method: "HEAD", headers }).catch(() => ({}));
  if (status === 401 || status === 409) location.replace(location.pathname + location.search);
  else if (etag && ok) location.reload(); // unchanged it is 304
});

// The CSRF token is read when something is sent, so that a page stored earlier can send, too.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-CSRFToken"] = outbox.csrfToken();
});

// The answer is another page where the runner is logged out or has questions to answer first: the
// page is loaded again, which leads there, and nothing is swapped.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.boosted || !detail.xhr.responseURL) return;
  const { pathname } = new URL(detail.xhr.responseURL);
  if (!/^\/(accounts\/login|start)\//.test(pathname)) return;
  detail.shouldSwap = false;
  location.reload();
});

// The two buttons beside a number field (field.html). Without this it is a plain number field.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-step]");
  const input = button?.parentElement.querySelector("input");
  if (!input) return;
  if (!input.value && input.dataset.from) input.value = input.dataset.from;
  input[button.dataset.step]();
  input.dispatchEvent(new Event("input", { bubbles: true }));
});

// Tells the sign-up form which clock the runner lives by.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const input of document.querySelectorAll("[data-time-zone]")) input.value = here;

// Forms inside data-out go through the outbox; the line at the foot says what waits there. Without
// this module, or where nothing can be stored, they are sent as they are.

const runner = document.body.dataset.runner ?? "";
const direct = new WeakSet(); // forms that are sent without the outbox this once

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.closest("[data-out]") || !runner || direct.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    const address = button?.getAttribute("formaction") ?? form.getAttribute("action");
    putDown(form, button ?? form, address, fieldsOf(form, button)).catch(() => {
      setTimeout(sendPlainly, 0, form, button);
    });
  },
  true,
);

/** Called later, since browsers ignore a form that is submitted while it is being submitted. */
function sendPlainly(form, button) {
  direct.add(form);
  form.requestSubmit(button);
}

// Without reception a correction goes into the outbox, a page comes from the service worker, and
// anything else says that it is not saved.
document.addEventListener("htmx:sendError", async ({ detail: { elt, boosted, pathInfo, requestConfig } }) => {
  const part = (id) => document.getElementById(id).content.cloneNode(true);
  if (elt.matches("form[data-keep]")) {
    const fields = [...requestConfig.formData].filter(([name]) => name !== "csrfmiddlewaretoken");
    await putDown(elt, elt, pathInfo.requestPath, fields);
    elt.replaceWith(part("waits"));
  } else if (elt.method === "post") toasts.replaceChildren(part("not-saved"));
  else if (boosted) location.assign(pathInfo.finalRequestPath);
});

/** `from`: the form or its button, whose place on the page says what is sent and what is renewed. */
async function putDown(form, from, address, fields) {
  const shown = from.closest("[hx-target]");
  const target = shown?.getAttribute("hx-target");
  const act = await outbox.put({
    runner,
    address,
    fields,
    key: address.match(/[0-9a-f-]{36}/)?.[0] ?? new Map(fields).get("key"),
    label: form.dataset.keep ?? from.closest("[data-out]").dataset.out,
    page: from.closest("[data-page]")?.dataset.page ?? location.pathname,
    day: dayShown(),
    target: target === "this" ? `#${shown.id}` : target,
    swap: from.getAttribute("hx-swap") ?? shown?.getAttribute("hx-swap") ?? "innerHTML",
  });
  if (form.elements.key) form.elements.key.value = outbox.newKey();
  form.closest(".toast")?.remove();
  document.dispatchEvent(new CustomEvent("outbox:done", { detail: { act, form } }));
  outbox.send();
}

// Answers

document.addEventListener("outbox:answer", async (event) => {
  const { act, status, html, url, problem } = event.detail;
  const isHere = act.page === location.pathname && act.day === dayShown();
  if (!isHere || status === 204 || (problem && status !== 422)) return;
  if (problem) event.preventDefault(); // the error is seen at its field, so the act need not be kept
  const waits = (await outbox.acts()).filter((one) => one.id > act.id && one.state === "waits");
  if (waits.some((one) => one.target === act.target)) return; // the later answer shows both
  if (!act.target) showPage(html, url);
  else if (document.querySelector(act.target)) {
    // Without a delay: when htmx "settles" later, it would undo what is tapped meanwhile.
    window.htmx.swap(act.target, html, { swapStyle: act.swap, settleDelay: 0 });
  }
});

/** Shows the page to which the server redirected. */
function showPage(html, url) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const id of ["main", "toast"]) {
    const news = page.getElementById(id);
    if (news) window.htmx.swap(`#${id}`, news.innerHTML, { swapStyle: "innerHTML" });
  }
  if (url !== location.href) history.pushState(null, "", url);
}

const dayShown = () => document.querySelector("[data-day]")?.dataset.day;

// The line at the foot

const line = document.getElementById("sync");
let way = "";

document.addEventListener("outbox:stopped", ({ detail }) => (way = detail.way));
document.addEventListener("outbox:drained", () => (way = ""));
for (const what of ["put", "change", "stopped", "drained"]) {
  document.addEventListener(`outbox:${what}`, show);
}

async function show() {
  const kept = (await outbox.acts()).filter((act) => !runner || act.runner === runner);
  const waits = kept.filter((act) => act.state === "waits");
  const refused = kept.filter((act) => act.state === "refused" && runner);
  // What is being sent at this moment is not worth a line.
  const shown = waits.length && (way || !runner);
  line.hidden = !shown && !refused.length;
  const sets = new Set(waits.filter((act) => act.key).map((act) => act.key)).size;
  say("waits", shown ? (sets ? "sets" : "others") : "", sets || waits.length);
  line.querySelector("a").hidden = !shown || !(way === "login" || !runner);
  say("refused", refused.length ? "refused" : "", refused.length);
}

function say(place, words, count) {
  const said = line.querySelector(`[data-says=${place}]`);
  const texts = line.dataset[words + (count === 1 ? "One" : "")] ?? line.dataset[words] ?? "";
  const text = texts.replace("{n}", count);
  said.hidden = !text;
  if (said.firstElementChild.textContent !== text) said.firstElementChild.textContent = text;
}

// What the server refused stays, with the reason, until it is sent again or thrown away.

const refusals = document.getElementById("refusals");

line?.addEventListener("click", async ({ target }) => {
  if (target.closest("[data-show]")) await list();
});

async function list() {
  const mine = (await outbox.acts()).filter((act) => act.runner === runner);
  const rows = mine.filter((act) => act.state === "refused");
  const row = document.getElementById("refusal").content;
  refusals.querySelector("ul").replaceChildren(
    ...rows.map((act) => {
      const item = row.cloneNode(true).firstElementChild;
      item.querySelector("b").textContent = act.label;
      item.querySelector("span").textContent = act.problem;
      item.querySelector("[data-again]").onclick = () => settle(outbox.again(act));
      item.querySelector("[data-drop]").onclick = () => settle(outbox.drop(act));
      return item;
    }),
  );
  if (rows.length && !refusals.open) refusals.showModal();
  if (!rows.length) refusals.close();
}

const settle = (done) => done.then(list);

if (line) {
  show();
  if (runner) outbox.start(runner);
}

if (runner) navigator.serviceWorker?.register("/sw.js");

// On the page after leaving: what this browser stored for the runner is deleted, too.

async function forget(gone) {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(`go:${gone}:`)) localStorage.removeItem(name);
  }
  const own = async () => (await outbox.acts()).filter((act) => act.runner === gone);
  const worker = async () => (await navigator.serviceWorker?.getRegistration())?.pushManager;
  // Independently: where a browser lacks one of these, the others are still done.
  await Promise.allSettled([
    own().then((acts) => Promise.all(acts.map(outbox.drop))),
    worker().then((push) => push?.getSubscription()).then((own) => own?.unsubscribe()),
    window.caches?.delete("pages"),
  ]);
}

const goodbye = document.querySelector("[data-gone]");
if (goodbye) forget(goodbye.dataset.gone);
