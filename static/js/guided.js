// The guided session: shows what timer.js says, and puts each set that is done into the outbox.
import { acts, csrfToken, newKey, put, send } from "./outbox.js";
import { fill } from "./sets.js";
import * as timer from "./timer.js";

const UNDO = 10_000; // ms that the Undo stays
const OFTEN = 100; // ms between two looks at the clock

const root = document.getElementById("guided");
const script = JSON.parse(document.getElementById("guided-script")?.textContent ?? "null");
const words = script?.words;
const runner = document.body.dataset.runner;
const KEPT = `go:${runner}:${root.dataset.day}`; // sessions of earlier versions go on under this name
const now = () => Date.now();

let known = []; // the acts of today that the outbox holds
let fresh = []; // those that it does not hold yet
let sets = []; // of the day
let state = {}; // stored: see timer.js
let seen = {}; // what is on the screen

// What is stored

const read = () => JSON.parse(localStorage.getItem(KEPT)) ?? {};

function keep(next) {
  state = next;
  localStorage.setItem(KEPT, JSON.stringify(state));
  draw();
}

async function look() {
  const kept = await acts().catch(() => []);
  const isNews = (act) => act.state === "waits" || (act.state === "sent" && act.acted > script.at);
  known = kept.filter((act) => act.runner === runner && act.day === script.day && isNews(act));
  fresh = fresh.filter((act) => !kept.some(({ id }) => id === act.id));
  merge();
}

const merge = () => (sets = timer.merge(script, [...known, ...fresh]));

/** Does what a tap on today's page would. */
function act({ slug }, address, fields, key) {
  const { name: label } = script.exercises[slug];
  const about = { runner, label, page: script.today, day: script.day, target: `#${slug}`, swap: "outerHTML" };
  const done = { ...about, address, fields, key };
  fresh.push(done);
  merge();
  return put(done).then(look, () => straight(done)).finally(send);
}

/** Sends without the outbox, where nothing can be stored. */
async function straight({ address, fields }) {
  const body = new URLSearchParams(fields);
  const headers = { "X-CSRFToken": csrfToken() };
  const answer = await fetch(address, { method: "POST", body, headers }).catch(() => null);
  if (!answer?.ok) aloud(words.failed);
}

// What happens

const place = () => timer.setOf(sets, state);

/** Logs the set, and rests from its end on. */
function log(amount, end = now()) {
  const set = place();
  const { key } = state;
  const fields = { ...script.exercises[set.slug].sends, side: set.side, amount, key };
  const done = act(set, script.addresses.log, Object.entries(fields), key);
  const logged = { key, slug: set.slug, text: set.logged, amount, at: now() };
  keep(timer.rest(script, sets, state, end, logged));
  return done;
}

function goOn() {
  const next = timer.nextOf(sets);
  if (next) keep(timer.begin(script, state, next, now(), newKey()));
  else keep({ ...state, mode: "end" });
}

function correct(amount) {
  const { logged, mode } = state;
  const { key } = logged;
  if (amount > 0) {
    act(logged, fill(script.addresses.change, { key }), [["amount", amount]], key);
    keep({ ...state, logged: { ...logged, amount } });
  } else {
    act(logged, fill(script.addresses.delete, { key }), [], key);
    keep({ ...state, mode: mode === "end" ? "over" : mode, logged: undefined });
  }
}

const leave = () => location.assign(script.today);
const count = (by) => keep({ ...state, amount: Math.max(1, Math.min(999, state.amount + by)) });

