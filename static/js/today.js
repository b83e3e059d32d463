// Today's lamps. Each is a form of its own and works without this; here it answers at once, also
// where there is no reception.
import { acts, newKey } from "./outbox.js";

// A second tap on the same lamp within 700 ms is a slip.
const SLIP = 700;
const tapped = new Map(); // lamp's id → when

document.addEventListener(
  "click",
  (event) => {
    const lamp = event.target.closest(".lamp");
    if (!lamp) return;
    if (event.timeStamp - (tapped.get(lamp.id) ?? -SLIP) < SLIP) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      tapped.set(lamp.id, event.timeStamp);
    }
  },
  true,
);

// What was put into the outbox is shown as if the server had answered already; its own answer then
// takes the place of it.

const page = document.querySelector("[data-day]");
let undo; // what takes the last act back: its address and fields

document.addEventListener("outbox:done", ({ detail: { act } }) => {
  const back = paint(act);
  undo = back && { ...back, label: act.label, target: act.target, swap: act.swap };
});

document.addEventListener("outbox:stopped", ({ detail }) => {
  if (!undo || detail.way === "login") return;
  const toast = document.getElementById("kept").content.cloneNode(true);
  const form = toast.querySelector("form");
  aim(form, undo.address, undo.fields);
  form.dataset.out = undo.label;
  form.setAttribute("hx-target", undo.target);
  form.setAttribute("hx-swap", undo.swap);
  document.getElementById("toast").replaceChildren(toast);
  undo = null;
});

async function paintAll() {
  if (!page) return;
  const rendered = Number(page.dataset.at);
  for (const act of await acts()) {
    const isMine = act.runner === document.body.dataset.runner && act.day === page.dataset.day;
    const isNews = act.state === "waits" || (act.state === "sent" && act.acted > rendered);
    if (isMine && isNews) paint(act);
  }
}

/** Returns what takes it back, if anything does. */
function paint({ address, fields, key }) {
  const said = Object.fromEntries(fields);
  if (said.exercise) return paintNew(said);
  if (!key) return paintSaid(address);
  const lamp = document.querySelector(`.lamp[data-key="${key}"]`);
  if (!lamp) return null;
  const before = { address: `/sets/${key}/`, fields: [["amount", lamp.dataset.amount]] };
  if (!address.includes("/delete")) {
    light(lamp, key, said.amount ?? lamp.dataset.amount);
    return before;
  }
  douse(lamp);
  return { ...before, address: `/sets/${key}/restore`, fields: [] };
}

function paintNew({ exercise, side, key, amount }) {
  const row = document.getElementById(`pick-${exercise}-${side}`)?.closest("article");
  const lamps = [...(row?.querySelectorAll(`[id^="lamp-${exercise}-${side}-"]`) ?? [])];
  const lamp =
    lamps.find((one) => one.dataset.key === key) ??
    lamps.find((one) => one.ariaPressed === "false");
  if (lamp) light(lamp, key, amount);
  document.getElementById(`pick-${exercise}-${side}`)?.classList.remove("is-open");
  return { address: `/sets/${key}/delete`, fields: [] };
}

function paintSaid(address) {
  const form = document.querySelector(`form[data-out][action="${address}"]:not(.lamp-form)`);
  form?.replaceWith(document.getElementById("said").content.cloneNode(true));
  return null;
}

function light(lamp, key, amount) {
  const less = amount - 1;
  Object.assign(lamp.dataset, { key, amount });
  lamp.ariaPressed = "true";
  lamp.firstChild.textContent = amount;
  lamp.classList.add("is-wait");
  lamp.classList.remove("is-next", "is-more", "is-short");
  if (less) aim(lamp, `/sets/${key}/`, [["amount", less]]);
  else aim(lamp, `/sets/${key}/delete`, []);
  count(lamp);
  const card = lamp.closest("article");
  const told = card.querySelector(".told");
  told.hidden = false;
  if (!card.querySelector(".lamp[aria-pressed=false]:not(.is-more)")) {
    told.querySelector(".fb")?.classList.add("is-open");
  }
}

function douse(lamp) {
  const row = lamp.closest(".setrow");
  const pick = document.getElementById(row.querySelector("[data-pick]").dataset.pick);
  const fields = [...pick.elements].filter((one) => one.name && one.type !== "submit");
  const asked = fields.map((one) => [one.name, one.defaultValue]);
  const key = newKey();
  aim(lamp, pick.action, asked.map(([name, value]) => [name, name === "key" ? key : value]));
  lamp.dataset.key = key;
  lamp.ariaPressed = "false";
  lamp.firstChild.textContent = pick.elements.amount.defaultValue;
  lamp.classList.remove("is-wait", "is-short");
  count(lamp);
}

/** The form, or the form around a lamp, sends this from now on. */
function aim(element, address, fields) {
  const form = element.closest("form");
  element.removeAttribute("form");
  form.setAttribute("action", address);
  for (const input of form.querySelectorAll("input")) input.remove();
  for (const [name, value] of fields) {
    const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    form.prepend(input);
  }
}

/** How many of the block's sets are done. */
function count(lamp) {
  const block = lamp.closest("[data-block]");
  const done = block.querySelector("[data-done]");
  const cards = [...block.querySelectorAll("article.card")].map((card) => {
    const rows = [...card.querySelectorAll(".setrow")];
    return Math.min(...rows.map((row) => row.querySelectorAll(".lamp[aria-pressed=true]").length));
  });
  done.textContent = cards.reduce((sum, sets) => sum + sets, 0);
}

paintAll();

// What the phone takes along: the next days' plans anew, what is there already as it is.

const OFTEN = 10 * 60_000;
let later;

async function takeAlong() {
  if (!page || !navigator.serviceWorker?.controller) return;
  for (const path of page.dataset.along.split(" ")) {
    if (path.startsWith("/today/") || !(await caches.match(path))) await fetch(path).catch(() => {});
  }
  localStorage.setItem("took-along", Date.now());
}

function takeAlongSoon() {
  clearTimeout(later);
  later = setTimeout(takeAlong, 5_000);
}

document.addEventListener("outbox:answer", takeAlongSoon);
if (Date.now() - Number(localStorage.getItem("took-along")) > OFTEN) {
  navigator.serviceWorker?.ready.then(takeAlongSoon);
}

// Where nothing can be put down, a tap goes straight to the server; if that fails, it says so.
document.addEventListener("htmx:sendError", () => {
  const toast = document.getElementById("not-saved").content.cloneNode(true);
  document.getElementById("toast").replaceChildren(toast);
});

// Another number, and the feedback before the last set: opened in place.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-pick], [data-open]");
  if (!opener) return;
  event.preventDefault();
  const panel = document.getElementById(opener.dataset.pick ?? opener.dataset.open);
  const open = !panel.classList.contains("is-open");
  for (const other of opener.closest("article").querySelectorAll(".pick.is-open")) {
    other.classList.remove("is-open");
  }
  panel.classList.toggle("is-open", open);
  opener.setAttribute("aria-expanded", open);
  if (open) panel.querySelector("[data-step]")?.focus();
});

// Back after a while, on another day: today's page is another one.
const born = new Date().toDateString();
const WHILE = 30 * 60_000; // a set at midnight belongs to the evening's page
let leftAt = 0;

document.addEventListener("visibilitychange", () => {
  if (document.hidden) leftAt = Date.now();
  else if (Date.now() - leftAt > WHILE && new Date().toDateString() !== born) location.reload();
});
