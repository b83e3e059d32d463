// Today's lamps. Each is a button of a form and works without this; here a tap is shown at once,
// also where there is no reception, and the server's own answer then takes the place of it.
//
// Words and addresses are the server's: the form #edit-set carries them as patterns.
import * as begun from "./begun.js";
import { isLacking, restore } from "./feedback.js";
import { actsSince, brief, fill, kindOf, pathOf, tell, valuesOf } from "./outbox.js";
import { showMain, whenChanged } from "./refresh.js";
import { endRest, startRest } from "./rest.js";

let page = document.querySelector("[data-day]");
const edits = document.getElementById("edit-set");
const patterns = edits.dataset;
const OPEN = ".lamp[aria-pressed=false]";
const cardOf = (part) => part.closest("article");
const pickerOf = (part) => cardOf(part).querySelector(".pick");
const fragment = (id) => document.getElementById(id).content.cloneNode(true);

/** The next set of a row or a card: of the lowest number, in the row that stands first. */
function nextOf(place) {
  const open = [...place.querySelectorAll(`${OPEN}[data-number]`)];
  return open.sort((one, other) => one.dataset.number - other.dataset.number)[0];
}

// What was put into the outbox is shown as if the server had answered already.

const painted = new Set(); // ids of the acts that are shown
let undo; // the act that undoes the last one

document.addEventListener("outbox:done", ({ detail: { act } }) => {
  painted.add(act.id);
  const lamp = lampOf(act.key); // none where another number than asked was logged
  const back = paint(act);
  // Unless it is its card's first logged set or its last, the server has nothing to add.
  const isLog = kindOf(act, patterns) === "log";
  const isPlain = lamp && isLog;
  const card = isPlain && cardOf(lamp);
  if (card && card.querySelectorAll(".lamp[aria-pressed=true]")[1] && nextOf(card)) brief.add(act.id);
  undo = back && { ...act, ...back, lamp };
  if (kindOf(act, patterns) === "delete") endRest();
  else if (isLog) restAfter(act);
});

/** Rests until the next set; to turn to the other side takes no rest, and neither does the end. */
function restAfter(act) {
  const { exercise, side } = valuesOf(act);
  const card = document.getElementById(exercise);
  const next = card && nextOf(card);
  if (!next) return endRest();
  const rows = [...card.querySelectorAll(".lamps")].map((row) => nextOf(row)?.dataset.number);
  const isSwitch = next.parentElement.dataset.side !== side && new Set(rows).size > 1;
  if (isSwitch) endRest();
  else startRest(Number(card.dataset.rest), next.dataset.name);
  next.closest(".setrow").scrollIntoView({ block: "nearest" });
}

document.addEventListener("outbox:stopped", ({ detail: { way } }) => {
  if (way !== "login" && way !== "other") offerUndo();
});

document.addEventListener("outbox:answer", ({ detail: { status } }) => {
  const { name, amount: n } = undo?.lamp?.dataset ?? {};
  if (status === 204) offerUndo(n && fill(patterns.logged, { name, n }));
});

