// Tells the sign-up form which clock the runner lives by.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const input of document.querySelectorAll("[data-time-zone]")) if (here) input.value = here;
