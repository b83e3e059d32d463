// Today's lamps. Each is a form of its own and works without this; here it answers at once, also
// where there is no reception.
import { acts, brief, newKey } from "./outbox.js";

// What was put into the outbox is shown as if the server had answered already; its own answer then
// takes the place of it.

const page = document.querySelector("[data-day]");
const LIT = ".lamp[aria-pressed=true]";
const painted = new Set(); // ids of the acts that are shown here
const gone = new Map(); // key of a set that was taken back → its row and values
let undo; // the act that takes the last one back

document.addEventListener("outbox:put", ({ detail }) => painted.add(detail.act.id));

document.addEventListener("outbox:done", ({ detail: { act } }) => {
  const lamp = lampOf(act.key); // of another number than asked, none yet
  const back = paint(act);
  const isLit = lamp && back?.address.endsWith("/delete");
  // Neither the page's first lamp, nor its card's last: the server has nothing to add.
  if (isLit && document.querySelectorAll(LIT)[1] && nextOf(lamp.closest("article"))) {
    brief.add(act.id);
    lamp.ariaLabel = lamp.dataset.lit;
  }
  undo = back && { ...act, ...back, text: lamp?.dataset.lit };
});

document.addEventListener("outbox:stopped", ({ detail: { way } }) => way === "login" || offerUndo());

document.addEventListener("outbox:answer", ({ detail: { status } }) => status === 204 && offerUndo(undo?.text));

function offerUndo(text) {
  if (!undo) return;
  const toasts = document.getElementById("toast");
  toasts.replaceChildren(document.getElementById("kept").content.cloneNode(true));
  const form = toasts.querySelector("form");
  if (text) form.previousElementSibling.textContent = text.split(". ")[0];
  aim(form, undo.address, undo.fields);
  form.dataset.out = undo.label;
  form.setAttribute("hx-target", undo.target);
  form.setAttribute("hx-swap", undo.swap);
  undo = null;
}

/** What waits, what was sent after this page was made, and what another tab did. */
async function paintAll() {
  if (!page) return;
  const rendered = Number(page.dataset.at);
  const all = await acts();
  for (const act of all) {
    const isMine = act.runner === document.body.dataset.runner && act.day === page.dataset.day;
    const isNews = act.state === "waits" || (act.state === "sent" && act.sent > rendered);
    if (!isMine || !isNews || painted.has(act.id)) continue;
    painted.add(act.id);
    paint(act);
  }
  const waiting = all.filter((act) => act.state === "waits").flatMap(keysOf);
  for (const lamp of document.querySelectorAll(".lamp.is-wait")) {
    lamp.classList.toggle("is-wait", waiting.includes(lamp.dataset.key));
  }
}

document.addEventListener("outbox:change", paintAll);

/** Of left and right at once, both. */
const keysOf = ({ address, fields, key }) => {
  const { searchParams } = new URL(address, location);
  return [key, searchParams.get("pair"), Object.fromEntries(fields).pair];
};

/** Returns what takes it back, if anything does. */
function paint({ address, fields, key }) {
  const { pathname, searchParams } = new URL(address, location);
  const said = Object.fromEntries([...searchParams, ...fields]);
  if (said.exercise) return paintNew(said);
  if (!key) return paintSaid(pathname, said);
  const lamp = lampOf(key);
  if (!lamp) return null;
  const isGone = lamp.dataset.key !== key;
  const names = ["amount", "hold_s", "load"].filter((name) => lamp.dataset[name]);
  const before = { address: `/sets/${key}/`, fields: names.map((n) => [n, lamp.dataset[n]]) };
  const both = [key, said.pair].filter((one) => one && lampOf(one));
  if (pathname.endsWith("/delete")) {
    for (const one of both) douse(lampOf(one));
    return { address: `/sets/${key}/restore${pairIn(said)}`, fields: [] };
  }
  for (const one of both) {
    light(lampOf(one), one, { ...(gone.get(one) ?? lampOf(one).dataset), ...said });
    gone.delete(one);
  }
  return isGone ? null : before;
}

/** Of a set that was taken back, the place where it may be put again. */
function lampOf(key) {
  const row = gone.get(key)?.row;
  const free = row && document.querySelector(`[id^="${row}"][aria-pressed=false]`);
  return document.querySelector(`.lamp[data-key="${key}"]`) ?? free;
}

const pairIn = ({ pair }) => (pair ? `?pair=${pair}` : "");

/** The form for another number, beside a lamp. */
function pickOf(lamp) {
  const { pick } = lamp.closest(".setrow").querySelector("[data-pick]").dataset;
  return document.getElementById(pick);
}

