// The form of feedback, on today's page and in the guided session: it says before it is sent what
// will not count, and that something is to be chosen. The question after a run says the latter too.
import { answersOf, restore as restoreAnswers } from "./begun.js";
import { fill } from "./outbox.js";

const AT_MOST = ["pain", "effort"];

/** Whether a value fails what the bar wants. */
export function isLacking(name, value, wanted) {
  if (name === "held") return value !== wanted;
  return AT_MOST.includes(name) ? +value > +wanted : +value < +wanted;
}

export function restore(form) {
  restoreAnswers(form);
  preview(form);
}

function preview(form) {
  const foot = form.querySelector(".fb-foot");
  const wants = new URLSearchParams(form.closest("[data-wants]")?.dataset.wants);
  const said = answersOf(form);
  const fails = [];
  const open = [];
  for (const scale of form.querySelectorAll("[data-scale]")) {
    const { scale: name, lacks } = scale.dataset;
    const [n, m] = [said.get(name), wants.get(name)];
    if (n === null) open.push(scale.dataset.name ?? scale.getAttribute("aria-label"));
    else if (m !== null && isLacking(name, n, m)) fails.push(fill(lacks, { n, m }));
  }
  if (form.elements.last) form.elements.last.hidden = !open.length; // nothing is left to be as last time
  const parts = [];
  if (fails.length) parts.push(fill(foot.dataset.fails, { what: fails.join(" ") }));
  if (open.length) parts.push(fill(foot.dataset.open, { what: open.join(", ") }));
  foot.textContent = said.size ?? [...said].length ? parts.join(" ") : "";
}

document.addEventListener("change", ({ target: { form } }) => {
  if (form?.matches(".fb")) preview(form);
  else if (form?.matches(".ask-run")) form.querySelector(".fb-foot").textContent = "";
});

// A button with a name says something itself: skip, as last time, no pain. It is looked at before the
// outbox takes the form.
addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter } = event;
    if (!form.matches(".fb, .ask-run") || submitter?.name || String(answersOf(form))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const foot = form.querySelector(".fb-foot");
    foot.textContent = foot.dataset.none;
    foot.scrollIntoView({ block: "nearest" });
  },
  true,
);
