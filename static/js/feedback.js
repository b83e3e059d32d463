// The form of feedback, on today's page and in the guided session: it says before it is sent what
// will not count, and what was answered in it stays until it is sent.
import { fill } from "./outbox.js";

const STORED = `go:${document.body.dataset.runner}:`; // in this tab, and gone with it
const nameOf = (form) => `${STORED}${form.elements.date.value}:${form.id}`;
const AT_MOST = ["pain", "effort"];

/** Whether a value fails what the bar wants. */
export function isLacking(name, value, wanted) {
  if (name === "held") return value !== wanted;
  return AT_MOST.includes(name) ? +value > +wanted : +value < +wanted;
}

/** Whether something was answered that is not sent yet. */
export const isBegun = (form) => sessionStorage.getItem(nameOf(form)) !== null;

/** The ids of the forms of a day in which something was answered. */
export const begunForms = (day) =>
  Object.keys(sessionStorage).flatMap((name) =>
    name.startsWith(`${STORED}${day}:fb-`) ? [name.slice(`${STORED}${day}:`.length)] : [],
  );

export function restore(form) {
  for (const [name, value] of new URLSearchParams(sessionStorage.getItem(nameOf(form)) ?? "")) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  preview(form);
}

function answersOf(form) {
  const answers = new FormData(form);
  for (const name of ["csrfmiddlewaretoken", "date"]) answers.delete(name);
  return new URLSearchParams(answers);
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
  const parts = [];
  if (fails.length) parts.push(fill(foot.dataset.fails, { what: fails.join(" ") }));
  if (open.length) parts.push(fill(foot.dataset.open, { what: open.join(", ") }));
  foot.textContent = said.size ?? [...said].length ? parts.join(" ") : "";
}

document.addEventListener("change", ({ target: { form } }) => {
  if (!form?.matches(".fb")) return;
  sessionStorage.setItem(nameOf(form), answersOf(form));
  preview(form);
});

document.addEventListener("outbox:done", ({ detail: { form } }) => {
  if (form.matches(".fb")) sessionStorage.removeItem(nameOf(form));
});
