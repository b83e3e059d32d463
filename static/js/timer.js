// What the guided session shows, worked out from the plan, what is stored, and the time. Nothing
// here counts, waits or knows a page. What is stored are ends (ms), so a locked phone, a reload or
// another tab shows what is right now.
import { kindOf, pathOf, valuesOf } from "./outbox.js";

const LEAD = 3; // s: three, two, one
const SWITCH = 5; // s to turn to the other side
const LATE = 30_000; // ms past an end: nobody was looking, so nothing goes on by itself
const MOST_PARTS = 12; // of the ring

/** The phases of a set, in seconds. */
function phases({ beats }, amount) {
  const all = [{ name: "ready", seconds: LEAD }];
  for (let rep = 1; rep <= amount; rep++) {
    for (const [name, seconds] of beats) all.push({ name, seconds, rep });
  }
  return all;
}

const lengthOf = (list) => list.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
const leftOf = (state, now) => state.left ?? Math.max(0, state.ends - now);
const idOf = ({ slug, side, number }) => `${slug} ${side} ${number}`;
export const nextOf = (sets) => sets.find((set) => !set.key);
export const setOf = (sets, state) => sets.find((set) => idOf(set) === state.set);

/** The day's sets with what this phone did since the page was made. */
export function merge(script, acts) {
  const sets = script.sets.map((set) => ({ ...set }));
  for (const act of acts) {
    const values = valuesOf(act);
    const keys = [act.key, values.pair];
    const kind = kindOf(act, script.addresses);
    if (!kind) mergeFeedback(script, pathOf(act.address));
    else if (kind === "log") logSet(script, sets, act.key, values);
    else if (kind === "restore") {
      for (const set of sets) if (set.was && keys.includes(set.was)) set.key = set.was;
    } else {
      for (const set of sets.filter(({ key }) => key && keys.includes(key))) {
        if (kind === "delete") Object.assign(set, { key: null, was: set.key });
        else if (values.amount) set.amount = +values.amount;
      }
    }
  }
  return sets;
}

function logSet(script, sets, key, { exercise, side, amount, load }) {
  const known = sets.filter((set) => (set.key ?? set.lamp) === key);
  const free = sets.filter((set) => set.slug === exercise && !set.key);
  const ofSide = free.filter((set) => set.side === side || side === "both");
  const next = ofSide.filter(({ number }) => number === ofSide[0].number);
  for (const set of known.length ? known : next) Object.assign(set, { key, amount: +amount });
  if (load) script.exercises[exercise].sends.load = load;
}

function mergeFeedback(script, path) {
  for (const exercise of Object.values(script.exercises)) {
    if (path === exercise.feedback) exercise.asks = false;
    if (path === exercise.undo_feedback) exercise.asks = true;
  }
}

/** Begins a set at `from`. A lift has no end; before it a load that is missing is asked for. */
export function begin(script, state, set, from) {
  const line = script.exercises[set.slug];
  const begun = { set: idOf(set), key: set.lamp, logged: state.logged, amount: line.amount };
  if (line.wants_load && !line.sends.load) return { ...begun, mode: "load" };
  if (line.kind === "free") return { ...begun, mode: "free" };
  return { ...begun, mode: "set", ends: from + lengthOf(phases(line, line.amount)) };
}

/** Begins the rest after a set that ended at `from`. */
export function rest(script, sets, state, from, logged) {
  const set = setOf(sets, state);
  const next = nextOf(sets);
  const isSwitch = next?.slug === set.slug && next.side !== set.side && next.number === set.number;
  const span = 1000 * (isSwitch ? SWITCH : script.exercises[set.slug].rest_s);
  const mode = next ? "rest" : "over";
  return { mode, set: state.set, ends: from + span, span, isSwitch, logged, from };
}

/** The state that time alone leads to; with `due`, the set ended then and is to be logged. */
export function settle(script, sets, state, now) {
  const set = setOf(sets, state);
  if (!state.mode || (state.mode === "end" && !nextOf(sets))) return state;
  if (!set || state.mode === "end") return {};
  if (set.key && ["set", "free", "ask", "late", "load"].includes(state.mode)) {
    return { mode: "over", set: state.set }; // done in another tab, or on today's page
  }
  const isPast = state.left === undefined && now >= state.ends;
  if (state.mode === "set" && isPast) {
    if (now - state.ends <= LATE) return { ...state, due: state.ends };
    return { ...state, mode: "late" };
  }
  if (state.mode === "rest" && isPast) {
    const next = nextOf(sets);
    const goesOn = (script.hands_free ? next : next?.slug === set.slug) && now - state.ends <= LATE;
    return goesOn ? begin(script, state, next, state.ends) : { ...state, mode: "over" };
  }
  return state;
}

export const hold = (state, now) => {
  if (state.left === undefined) return { ...state, left: leftOf(state, now), ends: undefined };
  return { ...state, ends: now + state.left, left: undefined };
};

/** Makes a rest longer by some seconds. */
export function stretch(state, seconds, now) {
  const left = Math.max(0, leftOf(state, now) + seconds * 1000);
  const span = Math.max(left, state.span + seconds * 1000);
  return state.left === undefined ? { ...state, span, ends: now + left } : { ...state, span, left };
}

/** Where the state is: the mode, the phase, seconds left, the ring. */
export function at(script, sets, state, now) {
  const left = leftOf(state, now) / 1000;
  const paused = state.left !== undefined;
  if (state.mode === "rest") {
    const units = Math.max(1, Math.round(state.span / 15_000));
    const ring = ringOf({ units, filled: (units * left * 1000) / state.span, look: "ring-ink" });
    return { mode: paused ? "still" : "rest", name: state.isSwitch ? "switch" : "rest", left, ring };
  }
  const set = setOf(sets, state);
  if (state.mode !== "set") return { mode: state.mode ?? "start", left: 0 };
  const line = script.exercises[set.slug];
  const list = phases(line, line.amount);
  let since = lengthOf(list) / 1000 - left;
  let index = 0;
  while (index < list.length - 1 && since >= list[index].seconds) since -= list[index++].seconds;
  const phase = list[index];
  const done = list.slice(0, index).filter(({ name }) => name === "hold" || name === "beat").length;
  const ring = ringOf({
    look: "ring-on",
    ...(phase.name === "hold" && { units: phase.seconds, filled: since }),
    ...(phase.name === "beat" && { filled: (done + since / phase.seconds) / line.amount }),
  });
  return { mode: paused ? "halt" : "work", ...phase, index, done, left: phase.seconds - since, ring };
}

/** The ring as stroke-dasharray values of a circle whose pathLength is the number of parts. One part is closed. */
function ringOf({ units = 1, filled = 0, look }) {
  const scale = Math.min(1, MOST_PARTS / units);
  const parts = Math.max(1, Math.ceil(units * scale - 0.01));
  const gap = parts > 1 ? 0.036 * parts : 0;
  return { parts, dashes: `${1 - gap} ${gap}`, filled: filled * scale, look };
}
