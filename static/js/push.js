// Settings, Reminders: lets this device be woken by push, and copies the calendar's address.
// Without it the calendar's address can still be marked and copied by hand.

const form = document.getElementById("device");

function show(when) {
  for (const words of document.querySelectorAll("[data-when]")) {
    words.hidden = words.dataset.when !== when;
  }
  if (form) form.hidden = when !== "off";
}

const manager = async () => (await navigator.serviceWorker.ready).pushManager;

async function start() {
  if (!("PushManager" in window)) return show("unable");
  const own = await (await manager()).getSubscription();
  const row = own && mine(own);
  show(row ? "on" : Notification.permission === "denied" ? "denied" : "off");
}

/** This device in the list, if it is there. Removing it ends its subscription too. */
function mine(own) {
  const all = [...document.querySelectorAll("[data-endpoint]")];
  const removal = all.find((one) => one.dataset.endpoint === own.endpoint);
  removal?.parentElement.querySelector("[data-own]").removeAttribute("hidden");
  removal?.addEventListener("submit", async (event) => {
    event.preventDefault();
    await own.unsubscribe().catch(() => {});
    removal.submit();
  });
  return removal;
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if ((await Notification.requestPermission()) !== "granted") return show("denied");
  try {
    const { endpoint, keys, expirationTime } = (await subscribe()).toJSON();
    const fields = { endpoint, ...keys, expires: expirationTime ?? "" };
    for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
    form.submit();
  } catch {
    show("failed");
  }
});

/** Subscribes anew: an old one may belong to another runner, or to other keys of this host. */
async function subscribe() {
  const push = await manager();
  await (await push.getSubscription())?.unsubscribe();
  return push.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.key });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const input = document.getElementById(button.dataset.copy);
    input.select();
    await navigator.clipboard.writeText(input.value);
    button.textContent = button.dataset.copied;
  });
}

if (form) start();
