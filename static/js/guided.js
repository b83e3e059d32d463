// The guided session: shows what timer.js says, and puts each set that is done into the outbox.
import { actsSince, fill, newKey, post, put, send } from "./outbox.js";
import { isBegun } from "./begun.js";
import { restore } from "./feedback.js";
import { whenChanged } from "./refresh.js";
import { isTouched, OVER, play, resumeAudio, wanted } from "./sound.js";
import * as timer from "./timer.js";

const UNDO = 10_000; // ms that the Undo stays
const OFTEN = 100; // ms between two looks at the clock

const root = document.getElementById("guided");
const script = JSON.parse(document.getElementById("guided-script")?.textContent ?? "null");
const words = script?.words;
const { runner } = document.body.dataset;
// Sessions of earlier versions go on under the name of the day alone.
const STORED = `go:${runner}:${[root.dataset.day, root.dataset.session].filter(Boolean).join(":")}`;
const now = () => Date.now();

let known = []; // the acts of today that the outbox holds
let fresh = []; // those that it does not hold yet
let sets = []; // of the day
let state = {}; // stored: see timer.js
let seen = {}; // what is on the screen

// What is stored

const read = () => JSON.parse(localStorage.getItem(STORED)) ?? {};

function store(next) {
  state = next;
  localStorage.setItem(STORED, JSON.stringify(state));
  draw();
}

async function loadActs() {
  const held = fresh.filter(({ id }) => id); // before the look: one put meanwhile may not be in it
  known = await actsSince(script.day, script.at);
  fresh = fresh.filter((done) => !held.includes(done));
  merge();
}

const merge = () => (sets = timer.merge(script, [...known, ...fresh]));
const reload = () => loadActs().then(draw);

/** Stores what a tap on today's page would, or sends it at once where nothing can be stored. */
function act({ slug }, address, fields, key) {
  const { name: label } = script.exercises[slug];
  const shown = { page: script.today, day: script.day, target: `#${slug}`, swap: "outerHTML" };
  const done = { runner, label, ...shown, address, fields, key };
  fresh.push(done);
  merge();
  return put(done).then(loadActs, () => sendNow(done)).finally(send);
}

async function sendNow(done) {
  const { way, status } = await post(done);
  if (way || status >= 400) announce(words.failed);
}

/** Goes on from the sets of the day as the server has them now. */
function takeOver(made) {
  const next = JSON.parse(made.getElementById("guided-script")?.textContent ?? "null");
  if (next?.day !== script.day || next.at < script.at) return false;
  for (const [slug, { asks }] of Object.entries(next.exercises)) {
    if (script.exercises[slug]) script.exercises[slug].asks = asks;
  }
  Object.assign(script, { sets: next.sets.filter(({ slug }) => script.exercises[slug]), at: next.at });
  return reload();
}

// Actions

const currentSet = () => timer.setOf(sets, state);

/** Logs the set, and rests from its end on. */
function log(amount, end = now()) {
  const set = currentSet();
  const key = set.was ? newKey() : state.key; // one that was taken back here is another one now
  const which = key === set.lamp && { number: set.lamp_number }; // else begun by an earlier version
  const fields = { ...script.exercises[set.slug].sends, side: set.side, amount, key, ...which };
  const done = act(set, script.addresses.log, Object.entries(fields), key);
  const logged = { key, slug: set.slug, text: set.logged, amount, at: now() };
  store(timer.rest(script, sets, state, end, logged));
  return done;
}

function correct(amount) {
  const { logged, mode } = state;
  const { key, slug } = logged;
  const query = `?exercise=${slug}`; // where another device logged this set first, there is no such key
  if (amount > 0) {
    const showed = `&showed=${logged.amount}`;
    act(logged, fill(script.addresses.change, { key }) + query + showed, [["amount", amount]], key);
    store({ ...state, logged: { ...logged, amount } });
  } else {
    act(logged, fill(script.addresses.delete, { key }) + query, [], key);
    store({ ...state, mode: mode === "end" ? "over" : mode, logged: undefined });
  }
}

