// Puts the rows of a list in the admin in order: dragged by mouse or finger, moved by buttons or the
// arrow keys. It writes the rows' number fields, which work without this module, and announces the
// new place. The row that is passed is moved in the page, so that focus and finger stay on the other.
const STEP = 10;

function button(label, text, className) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button ${className}`;
  made.textContent = text;
  made.ariaLabel = label;
  return made;
}

function start(list) {
  const rows = () => [...list.children];
  const said = list.parentElement.querySelector("[data-order-said]");
  const { up, down, hold, moved } = list.dataset;

  function announce(row) {
    rows().forEach((one, n) => (one.querySelector("input[type=number]").value = (n + 1) * STEP));
    const name = row.querySelector("a").textContent;
    const place = rows().indexOf(row) + 1;
    said.textContent = moved
      .replace("%(place)s", place)
      .replace("%(count)s", rows().length)
      .replace("%(name)s", name);
  }

  function move(row, by) {
    const passed = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!passed) return false;
    if (by < 0) row.after(passed);
    else row.before(passed);
    return true;
  }

  for (const row of rows()) {
    const input = row.querySelector("input[type=number]");
    if (!input) return;
    const name = row.querySelector("a").textContent;
    const handle = button(`${name}: ${hold}`, "⠿", "handle");
    const higher = button(`${name}: ${up}`, "↑", "higher");
    const lower = button(`${name}: ${down}`, "↓", "lower");
    row.prepend(handle);
    row.append(higher, lower);
    higher.addEventListener("click", () => move(row, -1) && announce(row));
    lower.addEventListener("click", () => move(row, 1) && announce(row));
    handle.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      if (move(row, by)) announce(row);
    });
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.focus();
      handle.setPointerCapture(event.pointerId);
      row.classList.add("is-held");
    });
    handle.addEventListener("pointermove", ({ pointerId, clientY }) => {
      if (!handle.hasPointerCapture(pointerId)) return;
      const middle = (one) => one && one.getBoundingClientRect().top + one.offsetHeight / 2;
      if (clientY < middle(row.previousElementSibling)) move(row, -1);
      else if (clientY > middle(row.nextElementSibling)) move(row, 1);
    });
    handle.addEventListener("lostpointercapture", () => {
      row.classList.remove("is-held");
      announce(row);
    });
  }
  list.classList.add("is-live");
}

document.querySelectorAll("[data-order]").forEach(start);