function offerUndo(text) {
  if (!undo) return;
  const toasts = document.getElementById("toast");
  toasts.replaceChildren(fragment("kept"));
  const form = toasts.querySelector("form");
  if (text) form.previousElementSibling.textContent = text;
  const { address: action, label, target, swap, fields } = undo;
  const goes = { action, "data-out": label, "hx-target": target, "hx-swap": swap };
  for (const [name, value] of Object.entries(goes)) form.setAttribute(name, value);
  for (const [name, value] of fields) {
    form.prepend(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  undo = null;
}

const SETTLES = 2_500; // ms after which a new page surely knows what was just sent, by whole seconds

// Red pain changes more than its own card: what builds on it and the lifts rest, too.
document.addEventListener("outbox:shown", () => {
  const lead = document.getElementById("lead");
  if (lead?.dataset.plan === document.querySelector("[data-day]")?.dataset.plan) return;
  setTimeout(tell, SETTLES, "elsewhere");
});

/** Shows what waits, what was sent after this page was made, and what another tab did. */
async function paintAll() {
  const news = await actsSince(page.dataset.day, page.dataset.at);
  for (const act of news) {
    if (!painted.has(act.id) && !isAskedAgain(act)) paint(act);
    painted.add(act.id);
  }
  paintPrimer(news);
  const waits = news.filter((act) => act.state === "waits");
  const keys = waits.flatMap((act) => [act.key, valuesOf(act).pair]);
  for (const lamp of document.querySelectorAll(".lamp.is-wait")) {
    if (keys.includes(lamp.dataset.key)) continue;
    lamp.classList.remove("is-wait");
    lamp.removeAttribute("aria-describedby");
  }
}

document.addEventListener("outbox:change", paintAll);

/** Says that the primer is done once all of its sets are: they are logged on a page of their own. */
function paintPrimer(news) {
  const card = document.querySelector("[data-primer]");
  if (!card) return;
  const done = new Set();
  for (const act of news) {
    if (pathOf(act.address) === card.dataset.primer) done.add(act.key);
    else if (kindOf(act, patterns) === "delete") done.delete(act.key);
  }
  if (!card.dataset.keys.split(" ").every((key) => done.has(key))) return;
  card.replaceChildren(card.querySelector("template").content);
  card.removeAttribute("data-primer");
}

/** Whether the page was opened to change the answer that the act gave. */
const isAskedAgain = ({ state, address }) =>
  state === "sent" && location.search.includes("morning=") && address === document.getElementById("morning")?.dataset.action;

/** Shows what an act did; returns the address and fields that undo it, if anything does. */
function paint(act) {
  const { key } = act;
  const values = valuesOf(act);
  const { exercise, pair } = values;
  const kind = kindOf(act, patterns);
  const query = `?${new URLSearchParams({ ...(exercise && { exercise }), ...(pair && { pair }) })}`;
  const undoBy = (pattern, fields = []) => ({ address: fill(pattern, { key }) + query, fields });
  if (!kind) return paintAnswer(pathOf(act.address), values);
  if (kind === "log") {
    const lamp = lampFor(values);
    if (lamp) showLogged(lamp, key, values);
    else closePickers(document.getElementById(exercise)); // one more than asked
    return undoBy(patterns.delete);
  }
  const lamps = [key, pair].map(lampOf).filter(Boolean);
  const before = lamps[0] && { ...lamps[0].dataset };
  if (kind === "delete") {
    lamps.forEach(showOpen);
    return before && undoBy(patterns.restore);
  }
  for (const one of [key, pair]) {
    // The lamp of a set that was deleted has the key again, but none of its numbers.
    const lamp = lampOf(one) ?? lampBack(deleted[one]);
    if (lamp) showLogged(lamp, one, { ...deleted[one], ...lamp.dataset, ...values });
  }
  if (kind === "restore") return undoBy(patterns.delete);
  if (!before) return null;
  const names = ["amount", "hold_s", "load", "band"].filter((name) => before[name]);
  return undoBy(patterns.change, names.map((name) => [name, before[name]]));
}

const lampOf = (key) => document.querySelector(`.lamp[data-key="${key}"]`);

// The sets that were deleted, by key. An answer that draws a card anew knows nothing of them.
const deleted = {};

/** The lamp in which a deleted set is shown again: its own, or another one if that is taken. */
const lampBack = (set) => set && (document.querySelector(`${OPEN}[id="${set.id}"]`) ?? lampFor(set));

/** The place of a new set: its own lamp, or the first free one of its side. */
function lampFor({ exercise, side, key }) {
  const row = document.getElementById(exercise)?.querySelector(`[data-side="${side}"]`);
  return row?.querySelector(`[data-key="${key}"]`) ?? row?.querySelector(OPEN);
}

const OWN = ["id", "data-name", "data-number"]; // attributes of a lamp in either look

/** Gives a lamp one of the looks that the server rendered, with the values of its set filled in. */
function wear(lamp, template, values) {
  const look = template.content.firstElementChild;
  for (const name of lamp.getAttributeNames()) {
    if (!OWN.includes(name) && !look.hasAttribute(name)) lamp.removeAttribute(name);
  }
  for (const { name, value } of look.attributes) lamp.setAttribute(name, fill(value, values));
  lamp.textContent = fill(look.textContent, values);
}

/** What a lamp sends to log its set; while the set is logged, the lamp only holds it. */
const openOf = ({ dataset, value }) => dataset.open ?? value;

function showLogged(lamp, key, { amount: n, hold_s = "", load = "", band = "" }) {
  const card = cardOf(lamp);
  const set = { name: lamp.dataset.name, exercise: card.id, open: openOf(lamp) };
  wear(lamp, document.getElementById("lamp-logged"), { ...set, key, n, less: n - 1, hold_s, load, band });
  closePickers(card);
  showCounts(card);
  const row = card.querySelector(".feedback-row");
  row.hidden = false;
  if (!nextOf(card)) openFeedback(row).scrollIntoView({ block: "nearest" });
}

function showOpen(lamp) {
  const { dataset, id, parentElement: row } = lamp;
  deleted[dataset.key] = { ...dataset, id, exercise: cardOf(lamp).id, side: row.dataset.side };
  const open = openOf(lamp);
  const key = new URLSearchParams(open).get("key");
  wear(lamp, row.querySelector("template"), { name: dataset.name, key, open });
  showCounts(cardOf(lamp));
}

/** Whose turn it is in a card, whether both sides may be logged, and how far the day is. */
function showCounts(card) {
  card.querySelector(".is-next")?.classList.remove("is-next");
  nextOf(card)?.classList.add("is-next");
  showLead();
  const pair = card.querySelector(".pair");
  if (!pair) return;
  const [one, other] = [...card.querySelectorAll(".lamps")].map((row) => nextOf(row)?.dataset.number);
  // Between its own two sets it stays, or the keyboard would lose its place.
  pair.hidden = !one || (one !== other && !pair.contains(document.activeElement));
  pair.querySelector("span").textContent = fill(patterns.pair, { n: one });
}

/** The head of the page: one dot a set, their number, and whether the day is done; the card to do now. */
function showLead() {
  const groups = [...document.querySelectorAll("[data-dots]")];
  let sum = 0;
  for (const group of groups) {
    const card = document.getElementById(group.dataset.dots);
    // Where nothing more is asked, as after pain, no lamp has a number, and the server's count stands.
    const isAsked = card?.querySelector(".lamp[data-number]");
    const done = isAsked ? setsDone(card) : group.querySelectorAll(".on").length;
    [...group.children].forEach((dot, n) => (dot.className = n < done ? "on" : ""));
    card?.classList.toggle("todo", done < group.children.length);
    sum += done;
  }
  if (!groups.length) return;
  document.querySelector("[data-done]").textContent = sum;
  const next = groups.flatMap((group) => [...group.children]).find((dot) => !dot.className);
  if (next) next.className = "next";
  const title = document.querySelector("#lead h1");
  title.textContent = title.dataset[next ? "asks" : "ended"];
  document.querySelector("#lead .btn")?.toggleAttribute("hidden", !next);
}

// The server's head is drawn when the answer comes: taps that wait may be further.
document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => {
  if (target?.id === "lead") showLead();
});

/** A set is done when no lamp of its number is open. */
function setsDone(card) {
  const numbers = (lamps) => new Set([...card.querySelectorAll(lamps)].map((lamp) => lamp.dataset.number));
  return numbers(".lamp[data-number]").size - numbers(`${OPEN}[data-number]`).size;
}

// Feedback, and pain on the morning

/** Opens the form of a feedback row; it is made from the page's template where there is none. */
function openFeedback(row) {
  const isThere = row.querySelector(".fb");
  if (!isThere) {
    const { innerHTML } = document.getElementById("feedback-form");
    row.insertAdjacentHTML("beforeend", innerHTML.replaceAll("any-exercise", cardOf(row).id));
  }
  const form = row.querySelector(".fb");
  if (!isThere) fillFeedback(form, row.dataset);
  form.classList.add("is-open");
  restore(form);
  return form;
}

/** Opens the forms in which something was begun before the page was left. */
function openBegun(forms = begun.begunForms()) {
  for (const [id, answers] of forms) {
    const [, kind, slug] = id.match(/^(fb|pick)-(.+)/) ?? [];
    const card = document.getElementById(slug);
    if (card && kind === "pick") openBegunPicker(card, answers);
    else if (card) openFeedback(card.querySelector(".feedback-row")).parentElement.hidden = false;
    else if (id === "morning" && document.getElementById(id)) begun.restore(document.getElementById(id));
  }
}

function openBegunPicker(card, answers) {
  const row = card.querySelector(`[data-side="${answers.get("side")}"]`);
  const lamp = document.getElementById(answers.get("lamp"));
  const picker = pickerOf(card);
  if (!row || picker.matches(".is-open")) return; // it is there as it was left
  openPicker(row, lamp?.ariaPressed === "true" ? lamp : nextOf(row));
  begun.restore(picker, answers);
  begun.keep(picker);
}

function fillFeedback(form, { asks, answers, wants, last, lastSaid }) {
  for (const question of form.querySelectorAll("[data-ask]")) {
    if (!asks.split(" ").includes(question.dataset.ask)) question.remove();
  }
  form.prepend(edits.querySelector("input").cloneNode()); // the CSRF token
  form.elements.date.value = page.dataset.day;
  for (const [name, value] of new URLSearchParams(answers)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  for (const [name, value] of new URLSearchParams(last)) {
    form.querySelector(`[name=${name}][value="${value}"]`)?.parentElement.classList.add("was");
  }
  for (const [name, wanted] of new URLSearchParams(wants)) {
    for (const { value, parentElement } of form.querySelectorAll(`.strip[data-scale=${name}] input`)) {
      parentElement.classList.toggle("counts", !isLacking(name, value, wanted));
    }
  }
  const asLast = form.elements.last;
  asLast.value = last;
  asLast.querySelector("small").textContent = lastSaid;
  if (!last) asLast.remove();
}

/** Shows that something was answered; where that is undone, shows its form again. */
function paintAnswer(path, { date }) {
  const row = document.querySelector(`[data-action="${path}"], [data-undo^="${path}?"], [data-undo="${path}"]`);
  if (!row) return null;
  const isUndo = path !== row.dataset.action;
  const form = row.matches("form") ? row : openFeedback(row);
  for (const note of form.parentElement.querySelectorAll(":scope > .fb-said")) note.remove();
  if (!isUndo) form.before(fragment("said"));
  form.hidden = !isUndo;
  form.classList.toggle("is-open", isUndo);
  return isUndo ? null : { address: row.dataset.undo, fields: [["date", date]] };
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-open-feedback]");
  if (!link) return;
  event.preventDefault();
  const row = link.closest(".feedback-row");
  const isOpen = row.querySelector(".fb.is-open");
  link.ariaExpanded = !isOpen;
  if (isOpen) return isOpen.classList.remove("is-open");
  const form = openFeedback(row);
  form.elements.skip?.remove();
  form.querySelector("[data-step], input:not([type=hidden])")?.focus();
});