function paintNew(said) {
  const { exercise, side, key } = said;
  const card = document.getElementById(exercise);
  const lamps = [...(card?.querySelectorAll(`[id^="lamp-${exercise}-${side}-"]`) ?? [])];
  const lamp =
    lamps.find((one) => one.dataset.key === key) ??
    lamps.find((one) => one.ariaPressed === "false");
  if (lamp) light(lamp, key, said);
  else card?.querySelector(".pick.is-open")?.classList.remove("is-open"); // one more than asked
  return { address: `/sets/${key}/delete${pairIn(said)}`, fields: [] };
}

/** Feedback or the morning's pain; taken back, its form is there again. */
function paintSaid(path, { date }) {
  const form = document.querySelector(`form[data-undo][action="${path.replace(/undo$/, "")}"]`);
  if (!form) return null;
  const isUndo = path.endsWith("undo");
  const note = form.previousElementSibling;
  if (isUndo && note?.matches(".fb-said")) note.remove();
  if (!isUndo) form.before(document.getElementById("said").content.cloneNode(true));
  form.hidden = !isUndo;
  form.classList.toggle("is-open", isUndo);
  return isUndo ? null : { address: form.dataset.undo, fields: [["date", date]] };
}

function light(lamp, key, { amount, hold_s = "", load = "" }) {
  const less = amount - 1;
  Object.assign(lamp.dataset, { key, amount, hold_s, load });
  lamp.ariaPressed = "true";
  lamp.firstChild.textContent = amount;
  lamp.classList.add("is-wait");
  lamp.classList.remove("is-next", "is-more", "is-short");
  if (less) aim(lamp, `/sets/${key}/`, [["amount", less]]);
  else aim(lamp, `/sets/${key}/delete`, []);
  count(lamp);
  const card = lamp.closest("article");
  for (const pick of card.querySelectorAll(".pick.is-open")) pick.classList.remove("is-open");
  const told = card.querySelector(".told");
  told.hidden = false;
  if (!card.querySelector(".lamp[aria-pressed=false]:not(.is-more)")) {
    told.querySelector(".fb")?.classList.add("is-open");
  }
}

function douse(lamp) {
  const pick = pickOf(lamp);
  const fields = [...pick.elements].filter((one) => one.name && one.type !== "submit");
  const asked = fields.map((one) => [one.name, one.defaultValue]);
  const key = newKey();
  aim(lamp, pick.action, asked.map(([name, value]) => [name, name === "key" ? key : value]));
  gone.set(lamp.dataset.key, { row: lamp.id.replace(/\d+$/, ""), ...lamp.dataset });
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
    return Math.min(...rows.map((row) => row.querySelectorAll(LIT).length));
  });
  done.textContent = cards.reduce((sum, sets) => sum + sets, 0);
  turn(lamp.closest("article"));
}

/** Whose turn it is: the side with fewer sets, of equals the one above. While both are at the same
set, one tap for left and right is offered. */
function turn(card) {
  const rows = [...card.querySelectorAll(".lamps")];
  const sets = rows.map((row) => row.querySelectorAll(LIT).length);
  card.querySelector(".is-next")?.classList.remove("is-next");
  nextOf(rows[sets.indexOf(Math.min(...sets))])?.classList.add("is-next");
  const pair = card.querySelector(".pair");
  if (!pair) return;
  pair.hidden = sets[0] !== sets[1] || rows.some((row) => !row.querySelector("[aria-pressed=false]"));
  const button = pair.querySelector("button");
  button.querySelector("span").textContent = button.dataset.label.replace("{n}", sets[0] + 1);
}

paintAll();

// What the phone takes along: the next days' plans anew, what is there already as it is.

const OFTEN = 10 * 60_000;
const IDLE = 2 * 60_000; // after an answer: not between two sets
let later;

async function takeAlong() {
  if (!navigator.serviceWorker?.controller) return;
  for (const path of page?.dataset.along.split(" ") ?? []) {
    if (path.startsWith("/today/") || !(await caches.match(path))) await fetch(path).catch(() => {});
  }
  localStorage.setItem("took-along", Date.now());
}

function takeSoon({ detail }) {
  clearTimeout(later);
  later = setTimeout(takeAlong, detail && !document.getElementById("ending") ? IDLE : 5_000);
}

document.addEventListener("outbox:answer", takeSoon);
if (Date.now() - Number(localStorage.getItem("took-along")) > OFTEN) {
  navigator.serviceWorker?.ready.then(takeSoon);
}

// Back after a while, on another day: today's page is another one.
const born = new Date().toDateString();
const WHILE = 30 * 60_000; // a set at midnight belongs to the evening's page
let leftAt = 0;

