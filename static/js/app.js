// On every page. Other modules are started by the pages that need them.
import { csrfToken } from "./outbox.js";

// A toast leaves after ten seconds, unless somebody is about to press its button.
const STAYS = 10_000;
const toasts = document.getElementById("toast");

function leave(toast) {
  if (toast.matches(":hover, :focus-within")) setTimeout(leave, STAYS, toast);
  else toast.remove();
}

function watch() {
  for (const toast of toasts.querySelectorAll(".toast:not([data-leaves])")) {
    toast.dataset.leaves = "";
    setTimeout(leave, STAYS, toast);
  }
}

if (toasts) {
  watch();
  new MutationObserver(watch).observe(toasts, { childList: true });
}

// The token is read when something is sent, so that a kept page can send too.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-CSRFToken"] = csrfToken();
});

// A tap that was answered by another page (logged out, questions due): go there, swap nothing.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.boosted || !detail.xhr.responseURL) return;
  const { pathname } = new URL(detail.xhr.responseURL);
  if (!/^\/(accounts\/login|start)\//.test(pathname)) return;
  detail.shouldSwap = false;
  location.reload();
});

// The two buttons beside a number field (field.html). Without this it is a plain number field.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-step]");
  const input = button?.parentElement.querySelector("input");
  if (!input) return;
  if (!input.value && input.dataset.from) input.value = input.dataset.from;
  input[button.dataset.step]();
  input.dispatchEvent(new Event("input", { bubbles: true }));
});

// Tells the sign-up form which clock the runner lives by.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const input of document.querySelectorAll("[data-time-zone]")) if (here) input.value = here;