/** What was begun is opened last: a set that is painted closes the form for another number. */
function paintPage() {
  const forms = begun.begunForms();
  return paintAll().then(() => openBegun(forms));
}

paintPage();

// What another tab or device has done is shown as the server has it; what the outbox holds is
// painted over it. The page of another day waits until the runner comes back (below).
whenChanged((made, html) => {
  const { day, at } = made.querySelector("[data-day]")?.dataset ?? {};
  if (day !== page.dataset.day || !(at > page.dataset.at) || !showMain(made, html)) return false;
  page = document.querySelector("[data-day]");
  painted.clear();
  return paintPage();
});

// The phone stores pages for later: the next days' plans each time, other pages if it lacks them.

const OFTEN = 10 * 60_000;
const IDLE = 2 * 60_000; // after an answer: not between two sets
let later;

async function takeAlong() {
  if (!navigator.serviceWorker?.controller) return;
  const { anew, along } = page.dataset;
  for (const path of anew.split(" ")) await fetch(path).catch(() => {});
  for (const path of along.split(" ")) {
    if (!(await caches.match(path))) await fetch(path).catch(() => {});
  }
  localStorage.setItem("took-along", Date.now());
}

function takeSoon({ detail }) {
  clearTimeout(later);
  later = setTimeout(takeAlong, detail && !document.getElementById("day-summary") ? IDLE : 5_000);
}

