// Updates the card beside a cue while it is typed. Without this module a button does.
const frame = document.querySelector("[data-preview]");
const button = document.querySelector("[data-preview-button]");
const PAUSE = 250; // ms
let waits, underWay;

function fit() {
  const page = frame.contentDocument?.querySelector("main");
  if (page) frame.height = Math.ceil(page.getBoundingClientRect().bottom);
}

async function show() {
  underWay?.abort();
  underWay = new AbortController();
  const { signal } = underWay;
  try {
    const sent = { method: "POST", body: new FormData(button.form), signal };
    const answer = await fetch(button.formAction, sent);
    if (!answer.ok || answer.redirected) return;
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    frame.contentDocument.querySelector("main").replaceWith(made.querySelector("main"));
    fit();
  } catch (fault) {
    // Without a network the card stays as it was until the next letter.
    if (fault.name !== "AbortError" && !(fault instanceof TypeError)) throw fault;
  }
}

if (frame && button) {
  button.parentElement.hidden = true;
  button.form.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(show, PAUSE);
  });
}
if (frame) {
  frame.addEventListener("load", fit);
  fit();
}
