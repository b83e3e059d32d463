// Below a picture stands the title of the point that is touched, pointed at or reached by arrow keys.
for (const chart of document.querySelectorAll(".wk .chart")) {
  const points = [...chart.querySelectorAll("g > title")].map((title) => title.parentNode);
  if (!points.length) continue;
  const output = document.createElement("p");
  output.className = "point";
  output.setAttribute("role", "status");
  chart.after(output);
  chart.tabIndex = 0;
  let at = -1;

  const show = (n) => {
    points[at]?.classList.remove("is-named");
    at = Math.max(0, Math.min(points.length - 1, n));
    points[at].classList.add("is-named");
    output.textContent = points[at].firstChild.textContent;
  };

  // Shows the nearest point, since a dot of three pixels is too small for a thumb.
  const showNearest = ({ clientX, clientY }) => {
    const away = points.map((point) => {
      const { left, right, top, bottom } = point.getBoundingClientRect();
      return Math.hypot(clientX - (left + right) / 2, clientY - (top + bottom) / 2);
    });
    show(away.indexOf(Math.min(...away)));
  };

  chart.addEventListener("pointerdown", showNearest);
  chart.addEventListener("pointermove", (event) => event.pointerType === "mouse" && showNearest(event));
  chart.addEventListener("focus", () => at < 0 && chart.matches(":focus-visible") && show(points.length - 1));
  chart.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(at + step);
  });
}
