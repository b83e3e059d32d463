// The two buttons beside a number field (field.html). Without this module it is a plain number field.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  const input = button?.parentElement.querySelector("input");
  if (!input) return;
  if (!input.value && input.dataset.from) input.value = input.dataset.from;
  input[button.dataset.step]();
  input.dispatchEvent(new Event("input", { bubbles: true }));
});