const leave = () => location.assign(script.today);

/** Sends feedback that was begun: what was answered is not lost to whoever goes on. */
function logBegun() {
  const form = visible(".fb");
  if (form && isBegun(form)) form.requestSubmit(form.querySelector(".btn-do"));
}

/** What a button with data-act does; its value is passed on as a number. */
const ACTIONS = {
  next() {
    logBegun();
    const next = timer.nextOf(sets);
    store(next ? timer.begin(script, state, next, now()) : { ...state, mode: "end" });
  },
  pause: () => store(timer.hold(state, now())),
  stretch: (by) => store(timer.stretch(state, by, now())),
  count: (by) => store({ ...state, amount: Math.max(1, Math.min(999, state.amount + by)) }),
  minus: () => correct(state.logged.amount - 1),
  undo: () => correct(0),
  log: () => log(state.amount),
  logStop: () => log(state.amount).finally(leave),
  forget() {
    store({});
    leave();
  },
  stop() {
    const { done } = timer.at(script, sets, state, now());
    if (done === 0) return ACTIONS.forget();
    const held = state.left === undefined && state.ends ? timer.hold(state, now()) : state;
    store({ ...held, mode: "ask", was: state.mode, amount: done ?? state.amount });
  },
  again() {
    const back = { ...state, mode: state.was };
    store(state.was === "set" ? timer.hold(back, now()) : back);
  },
  load() {
    const input = root.querySelector("[data-load]:not([hidden]) input");
    if (!input.form.reportValidity()) return;
    script.exercises[currentSet().slug].sends.load = input.value;
    ACTIONS.next();
  },
  leave() {
    logBegun();
    if (["set", "free"].includes(state.mode)) ACTIONS.stop();
    else leave();
  },
};

function run(name, value) {
  resumeAudio();
  ACTIONS[name](Number(value));
  keepAwake();
}

// What is shown

const RESTS = ["rest", "still", "over"];
const find = (name) => root.querySelector(`[data-say=${name}]`);
const isWord = (name) => ["squeeze", "up", "relax", "down"].includes(name);

function setText(name, text) {
  for (const place of root.querySelectorAll(`[data-say=${name}]`)) {
    if (place.textContent !== String(text)) place.textContent = text;
  }
}

/** Tells a screen reader, and the voice if it is wanted. */
function announce(text) {
  setText("status", text);
  speak(text);
}

function draw() {
  const settled = timer.settle(script, sets, state, now());
  if (settled.due) {
    state = read(); // another tab may have logged it already
    if (state.mode === "set") log(script.exercises[currentSet().slug].amount, settled.due);
    return;
  }
  const view = timer.at(script, sets, settled, now());
  if (view.mode === "over" && !timer.nextOf(sets) && !slugToAsk()) return store({ ...settled, mode: "end" });
  if (settled !== state) return store(settled);
  const was = seen;
  seen = { mode: view.mode, set: state.set, index: view.index, second: Math.ceil(view.left) };
  const isNew = ["mode", "set", "index"].some((name) => seen[name] !== was[name]);
  if (isNew) showPhase(view);
  showTime(view);
  if (was.mode && (isNew || seen.second !== was.second)) playSounds(view, isNew);
}

/** The exercise that was just finished, if its feedback is still to be asked. */
function slugToAsk() {
  const slug = currentSet()?.slug;
  const isDone = sets.every((set) => set.slug !== slug || set.key);
  return slug && isDone && script.exercises[slug].asks ? slug : "";
}