document.addEventListener("visibilitychange", () => {
  if (document.hidden) leftAt = Date.now();
  else if (Date.now() - leftAt > WHILE && new Date().toDateString() !== born) location.reload();
});

// Fingers: a slip is no tap, a long press opens the number of that very set, and one button logs
// left and right.

// A second tap within 700 ms is a slip.
const SLIP = 700;
const tapped = new Map(); // id of what was tapped → when
// Held this long, a lamp asks for a number instead.
const LONG = 500;
let pressing; // the timer
let down = false; // whether a finger is on a lamp
let held; // the lamp that was held: letting it go is no tap

function hold(lamp) {
  if (down) held = lamp;
  clearTimeout(pressing);
  navigator.vibrate?.(15);
  const row = lamp.closest(".setrow");
  ask(row, lamp.ariaPressed === "true" ? lamp : nextOf(row));
}

const nextOf = (row) => row.querySelector("[aria-pressed=false]:not(.is-more)");

document.addEventListener("pointerdown", ({ target, button }) => {
  const lamp = target.closest(".lamp");
  held = null;
  down = Boolean(lamp) && !button;
  if (down) pressing = setTimeout(hold, LONG, lamp);
});

for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    down = false;
    clearTimeout(pressing);
  });
}

// The right button, a keyboard's menu key, and a long press where the browser tells of it.
document.addEventListener("contextmenu", (event) => {
  const lamp = event.target.closest(".lamp");
  if (!lamp) return;
  event.preventDefault();
  if (held !== lamp) hold(lamp);
});

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest(".lamp, .pair button");
    if (!button) return;
    const isSlip = event.timeStamp - (tapped.get(button.id) ?? -SLIP) < SLIP;
    if (isSlip || button === held) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      tapped.set(button.id, event.timeStamp);
    }
    held = null;
  },
  true,
);

// Left and right with one tap: each goes its own way, with its own key.
document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches(".pair")) return;
    event.preventDefault();
    const rows = [...event.target.closest("article").querySelectorAll(".lamps")];
    const [one, other] = rows.map((row) => row.querySelector("[aria-pressed=false]"));
    const pair = { type: "hidden", name: "pair", value: one.dataset.key };
    other.form.prepend(Object.assign(document.createElement("input"), pair));
    one.form.requestSubmit(one);
    other.form.requestSubmit(other);
  },
  true,
);

// Another number: for the next set of a row, or for the lamp that was held.

function ask(row, lamp) {
  const pick = pickOf(row);
  const isLit = lamp?.ariaPressed === "true";
  const address = isLit ? `/sets/${lamp.dataset.key}/` : "/today/sets/";
  pick.setAttribute("action", address);
  pick.setAttribute("hx-post", address);
  window.htmx.process(pick);
  const name = lamp?.getAttribute("aria-label").split(":")[0];
  pick.querySelector("b").textContent = name ?? pick.dataset.more;
  for (const input of pick.querySelectorAll("input")) {
    if (input.type === "hidden") input.disabled = isLit;
    else input.value = (isLit && lamp.dataset[input.name]) || input.defaultValue;
  }
  open(pick);
}

function open(panel, isOpen = true) {
  const card = panel.closest("article");
  for (const other of card.querySelectorAll(".pick.is-open")) other.classList.remove("is-open");
  panel.classList.toggle("is-open", isOpen);
  card.querySelector(`[data-pick="${panel.id}"]`)?.setAttribute("aria-expanded", isOpen);
  if (isOpen) panel.querySelector("[data-step]")?.focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-pick], [data-open]");
  if (!opener) return;
  event.preventDefault();
  const panel = document.getElementById(opener.dataset.pick ?? opener.dataset.open);
  if (panel.classList.contains("is-open") || opener.dataset.open) {
    open(panel, !panel.classList.contains("is-open"));
  } else {
    const row = opener.closest(".setrow");
    ask(row, nextOf(row));
  }
});

// An answer that comes while somebody is at a number or at the feedback leaves it as it is.

let begun = [];

document.addEventListener("outbox:answer", ({ detail: { act, problem } }) => {
  const card = act.target && !problem ? document.querySelector(act.target) : null;
  begun = [...(card?.querySelectorAll(".is-open:is(.pick, .fb)") ?? [])];
});

document.addEventListener("htmx:load", ({ target }) => {
  if (!target.matches("article.card")) return;
  for (const form of begun.splice(0)) {
    document.getElementById(form.id)?.replaceWith(form);
    window.htmx.process(form);
  }
});
