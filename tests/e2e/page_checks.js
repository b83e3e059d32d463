// What a page must hold however large its text is. The tests put this into each page before it loads.

const where = (one) =>
  `${one.tagName.toLowerCase()}${one.id && "#" + one.id}.${one.className} “${one.textContent.trim().slice(0, 40)}”`;
const parents = (one) => (one ? [one, ...parents(one.parentElement)] : []);
const is = (one, name, pattern) => pattern.test(getComputedStyle(one)[name]);
const most = (...numbers) => Math.max(...numbers);

self.pageChecks = {
  moved: 0, // how far what is seen moved by itself while the page loaded (cumulative layout shift)

  /** Spaces text as WCAG 1.4.12 has it; a sheet made by a script is not an inline style. */
  space() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
  },

  /** What sticks out of the page or of a part that hides it, and a foot that takes too much of the screen.
      Beyond the edge may stand what scrolls by itself, and what is for screen readers alone. */
  misfits() {
    const faults = [];
    const room = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth;
    if (wide > room) faults.push(`the page is ${wide} px wide`);
    const seen = (one) => one.checkVisibility() && one.getClientRects().length;
    for (const one of document.body.querySelectorAll(":not(.vh, .skip, svg *, [aria-hidden=true] *)")) {
      if (!seen(one) || !is(one, "clipPath", /none/) || one.closest(".vh")) continue;
      const { left, right } = one.getBoundingClientRect();
      const scrolls = parents(one).some((part) => part !== document.body && is(part, "overflowX", /auto|scroll/));
      const out = Math.round(most(right - room, -left));
      if (out > 1 && !scrolls) faults.push(`${out} px out of the page: ${where(one)}`);
      if (!one.textContent.trim() || one.matches("input, select, textarea")) continue;
      const [beside, beneath] = [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight];
      if (beside > 1 && is(one, "overflowX", /hidden|clip/)) faults.push(`cut at its side: ${where(one)}`);
      if (beneath > 1 && is(one, "overflowY", /hidden|clip/)) faults.push(`cut at its foot: ${where(one)}`);
      const isBox = one.matches("button, .btn, .chip, .tag, .tab, .cell, summary") && !is(one, "display", /^inline$/);
      if (beside > 2 && isBox) faults.push(`words stick out of ${where(one)}`);
    }
    if (matchMedia("(min-width: 62rem)").matches) return faults; // there the foot is a column
    const bars = [...document.querySelectorAll(".foot :is(.toast, .rest-bar, .sync, .tabs)")].filter(seen);
    const fixed = bars.filter((bar) => parents(bar).some((part) => is(part, "position", /fixed/)));
    const taken = most(0, ...fixed.map((bar) => innerHeight - bar.getBoundingClientRect().top));
    if (taken > innerHeight / 4) faults.push(`the foot takes ${taken} of ${innerHeight} px`);
    return faults;
  },

  /** Controls smaller than a finger, with their labels counted. A link in a line of text is as high as its
      line, the muscles of a body map stand in a list beside it, and eleven cells of a scale share a row. */
  tooSmall() {
    const faults = [];
    const controls = ":is(a[href], button, input:not([type=hidden]), select, textarea, summary):not(.skip, .bodymap *)";
    for (const one of document.querySelectorAll(controls)) {
      if (!one.checkVisibility({ visibilityProperty: true }) || one.closest(".vh")) continue;
      if (one.matches("a") && is(one, "display", /^inline$/) && one.closest("p, li, dd, dt, div")) continue;
      const boxes = [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect());
      const span = (low, high) => most(...boxes.map((box) => box[high])) + most(...boxes.map((box) => -box[low]));
      const [width, height] = [span("left", "right"), span("top", "bottom")].map(Math.round);
      const least = one.closest(".cell") ? 24 : 44;
      if (width < least || height < 44) faults.push(`only ${width} x ${height} px: ${one.outerHTML.slice(0, 120)}`);
    }
    return faults;
  },
};

new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) pageChecks.moved += value;
}).observe({ type: "layout-shift", buffered: true });
