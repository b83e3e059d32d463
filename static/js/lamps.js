// Fingers on today's lamps: a slip is no tap, a long press opens the number of that very set, and
// one button logs left and right. What a tap does is in the forms; today.js shows it.

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
  const pick = document.getElementById(row.querySelector("[data-pick]").dataset.pick);
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
  begun = [...(card?.querySelectorAll(".is-open:is(.pick, .fb)") ?? [])].map((form) => ({
    id: form.id,
    action: form.getAttribute("action"),
    fields: [...form.elements].filter((one) => one.name && one.type !== "hidden").map(stateOf),
  }));
});

const stateOf = ({ name, type, value, checked, defaultValue, defaultChecked }) => ({
  name,
  value,
  checked,
  isNew: type === "radio" ? checked !== defaultChecked : value !== defaultValue,
});

document.addEventListener("htmx:load", ({ target }) => {
  if (!target.matches("article.card")) return;
  for (const { id, action, fields } of begun.splice(0)) {
    const form = document.getElementById(id);
    if (!form) continue;
    const lamp = document.querySelector(`#${target.id} .lamp[data-key="${action.split("/")[2]}"]`);
    if (form.matches(".pick")) {
      const row = document.querySelector(`[data-pick="${id}"]`).closest(".setrow");
      ask(row, lamp ?? nextOf(row));
    } else form.classList.add("is-open");
    for (const { name, value, checked } of fields.filter(({ isNew }) => isNew)) {
      for (const one of form.elements) {
        if (one.name !== name) continue;
        if (one.type !== "radio") one.value = value;
        else if (one.value === value) one.checked = checked;
      }
    }
  }
});
