// Today's lamps. Each is a form of its own and works without this; here it answers at once.

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

// Several taps may be under way. Only the last answer is shown; and then, since it may have been
// made before the others were stored, the card is fetched once more.
const underWay = new Map(); // card's id → how many
const missed = new Set();
const cardOf = (detail) => detail.target?.closest?.("article.card");

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const card = cardOf(detail);
  if (!card || detail.requestConfig.verb !== "post") return;
  underWay.set(card.id, (underWay.get(card.id) ?? 0) + 1);
  const lamp = detail.elt.querySelector(".lamp");
  if (!lamp) return;
  lamp.classList.add("is-wait");
  if (lamp.ariaPressed === "false") lamp.classList.add("is-on");
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const card = cardOf(detail);
  if (!card || detail.xhr.status !== 200 || !(underWay.get(card.id) > 1)) return;
  detail.shouldSwap = false;
  missed.add(card.id);
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const card = cardOf(detail);
  if (!card || detail.requestConfig.verb !== "post") return;
  underWay.set(card.id, underWay.get(card.id) - 1);
  const answered = detail.successful || detail.xhr.status === 422;
  if (!answered) sayNotSaved(detail.elt.querySelector(".lamp"));
  if (underWay.get(card.id) || !missed.delete(card.id)) return;
  const select = `#${card.id}`;
  window.htmx.ajax("GET", location.pathname, { target: select, select, swap: "outerHTML" });
});

function sayNotSaved(lamp) {
  lamp?.classList.remove("is-wait", "is-on");
  const toast = document.getElementById("not-saved").content.cloneNode(true);
  document.getElementById("toast").replaceChildren(toast);
}

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
