// What a runner sees and does on a page. lost.py puts this script into every page.
window.lost = (() => {
  const request = (button) => {
    const address = new URL(button.getAttribute("formaction") ?? button.form.action, location);
    const sent = new FormData(button.form, button);
    const packed = new URLSearchParams(sent.get("set") ?? "");
    sent.delete("set");
    sent.delete("csrfmiddlewaretoken");
    return { address: address.pathname, fields: Object.fromEntries([...address.searchParams, ...sent, ...packed]) };
  };

  async function acts() {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open("hipdrive");
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    }).catch(() => null);
    if (!database) return [];
    const all = await new Promise((resolve) => {
      const reading = database.transaction("acts").objectStore("acts").getAll();
      reading.onsuccess = () => resolve(reading.result);
    });
    database.close();
    return all;
  }

  const lamps = () =>
    [...document.querySelectorAll(".lamp")]
      .filter((lamp) => !lamp.form.elements.load_wanted || lamp.ariaPressed === "true")
      .map((lamp) => ({
        id: lamp.id,
        lit: lamp.ariaPressed === "true",
        key: lamp.dataset.key,
        amount: Number.parseInt(lamp.firstChild.textContent),
        waits: lamp.classList.contains("is-wait"),
        ...request(lamp),
      }));

  const look = () => ({
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
          : what === "feedback"
            ? document.querySelector(`#${value[0]} .btn-wide`)
            : document.getElementById(value);
    if (!button) return null;
    if (what === "feedback") button.form.querySelector(`[name=pain][value="${value[1]}"]`).checked = true;
    const done = request(button);
    button.click();
    return done;
  }

  /** Return the request of a tap, and whether the outbox stored it within 4 s. */
  async function tap(what, value) {
    let listener;
    const stored = new Promise((resolve) => document.addEventListener("outbox:done", (listener = () => resolve(true)), { once: true }));
    const done = press(what, value);
    if (!done) return null;
    const isDown = await Promise.race([stored, new Promise((resolve) => setTimeout(resolve, 4000, false))]);
    document.removeEventListener("outbox:done", listener);
    return { ...done, isDown };
  }

  /** Wait until the outbox is empty, and let it try again without its usual pauses. */
  async function drain() {
    const until = Date.now() + 90_000;
    while (Date.now() < until) {
      if (!(await acts()).some((act) => act.state === "waits")) return true;
      dispatchEvent(new Event("online"));
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    return false;
  }

  async function forget() {
    for (const name of await caches.keys()) if (name.startsWith("pages-")) await caches.delete(name);
    localStorage.setItem("took-along", Date.now());
    const database = await new Promise((resolve) => {
      indexedDB.open("hipdrive").onsuccess = ({ target }) => resolve(target.result);
    });
    const clearing = database.transaction("acts", "readwrite");
    clearing.objectStore("acts").clear();
    await new Promise((resolve) => (clearing.oncomplete = resolve));
    database.close();
  }

  return { acts, look, press, tap, drain, forget };
})();
