// What was begun in a form of the day and not sent yet is kept on this phone until it is: answers to
// feedback and to the morning's question, and another number than asked.

const STORED = `go:${document.body.dataset.runner}:begun:`;
const FORMS = ".fb, #morning, .pick";
const OF_THE_PAGE = ["csrfmiddlewaretoken", "date", "from", "hurts", "exercise", "asked", "shown_ms", "key", "number", "load_wanted"];
const dayOf = () => document.querySelector("[data-day]").dataset.day;
const nameOf = (id) => `${STORED}${dayOf()}:${id}`;

/** What the runner has chosen or typed in a form. */
export function answersOf(form) {
  const answers = new FormData(form);
  for (const name of OF_THE_PAGE) answers.delete(name);
  return new URLSearchParams(answers);
}

export const isBegun = (form) => localStorage.getItem(nameOf(form.id)) !== null;

/** The forms in which something was begun on this page's day: id and answers of each. */
export function begunForms() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(STORED));
  const now = names.filter((name) => name.startsWith(nameOf("")));
  for (const name of names) if (!now.includes(name)) localStorage.removeItem(name);
  return now.map((name) => name.slice(nameOf("").length)).map((id) => [id, begunIn(id)]);
}

const begunIn = (id) => new URLSearchParams(localStorage.getItem(nameOf(id)) ?? "");

export function restore(form, answers = begunIn(form.id)) {
  for (const [name, value] of answers) {
    const field = form.elements[name];
    if (field?.type === "checkbox") field.checked = true;
    else if (field) field.value = value;
  }
}

export function keep(form) {
  const answers = answersOf(form);
  if (form.dataset.lamp) answers.set("lamp", form.dataset.lamp);
  localStorage.setItem(nameOf(form.id), answers);
}

export const forget = (form) => localStorage.removeItem(nameOf(form.id));

document.addEventListener("input", ({ target: { form } }) => form?.matches(FORMS) && keep(form));
document.addEventListener("outbox:done", ({ detail: { form } }) => form.matches(FORMS) && forget(form));
