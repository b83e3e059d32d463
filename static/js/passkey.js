// Beside the scripts that speak with a passkey: shows their buttons where they can work, and says
// when one did not.
const all = (name) => document.querySelectorAll(`[data-passkey${name}]`);
const known = "PublicKeyCredential" in window;
for (const button of all("")) button.hidden = !known;
for (const notice of all("-missing")) notice.hidden = known;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const notice of all("-failed")) notice.hidden = false;
});
