// On today's page: has the server say that this device is in another time zone than the runner's
// profile, once a journey. A runner who keeps the own zone is asked again in a third one.
const place = document.getElementById("zone");
const kept = `go:${document.body.dataset.runner}:zone`; // the zone in which the own one was kept

async function look() {
  if (!place) return;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (timeZone === place.dataset.zone) localStorage.removeItem(kept);
  const isKept = timeZone === localStorage.getItem(kept);
  if (timeZone === place.dataset.zone || isKept) return place.replaceChildren();
  const answer = await fetch(`${place.dataset.ask}?zone=${timeZone}`).catch(() => ({}));
  if (answer.status !== 200 || answer.redirected) return place.replaceChildren();
  window.htmx.swap(place, await answer.text(), { swapStyle: "innerHTML" });
  place.querySelector("[type=button]").onclick = () => {
    localStorage.setItem(kept, timeZone);
    place.replaceChildren();
  };
}

document.addEventListener("visibilitychange", () => document.hidden || look());
look();
