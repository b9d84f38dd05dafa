// Asks the browser for a passkey, and sends what it answers. Needs allauth's webauthn-json.js before it.

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    ask(form).catch(() => say(form, "The passkey was not used. Try again, or choose another way."));
  });
}

/** Make a passkey, or use one, and send the form with it. */
async function ask(form) {
  const answer = form.dataset.passkey === "add" ? await make(optionsOn(form)) : await use(form);
  form.elements.credential.value = JSON.stringify(answer);
  form.submit();
}

/** Make a passkey that signs in by itself: it asks for a finger, a face or a number. */
function make(options) {
  const wanted = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  options.publicKey.authenticatorSelection = { ...options.publicKey.authenticatorSelection, ...wanted };
  return window.webauthnJSON.create(options);
}

/** Use a passkey; at the sign-in page the server first says what it wants signed. */
async function use(form) {
  if (form.dataset.passkey !== "sign-in") return window.webauthnJSON.get(optionsOn(form));
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return window.webauthnJSON.get((await answer.json()).request_options);
}

/** Return the options that the page carries. */
function optionsOn(form) {
  const data = JSON.parse(document.getElementById("passkey-options").textContent);
  return data.creation_options || data.request_options;
}

/** Say under the form what went wrong. */
function say(form, words) {
  const line = form.querySelector("[role=alert]") || form.appendChild(document.createElement("p"));
  line.setAttribute("role", "alert");
  line.textContent = words;
}