const DOES = {
  next: goOn,
  pause: () => keep(timer.hold(state, now())),
  shorter: () => keep(timer.stretch(state, -15, now())),
  longer: () => keep(timer.stretch(state, 15, now())),
  less: () => count(-1),
  more: () => count(1),
  minus: () => correct(state.logged.amount - 1),
  undo: () => correct(0),
  log: () => log(state.amount),
  logStop: () => log(state.amount).finally(leave),
  forget: () => {
    keep({});
    leave();
  },
  stop() {
    const { done } = timer.at(script, sets, state, now());
    if (done === 0) return DOES.forget();
    const held = state.left === undefined && state.ends ? timer.hold(state, now()) : state;
    keep({ ...held, mode: "ask", was: state.mode, amount: done ?? state.amount });
  },
  redo: goOn,
  again() {
    keep(state.was === "set" ? timer.hold({ ...state, mode: "set" }, now()) : { ...state, mode: state.was });
  },
  load() {
    const input = root.querySelector("[data-load]:not([hidden]) input");
    if (!input.form.reportValidity()) return;
    script.exercises[place().slug].sends.load = input.value;
    goOn();
  },
  leave() {
    if (["set", "free"].includes(state.mode)) DOES.stop();
    else leave();
  },
};

function run(name) {
  wake();
  DOES[name]();
  awake();
}

// What is shown

const RESTS = ["rest", "still", "over"];
const find = (name) => root.querySelector(`[data-say=${name}]`);
const isWord = (name) => ["squeeze", "up", "relax", "down"].includes(name);

function tell(name, text) {
  for (const place of root.querySelectorAll(`[data-say=${name}]`)) {
    if (place.textContent !== String(text)) place.textContent = text;
  }
}

function aloud(text) {
  tell("aloud", text);
  say(text);
}

function draw() {
  const settled = timer.settle(script, sets, state, now(), newKey);
  if (settled.due) {
    state = read(); // another tab may have logged it already
    if (state.mode === "set") log(script.exercises[place().slug].amount, settled.due);
    return;
  }
  const view = timer.at(script, sets, settled, now());
  if (view.mode === "over" && !timer.nextOf(sets) && !asking()) return keep({ ...settled, mode: "end" });
  if (settled !== state) return keep(settled);
  const was = seen;
  seen = { mode: view.mode, set: state.set, index: view.index, second: Math.ceil(view.left) };
  const isNew = ["mode", "set", "index"].some((name) => seen[name] !== was[name]);
  if (isNew) turn(view);
  running(view);
  if (was.mode && (isNew || seen.second !== was.second)) sounds(view, isNew);
}

/** The exercise that was just finished, if its feedback is still to be asked. */
function asking() {
  const slug = place()?.slug;
  const isDone = sets.every((set) => set.slug !== slug || set.key);
  return slug && isDone && script.exercises[slug].asks ? slug : "";
}

/** From one phase to the next. */
function turn({ mode, ...view }) {
  const isRest = RESTS.includes(mode) || mode === "start";
  const set = isRest ? timer.nextOf(sets) : place();
  const hadFocus = root.querySelector(".guided-foot").contains(document.activeElement);
  if (root.dataset.mode !== mode) scrollTo(0, 0);
  root.dataset.mode = mode;
  only("in", (modes) => modes.split(" ").includes(mode));
  only("feedback", (slug) => RESTS.includes(mode) && slug === asking());
  only("what", (slug) => slug === set?.slug);
  only("load", (slug) => mode === "load" && slug === set?.slug);
  lamps();
  if (mode === "end") ended();
  else if (set) about(set, mode, view, isRest);
  else {
    tell("side", words.last);
    aloud(words.last);
  }
  if (hadFocus && document.activeElement === document.body) primary()?.focus();
}

function only(what, is) {
  for (const part of root.querySelectorAll(`[data-${what}]`)) part.hidden = !is(part.dataset[what]);
}

