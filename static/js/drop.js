// Files dropped anywhere on the page go into the form's file input, which takes only what falls on
// itself. They are not sent: the runner sees their names first. What is too big is not sent either,
// since a server ends such a request before it can say why.

const form = document.querySelector("[data-drop]");
const input = form?.querySelector("input[type=file]");
const check = () => {
  const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
  input.setCustomValidity(size > form.dataset.most * 1e6 ? form.dataset.tooBig : "");
  input.reportValidity();
};
const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
const mark = (isOver) => input.parentElement.classList.toggle("is-over", isOver);

if (input) {
  input.addEventListener("change", check);
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  addEventListener("dragleave", (event) => event.relatedTarget ?? mark(false));
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(false);
    input.files = event.dataTransfer.files;
    input.focus();
    check();
  });
}
