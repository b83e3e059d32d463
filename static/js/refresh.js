// Open pages hear of each other: where another tab or device may have changed the day, a page asks
// the server for itself anew.
import { isBegun } from "./begun.js";
import { tell } from "./outbox.js";

const OFTEN = 1_000; // ms between two questions
const { runner } = document.body.dataset;
let { etag } = document.body.dataset; // of the page as it is shown
let asked = -OFTEN;

/**
 * Calls `show(document, html)` with the page as the server has it now, whenever that may have
 * changed: after another tab has sent something, and when somebody comes back to this one. Where it
 * returns false, the page will be asked for again.
 */
export function whenChanged(show) {
  async function look() {
    if (document.hidden || performance.now() - asked < OFTEN) return;
    asked = performance.now();
    const answer = await fetch(location.href, { headers: { "X-Runner": runner } }).catch(() => null);
    const way = { 401: "login", 409: "other" }[answer?.status];
    if (way) tell("stopped", { way });
    const tag = answer?.headers.get("ETag");
    if (!answer?.ok || answer.redirected || tag === etag) return;
    const html = await answer.text();
    if (show(new DOMParser().parseFromString(html, "text/html"), html) !== false) etag = tag;
  }

  document.addEventListener("outbox:elsewhere", () => {
    asked = -OFTEN;
    look();
  });
  document.addEventListener("visibilitychange", look);
  addEventListener("focus", look);
}

const touched = new WeakSet(); // forms in which something was typed or chosen on this page

document.addEventListener("input", ({ target: { form } }) => form && touched.add(form));
document.addEventListener("outbox:done", ({ detail: { form } }) => touched.delete(form));

const mustStay = (form) => touched.has(form) || isBegun(form); // begun here, or before the page was left

/**
 * Shows the main part of a page in place of this one's. Forms in which something was begun stay as
 * they are; where the new page has no place for one, nothing is shown and the result is false.
 */
export function showMain(made, html) {
  const main = document.getElementById("main");
  // Those of feedback are made again from what is stored (feedback.js).
  const forms = [...main.querySelectorAll("form:not(.fb)")].filter((form) => mustStay(form) || form.matches(".pick.is-open"));
  if (!forms.every((form) => made.getElementById(form.id) || !mustStay(form))) return false;
  const folds = [...main.querySelectorAll("details[open]")].map((fold) => [fold.closest("[id]").id, fold.className]);
  const focused = document.activeElement;
  const top = scrollY;
  window.htmx.swap("#main", html, { swapStyle: "innerHTML", settleDelay: 0 }, { select: "#main > *" });
  for (const [id, name] of folds) {
    for (const fold of document.getElementById(id)?.getElementsByClassName(name) ?? []) fold.open = true;
  }
  for (const form of forms) document.getElementById(form.id)?.replaceWith(form);
  (focused.isConnected ? focused : document.getElementById(focused.id))?.focus({ preventScroll: true });
  scrollTo(0, top);
  return true;
}
