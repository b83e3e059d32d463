// Forms marked data-out go through the outbox; the line at the foot says what waits there.
// Without this module, or without a place to put things down, they are sent as they are.
import * as outbox from "./outbox.js";

const runner = document.body.dataset.runner ?? "";
const direct = new WeakSet(); // forms that go the plain way this once

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("[data-out]") || !runner || direct.delete(form) || !isSound(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    const { pathname, search } = new URL(button?.getAttribute("formaction") ?? form.action, location);
    putDown(form, pathname + search, new FormData(form, button)).catch(() => {
      setTimeout(sendPlainly, 0, form, button);
    });
  },
  true,
);

/** Not while it is being submitted: browsers pass that over. */
function sendPlainly(form, button) {
  direct.add(form);
  form.requestSubmit(button);
}

// A correction goes its own way, and waits here only if it found none.
document.addEventListener("htmx:sendError", async ({ detail: { elt, pathInfo, requestConfig } }) => {
  if (!runner || !elt.matches("form[data-keep]")) return;
  await putDown(elt, pathInfo.requestPath, requestConfig.formData);
  elt.replaceWith(document.getElementById("waits").content.cloneNode(true));
});

async function putDown(form, address, data) {
  const fields = [...data].filter(([name]) => name !== "csrfmiddlewaretoken");
  const shown = form.closest("[hx-target]");
  const target = shown?.getAttribute("hx-target");
  const act = await outbox.put({
    runner,
    address,
    fields,
    key: new Map(fields).get("key") ?? address.match(/\/sets\/([0-9a-f-]{36})\//)?.[1],
    label: form.dataset.out ?? form.dataset.keep,
    page: form.closest("[data-page]")?.dataset.page ?? location.pathname,
    day: document.querySelector("[data-day]")?.dataset.day,
    target: target === "this" ? `#${shown.id}` : target,
    swap: form.getAttribute("hx-swap") ?? shown?.getAttribute("hx-swap") ?? "innerHTML",
  });
  if (form.elements.key) form.elements.key.value = outbox.newKey();
  form.closest(".toast")?.remove();
  document.dispatchEvent(new CustomEvent("outbox:done", { detail: { act, form } }));
  outbox.send();
}

/** What the server would refuse anyway goes to it at once, so that it can say why. */
function isSound(form) {
  return [...form.elements].every(({ validity }) => {
    return !validity || validity.valid || (validity.stepMismatch && !validity.badInput);
  });
}

// Answers

document.addEventListener("outbox:answer", async (event) => {
  const { act, status, html, url, problem } = event.detail;
  const isHere = act.page === location.pathname && act.day === dayShown();
  if (!isHere || (problem && status !== 422)) return;
  if (problem) event.preventDefault(); // it is seen at its field, so it need not be kept
  const waits = (await outbox.acts()).filter((one) => one.id > act.id && one.state === "waits");
  if (waits.some((one) => one.target === act.target)) return; // a later answer tells more
  if (!act.target) showPage(html, url);
  else if (document.querySelector(act.target)) {
    // At once: what is tapped meanwhile must not be set back when htmx "settles" later.
    window.htmx.swap(act.target, html, { swapStyle: act.swap, settleDelay: 0 });
  }
});

/** The page that the server led to. */
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
  // What is on its way at this moment is no news.
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

// What the server would not take: said why, kept until it is sent again or thrown away.

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

const settle = async (done) => {
  await done;
  await list();
};

if (line) {
  show();
  if (runner) outbox.start(runner);
}

if (runner) navigator.serviceWorker?.register("/sw.js");
