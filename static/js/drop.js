// Files dropped anywhere on the page go into the form's file input, which takes only what falls on
// itself. They are not sent: the runner sees their names first.

const form = document.querySelector("[data-drop]");
const input = form?.querySelector("input[type=file]");
const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
const mark = (isOver) => input.parentElement.classList.toggle("is-over", isOver);

if (input) {
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
  });
}