function about(set, mode, { name, rep, done }, isRest) {
  const line = script.exercises[set.slug];
  const head = words[mode === "rest" ? name : mode];
  const isBeat = name === "beat";
  const note = root.querySelector(`[data-what="${set.slug}"] [data-next]`);
  note.hidden = !isRest;
  note.textContent = set.next;
  tell("side", head ?? set.name);
  tell("unit", line.unit);
  tell("what", isBeat ? line.unit : isRest ? words.seconds : (!isWord(name) && words[name]) || "");
  tell("rep", `${rep ? fill(line.rep, { n: rep }) : line.reps}, ${set.which}`);
  const isCounted = mode !== "free" && line.kind !== "tempo";
  dots("dots", isCounted ? line.amount : 0, (n) => (n < done ? "on" : n + 1 === rep ? "cur" : ""));
  if (mode === "start") return;
  tell("name", line.name);
  tell("place", line.place);
  if (mode === "work" && name !== "ready") isBeat || aloud(words[name]);
  else aloud([head, isRest ? set.next : set.said].filter(Boolean).join(". "));
}

function dots(name, count, kind) {
  const all = Array.from({ length: count }, (_, n) => {
    const dot = document.createElement("i");
    dot.className = `dot ${kind(n)}`;
    return dot;
  });
  find(name).replaceChildren(...all);
}

/** The day: a lamp a set. */
function lamps() {
  const here = RESTS.includes(seen.mode) ? timer.nextOf(sets) : place();
  dots("lamps", sets.length, (n) => (sets[n].key ? "on" : sets[n] === here ? "cur" : ""));
  const done = sets.filter((set) => set.key).length;
  find("lamps").ariaLabel = fill(words.lamps, { n: done });
  find("lamps").hidden = false;
}

/** What runs while a phase lasts. */
function running({ mode, name, left, rep, ring }) {
  if (ring) {
    const { parts, off, on } = timer.dashes(ring);
    const [whole, done] = root.querySelectorAll(".ring circle:not(.ring-face)");
    for (const circle of [whole, done]) circle.setAttribute("pathLength", parts);
    whole.setAttribute("stroke-dasharray", off);
    done.setAttribute("stroke-dasharray", on || `0 ${parts}`);
    done.setAttribute("class", on ? (ring.lit ? "ring-on" : "ring-ink") : "ring-none");
  }
  find("count").classList.toggle("is-word", isWord(name));
  tell("count", isWord(name) ? words[name] : name === "beat" ? rep : Math.ceil(left));
  tell("amount", state.amount ?? "");
  for (const name of ["log", "logStop"]) tell(name, fill(words[name], { n: state.amount }));
  logged(mode);
}

function logged(mode) {
  const { logged } = state;
  const row = root.querySelector(".guided-logged");
  row.hidden = !logged || !row.dataset.in.includes(mode);
  if (!logged) return;
  tell("logged", fill(logged.text, { n: logged.amount }));
  row.querySelector("[data-act=undo]").hidden = now() - logged.at > UNDO;
  row.querySelector("[data-act=minus]").hidden = logged.amount < 2;
}

const FIRST = {
  hold: "begin", squeeze: "hold", up: "hold", beat: "hold",
  relax: "end", down: "end", rest: "end", switch: "end", over: "over",
};
const EACH = { ready: "ready", hold: "tick" };

function sounds({ mode, name = mode, left }, isNew) {
  if (!["work", "rest", "over"].includes(mode)) return;
  const isSoon = mode === "rest" && Math.ceil(left) <= 3;
  play((isNew && FIRST[name]) || (isSoon ? "ready" : EACH[name]));
}

/** Shows the sets of the day; then, where the server answers, its summary of the day. */
function ended() {
  tell("name", words.end);
  tell("place", "");
  for (const did of root.querySelectorAll("[data-did]")) {
    const done = sets.filter((set) => set.slug === did.dataset.did && set.key);
    did.textContent = done.map(({ name, amount }) => `${name} ${amount}`).join(", ");
  }
  find("ended").focus();
  aloud(words.end);
  fetchEnd();
}

function fetchEnd() {
  if (state.mode !== "end" || known.some((act) => act.state === "waits") || fresh.length) return;
  window.htmx.ajax("GET", script.summary, "#ended");
}

// What is pressed

const visible = (what) => [...root.querySelectorAll(what)].find((one) => one.checkVisibility());
const primary = () => visible(".guided-foot .btn-do");

