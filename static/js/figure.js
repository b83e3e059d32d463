// Moves figures while they are in view. Without this module, on paper and for people who want less
// motion, a figure is still, and its key poses can be stepped through. The page shows a still file
// with <use>; the movement is fetched when it is first needed and takes the place of the still.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const PAUSED = "figures-paused"; // key in localStorage, where all figures are to be still
const inView = new Set();
const loads = new WeakMap(); // figure → promise of its movement
const wishes = new WeakMap(); // figure → whether it moves, where its own button was used
let paused = localStorage.getItem(PAUSED) === "yes";
let pointed = null;
let early = true; // figures wait until the page has been loaded

const wanted = (svg) => wishes.get(svg) ?? !(paused || calm.matches);
const isLoaded = (svg) => svg.querySelector("animate, animateTransform");
const all = () => document.querySelectorAll("svg[data-from]");

/** Puts the movement into the page once; resolves to whether it is there. */
function load(svg) {
  if (!loads.has(svg)) loads.set(svg, fetchMovement(svg));
  return loads.get(svg);
}

async function fetchMovement(svg) {
  svg.pauseAnimations();
  const answer = await fetch(svg.dataset.movement).catch(() => ({}));
  if (!answer.ok) return !loads.delete(svg); // it stays still, and the next call tries again
  const file = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  svg.replaceChildren(...file.documentElement.childNodes);
  // Every animation begins at time 0 of the picture's own clock, which then tells the pose.
  svg.setCurrentTime(0);
  for (const move of svg.querySelectorAll("animate, animateTransform")) move.beginElement();
  svg.setCurrentTime(svg.dataset.from);
  return true;
}

// In a list one figure moves at a time: the one that is pointed at, or the first in view.
const shown = () => (inView.has(pointed) ? pointed : [...all()].find((svg) => inView.has(svg)));

function moves(svg) {
  const here = svg.closest(".movement") ? inView.has(svg) : svg === shown();
  return here && wanted(svg) && !early && !document.hidden;
}

async function settle(svg) {
  svg.closest(".movement")?.classList.toggle("is-held", !wanted(svg));
  if (moves(svg) && !(await load(svg))) return;
  if (moves(svg)) svg.unpauseAnimations(); // asked again, as it may have left the view meanwhile
  else svg.pauseAnimations();
}

function settleAll() {
  for (const svg of all()) settle(svg);
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      inView[isIntersecting ? "add" : "delete"](target);
    }
    settleAll();
  },
  { threshold: 0.6 },
);

function find() {
  for (const svg of all()) watcher.observe(svg);
  for (const button of document.querySelectorAll("[data-pause-all]")) {
    button.hidden = calm.matches;
    button.ariaPressed = paused;
  }
}

function findAndSettle() {
  find();
  settleAll();
}

const figureOf = (movement) => movement.querySelector("svg[data-from]");

// Highlights the words of the pose that is seen while the figure moves.
function follow(movement) {
  const svg = figureOf(movement);
  if (!isLoaded(svg) || svg.animationsPaused()) return;
  const time = svg.getCurrentTime() % svg.dataset.loop;
  const [first, ...rest] = movement.querySelectorAll("[data-since]");
  const now = time < first.dataset.since && rest.findLast((step) => step.dataset.since <= time);
  for (const step of [first, ...rest]) step.classList.toggle("is-now", step === (now || first));
}

function mark(movement, step) {
  movement.querySelector("[aria-current]")?.removeAttribute("aria-current");
  if (step) movement.querySelector(".is-now")?.classList.remove("is-now");
  step?.setAttribute("aria-current", "step");
}

async function show(movement, step) {
  const svg = figureOf(movement);
  wishes.set(svg, false);
  if (!(await load(svg))) return location.assign(step.href);
  svg.setCurrentTime(step.dataset.at);
  settle(svg);
  mark(movement, step);
  movement.querySelector("[role=status]").textContent = step.textContent.trim();
}

function go(movement, by) {
  const steps = [...movement.querySelectorAll("[data-at]")];
  const svg = figureOf(movement);
  const time = isLoaded(svg) ? svg.getCurrentTime() % svg.dataset.loop : svg.dataset.from;
  let here = steps.findIndex((step) => step.ariaCurrent);
  if (here < 0) here = steps.findLastIndex((step) => step.dataset.at <= time);
  show(movement, steps.at((here + by) % steps.length));
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-pause-all]")) {
    paused = !paused;
    localStorage.setItem(PAUSED, paused ? "yes" : "no");
    findAndSettle();
  }
  const movement = event.target.closest(".movement");
  const control = event.target.closest("[data-play], [data-go], [data-at]");
  if (!movement || !control || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (control.dataset.at) show(movement, control);
  else if (control.dataset.go) go(movement, Number(control.dataset.go));
  else {
    const svg = figureOf(movement);
    wishes.set(svg, !wanted(svg));
    mark(movement, null);
    settle(svg);
  }
});

document.addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const movement = event.target.closest(".movement");
  if (!by || !movement || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go(movement, by);
});

function point({ target }) {
  const svg = target.closest("a")?.querySelector("svg[data-from]");
  if (!svg || svg === pointed) return;
  pointed = svg;
  settleAll();
}
document.addEventListener("pointerover", point);
document.addEventListener("focusin", point);

// On paper a figure is in the pose that tells most.
addEventListener("beforeprint", () => {
  for (const svg of all()) {
    svg.pauseAnimations();
    if (isLoaded(svg) && wanted(svg)) svg.setCurrentTime(svg.dataset.from);
  }
});
addEventListener("afterprint", settleAll);

document.addEventListener("visibilitychange", settleAll);
calm.addEventListener("change", findAndSettle);

// A pose from the address is shown and waits.
for (const step of document.querySelectorAll(".movement [aria-current]")) {
  wishes.set(figureOf(step.closest(".movement")), false);
}
find();
document.addEventListener("htmx:load", find);
const start = () => setTimeout(() => ((early = false), settleAll()), 1000);
if (document.readyState === "complete") start();
else addEventListener("load", start);
const movements = document.querySelectorAll(".movement");
// The movement of an exercise's page is fetched in any case, so that it is there offline too.
for (const svg of document.querySelectorAll(".movement svg[data-from]")) load(svg);
if (movements.length) setInterval(() => movements.forEach(follow), 150);