document.addEventListener("outbox:answer", takeSoon);
if (Date.now() - Number(localStorage.getItem("took-along")) > OFTEN) {
  navigator.serviceWorker?.ready.then(takeSoon);
}

// Today's page is loaded again when somebody comes back to it on another day.
const born = new Date().toDateString();
const WHILE = 30 * 60_000; // a set at midnight belongs to the evening's page
let leftAt = 0;

document.addEventListener("visibilitychange", () => {
  if (document.hidden) leftAt = Date.now();
  else if (Date.now() - leftAt > WHILE && new Date().toDateString() !== born) location.reload();
});

// A second tap right after the first is a slip; a long press asks for the number of that set.

const SLIP = 700; // ms; a second tap within them is a slip
const LONG = 500; // ms; held longer, a lamp asks for a number instead
let tapped = {}; // the last button that was tapped, and when
let pressing; // the timer while a finger is on a lamp
let held; // the lamp that was held: letting it go is no tap

function hold(lamp) {
  if (pressing) held = lamp;
  clearTimeout(pressing);
  navigator.vibrate?.(15);
  const row = lamp.closest(".lamps");
  ask(row, lamp.ariaPressed === "true" ? lamp : nextOf(row));
}

document.addEventListener("pointerdown", ({ target, button }) => {
  const lamp = target.closest(".lamp");
  held = null;
  if (lamp && !button) pressing = setTimeout(hold, LONG, lamp);
});