function showPhase({ mode, ...view }) {
  const isRest = RESTS.includes(mode);
  const isBetween = isRest || mode === "start";
  const set = isBetween ? timer.nextOf(sets) : currentSet();
  const hadFocus = root.querySelector(".guided-foot").contains(document.activeElement);
  // While somebody answers, the end of the rest moves nothing.
  if (root.dataset.mode !== mode && !(isRest && RESTS.includes(root.dataset.mode))) scrollTo(0, 0);
  root.dataset.mode = mode;
  showOnly("in", (modes) => modes.split(" ").includes(mode));
  showOnly("feedback", (slug) => isRest && slug === slugToAsk());
  showOnly("what", (slug) => slug === set?.slug);
  showOnly("load", (slug) => mode === "load" && slug === set?.slug);
  showSets(isRest ? set : currentSet());
  setText("go", set ? words.go : words.finish);
  if (mode === "end") showEnd();
  else if (set) showSet(set, mode, view, isBetween);
  else {
    setText("side", words.last);
    announce(words.last);
  }
  if (hadFocus && document.activeElement === document.body) mainButton()?.focus({ preventScroll: true });
}

function showOnly(what, is) {
  for (const part of root.querySelectorAll(`[data-${what}]`)) part.hidden = !is(part.dataset[what]);
}

function showSet(set, mode, { name, rep, done }, isBetween) {
  const exercise = script.exercises[set.slug];
  const head = words[mode === "rest" ? name : mode];
  const isBeat = name === "beat";
  const note = root.querySelector(`[data-what="${set.slug}"] [data-next]`);
  note.textContent = isBetween ? set.next : "";
  setText("side", head ?? set.name);
  setText("unit", exercise.unit);
  setText("what", isBeat ? exercise.unit : isBetween ? words.seconds : (!isWord(name) && words[name]) || "");
  setText("rep", `${rep ? fill(exercise.rep, { n: rep }) : exercise.reps}, ${set.which}`);
  const isCounted = mode !== "free" && exercise.kind !== "tempo";
  showDots("dots", isCounted ? exercise.amount : 0, (n) => (n < done ? "on" : n + 1 === rep ? "cur" : ""));
  if (mode === "start") return;
  setText("name", exercise.name);
  setText("place", exercise.place);
  if (mode !== "work" || name === "ready") {
    announce([head, isBetween ? set.next_said : set.said].filter(Boolean).join(". ").replace("?.", "?"));
  } else if (!isBeat) announce(words[name]);
}

function showDots(name, count, kind) {
  const dots = Array.from({ length: count }, (_, n) => `<i class="dot ${kind(n)}"></i>`);
  find(name).innerHTML = dots.join("");
}

/** One dot for each set of the day; a left and a right are one. */
function showSets(current) {
  const placeOf = ({ slug, number }) => `${slug} ${number}`;
  const places = [...new Set(sets.map(placeOf))].map((place) => sets.filter((set) => placeOf(set) === place));
  const isDone = (place) => place.every(({ key }) => key);
  showDots("lamps", places.length, (n) => (isDone(places[n]) ? "on" : places[n].includes(current) ? "cur" : ""));
  find("lamps").ariaLabel = fill(words.lamps, { n: places.filter(isDone).length });
}

/** What changes while a phase lasts. */
function showTime({ mode, name, left, rep, ring }) {
  if (ring) {
    for (const circle of root.querySelectorAll("[pathLength]")) {
      circle.setAttribute("pathLength", ring.parts);
      circle.setAttribute("stroke-dasharray", ring.dashes);
    }
    const done = root.querySelector("[mask] circle");
    done.setAttribute("stroke-dasharray", `${ring.filled} ${ring.parts}`);
    done.setAttribute("class", ring.filled ? ring.look : "ring-none");
  }
  find("count").classList.toggle("is-word", isWord(name));
  setText("count", isWord(name) ? words[name] : name === "beat" ? rep : Math.ceil(left));
  setText("amount", state.amount ?? "");
  const { logged } = state;
  const row = root.querySelector(".guided-logged");
  row.hidden = !logged || !row.dataset.in.includes(mode);
  if (!logged) return;
  setText("logged", fill(logged.text, { n: logged.amount }));
  row.querySelector("[data-act=undo]").hidden = now() - logged.at > UNDO;
  row.querySelector("[data-act=minus]").hidden = logged.amount < 2;
}