/** A key presses the button that names it; the space bar and Enter, else, the main one. */
function pressed(event) {
  const { code, target } = event;
  const isTaken = target.closest("input, textarea, select, summary, a, .guided-feedback");
  const isPress = /Space|Enter/.test(code);
  if (isTaken || (isPress && target.closest("button")) || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const button = visible(`[aria-keyshortcuts~="${code}"]`) ?? (isPress && primary());
  if (!button) return;
  event.preventDefault();
  button.click();
}

function start() {
  root.addEventListener("click", (event) => {
    const { act: name } = event.target.closest("[data-act]")?.dataset ?? {};
    if (!name) return;
    event.preventDefault();
    run(name);
  });
  document.addEventListener("keydown", pressed);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".guided-load")) return;
    event.preventDefault();
    run("load");
  });
  document.addEventListener("outbox:done", ({ detail: { form } }) => {
    const row = form.closest("[data-feedback]");
    if (!row) return;
    row.hidden = true;
    look().then(draw);
  });
  for (const name of ["change", "drained"]) document.addEventListener(`outbox:${name}`, () => look().then(fetchEnd).then(draw));
  addEventListener("storage", ({ key }) => {
    if (key !== KEPT) return;
    state = read();
    look().then(draw);
  });
  for (const box of root.querySelectorAll("[data-sound]")) {
    box.checked = wanted[box.dataset.sound];
    box.onchange = () => want(box.dataset.sound, box.checked);
  }
  root.querySelector(".guided-sound").hidden = false;
  document.addEventListener("visibilitychange", awake);
}

// Tone, buzz and voice; which of them is kept on this phone. No sound files.

const TONES = { // Hz, ms
  tick: [[520, 50]],
  ready: [[440, 120]],
  begin: [[880, 320]],
  hold: [[660, 180]],
  end: [[440, 180]],
  over: [[880, 140], [0, 60], [880, 140]],
};
const BUZZES = { ready: [30], begin: [140], hold: [80], end: [40, 60, 40], over: [200, 100, 200] };
const SWELL = [0, 0.18, 0.18, 0.18, 0.18, 0.18, 0.18, 0]; // quiet, and without a click

const wanted = { tone: true, buzz: true, voice: false, ...JSON.parse(localStorage.getItem("sound")) };

function want(what, is) {
  wanted[what] = is;
  localStorage.setItem("sound", JSON.stringify(wanted));
}

let audio;
const touched = () => navigator.userActivation?.hasBeenActive ?? true; // before, browsers refuse

/** Called from a tap: a browser lets a page sound only then. */
function wake() {
  if (!wanted.tone) return null;
  audio ??= new AudioContext();
  audio.resume();
  return audio;
}

function play(name) {
  if (!touched()) return;
  if (wanted.buzz && BUZZES[name]) navigator.vibrate?.(BUZZES[name]);
  if (!TONES[name] || !wake()) return;
  let from = audio.currentTime;
  for (const [hertz, ms] of TONES[name]) {
    if (hertz) sing(hertz, from, ms / 1000);
    from += ms / 1000;
  }
}

function sing(hertz, from, seconds) {
  const tone = new OscillatorNode(audio, { frequency: hertz });
  const volume = new GainNode(audio);
  volume.gain.setValueCurveAtTime(SWELL, from, seconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(from);
  tone.stop(from + seconds);
}

function say(words) {
  if (!wanted.voice || !touched() || !window.speechSynthesis) return;
  speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(words);
  said.lang = document.documentElement.lang;
  speechSynthesis.speak(said);
}

let lock;

/** The screen stays on while something runs, where the browser can see to it. */
async function awake() {
  if (document.hidden || ["start", "end"].includes(seen.mode)) return;
  if (lock?.released ?? true) lock = await navigator.wakeLock?.request("screen").catch(() => null);
}

if (script) {
  start();
  state = read();
  await look();
  draw();
  setInterval(draw, OFTEN);
}