for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => (pressing = clearTimeout(pressing)));
}

// The right button, a keyboard's menu key, and a long press where the browser reports it.
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
    const isTap = button !== held && !(button.id === tapped.id && event.timeStamp - tapped.at < SLIP);
    const isPair = button.matches(".pair button");
    if (!isTap || isPair) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (isTap) tapped = { id: button.id, at: event.timeStamp };
    if (isTap && isPair) logBoth(cardOf(button));
    held = null;
  },
  true,
);

/** Logs left and right with one tap, as two acts; the second names the key of the first. */
function logBoth(card) {
  const [one, other] = [...card.querySelectorAll(".lamps")].map(nextOf);
  const { value } = other;
  other.value += `&pair=${one.dataset.key}`;
  for (const lamp of [one, other]) lamp.form.requestSubmit(lamp);
  other.value = value;
}

// The form for another number: for the next set of a row, or for the lamp that was held.

function ask(row, lamp) {
  openPicker(row, lamp);
  pickerOf(row).querySelector("[data-step]").focus();
}

function openPicker(row, lamp) {
  const picker = pickerOf(row);
  const isLogged = lamp?.ariaPressed === "true";
  picker.setAttribute("action", isLogged ? fill(patterns.change, lamp.dataset) : patterns.log);
  picker.querySelector("b").textContent = lamp?.dataset.name ?? row.dataset.extra;
  picker.elements.side.value = row.dataset.side;
  picker.elements.number.value = (lamp && new URLSearchParams(openOf(lamp)).get("number")) ?? "";
  for (const input of picker.querySelectorAll("[type=number], [inputmode=decimal]")) {
    input.value = (isLogged && lamp.dataset[input.name]) || input.defaultValue;
  }
  closePickers(cardOf(row));
  picker.classList.add("is-open");
  picker.dataset.lamp = lamp?.id ?? "";
  row.parentElement.querySelector("[data-pick]").ariaExpanded = true;
}

function closePickers(card) {
  const picker = card?.querySelector(".pick");
  picker?.classList.remove("is-open");
  if (picker) begun.forget(picker);
  for (const opener of card?.querySelectorAll("[data-pick]") ?? []) opener.ariaExpanded = false;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-pick]");
  if (!opener) return;
  event.preventDefault();
  const row = (opener.closest(".setrow") ?? cardOf(opener)).querySelector(".lamps");
  const picker = pickerOf(row);
  const isOpen = picker.classList.contains("is-open") && picker.elements.side.value === row.dataset.side;
  if (isOpen) closePickers(cardOf(row));
  else ask(row, nextOf(row));
});

// A link that opens a form is a button here, which the space bar presses too.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches("a[role=button]")) return;
  event.preventDefault();
  event.target.click();
});

// An answer that comes while somebody enters a number or feedback leaves that form as it is.

let left = [];
let isFolded; // whether the key poses of the answered card were folded away
let top; // where the lamps of the answered card are in the window

const topOfLamps = (card) => card?.querySelector(".lamps")?.getBoundingClientRect().top;

document.addEventListener("outbox:answer", ({ detail: { act, problem } }) => {
  const card = act.target && !problem ? document.querySelector(act.target) : null;
  left = [...(card?.querySelectorAll(".is-open:is(.pick, .fb)") ?? [])];
  isFolded = card?.querySelector(".how")?.open === false;
  top = topOfLamps(card);
});

document.addEventListener("htmx:load", ({ target }) => {
  if (!target.matches("article.card")) return;
  for (const form of left.splice(0)) {
    const place = document.getElementById(form.id);
    if (place) place.replaceWith(form);
    else target.querySelector(".feedback-row").replaceChildren(form);
  }
  if (isFolded) target.querySelector(".how")?.removeAttribute("open");
  openBegun();
  // What the card showed above them until its last set is gone: the lamps stay under the thumb.
  scrollBy({ top: topOfLamps(target) - top || 0, behavior: "instant" });
  if (!nextOf(target)) target.querySelector(".fb.is-open")?.scrollIntoView({ block: "nearest" });
});