/** Shows the sets of the day; then, where the server answers, its summary of the day. */
function showEnd() {
  setText("name", words.end);
  setText("ended", words.end);
  setText("place", "");
  for (const place of root.querySelectorAll("[data-did]")) {
    const done = sets.filter((set) => set.slug === place.dataset.did && set.key);
    place.textContent = done.map(({ name, amount }) => `${name} ${amount}`).join(", ");
  }
  find("ended").focus();
  announce(words.end);
  fetchSummary();
}

function fetchSummary() {
  if (!script.summary || state.mode !== "end" || known.some((act) => act.state === "waits") || fresh.length) return;
  window.htmx.ajax("GET", script.summary, "#ended");
}

// Keys and buttons

const visible = (what) => [...root.querySelectorAll(what)].find((one) => one.getClientRects().length);
const mainButton = () => visible(".guided-foot .btn-do");

/** A key presses the button that names it; else the space bar and Enter press the main one. */
function pressKey(event) {
  const { code, target } = event;
  const isTaken = target.closest("input, textarea, select, summary, a, .guided-feedback");
  const isPress = /Space|Enter/.test(code);
  if (isTaken || (isPress && target.closest("button")) || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const button = visible(`[aria-keyshortcuts~="${code}"]`) ?? (isPress && mainButton());
  if (!button) return;
  event.preventDefault();
  button.click();
}

function start() {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    event.preventDefault();
    run(button.dataset.act, button.value);
  });
  document.addEventListener("keydown", pressKey);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".guided-load")) return;
    event.preventDefault();
    run("load");
  });
  document.addEventListener("outbox:done", ({ detail: { form } }) => {
    const row = form.closest("[data-feedback]");
    if (!row) return;
    row.hidden = true;
    reload();
  });
  document.addEventListener("outbox:change", () => loadActs().then(fetchSummary).then(draw));
  addEventListener("storage", ({ key }) => {
    if (key !== STORED) return;
    state = read();
    reload();
  });
  for (const box of root.querySelectorAll("[data-sound]")) {
    const { sound } = box.dataset;
    box.checked = wanted[sound];
    box.onchange = () => {
      wanted[sound] = box.checked;
      localStorage.setItem("sound", JSON.stringify(wanted));
    };
  }
  document.addEventListener("visibilitychange", keepAwake);
  whenChanged(takeOver);
  for (const form of root.querySelectorAll(".fb")) restore(form);
}

// Tone, buzz and voice

const SOUNDS = { // tones as [Hz, ms], then the buzz in ms
  tick: [[[520, 50]]],
  ready: [[[440, 120]], [30]],
  begin: [[[880, 320]], [140]],
  hold: [[[660, 180]], [80]],
  end: [[[440, 180]], [40, 60, 40]],
  over: OVER,
};
// The sound at the beginning of a phase; the phases that are not named begin with "end".
const FIRST = { ready: "ready", hold: "begin", squeeze: "hold", up: "hold", beat: "hold", over: "over" };
const EACH = { ready: "ready", hold: "tick" }; // the sound of each second
function playSounds({ mode, name = mode, left }, isNew) {
  if (!["work", "rest", "over"].includes(mode) || !isTouched()) return;
  const isSoon = mode === "rest" && Math.ceil(left) <= 3;
  const sound = SOUNDS[isNew ? (FIRST[name] ?? "end") : isSoon ? "ready" : EACH[name]];
  play(sound);
}

function speak(text) {
  if (!wanted.voice || !isTouched() || !window.speechSynthesis) return;
  speechSynthesis.cancel();
  const speech = new SpeechSynthesisUtterance(text);
  speech.lang = document.documentElement.lang;
  speechSynthesis.speak(speech);
}

let lock;

/** Keeps the screen on while something runs, where the browser can. */
async function keepAwake() {
  if (document.hidden || ["start", "end"].includes(seen.mode)) return;
  if (lock?.released ?? true) lock = await navigator.wakeLock?.request("screen").catch(() => null);
}

if (script) {
  start();
  state = read();
  await loadActs();
  draw();
  setInterval(draw, OFTEN);
}
