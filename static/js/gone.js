// On the page that says goodbye: what this browser kept for the runner goes too.
import { acts, drop } from "./outbox.js";

const { gone } = document.querySelector("[data-gone]").dataset;

async function emptyOutbox() {
  const own = (await acts()).filter((act) => act.runner === gone);
  await Promise.all(own.map(drop));
}

async function endPush() {
  const worker = await navigator.serviceWorker?.getRegistration();
  await (await worker?.pushManager?.getSubscription())?.unsubscribe();
}

for (const name of Object.keys(localStorage)) {
  if (name.startsWith(`go:${gone}:`)) localStorage.removeItem(name);
}

// Each for itself: where one is not to be had, the others are done.
await Promise.allSettled([emptyOutbox(), endPush(), window.caches?.delete("pages")]);
