// The rest between two sets on today's page: it starts on the tap, and counts down to an end that
// is stored, so it is right after the screen was locked or the page was loaded again.
import { fill } from "./outbox.js";
import { isTouched, OVER, play, resumeAudio } from "./sound.js";

const OFTEN = 250; // ms between two looks at the clock
const STAYS = 10_000; // ms that it says that the rest is over

const STORED = `go:${document.body.dataset.runner}:rest`;
const bar = document.getElementById("rest-bar").content.firstElementChild.cloneNode(true);
document.getElementById("toast").before(bar); // in the foot's stack, so it covers nothing
const left = bar.querySelector(".left");
const count = bar.querySelector("[role=timer]");
const words = bar.querySelector("[data-next]");
let rest = JSON.parse(sessionStorage.getItem(STORED)); // { ends, span, next }: ms, ms, name of a set
let ticking;

function store(next) {
  rest = next;
  if (rest) sessionStorage.setItem(STORED, JSON.stringify(rest));
  else sessionStorage.removeItem(STORED);
  clearInterval(ticking);
  if (rest) ticking = setInterval(show, OFTEN);
  show();
}

export const endRest = () => store(null);

export function startRest(seconds, next) {
  const span = seconds * 1000;
  if (!span) return endRest();
  if (localStorage.getItem("sound")) resumeAudio();
  store({ ends: Date.now() + span, span, next, isOver: false });
}

function show() {
  const remains = rest ? rest.ends - Date.now() : -STAYS;
  if (rest && remains <= -STAYS) return endRest();
  bar.hidden = !rest;
  if (!rest) return;
  const seconds = Math.max(0, Math.ceil(remains / 1000));
  const { next: pattern, over } = words.dataset;
  setText(count, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  setText(words, fill(seconds ? pattern : over, { set: rest.next }));
  left.setAttribute("stroke-dasharray", `${Math.max(0, remains / rest.span)} 1`);
  for (const button of bar.querySelectorAll("[data-stretch]")) button.hidden = !seconds;
  if (!seconds && !rest.isOver) {
    rest.isOver = true;
    // Only who has chosen sounds, in the guided session, hears one here.
    if (localStorage.getItem("sound") && isTouched() && remains > -1_000) play(OVER);
  }
}

function setText(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

bar.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const by = Number(button.dataset.stretch) * 1000;
  if (!by) return endRest();
  const remains = Math.max(0, rest.ends - Date.now() + by);
  store({ ...rest, ends: Date.now() + remains, span: Math.max(rest.span, remains) });
});

document.addEventListener("visibilitychange", () => document.hidden || show());
if (rest) store(rest);
