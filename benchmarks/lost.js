// What a runner sees and does on a page, for lost.py; put into every page.
window.lost = (() => {
  const form = (element) => element.form ?? element.closest("form");
  const said = (element, button) => {
    const of = form(element);
    const address = new URL(of.action);
    const fields = [...new FormData(of, button)].filter(([name]) => name !== "csrfmiddlewaretoken");
    return { address: address.pathname, fields: { ...Object.fromEntries(address.searchParams), ...Object.fromEntries(fields) } };
  };

  async function acts() {
    const database = await new Promise((resolve, reject) => {
      const asked = indexedDB.open("hipdrive");
      asked.onupgradeneeded = () => asked.transaction.abort();
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    }).catch(() => null);
    if (!database) return [];
    const all = await new Promise((resolve) => {
      const asked = database.transaction("acts").objectStore("acts").getAll();
      asked.onsuccess = () => resolve(asked.result);
    });
    database.close();
    return all;
  }

  const mine = async () => (await acts()).filter((act) => act.runner === document.body.dataset.runner);

  const lamps = () =>
    [...document.querySelectorAll(".lamp")]
      .filter((lamp) => form(lamp).elements.amount || lamp.ariaPressed === "true")
      .map((lamp) => ({
        id: lamp.id,
        lit: lamp.ariaPressed === "true",
        key: lamp.dataset.key,
        amount: Number.parseInt(lamp.firstChild.textContent),
        waits: lamp.classList.contains("is-wait"),
        ...said(lamp),
      }));

  const look = () => ({
    today: Boolean(document.querySelector("[data-day]")),
    lamps: lamps(),
    asks: [...document.querySelectorAll("form.fb")].filter((one) => one.checkVisibility()).map((one) => one.id),
    undo: Boolean(document.querySelector("#toast form")),
    squeeze: Boolean(document.querySelector(".tab-squeeze")),
  });

  function press(what, value) {
    const button =
      what === "undo"
        ? document.querySelector("#toast form button")
        : what === "squeeze"
          ? document.querySelector(".tab-squeeze")
          : what === "say"
            ? document.querySelector(`#${value[0]} .btn-wide`)
            : document.getElementById(value);
    if (!button) return null;
    if (what === "say") form(button).querySelector(`[name=pain][value="${value[1]}"]`).checked = true;
    const done = said(button, button);
    button.click();
    return done;
  }

  /** What was sent, and whether it was put down. */
  async function tap(what, value) {
    let heard;
    const put = new Promise((resolve) => document.addEventListener("outbox:done", (heard = () => resolve(true)), { once: true }));
    const done = press(what, value);
    if (!done) return null;
    const isDown = await Promise.race([put, new Promise((resolve) => setTimeout(resolve, 4000, false))]);
    document.removeEventListener("outbox:done", heard);
    return { ...done, isDown };
  }

  /** Until nothing waits; the waits between two tries are cut short. */
  async function drain() {
    const until = Date.now() + 90_000;
    while (Date.now() < until) {
      if (!(await mine()).some((act) => act.state === "waits")) return true;
      dispatchEvent(new Event("online"));
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return false;
  }

  async function forget() {
    await caches.delete("pages");
    localStorage.setItem("took-along", Date.now());
    const database = await new Promise((resolve) => {
      indexedDB.open("hipdrive").onsuccess = ({ target }) => resolve(target.result);
    });
    const clearing = database.transaction("acts", "readwrite");
    clearing.objectStore("acts").clear();
    await new Promise((resolve) => (clearing.oncomplete = resolve));
    database.close();
  }

  return { acts: mine, look, press, tap, drain, forget };
})();
