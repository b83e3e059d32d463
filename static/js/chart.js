// A point of a picture says its name: touched, pointed at, or stepped to with the arrow keys.
for (const chart of document.querySelectorAll(".wk .chart")) {
  const points = [...chart.querySelectorAll("g > title")].map((title) => title.parentNode);
  if (!points.length) continue;
  const said = document.createElement("p");
  said.className = "point";
  said.setAttribute("role", "status");
  chart.after(said);
  chart.tabIndex = 0;
  let at = -1;

  const name = (n) => {
    points[at]?.classList.remove("is-named");
    at = Math.max(0, Math.min(points.length - 1, n));
    points[at].classList.add("is-named");
    said.textContent = points[at].firstChild.textContent;
  };

  // The nearest one: a dot of three pixels is no target for a thumb.
  const nearest = ({ clientX, clientY }) => {
    const away = points.map((point) => {
      const { left, right, top, bottom } = point.getBoundingClientRect();
      return Math.hypot(clientX - (left + right) / 2, clientY - (top + bottom) / 2);
    });
    name(away.indexOf(Math.min(...away)));
  };

  chart.addEventListener("pointerdown", nearest);
  chart.addEventListener("pointermove", (event) => event.pointerType === "mouse" && nearest(event));
  chart.addEventListener("focus", () => at < 0 && chart.matches(":focus-visible") && name(points.length - 1));
  chart.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    name(at + step);
  });
}
